//! A running sandbox and a plain HTTP client, for the tests beside this folder.
#![allow(dead_code, reason = "each test file is a program of its own and uses a part of this")]

pub mod nelnet;
pub mod pepper;
pub mod sealed;
pub mod stripe;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use panless_sandbox::affinipay::{PUBLIC_KEY, SECRET_KEY};
use panless_sandbox::{Options, Sandbox};
use reqwest::{Client, RequestBuilder, Response, redirect};
use serde_json::{Value, json};
use std::error::Error;
use std::io;
use std::time::{Duration, Instant};

pub const JSON: &str = "application/json";
pub const FORM: &str = "application/x-www-form-urlencoded";
pub const CARD: &str = "type=card&number=4242424242424242&exp_month=10&exp_year=2040&cvv=123";

pub struct World {
    pub sandbox: Sandbox,
    pub client: Client,
}

impl World {
    pub async fn start() -> Self {
        Self::with(Options::default()).await
    }

    pub async fn with(options: Options) -> Self {
        let client = Client::builder().no_proxy().redirect(redirect::Policy::none());
        let client = client.timeout(Duration::from_secs(20)).build().unwrap();
        Self { sandbox: Sandbox::start(options).await.unwrap(), client }
    }

    pub fn at(&self, path: &str) -> String {
        self.sandbox.affinipay_url() + path
    }

    pub fn post(&self, path: &str, kind: &str, body: &str) -> RequestBuilder {
        self.client.post(self.at(path)).header("content-type", kind).body(body.to_owned())
    }

    /// A token request with the public key.
    pub fn token(&self, prefix: &str, kind: &str, body: &str) -> RequestBuilder {
        self.post(&format!("{prefix}/v1/tokens"), kind, body).header("authorization", basic(PUBLIC_KEY))
    }

    pub async fn new_token(&self, form: &str) -> String {
        let reply = read(self.token("", FORM, form)).await.1;
        reply["id"].as_str().unwrap_or_else(|| panic!("no token: {reply}")).to_owned()
    }

    pub fn charge(&self, token: &str) -> RequestBuilder {
        let body = json!({ "method": token, "amount": 1000 }).to_string();
        self.post("/v1/charges", JSON, &body).header("authorization", basic(SECRET_KEY))
    }

    pub async fn requests(&self, query: &str) -> Vec<Value> {
        let list = read(self.client.get(self.at("/requests") + query)).await.1;
        list.as_array().unwrap().clone()
    }

    /// Asks for a tag's first request until `holds`, for at most five seconds.
    pub async fn until(&self, tag: &str, holds: impl Fn(&Value) -> bool) -> bool {
        self.until_true(async || self.requests(&format!("?tag={tag}")).await.first().is_some_and(&holds)).await
    }

    /// Asks until the answer is yes, for at most five seconds.
    pub async fn until_true(&self, holds: impl AsyncFn() -> bool) -> bool {
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline {
            if holds().await {
                return true;
            }
        }
        false
    }
}

pub fn basic(key: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{key}:")))
}

pub async fn read(request: RequestBuilder) -> (u16, Value) {
    body(request.send().await.unwrap()).await
}

pub async fn body(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

pub fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name).and_then(|value| value.to_str().ok())
}

pub fn caused_by_reset(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::ConnectionReset) {
            return true;
        }
        cause = error.source();
    }
    false
}

pub fn is_id(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

/// The first message's code, sub_code and context.
pub fn first(reply: &Value) -> (&str, &str, &str) {
    let message = &reply["messages"][0];
    let text = |name: &str| message[name].as_str().unwrap_or_default();
    (text("code"), text("sub_code"), text("context"))
}
