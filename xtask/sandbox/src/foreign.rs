//! A third host, which has nothing to do with shop or gateway: whatever arrives here has leaked.
//!
//! A bare connection says nothing of whose it is, so every tag gets a trap of its own: a port, for TCP and UDP alike,
//! that only the hostile scripts of that tag are told. The trap answers everything and forbids nothing, so that an
//! attack which fails was stopped on its way.
//!
//! | Path of the host itself | Answer |
//! |---|---|
//! | `GET /trap?tag=TAG` | `{address}`: opens the tag's trap, if it is not open yet |
//! | `GET /requests?tag=TAG` | `{address, connections, packets, requests, received}`: what its trap has seen |
//!
//! `connections` counts TCP, `packets` UDP (STUN, QUIC); `requests` has the journal's shape; `received` holds every
//! byte. Of a trap that nobody opened, `address` is `null` and the rest empty.

use crate::journal::{self, Journal};
use crate::log::Log;
use crate::reply::{bytes, empty, reply};
use crate::wire::{self, Door};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener as BlockingListener, UdpSocket as BlockingSocket};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::{TcpListener, UdpSocket};
use tokio::task::JoinSet;

/// How often a number is tried that is free for TCP but perhaps not for UDP.
const TRIES: u32 = 20;
const PAGE: &str = "<!doctype html><title>third host</title>";

/// The traps. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Foreign(Arc<Inner>);

#[derive(Default)]
struct Inner {
    journal: Journal,
    traps: Mutex<Traps>,
}

#[derive(Default)]
struct Traps {
    by_tag: HashMap<String, Trap>,
    // Dropping the set closes every trap.
    servers: JoinSet<()>,
}

#[derive(Clone)]
struct Trap {
    address: SocketAddr,
    tcp: Log,
    udp: Log,
}

impl Foreign {
    /// The origin of the tag's trap, opened if need be. Requests without a tag share one.
    pub(crate) fn trap(&self, tag: Option<&str>) -> io::Result<String> {
        let tag = tag.unwrap_or_default();
        let mut traps = self.traps();
        if let Some(trap) = traps.by_tag.get(tag) {
            return Ok(trap.origin());
        }
        let (listener, socket) = pair()?;
        let trap = Trap { address: listener.local_addr()?, tcp: Log::default(), udp: Log::default() };
        traps.servers.spawn(hear(socket, trap.udp.clone()));
        let door = Door::watched(listener, trap.tcp.clone());
        traps.servers.spawn(welcome(door, self.0.journal.clone(), tag.to_owned()));
        let origin = trap.origin();
        traps.by_tag.insert(tag.to_owned(), trap);
        Ok(origin)
    }

    fn seen(&self, tag: Option<&str>) -> Value {
        let tag = tag.unwrap_or_default();
        let Some(trap) = self.traps().by_tag.get(tag).cloned() else {
            return json!({ "address": null, "connections": 0, "packets": 0, "requests": [], "received": "" });
        };
        json!({
            "address": trap.origin(),
            "connections": trap.tcp.connections(),
            "packets": trap.udp.connections(),
            "requests": self.0.journal.json(Some(tag)),
            "received": trap.tcp.text() + &trap.udp.text(),
        })
    }

    fn traps(&self) -> std::sync::MutexGuard<'_, Traps> {
        self.0.traps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Trap {
    fn origin(&self) -> String {
        crate::url(self.address)
    }
}

/// One free number for both protocols.
fn pair() -> io::Result<(TcpListener, UdpSocket)> {
    let once = || {
        let listener = BlockingListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let socket = BlockingSocket::bind(listener.local_addr()?)?;
        listener.set_nonblocking(true)?;
        socket.set_nonblocking(true)?;
        Ok((TcpListener::from_std(listener)?, UdpSocket::from_std(socket)?))
    };
    (1..TRIES).find_map(|_| once().ok()).map_or_else(once, Ok)
}

async fn hear(socket: UdpSocket, log: Log) {
    let mut packet = vec![0_u8; 64 * 1024];
    while let Ok(length) = socket.recv(&mut packet).await {
        log.connection().received(packet.get(..length).unwrap_or_default());
    }
}

async fn welcome(door: Door, journal: Journal, tag: String) {
    wire::serve(door, Router::new().fallback(swallow).with_state((journal, tag))).await;
}

/// Notes a request and answers it with a script, or with a page or a style sheet when its path asks for one.
async fn swallow(State((journal, tag)): State<(Journal, String)>, request: Request) -> Response {
    let (path, headers) = (request.uri().path(), request.headers());
    journal.enter(request.method(), path, Some(&tag), headers).close();
    let script = || request.uri().query().and_then(called).unwrap_or_default();
    let (kind, body) = match path.rsplit_once('.') {
        Some((_, "html")) => ("text/html; charset=utf-8", PAGE.to_owned()),
        Some((_, "css")) => ("text/css; charset=utf-8", String::new()),
        _ => ("text/javascript; charset=utf-8", script()),
    };
    let mut response = bytes(200, kind, Body::from(body));
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "*"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A reply that would be taken for the gateway's, were it fetched.
fn called(query: &str) -> Option<String> {
    let callback = query.split('&').find_map(|pair| pair.strip_prefix("callback="))?;
    Some(format!("{callback}({{\"class\":\"token\",\"id\":\"f0f0f0f0f0\"}});"))
}

/// Serves the host's own port until the task is dropped.
pub(crate) async fn serve(listener: TcpListener, foreign: Foreign) {
    wire::serve(Door::new(listener), Router::new().fallback(answer).with_state(foreign)).await;
}

async fn answer(State(foreign): State<Foreign>, request: Request) -> Response {
    let tag = journal::tag(request.uri());
    match (request.method(), request.uri().path()) {
        (&Method::GET, "/requests") => reply(200, &foreign.seen(tag)),
        (&Method::GET, "/trap") => match foreign.trap(tag) {
            Ok(address) => reply(200, &json!({ "address": address })),
            Err(_) => empty(StatusCode::SERVICE_UNAVAILABLE),
        },
        _ => empty(StatusCode::NOT_FOUND),
    }
}
