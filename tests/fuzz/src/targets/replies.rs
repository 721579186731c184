//! The replies of the gateways that are called: a token or an error, and no number in either.

use super::payment::KEYS;
use super::{says_no_number, today};
use crate::tree::{self, Numbers};
use panless::config::{Config, Options};
use panless::gateway::Reply;
use panless::input::{Members, Value};
use panless::secret::Secret;
use panless::text::holds;
use panless::tokenize::Exchange;
use std::thread_local;

const CARD: &[(&str, &str)] = &[("number", "4242424242424242"), ("expiry", "12/30"), ("holder", "Ada King")];
const BANK: &[(&str, &str)] = &[
    ("accountNumber", "000123456789"),
    ("routingNumber", "021000021"),
    ("accountType", "checking"),
    ("accountHolderType", "individual"),
    ("firstName", "Ada"),
    ("lastName", "King"),
    ("country", "US"),
];

/// The statuses that differ.
const STATUSES: [u16; 16] = [200, 201, 0, 204, 301, 400, 401, 402, 403, 404, 422, 429, 500, 503, 599, 65535];

fn exchange(key: &str, members: &[(&str, &str)]) -> Exchange {
    let own = |text: &&str| Secret::copy_of(text);
    let given: Members = members.iter().map(|(name, text)| (own(name), Value::Text(own(text)))).collect();
    let options = Options { public_key: key, omit_unsupported: true, ..Options::default() };
    Exchange::new(Config::parse(&options).expect("a good key"), &given, today()).expect("a good payment")
}

thread_local! {
    static EXCHANGES: [[Exchange; 2]; 3] = [0, 1, 3].map(|at| [CARD, BANK].map(|members| exchange(KEYS[at], members)));
}

/// Card or bank account and the status, then the reply.
fn run(gateway: usize, data: &[u8]) {
    let [first, body @ ..] = data else { return };
    let body = tree::value(body, Numbers::Texts);
    let body = Some(&body).filter(|body| matches!(body, Value::Object(_) | Value::List(_)));
    let reply = Reply { status: STATUSES[usize::from(first >> 1 & 15)], body };
    EXCHANGES.with(|exchanges| {
        let exchange = &exchanges[gateway][usize::from(first & 1)];
        let number = exchange.payment().number();
        match exchange.token(&reply) {
            Ok(token) => {
                assert!(!holds(&token.id, number), "the id is the number");
                assert!(number.ends_with(&token.last4) && !token.id.is_empty(), "not the token of this payment");
                assert!(matches!(reply.status, 200 | 0) || gateway == 1, "a token with a status that is no success");
            }
            Err(error) => {
                assert!(!error.gateway_code.as_deref().is_some_and(|code| holds(code, number)), "a number as a code");
                says_no_number(&error);
            }
        }
    });
}

pub(crate) fn affinipay(data: &[u8]) {
    run(0, data);
}

pub(crate) fn nelnet(data: &[u8]) {
    run(1, data);
}

pub(crate) fn stripe(data: &[u8]) {
    run(2, data);
}
