//! Answers that do not come, or not at a client's pace.

use crate::journal::Ticket;
use crate::reply::{bytes, empty};
use crate::wire::Handle;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::response::Response;
use futures_core::Stream;
use std::future::pending;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Interval, interval};

/// How an answer fails to arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// No answer, ever.
    Hang,
    /// A TCP reset in place of the first byte.
    Reset,
    /// Headers at four bytes a second, a reset after 60 s.
    Headers,
    /// Headers, then blanks at four a second; no end after 60 s.
    Drip,
    /// Headers, then a blank a second; no end after 60 s.
    Second,
    /// Headers, then nothing for 60 s.
    Silence,
    /// Headers, then blanks in 16 KB chunks; no end after 8 MB.
    Flood,
    /// Headers, then blanks at 1.6 MB a second; no end after 60 s.
    Endless,
}

/// Answers so. The ticket stays open as long as the answer does, except for a reset, which is our own doing.
pub(crate) async fn answer(kind: Kind, content_type: &'static str, connection: Handle, ticket: Ticket) -> Response {
    let body = match kind {
        Kind::Hang => return pending().await,
        Kind::Reset => {
            connection.reset();
            ticket.close();
            return empty(StatusCode::OK);
        }
        Kind::Headers => {
            connection.trickle();
            Slow::silent(ticket)
        }
        Kind::Drip => Slow::drip(Duration::from_millis(250), 240, ticket),
        Kind::Second => Slow::drip(Duration::from_secs(1), 60, ticket),
        Kind::Silence => Slow::silent(ticket),
        Kind::Flood => Slow::chunks(Duration::from_millis(2), 512, ticket),
        Kind::Endless => Slow::chunks(Duration::from_millis(10), 6_000, ticket),
    };
    bytes(200, content_type, Body::from_stream(body))
}

/// A body whose last chunk is missing: all of `bytes` arrives, and no end.
pub(crate) fn cut(bytes: Bytes) -> Body {
    Body::from_stream(Cut { bytes: Some(bytes), flushed: false })
}

struct Cut {
    bytes: Option<Bytes>,
    flushed: bool,
}

impl Stream for Cut {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(bytes) = self.bytes.take() {
            return Poll::Ready(Some(Ok(bytes)));
        }
        // The server sends what it has when there is nothing more for the moment; after an error it would not.
        if !std::mem::replace(&mut self.flushed, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into())))
    }
}

/// A body that takes its time. Its ticket is never closed: whoever gets this body has to leave.
struct Slow {
    ticks: Interval,
    chunk: Bytes,
    left: u32,
    _ticket: Ticket,
}

impl Slow {
    fn silent(ticket: Ticket) -> Self {
        Self::new(Duration::from_secs(60), Bytes::new(), 2, ticket)
    }

    fn drip(pause: Duration, count: u32, ticket: Ticket) -> Self {
        Self::new(pause, Bytes::from_static(b" "), count, ticket)
    }

    fn chunks(pause: Duration, count: u32, ticket: Ticket) -> Self {
        Self::new(pause, Bytes::from(vec![b' '; 16 * 1024]), count, ticket)
    }

    fn new(pause: Duration, chunk: Bytes, left: u32, ticket: Ticket) -> Self {
        Self { ticks: interval(pause), chunk, left, _ticket: ticket }
    }
}

impl Stream for Slow {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        ready!(self.ticks.poll_tick(context));
        if self.left == 0 {
            // An error instead of an end: the last chunk never comes, and the client must notice.
            return Poll::Ready(Some(Err(io::ErrorKind::TimedOut.into())));
        }
        self.left -= 1;
        Poll::Ready(Some(Ok(self.chunk.clone())))
    }
}
