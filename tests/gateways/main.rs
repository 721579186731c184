//! The wire: requests and replies of every gateway, compared with fixtures.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod affinipay;
mod nelnet;
mod pepper;
mod pepper_any;
mod pepper_given;
mod stripe;
#[path = "../support/mod.rs"]
mod support;

use panless::error::Error;
use panless::gateway::Reply;
use panless::token::Token;
use panless::transport::Request;
use serde_json::Value as Json;
use support::{Given, exchange};

fn request(options: &Json, given: &Given) -> Request<'static> {
    // A request borrows from its exchange.
    Box::leak(Box::new(exchange(options, given).unwrap())).request()
}

fn sent(request: Request<'_>) -> Json {
    serde_json::from_str(request.body.json().expose()).unwrap()
}

fn body(options: &Json, given: &Given) -> Json {
    sent(request(options, given))
}

fn answered(options: &Json, given: &Given, status: u16, body: Option<&Json>) -> Result<Box<Token>, Box<Error>> {
    let body = body.map(support::reply);
    let reply = Reply { status, body: body.as_ref() };
    exchange(options, given).unwrap().token(&reply)
}

fn fields(error: &Error) -> Vec<(&'static str, String)> {
    let name = |issue: &panless::error::Issue| issue.field.map_or("", |field| error.issues.name(field)).to_owned();
    error.issues.list.iter().map(|issue| (issue.code.as_str(), name(issue))).collect()
}

fn issues<const COUNT: usize>(expected: [(&'static str, &str); COUNT]) -> Vec<(&'static str, String)> {
    expected.into_iter().map(|(code, field)| (code, field.to_owned())).collect()
}
