//! The frame that a platform serves for the shop, from an origin of its own: `frame.html` of the build and all that it
//! needs beside it, with the headers of docs/frame.md.
//!
//! | Path | Answer |
//! |---|---|
//! | `/panless/<version>/…` | the build output's `cdn`, to be kept for ever; `latest` is the highest version and is asked for anew |
//! | `…/frame.html`, `…/jsonp.html` | the built file, for the shop's gateways |
//! | `…/config.json` | which shop may use it, with which keys and gateways |
//! | `/scenario/NAME~TAG/panless/…` | the same for a scenario of the gateways |

use super::files::mime;
use super::{Shop, jsonp, not_found, typed};
use crate::wire::{self, Door};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use axum::response::Response;
use axum::routing::get;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The gateways that the published frame may connect to.
const PUBLISHED: &str = "https://api.chargeio.com https://api.stripe.com";
/// The gateways that the frame serves.
const GATEWAYS: [&str; 3] = ["affinipay", "nelnet", "stripe"];

/// Serves the frame until the task is dropped.
pub(crate) async fn serve(listener: TcpListener, shop: Shop) {
    let router = Router::new().fallback(get(file)).with_state(shop);
    wire::serve(Door::new(listener), router).await;
}

async fn file(State(shop): State<Shop>, uri: Uri) -> Response {
    let (scenario, path) = jsonp::split(uri.path());
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut response = if path.starts_with("/panless/") && name == "config.json" {
        typed("application/json", shop.frame_config(scenario).to_string())
    } else {
        match shop.frame_file(path, scenario) {
            Some((kind, bytes)) => typed(kind, Body::from(bytes)),
            None => return not_found(),
        }
    };
    shop.set_frame_headers(response.headers_mut(), path, name);
    response
}

impl Shop {
    fn frame_file(&self, path: &str, scenario: &str) -> Option<(&'static str, Vec<u8>)> {
        let file = self.0.files.find(path).filter(|_| path.starts_with("/panless/"))?;
        let bytes = std::fs::read(&file).ok()?;
        let bytes = match path.rsplit('/').next()? {
            "jsonp.html" => jsonp::rendered(&bytes, &self.0.nelnet, scenario),
            "frame.html" => String::from_utf8_lossy(&bytes).replace(PUBLISHED, &self.0.fetched).into_bytes(),
            _ => bytes,
        };
        Some((mime(&file), bytes))
    }

    /// What stands in `config.json`.
    fn frame_config(&self, scenario: &str) -> Value {
        let of =
            |name: &str| GATEWAYS.map(|gateway| self.0.config["gateways"][gateway][name].as_str().unwrap_or_default());
        let base_urls = of("baseUrl").map(|base| format!("{base}{scenario}"));
        json!({ "shops": [{ "origin": self.0.origin, "publicKeys": of("publicKey") }], "baseUrls": base_urls })
    }

    fn set_frame_headers(&self, headers: &mut HeaderMap, path: &str, name: &str) {
        let kept = name != "config.json" && !path.starts_with("/panless/latest/");
        let cache = if kept { "public, max-age=31536000, immutable" } else { "no-cache" };
        let mut set = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
        set(header::CACHE_CONTROL, cache);
        set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        set(header::REFERRER_POLICY, "no-referrer");
        if name == "frame.html" {
            set(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
            set(HeaderName::from_static("cross-origin-embedder-policy"), "require-corp");
            set(HeaderName::from_static("origin-agent-cluster"), "?1");
            if let Ok(policy) = HeaderValue::from_str(&format!("frame-ancestors {}", self.0.origin)) {
                headers.insert(header::CONTENT_SECURITY_POLICY, policy);
            }
        } else if name == "jsonp.html" {
            jsonp::set_headers(headers);
        }
    }
}
