//! What the gateway answers when a scenario asks for trouble.

use super::errors::{Code, Fault, Refusal, bytes, envelope, reply};
use super::journal::Ticket;
use super::payment::Method;
use super::{Call, empty};
use crate::scenario::Scenario;
use crate::wire::Handle;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_core::Stream;
use serde_json::{Map, Value, json};
use std::future::pending;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Interval, interval};

const HTML: &str = "<!doctype html><title>Sorry</title><p>Not today.";
/// A token that nobody can use: the replies that are wrong on purpose need no real one.
const TOKEN: &str = r#"{"id":"AAAAAAAAAAAAAAAAAAAAAA","type":"card","number":"************4242","exp_month":10}"#;

/// Whether the scenario goes through the gateway's ordinary checks.
pub(super) const fn passes(scenario: Scenario) -> bool {
    matches!(
        scenario,
        Scenario::Ok
            | Scenario::Validates
            | Scenario::InfoMessage
            | Scenario::Echo
            | Scenario::MissingCreated
            | Scenario::NoId
            | Scenario::Large
            | Scenario::NoCors
            | Scenario::Delay(_)
    )
}

/// Changes an ordinary token as the scenario asks. `secrets` is there for the scenario that gives them away.
pub(super) fn twist(scenario: Scenario, token: &mut Map<String, Value>, secrets: Option<&Method>) {
    let mut set = |name: &str, value: Value| drop(token.insert(name.to_owned(), value));
    match scenario {
        Scenario::InfoMessage => set(
            "messages",
            json!([{ "code": "account_test_mode", "level": "info", "facility": "gateway", "message": "Test mode." }]),
        ),
        Scenario::Large => set("form_data", json!({ "padding": "x".repeat(300 * 1024) })),
        Scenario::Echo => {
            let shown = secrets.map(shown).unwrap_or_default();
            set("name", json!(format!("Holder of {}", shown.join(" "))));
            set("form_data", json!({ "deep": [{ "list": shown }] }));
        }
        Scenario::MissingCreated => token.retain(|name, _| name != "created" && name != "modified"),
        Scenario::NoId => token.retain(|name, _| name != "id"),
        _ => {}
    }
}

fn shown(method: &Method) -> Vec<String> {
    match method {
        Method::Card { number, cvv, .. } => [Some(number.clone()), cvv.clone()].into_iter().flatten().collect(),
        Method::Bank { routing_number, account_number, .. } => vec![account_number.clone(), routing_number.clone()],
    }
}

/// Answers a token request that gets no ordinary answer. The ticket stays open as long as the answer does.
pub(super) async fn answer(call: &Call<'_>, connection: Handle, ticket: Ticket) -> Response {
    match call.target.scenario {
        Scenario::Hang => {
            pending::<()>().await;
            empty(StatusCode::NO_CONTENT)
        }
        Scenario::Reset => {
            connection.reset();
            ticket.close();
            empty(StatusCode::OK)
        }
        Scenario::SlowHeaders => {
            connection.trickle();
            bytes(200, "application/json", Body::from_stream(Slow::silent(ticket)))
        }
        Scenario::Drip => bytes(200, "application/json", Body::from_stream(Slow::drip(ticket))),
        Scenario::LargeEndless => bytes(200, "application/json", Body::from_stream(Slow::flood(ticket))),
        scenario => {
            ticket.close();
            at_once(scenario, call)
        }
    }
}

fn at_once(scenario: Scenario, call: &Call<'_>) -> Response {
    let refused = |context, fault| envelope(&[Refusal::field(context, fault)]);
    let code = |code| envelope(&[Refusal::new(code)]);
    match scenario {
        Scenario::Unauthorized => code(Code::NotAuthorized),
        Scenario::ErrorDotted => refused("method.name", Fault::Blank),
        Scenario::ErrorCard => refused("card.name", Fault::Blank),
        Scenario::ErrorBare | Scenario::NoCorsError => refused("number", Fault::Invalid),
        Scenario::ErrorBacktick => refused("`card`.postal_code", Fault::Invalid),
        Scenario::ErrorNoContext => code(Code::CardExpired),
        Scenario::ErrorMany => envelope(&[
            Refusal::field("method.number", Fault::Invalid),
            Refusal::field("exp_month", Fault::OutOfRange),
            Refusal::field("card.cvv", Fault::Length),
            Refusal::field("postal_code", Fault::Blank),
        ]),
        Scenario::ErrorStrings => reply(422, &json!({ "messages": ["Card number is invalid", "Name is required"] })),
        Scenario::ErrorEmpty => reply(422, &json!({ "messages": [] })),
        Scenario::MerchantInactive => code(Code::MerchantNotActive),
        Scenario::ServerError => code(Code::ServerError),
        Scenario::RetryLater => code(Code::ProcessorNotAvailable),
        Scenario::Coded(wanted) => code(wanted),
        Scenario::BadGateway => bytes(502, "text/html; charset=utf-8", Body::from(HTML)),
        Scenario::RateLimited => empty(StatusCode::TOO_MANY_REQUESTS),
        Scenario::Html => bytes(200, "text/html; charset=utf-8", Body::from(HTML)),
        Scenario::CutJson => {
            let half: String = TOKEN.chars().take(TOKEN.len() / 2).collect();
            bytes(200, "application/json", Body::from(half))
        }
        Scenario::Empty => bytes(200, "application/json", Body::empty()),
        Scenario::WrongShape => reply(200, &json!([1, 2, 3])),
        Scenario::WrongTypes => reply(200, &wrong_types()),
        Scenario::Redirect => redirect(call, "127.0.0.1"),
        Scenario::RedirectForeign => redirect(call, "localhost"),
        // The rest is answered by `answer` or passes through the ordinary checks.
        _ => code(Code::ServerError),
    }
}

fn wrong_types() -> Value {
    json!({
        "id": 7, "type": true, "number": 4242, "exp_month": "ten", "exp_year": [2022], "card_type": {}, "created": 1,
        "messages": "none", "form_data": null, "fingerprint": [],
    })
}

/// Sends the client to the ok scenario of the same tag, so that the journal shows whether it went.
fn redirect(call: &Call<'_>, host: &str) -> Response {
    let sent = call.headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let port = sent.rsplit(':').next().unwrap_or_default();
    let tag = call.target.tag.map(|tag| format!("~{tag}")).unwrap_or_default();
    let mut response = empty(StatusCode::FOUND);
    if let Ok(location) = HeaderValue::from_str(&format!("http://{host}:{port}/scenario/ok{tag}/v1/tokens")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
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

    fn drip(ticket: Ticket) -> Self {
        Self::new(Duration::from_millis(250), Bytes::from_static(b" "), 240, ticket)
    }

    fn flood(ticket: Ticket) -> Self {
        Self::new(Duration::from_millis(2), Bytes::from(vec![b' '; 16 * 1024]), 512, ticket)
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
