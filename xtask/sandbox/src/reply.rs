//! Replies, the same for every server here.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::Value;

/// A JSON reply.
pub(crate) fn reply(status: u16, body: &Value) -> Response {
    bytes(status, "application/json", Body::from(body.to_string()))
}

/// A reply of any kind.
pub(crate) fn bytes(status: u16, content_type: &'static str, body: Body) -> Response {
    with_header(bare(status, body), header::CONTENT_TYPE, content_type)
}

/// A reply without a body.
pub(crate) fn empty(status: StatusCode) -> Response {
    bare(status.as_u16(), Body::empty())
}

/// A reply without a content type.
pub(crate) fn bare(status: u16, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

/// A redirect; `None` when `location` can stand in no header.
pub(crate) fn redirect(status: StatusCode, location: &str) -> Option<Response> {
    let location = HeaderValue::from_str(location).ok()?;
    let mut response = empty(status);
    response.headers_mut().insert(header::LOCATION, location);
    Some(response)
}

/// The reply with one header more, or another value for it.
pub(crate) fn with_header(mut response: Response, name: HeaderName, value: &'static str) -> Response {
    response.headers_mut().insert(name, HeaderValue::from_static(value));
    response
}
