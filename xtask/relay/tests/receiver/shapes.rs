//! Plaintexts: what each shape holds, and what it must not.

use crate::support::maker::{PLAINTEXTS, plaintext};
use crate::support::{CREDENTIAL, NOW, World, key, with_action};
use panless_relay::Ring;
use serde_json::{Map, Value, json};

#[test]
fn each_shape_is_opened_as_it_stands_in_the_contract() {
    let world = World::new();
    for (shape, text) in PLAINTEXTS {
        assert_eq!(world.present_text(shape, text), "opened", "{shape}");
    }
    assert_eq!(panless_relay::shape_names().collect::<Vec<_>>(), PLAINTEXTS.map(|(name, _)| name));
}

#[test]
fn a_plaintext_of_one_shape_is_no_other() {
    let world = World::new();
    for (shape, _) in PLAINTEXTS {
        for (other, text) in PLAINTEXTS.iter().filter(|(other, _)| *other != shape) {
            assert_eq!(world.present_text(shape, text), "sealed_invalid", "{other} as {shape}");
        }
    }
}

/// The members of a plaintext, in order.
fn members(shape: &str) -> Vec<(String, Value)> {
    let parsed: Map<String, Value> = serde_json::from_str(plaintext(shape)).unwrap();
    parsed.into_iter().collect()
}

fn text_of(members: &[(String, Value)]) -> String {
    let written: Vec<_> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", written.join(","))
}

#[test]
fn each_required_member_is_required_and_each_other_one_is_not() {
    let world = World::new();
    for (shape, _) in PLAINTEXTS {
        for (place, (name, _)) in members(shape).iter().enumerate() {
            let mut fewer = members(shape);
            fewer.remove(place);
            let optional = name.starts_with('b') || (name == "cardCvv" && shape == "chargezoom.card.v1");
            let expected = if optional { "opened" } else { "sealed_invalid" };
            assert_eq!(world.present_text(shape, &text_of(&fewer)), expected, "{shape} without {name}");
        }
    }
}

#[test]
fn a_member_too_many_twice_out_of_order_empty_or_of_another_kind_is_invalid() {
    let world = World::new();
    for (shape, _) in PLAINTEXTS {
        let present = |members: &[(String, Value)]| world.present_text(shape, &text_of(members));
        let whole = members(shape);
        assert_eq!(present(&whole), "opened");
        let more = |name: &str| [whole.clone(), vec![(name.to_owned(), json!("x"))]].concat();
        for name in ["note", "customerId", "amount", &whole[0].0] {
            assert_eq!(present(&more(name)), "sealed_invalid", "{shape} with {name}");
        }
        let mut turned = whole.clone();
        turned.swap(0, 1);
        assert_eq!(present(&turned), "sealed_invalid", "{shape} out of order");
        for place in 0..whole.len() {
            for value in [json!(""), Value::Null, json!([]), json!({}), json!(true), json!(7), json!("a\nb")] {
                let mut other = whole.clone();
                other[place].1 = value;
                assert_eq!(present(&other), "sealed_invalid", "{shape} {:?}", other[place]);
            }
        }
    }
}

/// What comes of a shape with one text of its plaintext replaced.
fn replaced(world: &World, shape: &str, old: &str, new: &str) -> &'static str {
    let text = plaintext(shape);
    assert!(text.contains(old), "{shape} has no {old}");
    world.present_text(shape, &text.replace(old, new))
}

