//! The sandbox Pepper: the frame page that the gateway hosts, and the server's call, from the gateway file; everything
//! else is refused.
//!
//! - `GET /api/tokenizer/{pub key}` is the page (V). It speaks the file's messages (section 2a), and does so as the
//!   vendor's does: to the target `'*'`. It has a policy of its own, and nothing forbids to embed it. What it draws is
//!   in `hosted/`; the classes are those that the file has seen in style maps (O), the tree that they stand in is ours.
//! - **How the real page gets its token is not known (U) and not guessed.** Ours asks `POST /sandbox/keep`, which takes
//!   requests of its own origin only and is nothing that the gateway has; so are all paths below `/sandbox/`.
//! - `POST /api/transaction` takes the private key, raw in `Authorization` (D; see `charge.rs`).
//! - A key that is not known, not of the wanted kind or not there: 401 with the API's envelope (V).
//! - A query is refused with 400, another method with 405, another path with 404 (I). No reply has CORS headers.
//! - A token lives two minutes and is used once (P). Checks run in this order: path, method, query, key, body (I).
//!
//! Beside the gateway's own: `GET /scenarios` lists [`scenario::TABLE`]; `GET /requests` lists what arrived (`?tag=`
//! filters, `DELETE` forgets); `POST /mend?tag=` ends a tag's scenario.

mod charge;
mod envelope;
mod hosted;
mod keep;
mod payment;
pub mod scenario;

use crate::body::{self, Encoding};
use crate::clock::{Clock, year_month};
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
use axum::http::request::Parts;
use axum::http::{Method, header};
use axum::response::Response;
use envelope::Refusal;
use payment::Payment;
use scenario::{Scenario, TABLE};
use serde_json::json;
use std::time::Duration;
use tokio::net::TcpListener;

/// The one public key that the sandbox knows: made up, of the form that samples have (O).
pub const PUBLIC_KEY: &str = "pub_sandbox0key0worth0nothing00";
/// The one private key that the sandbox knows: made up, worth nothing.
pub const PRIVATE_KEY: &str = "api_sandbox0key0worth0nothing00";

/// Where the frame page is; the public key follows.
const PAGE: &str = "/api/tokenizer/";
const BODY_LIMIT: usize = 64 * 1024;
/// How long an unused token lives, in milliseconds (P).
const LIFETIME: u64 = 2 * 60 * 1_000;

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
        return envelope::NO_PATH.response();
    };
    let target = gateway.journal.as_mended(target);
    let ticket = gateway.journal.enter(&parts.method, parts.uri.path(), target.tag, &parts.headers);
    let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    if let Some(encoding) = Encoding::of(&parts.headers) {
        ticket.fields(body::names(encoding, &body).iter().map(String::as_str));
    }
    let call = Call { gateway, target, parts: &parts, body };
    call.answer(connection, ticket).await
}

/// One request to one of the gateway's own paths, or to one of ours.
struct Call<'a> {
    gateway: Gateway,
    target: Target<'a, Scenario>,
    parts: &'a Parts,
    body: Bytes,
}

impl Call<'_> {
    async fn answer(&self, connection: Handle, ticket: Ticket) -> Response {
        let outcome = match (self.target.path, self.target.path.strip_prefix(PAGE)) {
            (_, Some(key)) => match self.page(key) {
                Ok(page) => return self.load(page, connection, ticket).await,
                Err(refusal) => Err(refusal),
            },
            (portal::LOGIN, _) => Ok(portal::page()),
            ("/api/transaction", _) => self.transaction(),
            ("/sandbox/keep", _) => self.keep().await,
            (path, _) => match hosted::file(path) {
                Some(file) => self.wants(&Method::GET).map(|()| file),
                None => Err(envelope::NO_PATH),
            },
        };
        ticket.close();
        outcome.unwrap_or_else(|refusal| refusal.response())
    }

    /// Refuses another method, and a query.
    fn wants(&self, method: &Method) -> Result<(), Refusal> {
        match (self.parts.method == *method, self.parts.uri.query()) {
            (true, None) => Ok(()),
            (true, Some(_)) => Err(Refusal::bad("a query is not documented for this call")),
            (false, _) => Err(envelope::NO_METHOD),
        }
    }

    fn page(&self, key: &str) -> Result<Response, Refusal> {
        self.wants(&Method::GET)?;
        if key == PUBLIC_KEY { Ok(hosted::page(self.target.scenario)) } else { Err(envelope::NO_KEY) }
    }

    /// Sends the page, as late as the scenario wants it.
    async fn load(&self, page: Response, connection: Handle, ticket: Ticket) -> Response {
        match self.target.scenario {
            Scenario::Slow(kind) => return slow::answer(kind, hosted::HTML, connection, ticket).await,
            Scenario::Portal(kind) => {
                ticket.close();
                return portal::answer(kind, &self.parts.headers);
            }
            Scenario::SlowLoad(wait) => tokio::time::sleep(Duration::from_millis(wait)).await,
            _ => {}
        }
        ticket.close();
        page
    }

    fn transaction(&self) -> Result<Response, Refusal> {
        self.wants(&Method::POST)?;
        let key = self.parts.headers.get(header::AUTHORIZATION);
        if key.is_none_or(|key| key != PRIVATE_KEY) {
            return Err(envelope::NO_KEY);
        }
        let data = charge::charge(self.json()?, &self.gateway.tokens)?;
        Ok(reply(200, &envelope::success(&data)))
    }

    /// What our page asks for a token.
    async fn keep(&self) -> Result<Response, Refusal> {
        self.wants(&Method::POST)?;
        let text = |name| self.parts.headers.get(name).and_then(|value| value.to_str().ok());
        let own = text(header::HOST).map(|host| format!("http://{host}"));
        if own.is_none() || text(header::ORIGIN) != own.as_deref() {
            return Err(envelope::NOT_OURS);
        }
        let payment = keep::payment(self.json()?, year_month(self.gateway.clock.now()))?;
        if let Scenario::Delay(wait) = self.target.scenario {
            tokio::time::sleep(Duration::from_millis(wait)).await;
        }
        let token = random_text(32);
        self.gateway.tokens.keep(token.clone(), payment);
        Ok(reply(200, &envelope::success(&json!({ "token": token }))))
    }

    fn json(&self) -> Result<&[u8], Refusal> {
        match Encoding::of(&self.parts.headers) {
            Some(Encoding::Json) => Ok(&self.body),
            _ => Err(Refusal::bad("the body is not JSON")),
        }
    }
}

/// Letters and digits: what tokens are made of (P).
fn random_text(length: usize) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let mut random = vec![0_u8; length];
    // Without the system's randomness a token repeats, and a test that sees two alike fails loudly.
    let _filled = getrandom::fill(&mut random);
    let letter = |byte: &u8| ALPHABET.get(usize::from(*byte) % ALPHABET.len()).copied().unwrap_or(b'A');
    random.iter().map(|byte| char::from(letter(byte))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_keys_have_the_form_of_the_samples() {
        for (key, prefix) in [(PUBLIC_KEY, "pub_"), (PRIVATE_KEY, "api_")] {
            let tail = key.strip_prefix(prefix).unwrap();
            assert!(tail.len() == 27 && tail.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{key}");
        }
    }
}
