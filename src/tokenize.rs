//! The one use case: a payment in, a request out; a reply in, a token out.

use crate::card::brand::Brand;
use crate::card::number::CardNumber;
use crate::config::Config;
use crate::date::YearMonth;
use crate::error::{Error, Field};
use crate::gateway::{Reply, Target};
use crate::input::{Members, Value};
use crate::payment::{self, Payment, Slot};
use crate::token::Token;
use crate::transport::Request;

/// Reads the payment for the gateway of `config`.
///
/// # Errors
/// One error that lists every bad field; see [`payment::parse`].
pub fn payment(config: &Config, members: Members, today: YearMonth) -> Result<Payment, Error> {
    let options = payment::Options {
        gateway: config.gateway.gateway(),
        brands: config.brands,
        omit_unsupported: config.omit_unsupported,
        today,
    };
    payment::parse(members, &options)
}

/// The brand of a payment's number as far as it can be told, whatever else is wrong with the payment.
#[must_use]
pub fn brand(config: &Config, members: &Members) -> Option<Brand> {
    let own = config.gateway.gateway().rules().own;
    let number = members.iter().find(|(name, _)| payment::top(name.expose(), own) == Some(Slot::Field(Field::Number)));
    match number {
        Some((_, Value::Text(text))) => CardNumber::judge(text.expose(), &config.brands).brand,
        _ => None,
    }
}

/// The request that exchanges the payment for a token.
#[must_use]
pub fn request(config: &Config, payment: &Payment) -> Request {
    let target = Target { public_key: &config.public_key, base_url: &config.base_url, encoding: config.encoding };
    config.gateway.gateway().request(&target, payment)
}

/// The token in the gateway's reply.
///
/// # Errors
/// What the gateway says went wrong.
pub fn token(config: &Config, reply: &Reply<'_>, payment: &Payment) -> Result<Token, Error> {
    config.gateway.gateway().token(reply, payment)
}
