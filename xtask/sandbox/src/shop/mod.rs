//! The demo merchant: serves the demo shop and the built library, takes orders, and keeps every byte that it receives.
//!
//! | Path | Answer |
//! |---|---|
//! | `/`, `/nelnet`, `/pepper`, `/stripe`, `/chargezoom`, `/ontraport` | a checkout page for each gateway; `?lang=ar&scenario=hang&mode=framed` changes it (see `pages.rs`) |
//! | anything else | the demo folder |
//! | `/panless/<version>/…`, `/npm/…` | the build output's `cdn` and `npm`; `latest` is the highest version |
//! | `…/jsonp.html` | the built file, for the shop's Nelnet; below `/scenario/NAME~TAG/panless/` for that scenario |
//! | `/config.json` | `{version, gateways: {affinipay: {baseUrl, publicKey}, nelnet: …, pepper: …}}` |
//! | `POST /orders` | charges the order's token at its sandbox gateway, or says that it cannot at one of your own; JSON, or a page for a browser (see `orders.rs`) |
//! | `GET /sealed/context`, `POST /sealed` | the merchant's server between a page and the relay (see `sealed.rs`) |
//! | `/orders/log` | every byte received since the start, one connection after the other |
//! | `/blank` | an empty page under the shop's policy; `/blank?csp=off` without one |
//!
//! Every HTML page but `jsonp.html` carries a policy that allows requests to two foreign origins, AffiniPay's and
//! Stripe's, and frames of the shop's own and of Pepper's; a page with fields in our own frame one that allows no
//! request to any gateway.

mod accounts;
mod files;
mod frames;
mod jsonp;
mod orders;
mod pages;
mod sealed;
mod sealed_order;
mod template;

pub use accounts::OwnGateway;
pub(crate) use frames::serve as serve_frames;

use crate::Options;
use crate::log::Log;
use crate::reply::with_header;
use crate::wire::{self, Door};
use accounts::{Account, Place};
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use files::Files;
use serde_json::json;
use std::io;
use std::sync::Arc;
use tokio::net::TcpListener;

/// The largest order, in bytes.
const ORDER_LIMIT: usize = 64 * 1024;
const BLANK: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>blank</title>";

/// Where everything is: the shop itself, the host of its frame, the sandbox gateways.
pub(crate) struct Addresses {
    pub(crate) shop: String,
    pub(crate) frames: String,
    pub(crate) affinipay: String,
    pub(crate) nelnet: String,
    pub(crate) pepper: String,
    /// The relay, and the gateways behind it.
    pub(crate) behind: crate::relay::Places,
    pub(crate) stripe: String,
}

/// The shop's state. Clones share it.
#[derive(Clone)]
pub(crate) struct Shop(Arc<Inner>);

