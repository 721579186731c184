//! Gateways without a public key, which stand behind the relay: only servers call them, so nothing here has CORS headers.
//!
//! [`chargezoom`] and [`ontraport`] say what they take and what they answer; the rest is here. Beside a gateway's own
//! paths: `GET /scenarios` and `GET /requests` as the other sandbox gateways have them, and `GET /received`, the accepted
//! bodies with every number and code starred out but for the last four digits: what the relay has opened.

pub mod chargezoom;
mod given;
pub mod ontraport;
pub mod scenario;

use crate::journal::{Journal, Ticket};
use crate::reply::{bytes, reply};
use crate::scenario::{Target, list};
use crate::slow;
use crate::wire::{self, Door, Handle};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use given::Members;
use scenario::{Scenario, TABLE};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;

const BODY_LIMIT: usize = 64 * 1024;
const HTML: &str = "<!doctype html><title>Please wait</title><p>One moment, please.";

/// What a gateway answers: a status, and JSON.
type Reply = (u16, Value);

/// One of the two.
pub(crate) trait Gateway: Send + Sync + 'static {
    /// Whether the headers show the merchant's secrets; else what is said to whoever has none.
    fn admits(&self, headers: &HeaderMap) -> Result<(), Reply>;

    /// What comes of a call with this body.
    fn answer(&self, path: &str, body: &Members, scenario: Scenario) -> Reply;

    /// A refusal of the whole request, before anything in it is looked at.
    fn refuse(&self, status: u16) -> Reply;
}

/// A gateway's state. Clones share it.
struct Behind<G> {
    gateway: Arc<G>,
    journal: Journal,
    received: Arc<Mutex<Vec<Value>>>,
}

impl<G> Clone for Behind<G> {
    fn clone(&self) -> Self {
        Self { gateway: Arc::clone(&self.gateway), journal: self.journal.clone(), received: Arc::clone(&self.received) }
    }
}

/// Serves a gateway until the task is dropped.
pub(crate) async fn serve<G: Gateway>(listener: TcpListener, gateway: G) {
    let behind = Behind { gateway: Arc::new(gateway), journal: Journal::default(), received: Arc::default() };
    wire::serve(Door::new(listener), Router::new().fallback(answer::<G>).with_state(behind)).await;
}

async fn answer<G: Gateway>(
    State(behind): State<Behind<G>>,
    ConnectInfo(connection): ConnectInfo<Handle>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    if let Some(answer) = behind.journal.beside(&parts.method, &parts.uri, || list(TABLE)) {
        return answer;
    }
    if parts.uri.path() == "/received" && parts.method == Method::GET {
        return reply(200, &behind.with_received(|received| json!(received)));
    }
    let Some(target) = Target::<Scenario>::parse(parts.uri.path()) else { return refusal(&*behind.gateway, 404) };
    let target = behind.journal.as_mended(target);
    let ticket = behind.journal.enter(&parts.method, parts.uri.path(), target.tag, &parts.headers);
    let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    let body = given::read(&parts.headers, &body);
    if let Some(body) = &body {
        ticket.fields(body.keys().map(String::as_str));
    }
    let call = Call { method: parts.method, headers: parts.headers, has_query: parts.uri.query().is_some(), body };
    behind.play(target, call, connection, ticket).await
}

/// A request, read.
struct Call {
    method: Method,
    headers: HeaderMap,
    has_query: bool,
    body: Option<Members>,
}

impl<G: Gateway> Behind<G> {
    async fn play(&self, target: Target<'_, Scenario>, call: Call, connection: Handle, ticket: Ticket) -> Response {
        let (status, answer) = self.route(target, &call);
        let kind = match target.scenario {
            Scenario::Hang => Some(slow::Kind::Hang),
            Scenario::Reset => Some(slow::Kind::Reset),
            Scenario::Drip => Some(slow::Kind::Drip),
            _ => None,
        };
        if let Some(kind) = kind {
            return slow::answer(kind, "application/json", connection, ticket).await;
        }
        ticket.close();
        match target.scenario {
            Scenario::Html => bytes(200, "text/html; charset=utf-8", Body::from(HTML)),
            Scenario::CutJson => {
                let text = answer.to_string();
                let half: String = text.chars().take(text.len() / 2).collect();
                bytes(200, "application/json", Body::from(half))
            }
            Scenario::Redirect => bytes(307, "application/json", Body::from("{}")),
            _ => reply(status, &answer),
        }
    }

    fn route(&self, target: Target<'_, Scenario>, call: &Call) -> Reply {
        if let Err(stranger) = self.gateway.admits(&call.headers) {
            return stranger;
        }
        match (target.scenario, &call.body) {
            (Scenario::Unauthorized, _) => self.gateway.refuse(401),
            (Scenario::ServerError, _) => self.gateway.refuse(500),
            (Scenario::RateLimited, _) => self.gateway.refuse(429),
            _ if call.method != Method::POST || call.has_query => self.gateway.refuse(404),
            (_, None) => self.gateway.refuse(400),
            (scenario, Some(body)) => {
                let answer = self.gateway.answer(target.path, body, scenario);
                if answer.0 == 200 {
                    let entry = json!({ "path": target.path, "fields": given::masked(body) });
                    self.with_received(|received| received.push(entry));
                }
                answer
            }
        }
    }

    fn with_received<T>(&self, action: impl FnOnce(&mut Vec<Value>) -> T) -> T {
        action(&mut self.received.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn refusal<G: Gateway>(gateway: &G, status: u16) -> Response {
    let (status, answer) = gateway.refuse(status);
    reply(status, &answer)
}
