//! Frames that a gateway hosts: the messages to them and from them, as records.

use super::{answer, record, state, this_month};
use crate::error::{Code, Error, FieldSet};
use crate::gateway::GatewayId;
use crate::gateway::pepper::{self, Heard, Say};
use crate::input::Value;
use crate::json::Json;
use crate::token::Kind;
use wasm_bindgen::prelude::*;

/// Makes a message to a frame of what was handed in before the options; `say` is its place in [`Say::ALL`], `month` the current one. The record is
/// address, event and data; after `false` it is an error.
#[wasm_bindgen]
pub fn tell(say: u32, month: u32) -> bool {
    let (config, given) = state::question();
    let say = Say::ALL.get(say as usize);
    let made = match (config, say) {
        (Some(config), Some(say)) if config.gateway == GatewayId::Pepper => {
            let url = pepper::url(&config);
            url.and_then(|url| {
                let (event, data) = pepper::message(*say, &given, &config.public_key, this_month(month))?;
                Ok(record::message(&url, event, data))
            })
        }
        _ => Err(Error::new(Code::MountUnsupported)),
    };
    answer(made)
}

/// Reads what a frame says: an object with `event` and `data`. `bank` is whether the customer pays with a bank account.
/// 0: nothing; 1: the record is a height; 2: whether the card is good; 3: what is paid with; 4: a token; 5: an
/// error.
#[wasm_bindgen]
pub fn hear(bank: bool) -> u32 {
    let given = state::pop();
    let data = given.member("data").unwrap_or(&Value::Other);
    let mut json = Json::default();
    let what = match pepper::heard(given.text("event").unwrap_or(""), data) {
        None => return 0,
        Some(Heard::Height(height)) => {
            json.number(height.into());
            1
        }
        Some(Heard::Valid(valid)) => {
            json.truth(valid);
            2
        }
        Some(Heard::Kind(kind)) => {
            json.text(kind.as_str());
            3
        }
        Some(Heard::Submission) => {
            let token = pepper::submission(data, if bank { Kind::Bank } else { Kind::Card });
            let token = token.map(|token| record::token(&token, GatewayId::Pepper, None, FieldSet::EMPTY));
            return if answer(token) { 4 } else { 5 };
        }
    };
    state::say(json);
    what
}
