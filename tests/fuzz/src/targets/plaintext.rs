//! What is sealed of a payment: JSON in whole blocks, no longer than it may be.

use super::{is_json, says_no_number, today};
use crate::tree;
use panless::config::{Config, Options};
use panless::error::Code;
use panless::seal::{BLOCK, LONGEST};
use panless::tokenize::Exchange;

const SHAPES: [(&str, &str); 8] = [
    ("chargezoom", ""),
    ("chargezoom", "chargezoom.card.v1"),
    ("chargezoom", "chargezoom.ach.v1"),
    ("chargezoom", "chargezoom.pay.card.v1"),
    ("chargezoom", "chargezoom.pay.ach.v1"),
    ("chargezoom", "chargezoom.sub.card.v1"),
    ("ontraport", ""),
    ("ontraport", "ontraport.payer.v1"),
];

/// The shape and an option, then the payment.
pub(crate) fn run(data: &[u8]) {
    let [flags, payment @ ..] = data else { return };
    let (gateway, shape) = SHAPES[usize::from(flags & 7)];
    let omit_unsupported = flags & 8 == 8;
    let options = Options { gateway, shape, encoding: "sealed", omit_unsupported, ..Options::default() };
    let config = Config::parse(&options).expect("a good shape");
    match Exchange::new(config, &tree::members(payment), today()) {
        Ok(exchange) => {
            assert!(exchange.request().url.starts_with(gateway), "no shape");
            let text = exchange.plaintext();
            let length = text.expose().len();
            if length == 0 {
                return;
            }
            assert!(length.is_multiple_of(BLOCK) && length <= LONGEST, "not in blocks");
            assert!(is_json(text.expose()).is_object(), "no object");
        }
        Err(error) => {
            assert!(error.code != Code::Internal, "an error of our own");
            says_no_number(&error);
        }
    }
}