struct Inner {
    log: Log,
    files: Files,
    policy: HeaderValue,
    /// Of pages with fields in our own frame.
    framed_policy: HeaderValue,
    origin: String,
    /// Where our own frame is served.
    frames: String,
    /// The origins that pages fetch from: gateways that answer a request, and the relay.
    fetched: String,
    config: serde_json::Value,
    /// The base URL of the pages' Nelnet.
    nelnet: String,
    /// What each page says of its gateway.
    places: [(&'static str, Place); 6],
    without_wasm: bool,
    till: orders::Till,
    carrier: sealed::Carrier,
}

impl Shop {
    pub(crate) fn new(options: &Options, sandbox: Addresses) -> io::Result<Self> {
        let affinipay = Account::affinipay(options.own_affinipay.as_ref(), &sandbox.affinipay)?;
        let nelnet = Account::nelnet(options.own_nelnet.as_ref(), &sandbox.nelnet)?;
        let pepper = Account::pepper(options.own_pepper.as_ref(), &sandbox.pepper)?;
        let stripe = Account::stripe(options.own_stripe.as_ref(), &sandbox.stripe)?;
        let files = Files { demo: options.demo.clone(), dist: options.dist.clone() };
        let version = files.latest().unwrap_or_else(|| env!("CARGO_PKG_VERSION").to_owned());
        let gateways = json!({
            "affinipay": affinipay.config(), "nelnet": nelnet.config(), "pepper": pepper.config(), "stripe": stripe.config(),
        });
        // The relay is asked for its keys.
        let called = format!("{} {} {}", affinipay.origin()?, stripe.origin()?, sandbox.behind.relay);
        Ok(Self(Arc::new(Inner {
            log: options.log.as_deref().map_or_else(|| Ok(Log::default()), Log::copied_to)?,
            files,
            policy: policy(&called, &pepper.origin()?, options.without_wasm)?,
            framed_policy: framed_policy(&sandbox.frames)?,
            fetched: called,
            origin: sandbox.shop,
            frames: sandbox.frames,
            config: json!({ "version": version, "gateways": gateways }),
            nelnet: nelnet.base_url.clone(),
            places: [
                ("affinipay", affinipay.place()?),
                ("nelnet", nelnet.place()?),
                ("pepper", pepper.place()?),
                ("stripe", stripe.place()?),
                ("chargezoom", Place::sealed(&sandbox.behind.relay)),
                ("ontraport", Place::sealed(&sandbox.behind.relay)),
            ],
            without_wasm: options.without_wasm,
            till: orders::Till::new([affinipay.till(), nelnet.till(), pepper.till(), stripe.till()])?,
            carrier: sealed::Carrier::new(sandbox.behind)?,
        })))
    }
}

/// The content security policy of every page.
fn policy(gateways: &str, frames: &str, without_wasm: bool) -> io::Result<HeaderValue> {
    let wasm = if without_wasm { "" } else { " 'wasm-unsafe-eval'" };
    let text = format!(
        "default-src 'none'; script-src 'self'{wasm}; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self' {gateways}; frame-src 'self' {frames}; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    );
    HeaderValue::from_str(&text).map_err(io::Error::other)
}

/// The one of a page whose fields stand in our own frame: no gateway, no WebAssembly, nothing to fetch.
fn framed_policy(frames: &str) -> io::Result<HeaderValue> {
    let text = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; frame-src {frames}; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    );
    HeaderValue::from_str(&text).map_err(io::Error::other)
}

/// Serves the shop until the task is dropped.
pub(crate) async fn serve(listener: TcpListener, shop: Shop) {
    let log = shop.0.log.clone();
    let router = Router::new()
        .route("/config.json", get(config))
        .route("/orders", post(orders::take))
        .route("/orders/log", get(whole_log))
        .route("/sealed", post(sealed::take))
        .route("/sealed/context", get(sealed::context))
        .route("/blank", get(blank))
        .fallback(get(files::serve))
        .layer(DefaultBodyLimit::max(ORDER_LIMIT))
        .layer(from_fn_with_state(shop.clone(), guard))
        .with_state(shop);
    wire::serve(Door::watched(listener, log), router).await;
}

/// Puts the headers on that every answer of a careful shop has.
async fn guard(State(shop): State<Shop>, request: Request, next: Next) -> Response {
    let bare = request.uri().path() == "/blank" && request.uri().query() == Some("csp=off");
    let is_frame = jsonp::is_file(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page && !bare {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(shop.0.policy.clone());
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if is_page && is_frame {
        jsonp::set_headers(headers);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

async fn config(State(shop): State<Shop>) -> Response {
    typed("application/json", shop.0.config.to_string())
}

async fn whole_log(State(shop): State<Shop>) -> Response {
    typed("text/plain; charset=utf-8", shop.0.log.text())
}

async fn blank() -> Response {
    typed("text/html; charset=utf-8", BLANK)
}

fn typed(kind: &'static str, body: impl Into<Body>) -> Response {
    with_header(Response::new(body.into()), header::CONTENT_TYPE, kind)
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, typed("text/plain; charset=utf-8", "There is no such file.\n")).into_response()
}
