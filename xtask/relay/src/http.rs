//! The relay's two paths. A browser may read the first; the second is for servers, and has no CORS headers.
//!
//! | Path | Answer |
//! |---|---|
//! | `GET /.well-known/sealed-jwks.json` | the public keys, for everybody, to be kept an hour |
//! | `POST /sealed` | `{sealed, context?, action?, fields?}` with `Authorization: Bearer …`: 200 `{reply}`, else `{code, reply?}` |

use crate::Relay;
use crate::answer::Judged;
use crate::receive::Request as Sealed;
use crate::refusal::Refusal;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;

const JWKS: &str = "/.well-known/sealed-jwks.json";
const SEALED: &str = "/sealed";
/// The longest body: a string of the most characters, and as much of other fields.
const BODY: usize = 2 * crate::compact::LONGEST;

/// Answers a request.
pub(crate) async fn answer(relay: &Arc<Relay>, request: Request) -> Response {
    match (request.uri().path(), request.method()) {
        (JWKS, &Method::GET) => jwks(relay),
        (SEALED, &Method::POST) => sealed(relay, request).await,
        (JWKS | SEALED, _) => empty(StatusCode::METHOD_NOT_ALLOWED),
        _ => empty(StatusCode::NOT_FOUND),
    }
}

fn jwks(relay: &Relay) -> Response {
    let mut response = reply(200, &relay.keys().jwks(relay.now()));
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("max-age=3600"));
    response
}

async fn sealed(relay: &Arc<Relay>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    // Before the body: what nobody answers for is not even read.
    let Some(tenant) = bearer(&parts.headers).and_then(|credential| relay.tenant(credential)) else {
        return refused(relay.refuses_stranger());
    };
    let body = to_bytes(body, BODY).await.ok().filter(|_| is_json(&parts.headers));
    let request = body.ok_or(Refusal::Malformed).and_then(|body| Sealed::read(&body));
    match relay.serve(tenant, request).await {
        Ok(Judged::Done(answer)) => reply(200, &json!({ "reply": answer })),
        Ok(Judged::Declined(answer)) => {
            let no = Refusal::Declined;
            reply(no.status(), &json!({ "code": no.code(), "reply": answer }))
        }
        Err(refusal) => refused(refusal),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

fn refused(refusal: Refusal) -> Response {
    reply(refusal.status(), &json!({ "code": refusal.code() }))
}

fn reply(status: u16, body: &Value) -> Response {
    let mut response = empty(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    *response.body_mut() = Body::from(body.to_string());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
