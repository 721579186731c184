//! The demo merchant: serves the demo shop and the built library, takes orders, and keeps every byte that it receives.
//!
//! | Path | Answer |
//! |---|---|
//! | `/` and below | the demo folder |
//! | `/panless/<version>/…`, `/npm/…` | the build output's `cdn` and `npm`; `latest` is the highest version |
//! | `/config.json` | `{version, gateways: {affinipay: {baseUrl, publicKey}, nelnet: {baseUrl, publicKey}}}` |
//! | `POST /orders` | charges the order's token at its sandbox gateway, answers JSON (see `orders.rs`) |
//! | `/orders/log` | every byte received since the start, one connection after the other |
//! | `/blank` | an empty page under the shop's policy; `/blank?csp=off` without one |
//!
//! Every HTML page carries a policy that allows one foreign origin, the gateway's.

mod files;
mod orders;

use crate::log::Log;
use crate::reply::with_header;
use crate::wire::Door;
use crate::{Options, affinipay, nelnet};
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

/// A real gateway that the pages talk to in place of the sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnGateway {
    /// Its base URL, http or https, without a path's final slash.
    pub base_url: String,
    /// Its public key. Anything that is no public key is refused: `/config.json` shows it to every page.
    pub public_key: String,
}

/// Where the sandbox gateways are.
pub(crate) struct Gateways {
    pub(crate) affinipay: String,
    pub(crate) nelnet: String,
}

/// The shop's state. Clones share it.
#[derive(Clone)]
pub(crate) struct Shop(Arc<Inner>);

struct Inner {
    log: Log,
    files: Files,
    policy: HeaderValue,
    config: serde_json::Value,
    till: orders::Till,
}

impl Shop {
    pub(crate) fn new(options: &Options, sandbox: Gateways) -> io::Result<Self> {
        let own = options.own_gateway.as_ref();
        let base_url = own.map_or(&sandbox.affinipay, |own| &own.base_url);
        let public_key = own.map_or(affinipay::PUBLIC_KEY, |own| &own.public_key);
        if !is_public_key(public_key) {
            return Err(io::Error::other("not a public key: m_ and 22 characters are wanted"));
        }
        let files = Files { demo: options.demo.clone(), dist: options.dist.clone() };
        let version = files.latest().unwrap_or_else(|| env!("CARGO_PKG_VERSION").to_owned());
        let gateways = json!({
            "affinipay": { "baseUrl": base_url, "publicKey": public_key },
            "nelnet": { "baseUrl": sandbox.nelnet, "publicKey": nelnet::PUBLIC_KEY },
        });
        Ok(Self(Arc::new(Inner {
            log: options.log.as_deref().map_or_else(|| Ok(Log::default()), Log::copied_to)?,
            files,
            policy: policy(base_url)?,
            config: json!({ "version": version, "gateways": gateways }),
            till: orders::Till::new(own.is_none().then_some(sandbox.affinipay), sandbox.nelnet)?,
        })))
    }
}

fn is_public_key(key: &str) -> bool {
    let tail = key.strip_prefix("m_").unwrap_or_default();
    tail.len() == 22 && tail.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// The content security policy of every page.
fn policy(base_url: &str) -> io::Result<HeaderValue> {
    let url = reqwest::Url::parse(base_url).map_err(io::Error::other)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(io::Error::other("the gateway's base URL is neither http nor https"));
    }
    let gateway = url.origin().ascii_serialization();
    let text = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self' {gateway}; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'"
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
        .route("/blank", get(blank))
        .fallback(get(files::serve))
        .layer(DefaultBodyLimit::max(ORDER_LIMIT))
        .layer(from_fn_with_state(shop.clone(), guard))
        .with_state(shop);
    // axum's serve loop ends only with its task; its result is never an error.
    let _never = axum::serve(Door::watched(listener, log), router.into_make_service()).await;
}

/// Puts the headers on that every answer of a careful shop has.
async fn guard(State(shop): State<Shop>, request: Request, next: Next) -> Response {
    let bare = request.uri().path() == "/blank" && request.uri().query() == Some("csp=off");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page && !bare {
        headers.insert(header::CONTENT_SECURITY_POLICY, shop.0.policy.clone());
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_the_gateways_origin_without_its_path() {
        let policy = policy("https://api.example.com/base").unwrap();
        assert!(policy.to_str().unwrap().contains("connect-src 'self' https://api.example.com;"));
        assert!(super::policy("ftp://api.example.com").is_err());
    }

    #[test]
    fn a_secret_key_is_no_public_key() {
        assert!(is_public_key(affinipay::PUBLIC_KEY));
        assert!(!is_public_key(affinipay::SECRET_KEY));
        assert!(!is_public_key("m_cSiyNUh9RBWHfdbFRFGrk"));
    }
}
