//! Keys: what is published, which state opens, and what a key must be.

use crate::support::{NOW, World, key};
use openssl::bn::BigNum;
use openssl::rsa::Rsa;
use panless_relay::{Key, Ring, State, thumbprint};
use serde_json::json;

const DAY: u64 = 24 * 60 * 60;

/// A string sealed for the published key at this place.
fn sealed_for(world: &World, place: usize) -> String {
    let jwk = world.jwk(place);
    let maker = world.card().with("kid", jwk["kid"].clone());
    maker.seal(jwk["n"].as_str().unwrap())
}

#[test]
fn the_thumbprint_of_the_rfcs_own_key_is_the_rfcs() {
    let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    assert_eq!(thumbprint("AQAB", n), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

#[test]
fn a_relay_makes_a_current_key_and_one_whose_turn_is_two_weeks_ahead() {
    let states = Ring::generate(2048, NOW).unwrap().states(NOW);
    assert_eq!(states.iter().map(|(_, state)| *state).collect::<Vec<_>>(), [State::Current, State::Next]);
    assert_ne!(states[0].0, states[1].0);
}

#[test]
fn what_is_published_is_the_current_key_and_the_next_one_and_nothing_private() {
    let world = World::new();
    let set = world.relay.keys().jwks(NOW);
    let keys = set["keys"].as_array().unwrap();
    assert_eq!(keys.len(), 2);
    for key in keys {
        let names: Vec<_> = key.as_object().unwrap().keys().map(String::as_str).collect();
        let mut expected = ["kty", "n", "e", "alg", "use", "kid", "nbf", "exp"];
        expected.sort_unstable();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, expected);
        assert_eq!((&key["kty"], &key["e"], &key["use"]), (&json!("RSA"), &json!("AQAB"), &json!("enc")));
        assert_eq!(key["alg"], "RSA-OAEP-256");
        assert_eq!(key["kid"], thumbprint("AQAB", key["n"].as_str().unwrap()));
        assert!(key["exp"].as_u64().unwrap() - key["nbf"].as_u64().unwrap() <= 365 * DAY);
    }
    assert!(keys[1]["nbf"].as_u64().unwrap() >= NOW + 14 * DAY);
}

#[test]
fn current_and_next_open_retiring_opens_for_a_day_and_retired_says_so() {
    let world = World::new();
    let (current, next) = (sealed_for(&world, 0), sealed_for(&world, 1));
    assert_eq!((world.present(&current), world.present(&next)), ("opened", "opened"));

    let old = world.jwk(0);
    let for_old = || world.card().with("kid", old["kid"].clone()).seal(old["n"].as_str().unwrap());
    assert!(world.relay.keys().switch(NOW));
    assert_ne!(world.jwk(0)["kid"], old["kid"]);
    assert_eq!(world.relay.keys().jwks(NOW)["keys"].as_array().unwrap().len(), 1);
    assert_eq!(world.present(&for_old()), "opened");
    world.set(NOW + DAY);
    assert_eq!(world.present(&for_old()), "opened");
    world.set(NOW + DAY + 1);
    assert_eq!(world.present(&for_old()), "sealed_key_retired");
    let kid = old["kid"].as_str().unwrap();
    let state = world.relay.keys().states(NOW + DAY + 1).into_iter().find(|(own, _)| own == kid);
    assert_eq!(state.unwrap().1, State::Retired);
    world.set(NOW);
    assert_eq!(world.present(&for_old()), "sealed_key_retired", "what was destroyed does not come back");
}

#[test]
fn a_key_that_may_be_stolen_is_destroyed_at_once() {
    let world = World::new();
    let sealed = sealed_for(&world, 0);
    world.relay.keys().retire(world.jwk(0)["kid"].as_str().unwrap());
    assert_eq!(world.present(&sealed), "sealed_key_retired");
    assert_eq!(world.relay.keys().jwks(NOW)["keys"].as_array().unwrap().len(), 1);
}

#[test]
fn a_key_that_was_never_here_is_unknown() {
    let world = World::new();
    let n = world.n();
    for kid in ["", "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"] {
        assert_eq!(world.present(&world.card().with("kid", kid).seal(&n)), "sealed_key_unknown");
    }
}

#[test]
fn without_a_next_key_nothing_is_switched() {
    let ring = Ring::of(key(1, NOW + 1), []);
    assert!(!ring.switch(NOW));
    assert_eq!(ring.jwks(NOW)["keys"].as_array().unwrap().len(), 1);
    ring.add(key(0, NOW + 1));
    assert!(ring.switch(NOW));
}

#[test]
fn a_key_that_nobody_replaced_ends_a_day_after_its_year() {
    let world = World::new();
    let jwk = world.jwk(0);
    for (seconds, code) in [(0, "opened"), (1, "sealed_key_retired")] {
        world.set(NOW + 366 * DAY + seconds);
        let maker = world.maker("chargezoom.ach.v1").with("kid", jwk["kid"].clone());
        assert_eq!(world.present(&maker.seal(jwk["n"].as_str().unwrap())), code);
    }
}

#[test]
fn a_short_key_and_another_exponent_are_refused() {
    assert!(Key::generate(1024, NOW).is_err());
    assert!(Key::generate(2048, NOW).is_ok());
    let three = BigNum::from_u32(3).unwrap();
    assert!(Key::new(Rsa::generate_with_e(2048, &three).unwrap(), NOW).is_err());
}

#[test]
fn a_key_whose_turn_comes_early_lives_a_year_from_then() {
    let world = World::new();
    assert!(world.relay.keys().switch(NOW + DAY));
    let jwk = world.jwk(0);
    assert_eq!((&jwk["nbf"], &jwk["exp"]), (&json!(NOW + DAY), &json!(NOW + 366 * DAY)));
}
