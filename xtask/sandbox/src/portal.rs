//! What a network answers in a gateway's place until somebody logs in to it.

use crate::reply::{bytes, empty, redirect};
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;

/// How a captive portal shows itself. It has no CORS headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Portal {
    /// Its own page with status 200, whatever was asked for.
    Page,
    /// 302 to that page on a host of its own.
    Elsewhere,
}

const PAGE: &str = "<!doctype html><title>Wi-Fi</title><h1>Welcome</h1><p>Accept the terms to go on.";
/// Where a sandbox gateway serves the page under its other name.
pub(crate) const LOGIN: &str = "/sandbox/login";

/// What the browser gets in place of the gateway's answer.
pub(crate) fn answer(portal: Portal, headers: &HeaderMap) -> Response {
    match portal {
        Portal::Page => page(),
        Portal::Elsewhere => {
            let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
            let port = host.rsplit(':').next().unwrap_or_default();
            redirect(StatusCode::FOUND, &format!("http://localhost:{port}{LOGIN}"))
                .unwrap_or_else(|| empty(StatusCode::FOUND))
        }
    }
}

/// The page itself.
pub(crate) fn page() -> Response {
    bytes(200, "text/html; charset=utf-8", Body::from(PAGE))
}
