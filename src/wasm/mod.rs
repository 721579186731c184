//! What the loader calls. No logic: numbers in, numbers out.
//!
//! Text goes through the port (see `port`), a judgement goes out as bits (see `fields`), everything else as a record: JSON
//! that the loader pulls out part by part. Objects come in as the values of their tree in postfix order.

#[cfg(feature = "fields")]
pub mod fields;
#[cfg(feature = "fields")]
pub mod frame;
mod port;
mod record;
mod state;
#[cfg(feature = "test-trap")]
mod trap;

#[cfg(fuzzing)]
pub use port::{read, write};

use crate::card::brand::{BrandRules, BrandSet};
use crate::config::{Config, Options};
use crate::date::YearMonth;
use crate::error::{Code, Error, Outcome};
use crate::gateway::Reply;
use crate::input::{Members, TEXT_LIMIT, Value};
use crate::json::Json;
use crate::tokenize::{self, Exchange};
#[cfg(target_arch = "wasm32")]
use lol_alloc::{FreeListAllocator, LockedAllocator};
use wasm_bindgen::prelude::*;

/// A tenth of the size of the standard library's allocator. It searches a list of free blocks, of which there are few.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: LockedAllocator<FreeListAllocator> = LockedAllocator::new(FreeListAllocator::new());

/// Where text goes in and out: address of the first UTF-16 unit in memory.
#[wasm_bindgen]
pub fn port() -> u32 {
    port::address()
}

/// The most units of a text. The port holds two texts, each one unit longer than this.
#[wasm_bindgen]
pub fn limit() -> u32 {
    TEXT_LIMIT as u32
}

/// Puts the next part of the last record into the port and tells its length in units; 0 after the last part.
#[wasm_bindgen]
pub fn pull() -> u32 {
    state::pull()
}

/// Hands in the text in the port. One of more units than the limit was not written, and is only noted.
#[wasm_bindgen]
pub fn text(units: u32) {
    let units = units as usize;
    state::push(if units > TEXT_LIMIT { Value::TooLong } else { Value::Text(port::take(0, units)) });
}

/// Hands in a number.
#[wasm_bindgen]
pub fn number(number: f64) {
    state::push(Value::Number(number));
}

/// Hands in what is neither text nor number: 0 false, 1 true, 2 what could not be read, 3 anything else.
#[wasm_bindgen]
pub fn other(kind: u32) {
    state::push(match kind {
        0 | 1 => Value::Bool(kind == 1),
        2 => Value::Unreadable,
        _ => Value::Other,
    });
}

/// Makes a list of the values handed in last.
#[wasm_bindgen]
pub fn list(length: u32) {
    state::push(Value::List(state::pop_all(length as usize)));
}

/// Makes an object of the values handed in last: name and value of each member in turn.
#[wasm_bindgen]
pub fn object(length: u32) {
    state::push(Value::Object(Members::of(state::pop_all(2 * length as usize))));
}

fn brand_rules(off: u32, luhn: u32, accepted: u32) -> BrandRules {
    BrandRules {
        off: BrandSet::from_bits(off),
        force_luhn: BrandSet::from_bits(luhn),
        accepted: BrandSet::from_bits(accepted),
        by_rails: BrandSet::EMPTY,
    }
}

/// Takes the options of the tokenizer whose call comes next. Handed in are five texts, of which all but the first may be
/// empty: key, gateway, base URL, encoding, shape. `send_cvv` is 0 no, 1 yes, 2 what is usual; the last three are sets of brands.
/// After `false` the record is an error, and whatever was handed in is forgotten.
#[wasm_bindgen]
pub fn configure(send_cvv: u32, omit: bool, off: u32, luhn: u32, accepted: u32) -> bool {
    let texts = state::pop_all(5);
    let text = |at| texts.get(at).and_then(Value::as_text).unwrap_or("");
    let config = Config::parse(&Options {
        public_key: text(0),
        gateway: text(1),
        base_url: text(2),
        encoding: text(3),
        shape: text(4),
        send_cvv: if send_cvv < 2 { Some(send_cvv == 1) } else { None },
        omit_unsupported: omit,
        brands: brand_rules(off, luhn, accepted),
    });
    if config.is_err() {
        state::forget();
    }
    answer(config.map(|config| {
        state::configure(config);
        Json::default()
    }))
}

