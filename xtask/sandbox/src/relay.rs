//! The reference relay on a port of its own, for merchants of the sandbox gateways behind it.
//!
//! Its two paths are in `panless-relay`; its `aud` is its address here, which a real one's would be by https. Beside them,
//! for tests and the demo, and on no real relay: `GET /sandbox/log`, `GET /sandbox/keys`, `POST /sandbox/next`,
//! `/sandbox/switch`, `/sandbox/retire?kid=`.
//!
//! The merchant [`CREDENTIAL`] is an ordinary one, [`CREDENTIAL_BOUND`] needs a context with each string, and
//! `CREDENTIAL-NAME` is one whose gateways play that scenario of [`crate::behind::scenario`]. At those of
//! `CREDENTIAL-refused` nobody listens.

use crate::behind::{chargezoom, ontraport, scenario};
use crate::clock::Clock;
use crate::reply::{empty, reply};
use crate::wire::{self, Door};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use openssl::rsa::Rsa;
use panless_relay::{Access, Key, Line, Options, Relay, Ring, State as KeyState, Tenant};
use serde_json::{Value, json};
use std::io;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

/// What the sandbox shop's server shows the relay: made up, worth nothing.
pub const CREDENTIAL: &str = "sandbox-merchant";
/// The same for a merchant whose strings must be bound to a context of its server's.
pub const CREDENTIAL_BOUND: &str = "sandbox-merchant-bound";

/// The fewest bits that are allowed: a key of the recommended size takes a second to make.
const BITS: u32 = 2048;
const FORTNIGHT: u64 = 14 * 24 * 60 * 60;
/// How long a gateway may take. Short, so that a test of one that hangs is.
const TIMEOUT: Duration = Duration::from_secs(2);

/// Where everything is.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    pub(crate) relay: String,
    pub(crate) chargezoom: String,
    pub(crate) ontraport: String,
    pub(crate) refused: String,
}

/// A relay that is made when somebody asks it for the first time: most tests never do, and its keys take a while.
#[derive(Clone)]
pub(crate) struct Lazy {
    places: Places,
    clock: Clock,
    made: Arc<OnceCell<Arc<Relay>>>,
}

impl Lazy {
    pub(crate) fn new(places: Places, clock: Clock) -> Self {
        Self { places, clock, made: Arc::default() }
    }

    async fn get(&self) -> io::Result<&Arc<Relay>> {
        let make = || async {
            let own = self.clone();
            spawn_blocking(move || own.make()).await.map_err(io::Error::other)?
        };
        self.made.get_or_try_init(make).await
    }

    fn make(self) -> io::Result<Arc<Relay>> {
        let clock = self.clock;
        let now = move || clock.now() / 1_000;
        Relay::new(Options {
            audience: self.places.relay.clone(),
            keys: keys(now())?,
            tenants: tenants(&self.places),
            timeout: TIMEOUT,
            clock: Arc::new(now),
        })
    }
}

/// A current key and the next one. Made once in a process: of its sandboxes each has its own address, but the same keys.
fn keys(now: u64) -> io::Result<Ring> {
    static MADE: [OnceLock<Vec<u8>>; 2] = [OnceLock::new(), OnceLock::new()];
    let key = |place: &OnceLock<Vec<u8>>, nbf: u64| {
        let made = || -> io::Result<_> { Ok(Rsa::generate(BITS)?.private_key_to_der()?) };
        let der = place.get().map_or_else(made, |der| Ok(der.clone()))?;
        Key::new(Rsa::private_key_from_der(place.get_or_init(|| der))?, nbf)
    };
    let [current, next] = &MADE;
    Ok(Ring::of(key(current, now)?, [key(next, now + FORTNIGHT)?]))
}

fn tenants(places: &Places) -> Vec<Tenant> {
    let at = |places: &Places, name: &str, credential: &str, path: &str| {
        let chargezoom = Access {
            base_url: format!("{}{path}", places.chargezoom),
            headers: vec![("secretKey", chargezoom::SECRET_KEY.to_owned()), ("token", chargezoom::TOKEN.to_owned())],
        };
        let ontraport = Access {
            base_url: format!("{}{path}", places.ontraport),
            headers: vec![("Api-Appid", ontraport::APP_ID.to_owned()), ("Api-Key", ontraport::KEY.to_owned())],
        };
        Tenant::new(name, credential, chargezoom, ontraport)
    };
    let tenant = |name: &str, credential: &str, path: &str| at(places, name, credential, path);
    let mut bound = tenant("bound", CREDENTIAL_BOUND, "");
    bound.needs_context = true;
    let playing = scenario::TABLE.iter().map(|row| {
        let (name, credential) = (row.name, format!("{CREDENTIAL}-{}", row.name));
        tenant(name, &credential, &format!("/scenario/{name}"))
    });
    let gone = Places { chargezoom: places.refused.clone(), ontraport: places.refused.clone(), ..places.clone() };
    let refused = at(&gone, "refused", &format!("{CREDENTIAL}-refused"), "");
    [tenant("shop", CREDENTIAL, ""), bound, refused].into_iter().chain(playing).collect()
}

/// Serves the relay until the task is dropped.
pub(crate) async fn serve(listener: TcpListener, relay: Lazy) {
    wire::serve(Door::new(listener), Router::new().fallback(answer).with_state(relay)).await;
}

async fn answer(State(relay): State<Lazy>, request: Request) -> Response {
    let Ok(relay) = relay.get().await else { return empty(StatusCode::INTERNAL_SERVER_ERROR) };
    match request.uri().path().strip_prefix("/sandbox/") {
        Some(word) => control(relay, request.method(), word, request.uri()),
        None => relay.answer(request).await,
    }
}

/// What a test asks of the relay beside the relay's own.
fn control(relay: &Relay, method: &Method, word: &str, uri: &Uri) -> Response {
    let (keys, now) = (relay.keys(), relay.now());
    let done = |is_done: bool| empty(if is_done { StatusCode::NO_CONTENT } else { StatusCode::CONFLICT });
    match (method, word) {
        (&Method::GET, "log") => reply(200, &relay.log().iter().map(line).collect()),
        (&Method::GET, "keys") => reply(200, &keys.states(now).iter().map(state).collect()),
        (&Method::POST, "next") => done(Key::generate(BITS, now + FORTNIGHT).map(|key| keys.add(key)).is_ok()),
        (&Method::POST, "switch") => done(keys.switch(now)),
        (&Method::POST, "retire") => {
            let kid = uri.query().and_then(|query| query.strip_prefix("kid="));
            done(kid.map(|kid| keys.retire(kid)).is_some())
        }
        _ => empty(StatusCode::NOT_FOUND),
    }
}

fn line(line: &Line) -> Value {
    json!({
        "time": line.time, "tenant": line.tenant, "kid": line.kid, "jti": line.jti, "shape": line.shape,
        "outcome": line.outcome,
    })
}

fn state((kid, state): &(String, KeyState)) -> Value {
    let state = match state {
        KeyState::Next => "next",
        KeyState::Current => "current",
        KeyState::Retiring { .. } => "retiring",
        KeyState::Retired => "retired",
    };
    json!({ "kid": kid, "state": state })
}
