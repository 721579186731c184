//! Every byte that a server receives, kept to be searched.
//!
//! Bytes are kept apart by connection: were two connections mixed, a number could be torn in two and a search for it
//! would find nothing.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The log of one server. Clones share it. It only grows.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    connections: Vec<Vec<u8>>,
    copy: Option<Copy>,
}

/// The file that gets the same bytes as they come in.
struct Copy {
    file: File,
    last: Option<usize>,
}

impl Log {
    /// A log that also writes to a new file at `path`.
    pub(crate) fn copied_to(path: &Path) -> io::Result<Self> {
        let copy = Some(Copy { file: File::create(path)?, last: None });
        Ok(Self(Arc::new(Mutex::new(Inner { copy, ..Inner::default() }))))
    }

    /// Opens the record of a new connection.
    pub(crate) fn connection(&self) -> Tap {
        let number = self.with(|inner| {
            inner.connections.push(Vec::new());
            inner.connections.len() - 1
        });
        Tap { log: self.clone(), number }
    }

    /// How many connections there were.
    pub(crate) fn connections(&self) -> usize {
        self.with(|inner| inner.connections.len())
    }

    /// Everything received so far, one connection after the other.
    pub(crate) fn text(&self) -> String {
        self.with(|inner| {
            let whole: Vec<u8> = inner.connections.join(b"\n".as_slice());
            String::from_utf8_lossy(&whole).into_owned()
        })
    }

    fn with<T>(&self, action: impl FnOnce(&mut Inner) -> T) -> T {
        action(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Where one connection's bytes go.
pub(crate) struct Tap {
    log: Log,
    number: usize,
}

impl Tap {
    pub(crate) fn received(&self, bytes: &[u8]) {
        self.log.with(|inner| {
            if let Some(connection) = inner.connections.get_mut(self.number) {
                connection.extend_from_slice(bytes);
            }
            if let Some(copy) = &mut inner.copy {
                copy.write(self.number, bytes);
            }
        });
    }
}

impl Copy {
    fn write(&mut self, connection: usize, bytes: &[u8]) {
        let switched = self.last.is_some_and(|last| last != connection);
        self.last = Some(connection);
        let start: &[u8] = if switched { b"\n" } else { b"" };
        // A full disk must not stop the shop; the log in memory stays whole.
        let _written = self.file.write_all(start).and_then(|()| self.file.write_all(bytes));
    }
}

#[cfg(test)]
mod tests {
    use super::Log;

    #[test]
    fn keeps_a_number_whole_while_two_connections_alternate() {
        let log = Log::default();
        let (first, second) = (log.connection(), log.connection());
        first.received(b"42424242");
        second.received(b"GET /");
        first.received(b"42424242");
        assert_eq!(log.text(), "4242424242424242\nGET /");
    }
}
