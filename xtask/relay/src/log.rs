//! What is kept of a request: time, merchant, `kid`, `jti`, shape, outcome. Nothing else, whatever happens.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// How many lines are kept.
const LINES: usize = 1000;

/// One request. What a string claims of itself is noted once it is known to be a name of ours or to have the form of a `jti`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Seconds since 1970.
    pub time: u64,
    /// The merchant's name, if it was one.
    pub tenant: Option<String>,
    /// The key, if it is or was ours.
    pub kid: Option<String>,
    /// The string's own name.
    pub jti: Option<String>,
    /// The shape, if it is one.
    pub shape: Option<&'static str>,
    /// `opened`, or the code of the refusal.
    pub outcome: &'static str,
}

/// The outcome of a request that went well.
pub const OPENED: &str = "opened";

/// The last lines. In production they leave for a log that cannot be changed from here.
#[derive(Default)]
pub(crate) struct Log(Mutex<VecDeque<Line>>);

impl Log {
    pub(crate) fn write(&self, line: Line) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() == LINES {
            lines.pop_front();
        }
        lines.push_back(line);
    }

    pub(crate) fn lines(&self) -> Vec<Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}
