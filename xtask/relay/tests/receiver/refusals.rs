//! Every way in which a string can be wrong, and the code that the merchant's server gets for it.

use crate::support::maker::{Maker, padded, plaintext};
use crate::support::{CONTEXT, NOW, World};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use openssl::md::Md;
use openssl::rsa::Padding;
use serde_json::json;

/// One bit of a part is the other way round; its form stays good.
fn flip(part: &str, byte: usize) -> String {
    let mut bytes = BASE64.decode(part).unwrap();
    bytes[byte] ^= 1;
    BASE64.encode(bytes)
}

/// The parts of a good string, with one of them changed.
fn changed(world: &World, part: usize, change: impl Fn(&str) -> String) -> String {
    let mut parts = world.card().parts(&world.n());
    parts[part] = change(&parts[part]);
    parts.join(".")
}

#[test]
fn a_good_string_is_opened() {
    let world = World::new();
    assert_eq!(world.present_made(&world.card()), "opened");
}

#[test]
fn one_bit_of_key_iv_ciphertext_or_tag_makes_it_invalid() {
    let world = World::new();
    for part in 1..5 {
        for byte in [0, 7] {
            assert_eq!(world.present(&changed(&world, part, |text| flip(text, byte))), "sealed_invalid", "part {part}");
        }
    }
}

#[test]
fn one_bit_of_any_byte_of_the_header_is_refused() {
    let world = World::new();
    let [header, rest @ ..] = world.card().parts(&world.n());
    for byte in 0..BASE64.decode(&header).unwrap().len() {
        let code = world.present(&[flip(&header, byte), rest.join(".")].join("."));
        assert!(code.starts_with("sealed_"), "byte {byte}: {code}");
    }
}

#[test]
fn the_wrapped_key_of_another_string_is_invalid() {
    let world = World::new();
    let other = Maker { cek: b"another key of a test, 32 bytes!".to_vec(), ..world.card() };
    let (one, other) = (world.card().parts(&world.n()), other.parts(&world.n()));
    let swapped = [&one[0], &other[1], &one[2], &one[3], &one[4]].map(String::as_str).join(".");
    assert_eq!(world.present(&swapped), "sealed_invalid");
}

/// A good string whose header says something else, which nobody has sealed.
fn altered(world: &World, name: &str, value: serde_json::Value) -> &'static str {
    let maker = world.card();
    let header = BASE64.encode(maker.clone().with(name, value).header_text());
    let [_, rest @ ..] = maker.parts(&world.n());
    world.present(&[header, rest.join(".")].join("."))
}

#[test]
fn a_header_that_was_altered_after_sealing_is_invalid() {
    let world = World::new();
    assert_eq!(altered(&world, "exp", json!(NOW + 301)), "sealed_invalid");
    assert_eq!(altered(&world, "shape", json!("chargezoom.ach.v1")), "sealed_invalid");
    assert_eq!(altered(&world, "jti", json!(BASE64.encode([7; 16]))), "sealed_invalid");
    assert_eq!(altered(&world, "ctx", json!(CONTEXT)), "sealed_context");
    assert_eq!(altered(&world, "aud", json!("https://other.example.com")), "sealed_audience");
}

#[test]
fn an_altered_jti_does_not_use_up_the_one_that_it_names() {
    let world = World::new();
    let good = world.card();
    let jti = good.header.iter().find(|(name, _)| name == "jti").unwrap().1.clone();
    assert_eq!(altered(&world, "jti", jti), "sealed_invalid");
    assert_eq!(world.present_made(&good), "opened");
}

#[test]
fn oaep_with_sha_1_anywhere_in_it_is_invalid() {
    let world = World::new();
    let card = || world.card();
    assert_eq!(world.present_made(&Maker { oaep: Md::sha1(), mgf1: Md::sha1(), ..card() }), "sealed_invalid");
    assert_eq!(world.present_made(&Maker { mgf1: Md::sha1(), ..card() }), "sealed_invalid");
    assert_eq!(world.present_made(&Maker { oaep: Md::sha1(), ..card() }), "sealed_invalid");
    assert_eq!(world.present_made(&Maker { padding: Padding::PKCS1, ..card() }), "sealed_invalid");
}

#[test]
fn another_suite_type_or_version_is_unsupported() {
    let world = World::new();
    for alg in ["none", "dir", "RSA1_5", "RSA-OAEP", "RSA-OAEP-512", "rsa-oaep-256", "ECDH-ES", ""] {
        assert_eq!(world.present_made(&world.card().with("alg", alg)), "sealed_unsupported", "{alg}");
    }
    for enc in ["A128GCM", "A256CBC-HS512", "a256gcm"] {
        assert_eq!(world.present_made(&world.card().with("enc", enc)), "sealed_unsupported", "{enc}");
    }
    for (name, value) in [("typ", json!("JWE")), ("cty", json!("JSON")), ("v", json!(2)), ("v", json!("1"))] {
        assert_eq!(world.present_made(&world.card().with(name, value)), "sealed_unsupported", "{name}");
    }
}

