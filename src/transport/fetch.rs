//! Sending a request with the browser's `fetch`.
//!
//! The signal handed in must be one that is only ever aborted without a reason: gloo-net traps on any other rejection
//! than an `Error`.

use super::{Encoding, REPLY_LIMIT, Request};
use crate::error::{Code, Error};
use crate::gateway::status_error;
use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::futures::JsFuture;
use js_sys::{JSON, JsString, Object, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{
    AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect,
    ResponseType, UrlSearchParams,
};

/// What came back.
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The body, if it is JSON.
    pub(crate) body: Option<JsValue>,
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    fn btoa(text: &str) -> Result<String, JsValue>;

    // The bindings of js-sys and web-sys for these two copy the text through the memory of the module.
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn parse_json(text: &JsString) -> Result<JsValue, JsValue>;

    type TextDecoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextDecoder;
    #[wasm_bindgen(method)]
    fn decode(this: &TextDecoder, bytes: &Uint8Array, options: &Object) -> JsString;
}

/// Sends a request and reads the whole answer.
///
/// `before_sending` is called when nothing can go wrong any more before bytes leave.
///
/// # Errors
/// `offline`, `network_failed`, `redirected`, `reply_too_large`; `internal` if the browser refuses to build the request.
pub(crate) async fn send(
    request: Request,
    signal: &AbortSignal,
    before_sending: impl FnOnce(),
) -> Result<Answer, Error> {
    let online = is_online();
    let built = build(&request, signal).ok_or(Error::new(Code::Internal))?;
    // The body is wiped here: from now on it stands in JavaScript only.
    drop(request);
    before_sending();
    let response = built.send().await.map_err(|_| lost(online))?;
    let status = response.status();
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(Error::new(Code::Redirected).with_unknown_outcome());
    }
    let text = read(&response, status).await?;
    Ok(Answer { status, body: parse_json(&text).ok() })
}

fn build(request: &Request, signal: &AbortSignal) -> Option<gloo_net::http::Request> {
    let body = request.body.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok()?;
    let mut builder = RequestBuilder::new(&request.url)
        .method(Method::POST)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        // A followed redirect would send the card to another place. "manual" instead of "error" tells it apart from a
        // lost connection.
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(signal));
    if let Some(user) = &request.basic_user {
        builder = builder.header("authorization", &format!("Basic {}", btoa(&format!("{user}:")).ok()?));
    }
    match request.encoding {
        // The browser itself sets the content type that needs no preflight.
        Encoding::Form => builder.body(UrlSearchParams::new_with_record_from_str_to_str(body.unchecked_ref()).ok()?),
        Encoding::Json => builder.header("content-type", "application/json").body(JSON::stringify(&body).ok()?),
    }
    .ok()
}

/// Whether the browser thinks that it has a network. Where nobody can say, it has.
fn is_online() -> bool {
    let get = |from: &JsValue, name: &str| Reflect::get(from, &JsValue::from_str(name)).ok();
    let online = get(&js_sys::global(), "navigator").and_then(|navigator| get(&navigator, "onLine"));
    online.and_then(|online| online.as_bool()).unwrap_or(true)
}

fn lost(was_online: bool) -> Error {
    if was_online || is_online() {
        Error::new(Code::NetworkFailed).with_unknown_outcome()
    } else {
        Error::new(Code::Offline)
    }
}

/// The body as text in JavaScript: a reply may repeat what was sent, so it never enters the memory of the module.
async fn read(response: &Response, status: u16) -> Result<JsString, Error> {
    let mut text = JsString::from("");
    let Some(stream) = response.body() else { return Ok(text) };
    let failed = |code| Error { status: Some(status), ..Error::new(code) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let decoder = TextDecoder::new();
    // A character may lie across two chunks.
    let streaming = Object::new();
    let _ = Reflect::set(&streaming, &JsValue::from_str("stream"), &JsValue::TRUE);
    let mut bytes = 0;
    loop {
        let chunk = JsFuture::from(reader.read()).await;
        let chunk = chunk.map_err(|_| failed(Code::NetworkFailed).with_unknown_outcome())?;
        let value = Reflect::get(&chunk, &JsValue::from_str("value")).unwrap_or_default();
        let Ok(value) = value.dyn_into::<Uint8Array>() else { return Ok(text) };
        bytes += value.byte_length() as usize;
        if bytes > REPLY_LIMIT {
            // The rest is not wanted.
            let _ = JsFuture::from(reader.cancel()).await;
            return Err(Error { outcome: status_error(status).outcome, ..failed(Code::ReplyTooLarge) });
        }
        text = text.concat(&decoder.decode(&value, &streaming));
    }
}
