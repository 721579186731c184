//! What the gateway answers when a scenario asks for trouble.

use super::Call;
use super::errors::{Code, Refusal};
use super::scenario::Scenario;
use crate::bomb;
use crate::journal::Ticket;
use crate::portal;
use crate::reply::{self, bytes, empty, reply};
use crate::slow;
use crate::wire::Handle;
use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde_json::{Map, Value, json};

const HTML: &str = "<!doctype html><title>Sorry</title><p>Not today.";
/// A token that nobody can use: the replies that are wrong on purpose need no real one.
const TOKEN: &str = r#"{"id":"tok_000000000000000000000000","object":"token","type":"card","card":{"brand":"Visa"}}"#;

/// Whether the scenario goes through the gateway's ordinary checks.
pub(super) const fn passes(scenario: Scenario) -> bool {
    matches!(
        scenario,
        Scenario::Ok
            | Scenario::Echo
            | Scenario::NoId
            | Scenario::NoObject
            | Scenario::Large
            | Scenario::NoCors
            | Scenario::Delay(_)
    )
}

/// Changes an ordinary token as the scenario asks. `fields` is what was sent.
pub(super) fn twist(scenario: Scenario, token: &mut Map<String, Value>, fields: &Map<String, Value>) {
    match scenario {
        Scenario::Large => drop(token.insert("padding".to_owned(), json!("x".repeat(300 * 1024)))),
        Scenario::Echo => {
            let said: Vec<_> = fields.values().filter_map(Value::as_str).collect();
            token.insert("name".to_owned(), json!(format!("Sent: {}", said.join(" "))));
            token.insert("deep".to_owned(), json!([{ "list": said }]));
        }
        Scenario::NoId => token.retain(|name, _| name != "id"),
        Scenario::NoObject => token.retain(|name, _| name != "object"),
        _ => {}
    }
}

/// Answers a token request that gets no ordinary answer. The ticket stays open as long as the answer does.
pub(super) async fn answer(call: &Call<'_>, connection: Handle, ticket: Ticket) -> Response {
    let kind = match call.target.scenario {
        Scenario::Hang => slow::Kind::Hang,
        Scenario::Reset => slow::Kind::Reset,
        Scenario::SlowHeaders => slow::Kind::Headers,
        Scenario::Drip => slow::Kind::Drip,
        Scenario::ByteASecond => slow::Kind::Second,
        Scenario::HeadersOnly => slow::Kind::Silence,
        Scenario::LargeEndless => slow::Kind::Flood,
        scenario => {
            ticket.close();
            return at_once(scenario, call);
        }
    };
    slow::answer(kind, "application/json", connection, ticket).await
}

fn at_once(scenario: Scenario, call: &Call<'_>) -> Response {
    let code = |code| Refusal::new(code).response();
    let typed =
        |status, kind: &str, message: &str| reply(status, &json!({ "error": { "type": kind, "message": message } }));
    match scenario {
        Scenario::Unauthorized => code(Code::InvalidKey),
        Scenario::NotEnabled => {
            let said = "This integration surface is unsupported for publishable key tokenization.";
            typed(402, "invalid_request_error", said)
        }
        Scenario::ErrorParam => Refusal::of(Code::ParameterMissing, "card[exp_year]").response(),
        Scenario::ErrorType => typed(402, "card_error", "x"),
        Scenario::ErrorEmpty => reply(400, &json!({ "error": {} })),
        Scenario::NoCorsError => Refusal::of(Code::IncorrectNumber, "number").response(),
        Scenario::ServerError => typed(500, "api_error", "x"),
        Scenario::Coded(wanted) => code(wanted),
        Scenario::BadGateway => bytes(502, "text/html; charset=utf-8", Body::from(HTML)),
        Scenario::RateLimited => empty(StatusCode::TOO_MANY_REQUESTS),
        Scenario::Html => bytes(200, "text/html; charset=utf-8", Body::from(HTML)),
        Scenario::CutJson => {
            let half: String = TOKEN.chars().take(TOKEN.len() / 2).collect();
            bytes(200, "application/json", Body::from(half))
        }
        Scenario::CutBody => bytes(200, "application/json", slow::cut(TOKEN.into())),
        Scenario::Empty => bytes(200, "application/json", Body::empty()),
        Scenario::WrongShape => reply(200, &json!([1, 2, 3])),
        Scenario::WrongTypes => reply(200, &json!({ "id": [7], "object": 1, "card": "Visa", "created": "now" })),
        Scenario::Packed(packing) => {
            let open = TOKEN.strip_suffix('}').unwrap_or_default();
            bomb::reply(packing, "application/json", &format!("{open},\"padding\":\""), "\"}")
        }
        Scenario::Portal(kind) => portal::answer(kind, call.headers),
        Scenario::Redirect => redirect(call, "127.0.0.1"),
        Scenario::RedirectForeign => redirect(call, "localhost"),
        // The rest is answered by `answer` or passes through the ordinary checks.
        _ => code(Code::InvalidRequest),
    }
}

/// Sends the client to the ok scenario of the same tag, so that the journal shows whether it went.
fn redirect(call: &Call<'_>, host: &str) -> Response {
    let sent = call.headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let port = sent.rsplit(':').next().unwrap_or_default();
    let tag = call.target.tag.map(|tag| format!("~{tag}")).unwrap_or_default();
    let location = format!("http://{host}:{port}/scenario/ok{tag}/v1/tokens");
    reply::redirect(StatusCode::FOUND, &location).unwrap_or_else(|| empty(StatusCode::FOUND))
}
