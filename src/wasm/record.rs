//! Our types as JSON records. What the loader hands on is an object, what it takes apart a list: their order is that of
//! `internal.ts`. Codes and brands are numbers, their places in their tables.

use crate::card::brand::Brand;
use crate::date::YearMonth;
use crate::error::{Code, Error, FieldName, FieldSet, Issue, Issues, special_message};
use crate::gateway::GatewayId;
use crate::json::Json;
use crate::token::Token;
use crate::transport::Request;

/// An object or a list of what `members` writes.
fn within(brackets: (char, char), members: impl FnOnce(&mut Json)) -> Json {
    let mut json = Json::default();
    json.open(brackets.0);
    members(&mut json);
    json.close(brackets.1);
    json
}

const OBJECT: (char, char) = ('{', '}');
const LIST: (char, char) = ('[', ']');

/// An error.
pub(super) fn error(error: &Error) -> Json {
    within(LIST, |json| {
        what(json, error.code, error.field, &error.issues);
        issues(json, &error.issues.list, &error.issues);
        json.optional_number(error.status.map(u32::from));
        json.optional_text(error.gateway_code.as_deref());
        json.truth(error.retryable());
        json.text(error.outcome.as_str());
    })
}

/// The loader knows the code's own message, which is left out.
fn what(json: &mut Json, code: Code, field: Option<FieldName>, issues: &Issues) {
    json.number(code as u32);
    json.optional_text(field.map(|field| issues.name(field)));
    json.optional_text(special_message(code, field));
}

fn issues(json: &mut Json, list: &[Issue], issues: &Issues) {
    json.open('[');
    for issue in list {
        json.open('[');
        what(json, issue.code, issue.field, issues);
        json.close(']');
    }
    json.close(']');
}

/// What `validate` says.
#[inline(always)]
pub(super) fn report(error: Option<&Error>, brand: Option<Brand>) -> Json {
    within(OBJECT, |json| {
        json.truth_member("valid", error.is_none());
        json.name("issues");
        match error {
            None => json.raw("[]"),
            Some(error) => issues(json, error.all_issues(&mut None), &error.issues),
        }
        json.number_member("brand", brand.map(|brand| brand as u32));
    })
}

/// A request. `body` is an object even where a form is sent: its members are the form's.
#[inline(always)]
pub(super) fn request(request: Request<'_>) -> Json {
    let Request { url, encoding, basic_user, body } = request;
    let body = body.json();
    within(LIST, |json| {
        json.text(&url);
        json.text(encoding.as_str());
        json.optional_text(basic_user);
        json.raw(body.expose());
    })
}

/// A message to a frame.
#[cfg(feature = "fields")]
#[inline(always)]
pub(super) fn message(url: &str, event: &str, data: crate::transport::Body) -> Json {
    let data = data.json();
    within(LIST, |json| {
        json.text(url);
        json.text(event);
        json.raw(data.expose());
    })
}

/// A token. The loader adds `raw`, and makes `expiresAt` of `created` and `lifetime`.
pub(super) fn token(token: &Token, gateway: GatewayId, test: Option<bool>, omitted: FieldSet) -> Json {
    within(LIST, |json| {
        json.text(&token.id);
        json.text(gateway.as_str());
        json.text(token.kind.as_str());
        json.optional_number(token.brand.map(|brand| brand as u32));
        json.optional_text(Some(&*token.last4).filter(|last4| !last4.is_empty()));
        json.optional_number(token.expiry.map(YearMonth::month));
        json.optional_number(token.expiry.map(YearMonth::year));
        json.optional_text(test.map(|test| if test { "test" } else { "live" }));
        json.optional_text(token.created.as_deref());
        json.optional_number(token.lifetime.map(u32::from));
        json.open('[');
        omitted.iter().for_each(|field| json.text(field.name()));
        json.close(']');
    })
}