#[test]
fn values_are_judged_again() {
    let world = World::new();
    let card = "chargezoom.card.v1";
    let bank = "chargezoom.ach.v1";
    let ontraport = "ontraport.payer.v1";
    for (shape, old, new) in [
        (card, "4111111111111111", "4111111111111112"),
        (card, "4111111111111111", "411111111111111"),
        (card, "4111111111111111", "4111 1111 1111 1111"),
        (card, "4111111111111111", "４１１１111111111111"),
        (card, "4111111111111111", "9999999999999995"),
        (card, r#""737""#, r#""73""#),
        (card, r#""737""#, r#""7373""#),
        (card, r#""737""#, r#""73x""#),
        (card, r#""03""#, r#""3""#),
        (card, r#""03""#, r#""13""#),
        (card, r#""2030""#, r#""30""#),
        (card, r#""2030""#, r#""2026""#),
        (card, r#""2030""#, r#""2099""#),
        (card, r#"d":"1""#, r#"d":"2""#),
        (bank, "021000021", "021000022"),
        (bank, "021000021", "02100002"),
        (bank, "000123456789", "123"),
        (bank, "000123456789", "123456789012345678"),
        (bank, "000123456789", "12-3456"),
        (bank, "saving", "savings"),
        (bank, "personal", "individual"),
        (bank, "Zoë Ångström", "4111111111111111"),
        ("chargezoom.sub.card.v1", "5555555555554444", "30569309025904"),
        ("chargezoom.pay.card.v1", "1234", "123"),
        ("chargezoom.pay.card.v1", "new1", "17"),
        (ontraport, "4111111111111111", "4111111111111112"),
        (ontraport, "\"expire_month\":12", "\"expire_month\":13"),
        (ontraport, "\"expire_month\":12", "\"expire_month\":\"12\""),
        (ontraport, "\"expire_year\":2030", "\"expire_year\":30.0"),
        (ontraport, "\"expire_year\":2030", "\"expire_year\":2026"),
        (ontraport, "\"code\"", "\"cvv_code\""),
    ] {
        assert_eq!(replaced(&world, shape, old, new), "sealed_invalid", "{shape}: {new}");
    }
    assert_eq!(replaced(&world, card, r#""cardCvv":"737","#, ""), "opened");
    assert_eq!(replaced(&world, card, "4111111111111111", "30569309025904"), "opened");
}

#[test]
fn a_card_is_good_through_the_last_day_of_its_month_wherever_the_customer_is() {
    // 2030-04-01, the first second of it in UTC.
    let april = 1_901_232_000;
    let world = World::with(Ring::of(key(0, april), []));
    for (hours, code) in [(11, "opened"), (13, "sealed_invalid")] {
        world.set(april + hours * 60 * 60);
        let text = plaintext("chargezoom.card.v1");
        assert_eq!(world.present_text("chargezoom.card.v1", text), code, "{hours} hours after it in UTC");
    }
}

#[test]
fn the_log_has_names_of_ours_and_outcomes_and_nothing_else() {
    let world = World::new();
    let sealed = world.seal(&world.card());
    let body = json!({ "sealed": sealed, "fields": { "customerId": "7" } });
    assert_eq!(world.post(CREDENTIAL, &body), "opened");
    let strange = world.card().with("kid", "4111111111111111").with("shape", "5555555555554444");
    assert_eq!(world.present_made(&strange), "sealed_key_unknown");
    let text = plaintext("chargezoom.card.v1").replace("4111111111111111", "4111111111111112");
    assert_eq!(world.present_text("chargezoom.card.v1", &text), "sealed_invalid");
    let lines = world.relay.log();
    let [first, second, third] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!((first.time, first.tenant.as_deref(), first.outcome), (NOW, Some("shop"), "opened"));
    assert_eq!((first.shape, first.kid.as_deref()), (Some("chargezoom.card.v1"), world.jwk(0)["kid"].as_str()));
    assert!(first.jti.as_ref().is_some_and(|jti| jti.len() == 22));
    assert_eq!((second.kid.as_deref(), second.shape), (None, None));
    assert_eq!(third.outcome, "sealed_invalid");
    let printed = format!("{lines:?}");
    for secret in ["4111", "5555", "737", "2030", "Elm", "customerId"] {
        assert!(!printed.contains(secret), "{secret}");
    }
}

#[test]
fn a_shape_that_a_merchant_may_not_use_is_refused() {
    let world = World::new();
    let mut tenant = world.relay.tenant(CREDENTIAL).unwrap().clone();
    tenant.shapes.retain(|shape| *shape == "chargezoom.card.v1");
    for (shape, _) in PLAINTEXTS {
        let body = with_action(shape, json!({ "sealed": world.seal(&world.maker(shape)) }));
        let request = panless_relay::Request::read(body.to_string().as_bytes()).unwrap();
        let expected = if shape == "chargezoom.card.v1" { "opened" } else { "sealed_shape" };
        assert_eq!(crate::support::code(world.relay.open(&tenant, request)), expected, "{shape}");
    }
}
