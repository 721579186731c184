//! What the gateway answers when a scenario asks for trouble.

use super::Call;
use super::errors::{Code, Fault, Refusal, envelope};
use super::payment::Method;
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
        Scenario::CutBody => bytes(200, "application/json", slow::cut(TOKEN.into())),
        Scenario::Empty => bytes(200, "application/json", Body::empty()),
        Scenario::WrongShape => reply(200, &json!([1, 2, 3])),
        Scenario::WrongTypes => reply(200, &wrong_types()),
        Scenario::Packed(packing) => {
            let open = TOKEN.strip_suffix('}').unwrap_or_default();
            bomb::reply(packing, "application/json", &format!("{open},\"padding\":\""), "\"}")
        }
        Scenario::Portal(kind) => portal::answer(kind, call.headers),
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
    let location = format!("http://{host}:{port}/scenario/ok{tag}/v1/tokens");
    reply::redirect(StatusCode::FOUND, &location).unwrap_or_else(|| empty(StatusCode::FOUND))
}
