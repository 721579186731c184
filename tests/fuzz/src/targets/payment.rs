//! A payment from names and values, and the request that comes of it.

use super::{is_json, says_no_number, today};
use crate::tree;
use panless::config::{Config, Options};
use panless::error::Code;
use panless::tokenize::{self, Exchange};

/// A key of each gateway.
pub(crate) const KEYS: [&str; 4] = [
    "m_cSiyNUh9RBWHfdbFRFGrkA",
    "test_aBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaB",
    "pub_aBaBaBaB",
    "pk_test_TYooMQauvdEDq54NiTphI7jx",
];

/// The options, then the payment.
pub(crate) fn run(data: &[u8]) {
    let [flags, payment @ ..] = data else { return };
    let key = KEYS[usize::from(flags & 3)];
    let options = Options {
        public_key: key,
        encoding: if flags & 4 == 4 && key.starts_with("m_") { "json" } else { "" },
        send_cvv: (flags & 8 == 8).then_some(true),
        omit_unsupported: flags & 16 == 16,
        ..Options::default()
    };
    let config = Config::parse(&options).expect("a good key");
    let members = tree::members(payment);
    let brand = tokenize::brand(&config, &members);
    match Exchange::new(config, &members, today()) {
        Ok(exchange) => {
            let paid = exchange.payment();
            assert!(brand.is_none() || paid.brand == brand, "another brand than was told");
            assert!(paid.last4().len() == 4 && paid.number().bytes().all(|byte| byte.is_ascii_digit()), "no number");
            let request = exchange.request();
            assert!(request.url.starts_with("https://"), "no address");
            assert!(is_json(request.body.json().expose()).is_object(), "no body");
        }
        Err(error) => {
            assert!(error.code != Code::Internal, "an error of our own");
            says_no_number(&error);
        }
    }
}
