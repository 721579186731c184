//! The sandbox AffiniPay: its paths, keys and replies, from the gateway file; everything else is refused.
//!
//! - `POST /v1/tokens` takes the public key, in JSON with Basic auth or urlencoded with Basic auth or `public_key`.
//!   It alone has CORS headers, errors included: `*`, `POST`, `authorization, content-type`, no credentials. The file
//!   does not say which headers the gateway allows (mark ?); these are the ones both transports need.
//! - `GET /v1/tokens/{id}` and `POST /v1/charges` take the secret key.
//! - A query on any of them is refused with `invalid_request`: form values go into the body (D).
//! - A redirect URL that has a query already is joined with `&`; a refusal ignores `redirect_url` (both I).
//! - The body limit is 64 KB, over it `invalid_request` (I).
//! - Checks run in this order: URL, method, query, content type, key in the header, body, key in the form, fields (I).
//! - Which fields are taken is in `check.rs`, what a charge does in `charge.rs`, each decision with its mark.
//!
//! Beside the gateway's own: `GET /scenarios` lists [`scenario::TABLE`]; `GET /requests` lists what arrived
//! (`?tag=` filters, `DELETE` forgets), without CORS headers, so that no page can read it; `POST /mend?tag=` ends a
//! tag's scenario.

mod charge;
mod check;
mod errors;
mod faults;
mod payment;
mod request;
pub mod scenario;
mod store;

pub use errors::Code;

use crate::body::{self, Encoding};
use crate::clock::{Clock, year_month};
use crate::journal::Journal;
use crate::reply::{empty, redirect as redirect_to, reply};
use crate::scenario::{Target, list};
use crate::wire::{self, Door, Handle};
use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;
use errors::{Fault, Refusal, envelope};
use request::{Caller, Fields};
use scenario::{Scenario, TABLE};
use serde_json::{Map, Value};
use store::Store;
use tokio::net::TcpListener;

/// The one public key that the sandbox knows: the sample of the gateway's own documentation.
pub const PUBLIC_KEY: &str = "m_cSiyNUh9RBWHfdbFRFGrkA";
/// The one secret key that the sandbox knows: made up, of the documented length, worth nothing.
pub const SECRET_KEY: &str = "sandbox0secret0key0worth0nothing0anywhere0else00000000000000000";

const BODY_LIMIT: usize = 64 * 1024;
const TOKENS: &str = "/v1/tokens";

/// The gateway's state. Clones share it.
#[derive(Clone)]
pub(crate) struct Gateway {
    store: Store,
    journal: Journal,
    clock: Clock,
}

impl Gateway {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { store: Store::new(clock.clone()), journal: Journal::default(), clock }
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
    let scenarios = || list(TABLE);
    if let Some(answer) = gateway.journal.beside(&parts.method, &parts.uri, scenarios) {
        return answer;
    }
    let Some(target) = Target::<Scenario>::parse(parts.uri.path()) else {
        return envelope(&[Refusal::not_found("Scenario", parts.uri.path())]);
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
        let any = HeaderValue::from_static("*");
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, any);
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
        self.route().unwrap_or_else(|refusals| envelope(&refusals))
    }

    fn route(&self) -> Result<Response, Vec<Refusal>> {
        let token_id = self.target.path.strip_prefix("/v1/tokens/").filter(|id| !id.is_empty());
        let (wanted, preflight) = match (self.target.path, token_id) {
            (TOKENS, _) => (Method::POST, true),
            ("/v1/charges", _) => (Method::POST, false),
            (_, Some(_)) => (Method::GET, false),
            (path, None) => return Err(vec![Refusal::not_found("Url", path)]),
        };
        if preflight && self.is_preflight() {
            return Ok(self.preflight());
        }
        if self.method != wanted || self.uri.query().is_some() {
            return Err(vec![Refusal::new(Code::InvalidRequest)]);
        }
        match token_id {
            Some(id) => self.read_token(id),
            None if preflight => self.make_token(),
            None => self.charge(),
        }
    }

    fn is_preflight(&self) -> bool {
        self.method == Method::OPTIONS && self.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
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

    fn body(&self) -> Result<&[u8], Vec<Refusal>> {
        self.body.as_deref().map_err(|_| vec![Refusal::new(Code::InvalidRequest)])
    }

    fn encoding(&self) -> Result<Encoding, Vec<Refusal>> {
        Encoding::of(self.headers).ok_or_else(|| vec![Refusal::new(Code::InvalidRequest)])
    }

    /// Checks that the secret key came with the request.
    fn secret_key(&self) -> Result<(), Vec<Refusal>> {
        match request::basic_key(self.headers) {
            Ok(Some(Caller::Merchant)) => Ok(()),
            _ => Err(vec![Refusal::new(Code::NotAuthorized)]),
        }
    }

    fn read_token(&self, id: &str) -> Result<Response, Vec<Refusal>> {
        self.secret_key()?;
        let masked = self.gateway.store.masked(id).ok_or_else(|| vec![Refusal::not_found("Token", id)])?;
        Ok(reply(200, &masked))
    }

    fn charge(&self) -> Result<Response, Vec<Refusal>> {
        let encoding = self.encoding()?;
        self.secret_key()?;
        charge::charge(encoding, self.body()?, &self.gateway.store, &self.gateway.clock)
    }

    fn make_token(&self) -> Result<Response, Vec<Refusal>> {
        let encoding = self.encoding()?;
        let shown = request::basic_key(self.headers).map_err(one)?;
        let mut fields = match (encoding, shown) {
            (Encoding::Json, None) | (_, Some(Caller::Merchant)) => Err(Refusal::new(Code::NotAuthorized)),
            _ => Fields::read(encoding, self.body()?, check::KNOWN),
        }
        .map_err(one)?;
        let posted = fields.take_key().map_err(one)?;
        if shown.or(posted) != Some(Caller::Page) {
            return Err(vec![Refusal::new(Code::NotAuthorized)]);
        }
        let redirect_url = redirect(&mut fields).map_err(one)?;
        let today = (self.target.scenario == Scenario::Validates).then(|| year_month(self.gateway.clock.now()));
        let payment = check::payment(fields, today)?;
        let secrets = (self.target.scenario == Scenario::Echo).then(|| payment.method.clone());
        let mut token = self.gateway.store.keep(payment);
        if let Some(location) = redirect_url {
            return Ok(see_other(&location, &token));
        }
        faults::twist(self.target.scenario, &mut token, secrets.as_ref());
        Ok(reply(200, &Value::Object(token)))
    }
}

fn one(refusal: Refusal) -> Vec<Refusal> {
    vec![refusal]
}

/// Takes the form's `redirect_url` out.
fn redirect(fields: &mut Fields) -> Result<Option<String>, Refusal> {
    let Some(Value::String(text)) = fields.values.remove("redirect_url") else {
        return Ok(None);
    };
    let web = reqwest::Url::parse(&text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if web { Ok(Some(text)) } else { Err(Refusal::field("redirect_url", Fault::Invalid)) }
}

fn see_other(location: &str, token: &Map<String, Value>) -> Response {
    let id = token.get("id").and_then(Value::as_str).unwrap_or_default();
    let joint = if location.contains('?') { '&' } else { '?' };
    let refused = || envelope(&[Refusal::field("redirect_url", Fault::Invalid)]);
    redirect_to(StatusCode::SEE_OTHER, &format!("{location}{joint}token_id={id}")).unwrap_or_else(refused)
}
