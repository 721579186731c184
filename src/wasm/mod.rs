//! What the loader calls. No logic: numbers and JavaScript values in, numbers and plain records out.
//!
//! Text that somebody typed comes in through the port (see `port`); a judgement goes out as bits (see `judge`).

mod error;
mod input;
mod lookup;
mod port;
mod token;
#[cfg(feature = "test-trap")]
mod trap;

use crate::card::brand::{Brand, BrandRules, BrandSet};
use crate::card::number::{brands, luhn_valid};
use crate::config::{self, Config};
use crate::country::Country;
use crate::date::YearMonth;
use crate::error::{Code, Error, Field};
use crate::field::{
    self, Context, Judgement,
    edit::{Change, State},
};
use crate::gateway::Reply;
use crate::lookup::Lookup;
use crate::tokenize;
use crate::transport::fetch;
use crate::verdict::Status;
use js_sys::futures::future_to_promise;
use js_sys::{Promise, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = concat!(include_str!("types.ts"), include_str!("internal.ts"));

/// Where typed text goes in and out: address of the first UTF-16 unit in memory.
#[wasm_bindgen]
#[must_use]
pub fn port() -> u32 {
    port::address()
}

/// The words behind the numbers of a judgement, in their order.
#[wasm_bindgen(unchecked_return_type = "Words")]
#[must_use]
pub fn words() -> JsValue {
    #[derive(Serialize)]
    struct Words {
        statuses: Vec<&'static str>,
        fields: Vec<&'static str>,
        brands: Vec<&'static str>,
        codes: Vec<&'static str>,
        limit: usize,
    }
    to_js(&Words {
        statuses: Status::ALL.iter().map(|status| status.as_str()).collect(),
        fields: Field::ALL.iter().take(Field::JUDGED).map(|field| field.name()).collect(),
        brands: Brand::ALL.iter().map(|brand| brand.id()).collect(),
        codes: Code::ALL.iter().map(|code| code.as_str()).collect(),
        limit: crate::input::TEXT_LIMIT,
    })
}

/// Judges the text in the port.
///
/// `month` counts from the year 0 (`year * 12 + month - 1`), 0 is today; `brand` counts from 1, 0 is none; `country` is two
/// or three ASCII letters as one big-endian number, 0 is none; the last three are sets of brands, a bit each.
///
/// Bits of the answer from the lowest: status 2, empty 1, accepted 2 (1 yes, 2 no, 0 unsettled), brand + 1 in 5, code + 1 in
/// 7, month 4, year - 2000 in 8.
#[wasm_bindgen]
#[must_use]
#[allow(clippy::too_many_arguments, reason = "numbers cross the boundary for nothing, an object would not")]
pub fn judge(field: u32, units: u32, month: u32, brand: u32, country: u32, off: u32, luhn: u32, accepted: u32) -> u32 {
    let text = port::take(0, units as usize);
    let field = Field::judged(field as usize);
    let rules = BrandRules {
        off: BrandSet::from_bits(off),
        force_luhn: BrandSet::from_bits(luhn),
        accepted: BrandSet::from_bits(accepted),
        by_rails: BrandSet::EMPTY,
    };
    let context = Context {
        // Only a date needs the clock.
        today: if field == Some(Field::Expiry) {
            counted_month(month).unwrap_or_else(input::today)
        } else {
            YearMonth::MIN
        },
        brand: brand.checked_sub(1).and_then(|at| Brand::ALL.get(at as usize).copied()),
        country: country_code(country),
        rules,
    };
    // The loader asks for no field beyond the judged ones.
    field.and_then(|field| field::judge(field, text.expose(), &context)).map_or(0, |judgement| bits(&judgement))
}

fn country_code(packed: u32) -> Option<[u8; 2]> {
    let letters: Vec<u8> = packed.to_be_bytes().into_iter().filter(|letter| *letter != 0).collect();
    let country = Country::parse(core::str::from_utf8(&letters).ok()?)?;
    country.alpha2().as_bytes().try_into().ok()
}

fn bits(judgement: &Judgement) -> u32 {
    let number = |at: Option<usize>| at.map_or(0, |at| at as u32 + 1);
    let status = judgement.verdict.status() as u32;
    let accepted = judgement.accepted.map_or(0, |accepted| if accepted { 1 } else { 2 });
    let (month, year) = judgement.date.map_or((0, 0), |date| (u32::from(date.month()), u32::from(date.year()) - 2000));
    status
        | u32::from(judgement.empty) << 2
        | accepted << 3
        | number(judgement.brand.map(|brand| brand as usize)) << 5
        | number(judgement.code.map(|code| code as usize)) << 10
        | month << 17
        | year << 21
}

/// The month of a moment in milliseconds since 1970 as `judge` takes it, or of the day `YYYY-MM-DD` in the port; 0 when
/// there is no such month.
#[wasm_bindgen]
#[must_use]
pub fn month(milliseconds: f64, units: u32) -> u32 {
    let month = match units {
        0 => YearMonth::at(milliseconds),
        units => YearMonth::of_day(port::take(0, units as usize).expose()),
    };
    month.map_or(0, |month| u32::from(month.year()) * 12 + u32::from(month.month()) - 1)
}

fn counted_month(month: u32) -> Option<YearMonth> {
    let year = u16::try_from(month / 12).ok().filter(|year| *year > 0)?;
    YearMonth::new(year, (month % 12) as u8 + 1)
}

/// The brands that a number beginning with the digits in the port can still have, a bit each.
#[wasm_bindgen]
#[must_use]
pub fn candidates(units: u32, off: u32) -> u32 {
    let rules = BrandRules { off: BrandSet::from_bits(off), ..BrandRules::default() };
    brands(port::take(0, units as usize).expose(), &rules).bits()
}

/// Whether the digits in the port pass the Luhn check.
#[wasm_bindgen]
#[must_use]
pub fn luhn(units: u32) -> bool {
    luhn_valid(port::take(0, units as usize).expose())
}

/// Formats the text in the port and tells the length of the result, which then stands in the port.
#[wasm_bindgen]
#[must_use]
pub fn format(field: u32, units: u32) -> u32 {
    let text = port::take(0, units as usize);
    let Some(field) = Field::judged(field as usize) else { return 0 };
    port::put(field::format::format(field, text.expose()).expose())
}

/// Edits the text in the port: the value first, the inserted text behind it. `kind` is 0 to insert, 1 to delete
/// backward, 2 to delete forward. The result stands in the port: its length in the low half, the caret in the high half.
#[wasm_bindgen]
#[must_use]
pub fn edit(field: u32, units: u32, start: u32, end: u32, kind: u32, inserted: u32) -> u32 {
    let (value, text) = (port::take(0, units as usize), port::take(units as usize, inserted as usize));
    let Some(field) = Field::judged(field as usize) else { return 0 };
    let state = State { value: value.expose(), start: start as usize, end: end as usize };
    let change = match kind {
        0 => Change::Insert(text.expose()),
        1 => Change::DeleteBackward,
        _ => Change::DeleteForward,
    };
    let (edited, caret, _) = field::edit::edit(field, state, change);
    port::put(edited.expose()) | (caret as u32) << 16
}

/// Reads the options that decide which brands exist and are accepted: `{ off, forceLuhn, accepted }` as sets, a bit each,
/// or `{ error }`.
#[wasm_bindgen(js_name = brandRules, unchecked_return_type = "BrandSets")]
#[must_use]
pub fn brand_rules(options: &JsValue) -> JsValue {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct BrandSets {
        off: u32,
        force_luhn: u32,
        accepted: u32,
    }
    let rules = members(options, Code::OptionInvalid).and_then(config::brand_rules);
    or_error(rules.map(|rules| {
        to_js(&BrandSets {
            off: rules.off.bits(),
            force_luhn: rules.force_luhn.bits(),
            accepted: rules.accepted.bits(),
        })
    }))
}

/// Checks a tokenizer's options: `null`, or `{ error }`.
#[wasm_bindgen(unchecked_return_type = "Failed | null")]
#[must_use]
pub fn check(options: &JsValue) -> JsValue {
    or_error(config(options).map(|_| JsValue::NULL))
}

/// Judges a payment as `tokenize` would: `{ valid, issues, brand }`, or `{ error }` when the options are at fault.
#[wasm_bindgen(unchecked_return_type = "Report | Failed")]
#[must_use]
pub fn validate(options: &JsValue, payment: &JsValue) -> JsValue {
    let report = config(options).map(|config| {
        let (brand, issues) = match members(payment, Code::PaymentInvalid) {
            Err(error) => (None, error.into_issues()),
            Ok(members) => {
                let brand = tokenize::brand(&config, &members);
                let parsed = tokenize::payment(&config, members, input::today());
                (brand, parsed.map_or_else(Error::into_issues, |_| Vec::new()))
            }
        };
        error::report(&issues, brand)
    });
    or_error(report)
}

/// Exchanges a payment for a token: settles with `{ token }` or `{ error }` and never rejects.
///
/// `signal` must be one that is only ever aborted without a reason; `sent` is called right before bytes may leave.
#[wasm_bindgen(unchecked_return_type = "Promise<{ token: Token } | Failed>")]
pub fn tokenize(options: &JsValue, payment: &JsValue, signal: AbortSignal, sent: js_sys::Function) -> Promise {
    let prepared = config(options).and_then(|config| {
        let members = members(payment, Code::PaymentInvalid)?;
        let payment = tokenize::payment(&config, members, input::today())?;
        Ok((config, payment))
    });
    future_to_promise(async move {
        let token = match prepared {
            Ok((config, payment)) => exchange(&config, &payment, &signal, &sent).await,
            Err(error) => Err(error),
        };
        Ok(or_error(token))
    })
}

async fn exchange(
    config: &Config,
    payment: &crate::payment::Payment,
    signal: &AbortSignal,
    sent: &js_sys::Function,
) -> Result<JsValue, Error> {
    let mark = || {
        let _ = sent.call0(&JsValue::NULL);
    };
    #[cfg(feature = "test-trap")]
    trap::at("before", &config.base_url.join(""));
    let answer = fetch::send(tokenize::request(config, payment), signal, mark).await?;
    #[cfg(feature = "test-trap")]
    trap::at("after", &config.base_url.join(""));
    let body = answer.body.map(lookup::Json);
    let reply =
        Reply { status: answer.status, body: body.as_ref().map(|body| body as &dyn Lookup), received: input::now() };
    let token = tokenize::token(config, &reply, payment)?;
    let raw = body.map_or(JsValue::NULL, |body| body.0);
    let record = token::record(&token, config.gateway.as_str(), payment, &raw);
    Ok(single("token", &record))
}

fn config(options: &JsValue) -> Result<Config, Error> {
    Config::parse(members(options, Code::OptionInvalid)?)
}

fn members(value: &JsValue, code: Code) -> Result<crate::input::Members, Error> {
    input::members(value).ok_or(Error::new(code))
}

fn or_error(value: Result<JsValue, Error>) -> JsValue {
    value.unwrap_or_else(|error| single("error", &error::record(&error)))
}

/// An object with one member.
fn single(name: &str, value: &JsValue) -> JsValue {
    let object = js_sys::Object::new();
    let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    object.into()
}

/// Plain objects, as `JSON.stringify` prints them. Our own records hold nothing that serde could refuse.
fn to_js(record: &impl Serialize) -> JsValue {
    record.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_default()
}
