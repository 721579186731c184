//! Pepper, a white label of the Fluidpay platform: the gateway's own hosted frame, spoken to by messages.
//!
//! How the platform's frame makes a token is not published, so there is no request here and nothing is guessed.
//!
//! Sources: \[D\] the gateway's API reference; \[V\] the platform vendor's public script for shops; \[P\] public documentation
//! of the platform; \[O\] observed in public code; \[I\] inferred. None of it was tried against Pepper itself. The
//! gateway's own spellings stand in this file and its table, and nowhere else.

use super::pepper_given::{address, amount, expiry, settings};
use super::pepper_table::{EVENTS, HEARD, RULES, SETTINGS};
use super::{Entry, bare_refusal, status_error};
use crate::config::Config;
use crate::date::YearMonth;
use crate::error::{Code, Error, Field, Outcome};
use crate::input::Value;
use crate::mask::holds_card_number;
use crate::text::joined;
use crate::token::{Kind, Token};
use crate::transport::Body;

/// What the page says to the frame \[V\].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Say {
    /// The settings: the first message, which gives the frame its id. Of `id`, `amount` and `settings`.
    Settings,
    /// Make a token now. Of `amount`.
    Submit,
    /// An expiry date to begin with. Of `value`, as people type it.
    Expiry,
    /// A field that turned out to be wrong. Of `value`, our name for it.
    Wrong,
    /// The billing address. Of `value`, an object by our names.
    Billing,
    /// The shipping address. Of `value`, an object by our names.
    Shipping,
}

impl Say {
    /// Everything that can be said, in the order of the loader's numbers.
    pub const ALL: [Self; 6] = [Self::Settings, Self::Submit, Self::Expiry, Self::Wrong, Self::Billing, Self::Shipping];
}

/// The frame's address: `{base}/api/tokenizer/{key}` \[V\].
///
/// # Errors
/// `base_url_missing`: the gateway's host is not published.
#[inline(always)]
pub fn url(config: &Config) -> Result<String, Box<Error>> {
    if config.base_url.is_empty() {
        return Err(Error::named(Code::BaseUrlMissing, "baseUrl"));
    }
    Ok(joined(&joined(&config.base_url, RULES.path), &config.public_key))
}

/// The name of a message to the frame, and its data. `given` is an object, see [`Say`].
///
/// # Errors
/// `field_unsupported` for a field that the frame cannot mark, and what is wrong with what was given.
#[inline(always)]
pub fn message(say: Say, given: &Value, key: &str, today: YearMonth) -> Result<(&'static str, Body), Box<Error>> {
    let mut body = Body::default();
    match say {
        Say::Settings => {
            // What comes last counts.
            if let Some(chosen) = given.member("settings") {
                settings(chosen, &SETTINGS, "settings")?;
                body.members(Some(chosen));
            }
            body.copy("id", given);
            body.text("apikey", Some(key));
            amount(given, &mut body)?;
        }
        Say::Submit => amount(given, &mut body)?,
        Say::Expiry => expiry(given, today, &mut body)?,
        Say::Wrong => {
            let value = given.text("value");
            let is_meant = |field: Field| Some(field.name()) == value;
            let own = RULES.meanings.iter().find(|(_, meaning)| meaning.field.is_some_and(is_meant));
            body.text("input", Some(own.ok_or_else(|| Error::new(Code::FieldUnsupported))?.0));
        }
        Say::Billing | Say::Shipping => address(given, &mut body)?,
    }
    Ok((EVENTS.get(say as usize).copied().unwrap_or_default(), body))
}

/// What the frame told the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// How it ended: a token, or what went wrong.
    Submission,
    /// How high the frame wants to be, in CSS pixels.
    Height(u16),
    /// Whether the card is complete and good.
    Valid(bool),
    /// What the customer chose to pay with.
    Kind(Kind),
}

/// Reads a message of the frame \[V\]: its event and its data. `None` for one that nobody waits for.
#[must_use]
#[inline(always)]
pub fn heard(event: &str, data: &Value) -> Option<Heard> {
    let at = HEARD.iter().position(|(word, _)| *word == event)?;
    let (_, member) = HEARD.get(at)?;
    match (at, data.member(member)) {
        (0, _) if matches!(data, Value::Object(_)) => Some(Heard::Submission),
        (1, Some(Value::Number(height))) if *height >= 0.0 => Some(Heard::Height(*height as u16)),
        (2, Some(Value::Bool(valid))) => Some(Heard::Valid(*valid)),
        (3, Some(word)) => RULES.kind(word.as_text()?).map(Heard::Kind),
        _ => None,
    }
}

/// How a submission ended. `kind` is what the customer pays with.
///
/// # Errors
/// What it says went wrong; `reply_invalid` where it says nothing that can be read.
#[inline(always)]
pub fn submission(data: &Value, kind: Kind) -> Result<Box<Token>, Box<Error>> {
    let (refused, outcome) = match data.text("status") {
        Some("success") => {
            // A number where the token should be is none, and must not become a text of the page's.
            let id = data.text("token").and_then(Token::id).filter(|id| !holds_card_number(id));
            let token = id.map(|id| Box::new(Token { lifetime: RULES.lifetime, ..Token::of(id, kind) }));
            return token.ok_or_else(|| status_error(0));
        }
        Some("validation") => (data.list("invalid"), Outcome::None),
        // Its sentence may be the gateway's, or say that the frame's own call got lost on the way.
        Some("error") => (core::slice::from_ref(data), Outcome::Unknown),
        _ => return Err(status_error(0)),
    };
    Err(bare_refusal(&RULES, refused, outcome, entry))
}

/// A field that the frame calls invalid \[O\], or an error's sentence, under one name or another \[O\].
fn entry(refused: &Value) -> Option<Entry<'_>> {
    let code = refused.as_text().or_else(|| refused.text("msg")).or_else(|| refused.text("message"))?;
    Some(Entry { code, field: None, blank: false })
}
