//! What reached a server, in a shape that holds no secret: names of fields, never their values.

use crate::reply::{empty, reply};
use crate::scenario::{Play, Target};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};

/// Runs of digits at least this long are starred out: they could be a piece of a number.
const DIGITS_KEPT: usize = 6;

/// The requests since the start. Clones share the list.
#[derive(Clone, Default)]
pub(crate) struct Journal(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    next: u64,
    entries: Vec<Entry>,
    mended: Vec<String>,
}

struct Entry {
    id: u64,
    tag: Option<String>,
    aborted: bool,
    head: Value,
    field_names: Vec<String>,
}

impl Journal {
    /// Notes that a request has arrived. Unless the ticket is closed, it counts as aborted.
    pub(crate) fn enter(&self, method: &Method, path: &str, tag: Option<&str>, headers: &HeaderMap) -> Ticket {
        let text = |name| headers.get(name).map(|value| starred(&String::from_utf8_lossy(value.as_bytes())));
        let head = json!({
            "method": method.as_str(),
            "path": starred(path),
            "content_type": text(header::CONTENT_TYPE),
            "has_authorization": headers.contains_key(header::AUTHORIZATION),
            "origin": text(header::ORIGIN),
            "referer": text(header::REFERER),
            "cookie": text(header::COOKIE),
        });
        let id = self.with(|inner| {
            let id = inner.next;
            inner.next += 1;
            inner.entries.push(Entry {
                id,
                tag: tag.map(str::to_owned),
                aborted: false,
                head,
                field_names: Vec::new(),
            });
            id
        });
        Ticket { journal: self.clone(), id, closed: false }
    }

    /// Answers what a sandbox gateway offers tests beside the gateway's own paths.
    pub(crate) fn beside(&self, method: &Method, uri: &Uri, scenarios: impl FnOnce() -> Value) -> Option<Response> {
        match uri.path() {
            "/requests" => Some(self.control(method, uri)),
            "/mend" => Some(self.mend(method, uri)),
            "/scenarios" if method == Method::GET => Some(reply(200, &scenarios())),
            "/scenarios" => Some(empty(StatusCode::METHOD_NOT_ALLOWED)),
            _ => None,
        }
    }

    /// Answers `GET /requests` and `DELETE /requests`, both perhaps with `?tag=`.
    pub(crate) fn control(&self, method: &Method, uri: &Uri) -> Response {
        let tag = tag(uri);
        match *method {
            Method::GET => reply(200, &self.json(tag)),
            Method::DELETE => {
                self.clear(tag);
                empty(StatusCode::NO_CONTENT)
            }
            _ => empty(StatusCode::METHOD_NOT_ALLOWED),
        }
    }

    /// Answers `POST /mend?tag=`: from now on the tag's requests are answered as without a scenario.
    fn mend(&self, method: &Method, uri: &Uri) -> Response {
        match (method, tag(uri)) {
            (&Method::POST, Some(tag)) => {
                self.with(|inner| inner.mended.push(tag.to_owned()));
                empty(StatusCode::NO_CONTENT)
            }
            _ => empty(StatusCode::METHOD_NOT_ALLOWED),
        }
    }

    /// What a request asks for, unless its tag was mended.
    pub(crate) fn as_mended<'a, S: Play>(&self, target: Target<'a, S>) -> Target<'a, S> {
        let is_mended = self.with(|inner| inner.mended.iter().any(|tag| target.tag == Some(tag)));
        if is_mended { Target { scenario: S::PLAIN, ..target } } else { target }
    }

    /// The list, oldest first; with a tag, only the requests to a scenario with that suffix.
    pub(crate) fn json(&self, tag: Option<&str>) -> Value {
        self.with(|inner| inner.entries.iter().filter(|entry| entry.has(tag)).map(Entry::json).collect())
    }

    /// Forgets the list; with a tag, only that tag's requests.
    pub(crate) fn clear(&self, tag: Option<&str>) {
        self.with(|inner| inner.entries.retain(|entry| !entry.has(tag)));
    }

    fn change(&self, id: u64, action: impl FnOnce(&mut Entry)) {
        self.with(|inner| {
            if let Some(entry) = inner.entries.iter_mut().find(|entry| entry.id == id) {
                action(entry);
            }
        });
    }

    fn with<T>(&self, action: impl FnOnce(&mut Inner) -> T) -> T {
        action(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The tag that a question is about.
pub(crate) fn tag(uri: &Uri) -> Option<&str> {
    uri.query()?.strip_prefix("tag=")
}

impl Entry {
    fn has(&self, tag: Option<&str>) -> bool {
        tag.is_none() || self.tag.as_deref() == tag
    }

    fn json(&self) -> Value {
        let mut whole = self.head.clone();
        if let Value::Object(members) = &mut whole {
            members.insert("tag".to_owned(), json!(self.tag));
            members.insert("field_names".to_owned(), json!(self.field_names));
            members.insert("aborted".to_owned(), json!(self.aborted));
        }
        whole
    }
}

/// The open entry of one request.
pub(crate) struct Ticket {
    journal: Journal,
    id: u64,
    closed: bool,
}

impl Ticket {
    pub(crate) fn fields<'a>(&self, names: impl Iterator<Item = &'a str>) {
        let names = names.map(starred).collect();
        self.journal.change(self.id, |entry| entry.field_names = names);
    }

    /// The request got its whole answer, or we were the ones who cut it off.
    pub(crate) fn close(mut self) {
        self.closed = true;
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if !self.closed {
            self.journal.change(self.id, |entry| entry.aborted = true);
        }
    }
}

fn starred(text: &str) -> String {
    let mut kept = String::new();
    let mut run = String::new();
    for character in text.chars().chain([' ']) {
        if character.is_ascii_digit() {
            run.push(character);
            continue;
        }
        kept.push_str(if run.len() > DIGITS_KEPT { "***" } else { &run });
        run.clear();
        kept.push(character);
    }
    kept.pop();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_a_long_run_of_digits_and_keeps_a_short_one() {
        assert_eq!(starred("/v1/tokens/4242424242424242"), "/v1/tokens/***");
        assert_eq!(starred("http://127.0.0.1:48021"), "http://127.0.0.1:48021");
    }

    #[test]
    fn a_request_without_an_answer_is_aborted() {
        let journal = Journal::default();
        let enter = |tag| journal.enter(&Method::POST, "/v1/tokens", Some(tag), &HeaderMap::new());
        drop(enter("left"));
        enter("stayed").close();
        let aborted = |tag| journal.json(Some(tag))[0]["aborted"].clone();
        assert_eq!((aborted("left"), aborted("stayed")), (json!(true), json!(false)));
    }

    #[test]
    fn clearing_one_tag_leaves_the_others() {
        let journal = Journal::default();
        for tag in ["one", "two"] {
            journal.enter(&Method::POST, "/", Some(tag), &HeaderMap::new()).close();
        }
        journal.clear(Some("one"));
        assert_eq!(journal.json(None).as_array().map(Vec::len), Some(1));
    }
}
