//! The sandbox Stripe: as much of it as makes a token of a card or bank account and charges a card, from the gateway file;
//! everything else is refused. Marks: P public reference, K common knowledge of the API, I inferred by us.
//!
//! - `POST /v1/tokens` takes urlencoded bodies only (P), with the publishable key as `key` (K) or as a Bearer (P). It alone has
//!   CORS headers, errors included: `*`, for any origin (K).
//! - `POST /v1/charges` takes the secret key as a Bearer (P): `amount`, `currency`, `source`. Bank accounts are refused there:
//!   they must be verified first (P).
//! - A secret key on the token URL is refused, though the gateway would take it: no page may have one.
//! - Checks run in this order: URL, method, query, content type, body, key, fields (I). The first fault alone is told (P).
//! - Which fields are taken is in `check.rs`, each decision with its mark.
//!
//! Beside the gateway's own: `GET /scenarios` lists [`scenario::TABLE`]; `GET /requests` lists what arrived
//! (`?tag=` filters, `DELETE` forgets), without CORS headers, so that no page can read it; `POST /mend?tag=` ends a
//! tag's scenario.

mod charge;
mod check;
mod errors;
mod faults;
pub mod scenario;

pub use errors::Code;

use crate::body::{self, Encoding};
use crate::clock::{Clock, year_month};
use crate::journal::Journal;
use crate::reply::{empty, reply};
use crate::scenario::{Target, list};
use crate::vault::Vault;
use crate::wire::{self, Door, Handle};
use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;
use check::Payment;
use errors::Refusal;
use scenario::{Scenario, TABLE};
use serde_json::{Map, Value};
use tokio::net::TcpListener;

/// The one publishable key that the sandbox knows: made up, worth nothing.
pub const PUBLIC_KEY: &str = "pk_test_sandboxKeyOfPanless";
/// The one secret key that the sandbox knows: made up, worth nothing.
pub const SECRET_KEY: &str = "sk_test_sandboxKeyOfPanless";

const BODY_LIMIT: usize = 64 * 1024;
const TOKENS: &str = "/v1/tokens";
const CHARGES: &str = "/v1/charges";
/// How long the sandbox keeps a token. How long the gateway does is not stated.
const LIFETIME: u64 = 60 * 60 * 1_000;

/// The gateway's state. Clones share it.
#[derive(Clone)]
pub(crate) struct Gateway {
    tokens: Vault<Payment>,
    journal: Journal,
    clock: Clock,
}

impl Gateway {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { tokens: Vault::new(LIFETIME, clock.clone()), journal: Journal::default(), clock }
    }

    /// What becomes of a token that another service charges in the merchant's name; `None` for none that may be used.
    pub(crate) fn spend(&self, token: &str) -> Option<bool> {
        let Payment::Card { number, .. } = self.tokens.take(token)? else { return None };
        Some(!charge::is_declined(&number))
    }
}

/// Serves the gateway until the task is dropped.
pub(crate) async fn serve(listener: TcpListener, gateway: Gateway) {
    wire::serve(Door::new(listener), Router::new().fallback(answer).with_state(gateway)).await;
}

async fn answer(
    State(gateway): State<Gateway>,
    ConnectInfo(connection): ConnectInfo<Handle>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    if let Some(answer) = gateway.journal.beside(&parts.method, &parts.uri, || list(TABLE)) {
        return answer;
    }
    let Some(target) = Target::<Scenario>::parse(parts.uri.path()) else {
        return Refusal::new(Code::ResourceMissing).response();
    };
    let target = gateway.journal.as_mended(target);
    let ticket = gateway.journal.enter(&parts.method, parts.uri.path(), target.tag, &parts.headers);
    let body = to_bytes(body, BODY_LIMIT).await;
    if let (Ok(body), Some(encoding)) = (&body, Encoding::of(&parts.headers)) {
        ticket.fields(body::names(encoding, body).iter().map(String::as_str));
    }
    let call = Call { gateway, target, method: parts.method, uri: &parts.uri, headers: &parts.headers, body };
    let shared = target.path == TOKENS && !target.scenario.hides_cors();
    let mut response = if call.is_token_post() && !faults::passes(target.scenario) {
        faults::answer(&call, connection, ticket).await
    } else {
        let response = call.answer().await;
        ticket.close();
        response
    };
    if shared {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    response
}

/// One request to one of the gateway's own paths.
struct Call<'a> {
    gateway: Gateway,
    target: Target<'a, Scenario>,
    method: Method,
    uri: &'a Uri,
    headers: &'a HeaderMap,
    body: Result<Bytes, axum::Error>,
}

impl Call<'_> {
    fn is_token_post(&self) -> bool {
        self.target.path == TOKENS && self.method == Method::POST
    }

    async fn answer(&self) -> Response {
        if let (Scenario::Delay(wait), true) = (self.target.scenario, self.is_token_post()) {
            tokio::time::sleep(std::time::Duration::from_millis(wait)).await;
        }
        self.route().unwrap_or_else(|refusal| refusal.response())
    }

    fn route(&self) -> Result<Response, Refusal> {
        if !matches!(self.target.path, TOKENS | CHARGES) {
            return Err(Refusal::new(Code::ResourceMissing));
        }
        let asks_first = self.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        if self.target.path == TOKENS && self.method == Method::OPTIONS && asks_first {
            return Ok(self.preflight());
        }
        let body = self.body.as_ref().map_err(|_| Refusal::new(Code::InvalidRequest))?;
        if self.method != Method::POST
            || self.uri.query().is_some()
            || Encoding::of(self.headers) != Some(Encoding::Form)
        {
            return Err(Refusal::new(Code::InvalidRequest));
        }
        // Each name once.
        let fields = body::members(Encoding::Form, body).ok_or_else(|| Refusal::new(Code::InvalidRequest))?;
        if self.target.path == TOKENS { self.make_token(fields) } else { self.charge(&fields) }
    }

    fn preflight(&self) -> Response {
        let mut response = empty(StatusCode::NO_CONTENT);
        if !self.target.scenario.hides_cors() {
            let headers = response.headers_mut();
            headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST"));
            let allowed = HeaderValue::from_static("authorization, content-type");
            headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, allowed);
        }
        response
    }

    fn bearer(&self) -> Option<&str> {
        self.headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
    }

    fn make_token(&self, mut fields: Map<String, Value>) -> Result<Response, Refusal> {
        let posted = fields.remove("key");
        let key = self.bearer().or(posted.as_ref().and_then(Value::as_str));
        if key != Some(PUBLIC_KEY) {
            return Err(Refusal::new(Code::InvalidKey));
        }
        let payment = check::payment(&fields, year_month(self.gateway.clock.now()))?;
        let mut token = payment.token(self.gateway.clock.now() / 1_000);
        if let Some(id) = token.get("id").and_then(Value::as_str) {
            self.gateway.tokens.keep(id.to_owned(), payment);
        }
        faults::twist(self.target.scenario, &mut token, &fields);
        Ok(reply(200, &Value::Object(token)))
    }

    fn charge(&self, fields: &Map<String, Value>) -> Result<Response, Refusal> {
        if self.bearer() != Some(SECRET_KEY) {
            return Err(Refusal::new(Code::InvalidKey));
        }
        charge::charge(fields, &self.gateway.tokens, self.gateway.clock.now() / 1_000)
    }
}
