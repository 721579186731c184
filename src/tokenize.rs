//! The one use case: a payment in, a request out; a reply in, a token out.

use crate::card::brand::Brand;
use crate::card::number;
use crate::config::Config;
use crate::date::YearMonth;
use crate::error::{Code, Error, Field};
use crate::gateway::{Reply, Target};
use crate::input::Members;
use crate::mask::mask;
use crate::payment::{self, Payment, Slot};
use crate::secret::Secret;
use crate::token::Token;
use crate::transport::Request;

/// A payment on its way to the gateway of its configuration.
#[derive(Debug)]
pub struct Exchange {
    config: Box<Config>,
    payment: Box<Payment>,
}

impl Exchange {
    /// Reads a payment for the gateway of `config`.
    ///
    /// # Errors
    /// One error that lists every bad field, see [`payment::parse`]; `mount_required` where a gateway has a frame for cards.
    pub fn new(config: Box<Config>, members: &Members, today: YearMonth) -> Result<Self, Box<Error>> {
        if config.encoding.is_none() {
            return Err(Error::new(Code::MountRequired));
        }
        let payment = payment::parse(members, &config, today)?;
        Ok(Self { config, payment })
    }

    /// The request that exchanges the payment for a token.
    #[must_use]
    #[inline(always)]
    pub fn request(&self) -> Request<'_> {
        let Config { public_key, base_url, encoding, gateway, .. } = &*self.config;
        gateway.rules().request(&Target { public_key, base_url, encoding: encoding.unwrap_or_default() }, &self.payment)
    }

    /// The token in the gateway's reply.
    ///
    /// # Errors
    /// What the gateway says went wrong.
    pub fn token(&self, reply: &Reply<'_>) -> Result<Box<Token>, Box<Error>> {
        self.config.gateway.gateway().token(reply, &self.payment).map_err(|mut error| {
            // A code that repeats what was sent is none.
            if error.gateway_code.as_ref().is_some_and(|code| self.mask(code).is_some()) {
                error.gateway_code = None;
            }
            error
        })
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The payment.
    #[must_use]
    pub fn payment(&self) -> &Payment {
        &self.payment
    }

    /// A text of the gateway's reply with every submitted number hidden; `None` when there was nothing to hide.
    #[must_use]
    pub fn mask(&self, text: &str) -> Option<Secret> {
        mask(text, self.payment.number(), self.payment.text(Field::Cvv))
    }
}

/// The brand of a payment's number as far as it can be told, whatever else is wrong with the payment.
#[must_use]
pub fn brand(config: &Config, members: &Members) -> Option<Brand> {
    let rules = config.gateway.rules();
    let found = members.iter().find(|(name, _)| payment::top(name, rules) == Some(Slot::Field(Field::Number)));
    number::judge(found?.1.as_text()?, &config.brands).brand
}