#[test]
fn a_member_that_is_not_ours_is_unsupported() {
    let world = World::new();
    let names = ["zip", "crit", "jku", "jwk", "x5u", "x5c", "x5t", "epk", "p2s", "p2c", "b64", "note", "KID"];
    for name in names {
        assert_eq!(world.present_made(&world.card().with(name, "DEF")), "sealed_unsupported", "{name}");
    }
}

#[test]
fn a_member_that_is_missing_or_of_another_kind_is_malformed() {
    let world = World::new();
    for name in ["alg", "enc", "kid", "typ", "cty", "v", "aud", "shape", "iat", "exp", "jti"] {
        assert_eq!(world.present_made(&world.card().without(name)), "sealed_malformed", "{name}");
    }
    for (name, value) in [
        ("kid", json!(1)),
        ("aud", json!(["https://relay.example.com"])),
        ("iat", json!(NOW.to_string())),
        ("iat", json!(-1)),
        ("exp", json!(1_800_000_300.5)),
        ("jti", json!("c2hvcnQ")),
        // As many letters as sixteen bytes make, but with stray bits in the last one.
        ("jti", json!("0000000000000000000000")),
        ("ctx", json!("fifteen-letters")),
        ("ctx", json!("c".repeat(65))),
        ("ctx", json!("sixteen letters!")),
    ] {
        assert_eq!(world.present_made(&world.card().with(name, value.clone())), "sealed_malformed", "{name} {value}");
    }
}

