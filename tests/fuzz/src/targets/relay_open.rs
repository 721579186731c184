//! Strings that are well sealed, whatever is in them, and what becomes of them on the way. Each costs a decryption.

use super::relay::maker::{Maker, PLAINTEXTS};
use super::relay::{NOW, header, post, present, side};
use arbitrary::{Arbitrary, Unstructured};
use serde_json::{Value, json};

#[derive(Arbitrary)]
struct Given<'a> {
    shape: u8,
    iat: i16,
    life: i16,
    /// Where one letter becomes another.
    flip: Option<(u16, u8)>,
    /// What is put over a good plaintext, and where; or the whole of it.
    at: Option<u8>,
    action: Option<u8>,
    context: Option<&'a str>,
    field: Option<(u8, bool)>,
    text: &'a [u8],
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const ACTIONS: [&str; 7] = ["sale", "auth", "invoice", "create", "subscribe", "charge", ""];
const FIELDS: [&str; 6] = ["customerId", "payAmount", "cardNumber", "invoiceId", "contact_id", "x"];

/// All of it at once.
pub(crate) fn run(data: &[u8]) {
    let Ok(given) = Given::arbitrary_take_rest(Unstructured::new(data)) else { return };
    let (shape, good) = PLAINTEXTS[usize::from(given.shape) % PLAINTEXTS.len()];
    let mut plaintext = good.as_bytes().to_vec();
    match given.at {
        Some(at) => plaintext.iter_mut().skip(at.into()).zip(given.text).for_each(|(own, other)| *own = *other),
        None if given.text.is_empty() => {}
        None => plaintext = given.text.to_vec(),
    }
    let side = side();
    let mut maker = Maker::new(header(&side, shape), &String::from_utf8_lossy(&plaintext));
    let iat = NOW.saturating_add_signed(i64::from(given.iat) / 32);
    maker = maker.with("iat", iat).with("exp", iat.saturating_add_signed(300 + i64::from(given.life) / 32));
    if let Some(context) = given.context {
        maker = maker.with("ctx", context);
    }
    let good = maker.seal(&side.n);
    let mut sealed = good.clone().into_bytes();
    if let Some((place, letter)) = given.flip {
        let place = usize::from(place) % sealed.len();
        sealed[place] = LETTERS[usize::from(letter % 64)];
    }
    let sealed = String::from_utf8_lossy(&sealed);
    let mut body = json!({ "sealed": sealed });
    let actions = ACTIONS.get(given.action.map_or(usize::MAX, usize::from) % 8);
    if let Some(action) = actions.copied().or(shape.contains(".pay.").then_some("sale")) {
        body["action"] = json!(action);
    }
    if let Some((field, is_text)) = given.field {
        let name = FIELDS[usize::from(field) % FIELDS.len()];
        body["fields"] = json!({ name: if is_text { Value::from("1.00") } else { json!([1]) } });
    }
    if let Some(context) = given.context {
        body["context"] = json!(context);
    }
    let said = post(body.to_string().as_bytes());
    if said == panless_relay::OPENED {
        assert!(sealed == good, "a string that was altered was opened");
        assert!(matches!(post(body.to_string().as_bytes()), "sealed_replayed"), "a string was opened twice");
        assert!(present(&sealed) != panless_relay::OPENED, "a string was opened twice");
    }
}
