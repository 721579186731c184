//! The vectors of `tests/sealed/vectors.json`, for the fixed test key beside them. `PANLESS_BLESS=1` writes them anew.
//!
//! With key, IV, `jti` and `iat` given, every byte but the wrapped key follows; that one has a filling of chance, so it is
//! kept as it came out once, and opened.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use crate::support::maker::{Maker, PLAINTEXTS, header};
use crate::support::{CREDENTIAL, NOW, World, with_action};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use openssl::bn::BigNum;
use openssl::pkey::Private;
use openssl::rsa::Rsa;
use panless_relay::{Key, Ring, thumbprint};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::{env, fs};

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/sealed").join(name)
}

fn read(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(file(name)).unwrap()).unwrap()
}

fn fixed_key() -> Rsa<Private> {
    let jwk = read("key.json");
    let part = |name: &str| BigNum::from_slice(&BASE64.decode(jwk[name].as_str().unwrap()).unwrap()).unwrap();
    let (n, e, d) = (part("n"), part("e"), part("d"));
    Rsa::from_private_components(n, e, d, part("p"), part("q"), part("dp"), part("dq"), part("qi")).unwrap()
}

/// What a string of this shape is made of: each has a key, an IV and a name of its own.
fn maker(place: u8, kid: &str, shape: &str, plaintext: &str) -> Maker {
    // Among the bytes are those that base64url writes as - and _.
    let bytes = |count: u8, first: u8| (0..count).map(|at| first.wrapping_sub(at * 5)).collect::<Vec<_>>();
    let jti = BASE64.encode(bytes(16, 0xff - place));
    let maker = Maker::new(header(kid, shape, &jti, NOW), plaintext);
    Maker { cek: bytes(32, 0xa0 + place), iv: bytes(12, 0x60 + place), ..maker }
}

fn vector(maker: &Maker, n: &str, shape: &str, plaintext: &str) -> Value {
    let parts = maker.parts(n);
    let [_, _, iv, ciphertext, tag] = &parts;
    json!({
        "shape": shape,
        "cek": BASE64.encode(&maker.cek),
        "header": maker.header_text(),
        "plaintext": plaintext,
        "padded": maker.plaintext.len(),
        "iv": iv,
        "ciphertext": ciphertext,
        "tag": tag,
        "sealed": parts.join("."),
    })
}

fn vectors() -> Vec<Value> {
    let jwk = read("key.json");
    let (kid, n) = (jwk["kid"].as_str().unwrap(), jwk["n"].as_str().unwrap());
    let makers = (0..).zip(PLAINTEXTS);
    makers.map(|(place, (shape, text))| vector(&maker(place, kid, shape, text), n, shape, text)).collect()
}

#[test]
fn header_plaintext_ciphertext_and_tag_of_each_shape_are_those_of_the_vectors() {
    if env::var_os("PANLESS_BLESS").is_some() {
        let text = serde_json::to_string_pretty(&json!({ "iat": NOW, "vectors": vectors() })).unwrap();
        fs::write(file("vectors.json"), text + "\n").unwrap();
    }
    let kept = read("vectors.json");
    let mut kept = kept["vectors"].as_array().unwrap().clone();
    let mut made = vectors();
    for vector in kept.iter_mut().chain(&mut made) {
        // The wrapped key apart.
        let mut parts: Vec<_> = vector["sealed"].as_str().unwrap().split('.').collect();
        parts.remove(1);
        vector["sealed"] = json!(parts.join("."));
    }
    assert_eq!(kept, made);
    let all = kept.iter().map(Value::to_string).collect::<String>();
    assert!(all.contains('-') && all.contains('_'));
}

#[test]
fn the_vectors_open_at_a_relay_that_has_the_fixed_key() {
    let world = World::with(Ring::of(Key::new(fixed_key(), NOW).unwrap(), []));
    for vector in read("vectors.json")["vectors"].as_array().unwrap() {
        let body = with_action(vector["shape"].as_str().unwrap(), json!({ "sealed": vector["sealed"] }));
        assert_eq!(world.post(CREDENTIAL, &body), "opened", "{}", vector["shape"]);
    }
}

#[test]
fn the_fixed_key_has_3072_bits_and_the_name_that_its_thumbprint_is() {
    let jwk = read("key.json");
    assert_eq!(fixed_key().n().num_bits(), 3072);
    assert_eq!(jwk["kid"], thumbprint("AQAB", jwk["n"].as_str().unwrap()));
}
