//! The one use case: a payment in, a request out; a reply in, a token out.

use crate::card::brand::Brand;
use crate::card::number;
use crate::config::Config;
use crate::date::YearMonth;
use crate::error::{Code, Error, Field};
use crate::gateway::Reply;
use crate::input::Members;
use crate::mask::mask;
use crate::payment::{self, Payment, Slot};
use crate::secret::Secret;
#[cfg(feature = "seal")]
use crate::text::owned;
use crate::token::Token;
use crate::transport::Request;
#[cfg(feature = "seal")]
use crate::transport::{Body, Encoding};

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
    #[inline(always)]
    pub fn request(&self) -> Request<'_> {
        #[cfg(feature = "seal")]
        if let Some(shape) = self.config.shape {
            let url = owned(shape.name(self.payment.kind));
            return Request { url, encoding: Encoding::Sealed, basic_user: None, body: Body::default() };
        }
        self.config.rules.request(&self.config, &self.payment)
    }

    /// What is encrypted instead of being sent; empty where something is sent, or where it would be too long.
    #[cfg(feature = "seal")]
    pub fn plaintext(&self) -> Secret {
        self.config.shape.map_or_else(Secret::default, |shape| shape.plaintext(&self.payment))
    }

    /// The token in the gateway's reply.
    ///
    /// # Errors
    /// What the gateway says went wrong.
    pub fn token(&self, reply: &Reply<'_>) -> Result<Box<Token>, Box<Error>> {
        self.config.gateway.token(reply, &self.payment).map_err(|mut error| {
            // A code that repeats what was sent is none.
            if error.gateway_code.as_ref().is_some_and(|code| self.mask(code).is_some()) {
                error.gateway_code = None;
            }
            error
        })
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The payment.
    pub fn payment(&self) -> &Payment {
        &self.payment
    }

    /// A text of the gateway's reply with every submitted number hidden; `None` when there was nothing to hide.
    pub fn mask(&self, text: &str) -> Option<Secret> {
        mask(text, self.payment.number(), self.payment.text(Field::Cvv))
    }
}

/// The brand of a payment's number as far as it can be told, whatever else is wrong with the payment.
pub fn brand(config: &Config, members: &Members) -> Option<Brand> {
    let rules = config.rules;
    let found = members.iter().find(|(name, _)| payment::top(name, rules) == Some(Slot::Field(Field::Number)));
    number::judge(found?.1.as_text()?, &config.brands).brand
}
