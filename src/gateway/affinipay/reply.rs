//! From AffiniPay's answer to a token or an error: the place where a decline becomes a code of ours.

use super::{LIFETIME_MINUTES, RULES};
use crate::error::{Code, Error, Field, Issue, gateway_code};
use crate::gateway::{Reply, status_error};
use crate::instant::Instant;
use crate::lookup::Lookup;
use crate::payment::{Method, Payment};
use crate::token::Token;

/// The most messages of one reply that are read.
const MESSAGE_LIMIT: usize = 20;

pub(super) fn read(reply: &Reply<'_>, payment: &Payment) -> Result<Token, Error> {
    let Some(body) = reply.body else { return Err(unreadable(reply.status)) };
    if reply.status == 200
        && let Some(token) = token(body, reply.received, payment)
    {
        return Ok(token);
    }
    Err(error(reply.status, body))
}

/// An answer that is no JSON. Whatever sent it with a status of the 400s was not the gateway.
fn unreadable(status: u16) -> Error {
    match status {
        429 | 500.. | 300..=399 => status_error(status),
        _ => Error { code: Code::ReplyInvalid, ..status_error(status) },
    }
}

/// A success may carry messages of level `info` [D], so only the id decides.
fn token(body: &dyn Lookup, received: Instant, payment: &Payment) -> Option<Token> {
    let id = Token::id(body.text("id")?.expose()).filter(|id| !id.contains(payment.number()))?;
    let created = body.text("created").and_then(|created| Instant::parse(created.expose()));
    let (brand, expiry) = match &payment.method {
        Method::Card(card) => {
            let word = body.text("card_type");
            let known =
                RULES.brands.iter().find(|(_, known)| word.as_ref().is_some_and(|word| word.expose() == *known));
            (Some(known.map_or(card.number.brand(), |(brand, _)| *brand)), Some(card.expiry))
        }
        Method::Bank(_) => (None, None),
    };
    Some(Token {
        id,
        kind: payment.kind(),
        brand,
        last4: payment.last4().to_owned(),
        expiry,
        // One public key serves both modes; the secret key decides later [D].
        test: None,
        expires_at: Some(created.unwrap_or(received).plus_minutes(LIFETIME_MINUTES)),
    })
}

/// One entry of `messages`: an object in most replies, plain text in one table of the documentation [D].
struct Message {
    code: String,
    field: Option<Field>,
    blank: bool,
}

fn error(status: u16, body: &dyn Lookup) -> Error {
    let messages: Vec<_> = (0..MESSAGE_LIMIT).map_while(|at| message(body, at)).flatten().collect();
    let issues: Vec<_> = messages.iter().filter_map(issue).collect();
    let first = messages.first();
    let plain = first.and_then(|message| meaning(&message.code)).map(Error::new);
    let mut error = Error::from_issues(issues).or(plain).unwrap_or_else(|| status_error(status));
    let of_status = status_error(status);
    error.status = of_status.status;
    error.outcome = of_status.outcome;
    error.retry_asked = first.is_some_and(|message| RETRY.contains(&message.code.as_str()));
    error.gateway_code = first.and_then(|message| gateway_code(&message.code));
    error
}

/// `None` after the last message, `Some(None)` for one that says nothing went wrong or nothing at all.
fn message(body: &dyn Lookup, at: usize) -> Option<Option<Message>> {
    let member = |name: &str| body.text(&format!("messages.{at}.{name}"));
    let Some(code) = member("code") else {
        let text = body.text(&format!("messages.{at}"));
        if text.is_none() && member("level").or_else(|| member("facility")).is_some() {
            return Some(None);
        }
        return Some(Some(Message { code: text?.expose().to_owned(), field: None, blank: false }));
    };
    if member("level").is_some_and(|level| level.expose() == "info") {
        return Some(None);
    }
    let is_blank = |sub: &str| matches!(sub, "not_blank" | "not_null");
    Some(Some(Message {
        code: code.expose().to_owned(),
        field: member("context").and_then(|context| field(context.expose())),
        blank: member("sub_code").is_some_and(|sub| is_blank(sub.expose())),
    }))
}

/// The field that a context names. Prefixes vary (`method.`, `card.`, none, back-ticks), so the last part decides \[D, V\].
fn field(context: &str) -> Option<Field> {
    let last = context.rsplit('.').next().unwrap_or_default();
    Some(match last.trim_matches('`') {
        "number" => Field::Number,
        "exp_month" | "exp_year" => Field::Expiry,
        "cvv" => Field::Cvv,
        "routing_number" => Field::RoutingNumber,
        "account_number" => Field::AccountNumber,
        "account_type" => Field::AccountType,
        "name" => Field::Holder,
        "address1" => Field::Line1,
        "address2" => Field::Line2,
        "city" => Field::City,
        "state" => Field::State,
        "postal_code" => Field::PostalCode,
        "country" => Field::Country,
        "email" => Field::Email,
        "phone" => Field::Phone,
        "reference" => Field::Reference,
        "description" => Field::Description,
        _ => return None,
    })
}

/// What a message says of a field. Codes of cards come without a context \[D\].
fn issue(message: &Message) -> Option<Issue> {
    let of_code = match message.code.as_str() {
        "card_number_invalid" | "card_number_incorrect" => Some(Issue::new(Code::NumberInvalid, Field::Number)),
        "card_expired" => Some(Issue::new(Code::ExpiryPast, Field::Expiry)),
        "card_cvv_incorrect" => Some(Issue::new(Code::CvvInvalid, Field::Cvv)),
        "card_type_not_accepted" => Some(Issue::new(Code::BrandNotAccepted, Field::Number)),
        "ach_invalid_account_number" => Some(Issue::new(Code::AccountNumberInvalid, Field::AccountNumber)),
        "ach_invalid_routing_number" => Some(Issue::new(Code::RoutingNumberInvalid, Field::RoutingNumber)),
        "invalid_data" => None,
        _ => return None,
    };
    of_code.or_else(|| {
        let field = message.field?;
        let missing = field.missing_code().filter(|_| message.blank);
        Some(Issue::new(missing.or(field.invalid_code()).unwrap_or(Code::FieldInvalid), field))
    })
}

/// Codes with which the gateway asks for another try \[D\].
const RETRY: &[&str] = &["card_processor_not_available", "ach_processor_not_available"];

/// What a code means that belongs to no field. `None` leaves it to the status.
fn meaning(code: &str) -> Option<Code> {
    match code {
        "not_authorized" | "not_authorized_country_denied" => Some(Code::KeyRejected),
        "merchant_not_active" => Some(Code::MerchantInactive),
        _ if code.starts_with("unavailable_for_merchant_") => Some(Code::MerchantInactive),
        _ if code.starts_with("card_declined") || code.starts_with("ach_declined") => Some(Code::Declined),
        _ => None,
    }
}