#[test]
fn a_member_that_stands_twice_is_malformed() {
    let world = World::new();
    let maker = world.card();
    let twice = maker.header_text().replace(r#""v":1"#, r#""v":1,"v":1"#);
    assert_eq!(world.present_made(&Maker { raw_header: Some(twice), ..maker }), "sealed_malformed");
    let hidden = world.card().header_text().replace(r#""v":1"#, r#""v":1,"\u0076":1"#);
    assert_eq!(world.present_made(&Maker { raw_header: Some(hidden), ..world.card() }), "sealed_malformed");
}

#[test]
fn a_header_that_is_no_object_is_malformed() {
    let world = World::new();
    for text in ["", "[]", "null", "{", "{}{}", "\u{feff}{}"] {
        let maker = Maker { raw_header: Some(text.to_owned()), ..world.card() };
        assert_eq!(world.present_made(&maker), "sealed_malformed", "{text}");
    }
}

#[test]
fn other_than_five_parts_are_malformed() {
    let world = World::new();
    let good = world.seal(&world.card());
    assert_eq!(world.present(&format!("{good}.")), "sealed_malformed");
    assert_eq!(world.present(&format!("{good}.AAAA")), "sealed_malformed");
    assert_eq!(world.present(good.rsplit_once('.').unwrap().0), "sealed_malformed");
    assert_eq!(world.present(""), "sealed_malformed");
    assert_eq!(world.present(&good), "opened");
}

#[test]
fn base64_with_padding_blanks_another_alphabet_or_stray_bits_is_malformed() {
    let world = World::new();
    for part in 0..5 {
        for change in
            [|text: &str| format!("{text}="), |text: &str| format!(" {text}"), |text: &str| format!("{text}\n")]
        {
            assert_eq!(world.present(&changed(&world, part, change)), "sealed_malformed", "part {part}");
        }
        assert_eq!(world.present(&changed(&world, part, |text| format!("+{}", &text[1..]))), "sealed_malformed");
    }
    // Sixteen bytes leave four bits in the last of 22 letters, which must be none.
    let stray = |text: &str| format!("{}{}", &text[..21], if text.ends_with('A') { 'B' } else { 'R' });
    assert_eq!(world.present(&changed(&world, 4, stray)), "sealed_malformed");
}

#[test]
fn an_iv_a_tag_or_a_wrapped_key_of_another_length_is_malformed() {
    let world = World::new();
    assert_eq!(world.present_made(&Maker { iv: vec![7; 16], ..world.card() }), "sealed_malformed");
    for part in [1, 2, 4] {
        let longer = |text: &str| BASE64.encode([BASE64.decode(text).unwrap(), vec![0]].concat());
        let shorter = |text: &str| BASE64.encode(&BASE64.decode(text).unwrap()[1..]);
        assert_eq!(world.present(&changed(&world, part, longer)), "sealed_malformed");
        assert_eq!(world.present(&changed(&world, part, shorter)), "sealed_malformed");
    }
}

#[test]
fn a_string_of_8193_characters_is_malformed_and_one_of_8192_is_read() {
    let world = World::new();
    // A context nobody has sent tells that the string was read. Its length moves that of the rest, until both are base64.
    let codes = (16..20).find_map(|length| {
        let [rest @ .., ciphertext, tag] = world.card().with("ctx", "c".repeat(length)).parts(&world.n());
        let others = rest.join(".").len() + tag.len() + 2;
        let long = |total: usize| format!("{}.{ciphertext:A<width$}.{tag}", rest.join("."), width = total - others);
        let are_base64 = (8192 - others) % 4 != 1 && (8193 - others) % 4 != 1;
        are_base64.then(|| [8192, 8193].map(|total| world.present(&long(total))))
    });
    assert_eq!(codes, Some(["sealed_context", "sealed_malformed"]));
}

#[test]
fn a_key_that_is_shorter_or_longer_than_its_suites_is_invalid() {
    let world = World::new();
    // The first 32 of them did encrypt it.
    assert_eq!(world.present_made(&Maker { cek: vec![7; 48], ..world.card() }), "sealed_invalid");
    assert_eq!(world.present_made(&Maker { cek: vec![7; 16], ..world.card() }), "sealed_invalid");
}

#[test]
fn a_string_for_another_relay_or_shape_is_refused() {
    let world = World::new();
    for audience in ["https://relay.example.com/", "https://RELAY.example.com", "http://relay.example.com", ""] {
        assert_eq!(world.present_made(&world.card().with("aud", audience)), "sealed_audience", "{audience}");
    }
    for shape in ["ontraport.card_details.v0", "chargezoom.card.v2", "chargezoom.sub.ach.v1", ""] {
        assert_eq!(world.present_made(&world.card().with("shape", shape)), "sealed_shape", "{shape}");
    }
}

#[test]
fn it_is_opened_119_seconds_after_its_end_and_not_121() {
    let world = World::new();
    let opens_at = |life: u64, now: u64| {
        world.set(NOW);
        let sealed = world.seal(&world.card().with("exp", NOW + life));
        world.set(now);
        world.present(&sealed)
    };
    assert_eq!(opens_at(300, NOW + 300 + 119), "opened");
    assert_eq!(opens_at(300, NOW + 300 + 121), "sealed_expired");
    assert_eq!(opens_at(300, NOW - 119), "opened");
    assert_eq!(opens_at(300, NOW - 121), "sealed_expired");
}

#[test]
fn a_life_is_one_to_600_seconds() {
    let world = World::new();
    for (exp, code) in [
        (NOW + 1, "opened"),
        (NOW + 600, "opened"),
        (NOW + 601, "sealed_expired"),
        (NOW, "sealed_expired"),
        (NOW - 1, "sealed_expired"),
        (u64::MAX, "sealed_expired"),
    ] {
        assert_eq!(world.present_made(&world.card().with("exp", exp)), code, "{exp}");
    }
    assert_eq!(world.present_made(&world.card().with("iat", 0).with("exp", 1)), "sealed_expired");
}

#[test]
fn a_plaintext_that_is_not_its_shape_is_invalid_and_used_up() {
    let world = World::new();
    let text = plaintext("chargezoom.card.v1").replace(r#""paymentMethod""#, r#""note":"x","paymentMethod""#);
    let sealed = world.seal(&world.maker_of("chargezoom.card.v1", &text));
    assert_eq!(world.present(&sealed), "sealed_invalid");
    assert_eq!(world.present(&sealed), "sealed_replayed");
}

#[test]
fn padding_is_blanks_to_the_next_256_bytes_and_4096_are_the_most() {
    let world = World::new();
    let card = plaintext("chargezoom.card.v1");
    let of = |bytes: Vec<u8>| world.present_made(&Maker { plaintext: bytes, ..world.card() });
    assert_eq!(of(padded(card)), "opened");
    assert_eq!(of(card.as_bytes().to_vec()), "sealed_invalid");
    assert_eq!(of([padded(card), vec![b' '; 256]].concat()), "sealed_invalid");
    assert_eq!(of(format!("{card}{}", "\t".repeat(256 - card.len())).into_bytes()), "sealed_invalid");
    assert_eq!(of(format!("{card}{}", "\0".repeat(256 - card.len())).into_bytes()), "sealed_invalid");
    assert_eq!(of(vec![b' '; 256]), "sealed_invalid");
    assert_eq!(of(Vec::new()), "sealed_invalid");
    let long = |bytes: usize| {
        // White space inside an object is its own affair, so that nothing but the length is wrong.
        let filled = card.replacen('{', &format!("{{{}", " ".repeat(bytes - card.len())), 1);
        of(padded(&filled))
    };
    assert_eq!((long(256), long(257), long(4096), long(4097)), ("opened", "opened", "opened", "sealed_invalid"));
}
