//! The sandbox Nelnet: its paths, keys and replies, from the gateway file; everything else is refused.
//!
//! - `GET /api/v1/tokens/jsonp` takes a public key in `public_api_key` and answers `callback({…});`, a token or an
//!   error envelope, as JavaScript with status 200 (status and type are not documented: I).
//! - A request without a usable `callback` cannot be answered so: 400 with the bare envelope. The undocumented call
//!   without one, seen in third-party code, is thereby refused, and so is `POST /api/v1/tokens` of the older documents.
//! - `GET /api/v1/tokens/{id}` and `POST /api/v1/charge` take a private key (see `charge.rs`).
//! - No reply has CORS headers: none are documented.
//! - Checks run in this order: path, method, encoding and repeats, callback, key, fields (I).
//! - Which fields are taken is in `check.rs`; codes of our own are in `errors.rs`.
//!
//! Beside the gateway's own: `GET /scenarios` lists [`scenario::TABLE`] and [`hostile::TABLE`]; `GET /requests` lists
//! what arrived (`?tag=` filters, `DELETE` forgets); `POST /mend?tag=` ends a tag's scenario.

mod charge;
mod check;
mod errors;
mod faults;
pub mod hostile;
mod keys;
mod payment;
mod query;
pub mod scenario;

pub use errors::{Code, TOKEN_CODES};
pub use keys::{LIVE_PRIVATE_KEY, LIVE_PUBLIC_KEY, PRIVATE_KEY, PUBLIC_KEY};

use crate::clock::Clock;
use crate::foreign::Foreign;
use crate::journal::{Journal, Ticket};
use crate::portal;
use crate::reply::reply;
use crate::scenario::{Target, list};
use crate::slow;
use crate::vault::Vault;
use crate::wire::{self, Door, Handle};
use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::Response;
use errors::{Refusal, envelope};
use faults::Earned;
use payment::Payment;
use scenario::Scenario;
use std::time::Duration;
use tokio::net::TcpListener;

/// The path of a token request.
pub(crate) const JSONP: &str = "/api/v1/tokens/jsonp";
const BODY_LIMIT: usize = 64 * 1024;
/// How long an unused token lives, in milliseconds (D).
const LIFETIME: u64 = 15 * 60 * 1_000;

/// The gateway's state. Clones share it.
#[derive(Clone)]
pub(crate) struct Gateway {
    tokens: Vault<Payment>,
    journal: Journal,
    foreign: Foreign,
}

impl Gateway {
    pub(crate) fn new(clock: Clock, foreign: Foreign) -> Self {
        Self { tokens: Vault::new(LIFETIME, clock), journal: Journal::default(), foreign }
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
    let scenarios = || list(scenario::TABLE.iter().chain(hostile::TABLE));
    if let Some(answer) = gateway.journal.beside(&parts.method, &parts.uri, scenarios) {
        return answer;
    }
    let Some(target) = Target::<Scenario>::parse(parts.uri.path()) else {
        return refused(404, errors::REQUEST.into());
    };
    let target = gateway.journal.as_mended(target);
    let ticket = gateway.journal.enter(&parts.method, parts.uri.path(), target.tag, &parts.headers);
    if target.path == JSONP && parts.method == Method::GET {
        if let Scenario::Portal(kind) = target.scenario {
            ticket.close();
            return portal::answer(kind, &parts.headers);
        }
        return gateway.jsonp(target, parts.uri.query().unwrap_or_default(), connection, ticket).await;
    }
    let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    let response = gateway.server_call(target.path, &parts, &body);
    ticket.close();
    response
}

impl Gateway {
    async fn jsonp(&self, target: Target<'_, Scenario>, query: &str, connection: Handle, ticket: Ticket) -> Response {
        ticket.fields(query::names(query).iter().map(String::as_str));
        match target.scenario {
            Scenario::Slow(kind) => return slow::answer(kind, faults::JAVASCRIPT, connection, ticket).await,
            Scenario::Delay(wait) => tokio::time::sleep(Duration::from_millis(wait)).await,
            _ => {}
        }
        let response = self.token(target, query);
        ticket.close();
        response
    }

    fn token(&self, target: Target<'_, Scenario>, query: &str) -> Response {
        let (callback, asked) = match asked(query) {
            Ok(asked) => asked,
            Err(refusal) => return refused(400, refusal),
        };
        let payment = match (target.scenario, asked) {
            (Scenario::Coded(code), Ok(_)) => Err(vec![code.into()]),
            (_, asked) => asked,
        };
        let payment = match payment {
            Ok(payment) => payment,
            Err(refusals) => return faults::script(faults::call(&callback, &envelope(&refusals))),
        };
        let id = random_hex(5);
        let earned = Earned {
            token: payment.method.token(&id),
            payment: &payment,
            callback: &callback,
            tag: target.tag,
            query,
            foreign: &self.foreign,
        };
        let response = faults::answer(target.scenario, &earned);
        self.tokens.keep(id, payment);
        response
    }

    fn server_call(&self, path: &str, parts: &Parts, body: &Bytes) -> Response {
        let id = path.strip_prefix("/api/v1/tokens/").filter(|id| !id.is_empty() && path != JSONP);
        let wanted = match (path, id) {
            (JSONP, _) | (_, Some(_)) => Method::GET,
            ("/api/v1/charge", _) => Method::POST,
            _ => return refused(404, errors::REQUEST.into()),
        };
        if parts.method != wanted || parts.uri.query().is_some() {
            return refused(405, errors::REQUEST.into());
        }
        let mode = match charge::merchant(&parts.headers) {
            Ok(mode) => mode,
            Err(refusal) => return refused(401, refusal),
        };
        let outcome = match id {
            Some(id) => charge::read_back(mode, id, &self.tokens),
            None => charge::charge(mode, &parts.headers, body, &self.tokens),
        };
        outcome.map_or_else(|refusal| refused(400, refusal), |body| reply(200, &body))
    }
}

/// The callback's name, and the payment or what is wrong with it. Without a name there is nobody to tell.
fn asked(query: &str) -> Result<(String, Result<Payment, Vec<Refusal>>), Refusal> {
    let mut fields = query::read(query)?;
    let callback = query::callback(&mut fields)?;
    let payment = match query::key(&mut fields) {
        Ok(mode) => check::method(&fields).map(|method| Payment { mode, method }),
        Err(refusal) => Err(vec![refusal]),
    };
    Ok((callback, payment))
}

/// An error envelope that is no script.
fn refused(status: u16, refusal: Refusal) -> Response {
    reply(status, &envelope(&[refusal]))
}

/// Lower-case hex digits, two for each byte: what the gateway's ids are made of.
fn random_hex(bytes: usize) -> String {
    let mut random = vec![0_u8; bytes];
    // Without the system's randomness an id repeats, and a test that sees two tokens with one id fails loudly.
    let _filled = getrandom::fill(&mut random);
    random.iter().map(|byte| format!("{byte:02x}")).collect()
}