/// Judges the payment handed in before the options, as `prepare` would. The record is `{ valid, issues, brand }`. `month` is
/// the current one, as `judge` takes it.
#[wasm_bindgen]
pub fn validate(month: u32) {
    let (config, given) = state::question();
    let (error, brand) = match (config, &given) {
        (Some(config), Value::Object(members)) => {
            let brand = tokenize::brand(&config, members);
            (Exchange::new(config, members, this_month(month)).err(), brand)
        }
        _ => (Some(Error::new(Code::PaymentInvalid)), None),
    };
    state::say(record::report(error.as_deref(), brand));
}

/// A month as the loader counts them.
fn this_month(month: u32) -> YearMonth {
    YearMonth::counted(month).unwrap_or(YearMonth::MIN)
}

/// Reads the payment handed in before the options, and tells the number of the exchange. The record is a request; after 0 it
/// is an error. `month` is the current one, as `judge` takes it.
#[wasm_bindgen]
pub fn prepare(month: u32) -> u32 {
    let (config, given) = state::question();
    let exchange = match (config, &given) {
        (Some(config), Value::Object(members)) => Exchange::new(config, members, this_month(month)),
        _ => Err(Error::new(Code::PaymentInvalid)),
    };
    match exchange {
        Ok(exchange) => {
            state::say(record::request(exchange.request()));
            state::keep(exchange)
        }
        Err(error) => {
            state::say(record::error(&error));
            0
        }
    }
}

/// Tells where the plaintext of an exchange lies until the next record is made: its address times 32, plus its blocks of 256 bytes;
/// of these there are none where it would be too long. JavaScript wipes it.
#[cfg(feature = "seal")]
#[wasm_bindgen]
pub fn plaintext(number: u32) -> u32 {
    state::look(number, |exchange| state::lay_open(exchange.plaintext())).unwrap_or(0)
}

/// Reads the gateway's reply to an exchange: the value handed in, in which numbers are texts; anything but an object or a
/// list is a body that was no JSON. The record is a token; after `false` it is an error.
#[wasm_bindgen]
pub fn token(number: u32, status: u16) -> bool {
    let body = state::pop();
    let reply = Reply { status, body: Some(&body).filter(|body| matches!(body, Value::Object(_) | Value::List(_))) };
    let answered = state::look(number, |exchange| answer(token_record(exchange, &reply)));
    answered.unwrap_or_else(|| answer(Err(Error::new(Code::Internal))))
}

fn token_record(exchange: &Exchange, reply: &Reply<'_>) -> Result<Json, Box<Error>> {
    let Config { gateway, test, .. } = exchange.config();
    exchange.token(reply).map(|token| record::token(&token, *gateway, *test, exchange.payment().omitted))
}

/// Hides in the text in the port what an exchange submitted; where there is no exchange of that number, every run of digits
/// that could be a piece of a number. 0: nothing had to be hidden; else the length of the text that
/// then stands in the port.
#[wasm_bindgen]
pub fn mask(number: u32, units: u32) -> u32 {
    let text = port::take(0, units as usize);
    let masked = state::look(number, |exchange| exchange.mask(text.expose()));
    let masked = masked.unwrap_or_else(|| crate::mask::mask(text.expose(), "", None));
    masked.map_or(0, |masked| port::put(masked.expose()).1)
}

/// Forgets an exchange and wipes it.
#[wasm_bindgen]
pub fn release(number: u32) {
    state::release(number);
}

/// Makes the record of an error that happened on the way: `code` is its place in the table, `status` is 0 when there was none.
#[wasm_bindgen]
pub fn lost(code: u32, status: u16, unknown: bool) {
    let mut error = Error::new(Code::at(code as usize).unwrap_or(Code::Internal));
    error.outcome = if unknown { Outcome::Unknown } else { Outcome::None };
    error.status = Some(status).filter(|status| *status > 0);
    state::say(record::error(&error));
}

fn answer(result: Result<Json, Box<Error>>) -> bool {
    let good = result.is_ok();
    state::say(result.unwrap_or_else(|error| record::error(&error)));
    good
}
