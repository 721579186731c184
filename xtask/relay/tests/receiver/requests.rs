//! What a merchant's server sends with a string: once, with its context, and with fields that are not sealed.

use crate::support::{CONTEXT, CREDENTIAL, CREDENTIAL_BOUND, NOW, World};
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

#[test]
fn a_string_is_opened_once() {
    let world = World::new();
    let sealed = world.seal(&world.card());
    assert_eq!(world.present(&sealed), "opened");
    assert_eq!(world.present(&sealed), "sealed_replayed");
    // As long as its header lets it live, too.
    world.set(NOW + 300 + 120);
    assert_eq!(world.present(&sealed), "sealed_replayed");
    world.set(NOW + 300 + 121);
    assert_eq!(world.present(&sealed), "sealed_expired");
}

#[test]
fn sealed_again_under_the_same_jti_it_is_a_replay() {
    let world = World::new();
    let maker = world.card();
    assert_eq!(world.present_made(&maker), "opened");
    assert_eq!(world.present_made(&maker), "sealed_replayed");
}

#[test]
fn of_a_thousand_presentations_at_once_one_is_opened() {
    let world = World::new();
    let sealed = world.seal(&world.card());
    let (opened, replayed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| {
                for _ in 0..50 {
                    let count = if world.present(&sealed) == "opened" { &opened } else { &replayed };
                    count.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    assert_eq!((opened.into_inner(), replayed.into_inner()), (1, 999));
    assert_eq!(world.present(&sealed), "sealed_replayed");
}

#[test]
fn the_context_in_the_string_is_the_one_that_the_server_sends() {
    let world = World::new();
    let post = |credential: &str, sealed_for: Option<&str>, sent: Option<&str>| {
        let maker = world.card();
        let maker = sealed_for.map_or_else(|| maker.clone(), |context| maker.clone().with("ctx", context));
        let mut body = json!({ "sealed": world.seal(&maker) });
        if let Some(context) = sent {
            body["context"] = json!(context);
        }
        world.post(credential, &body)
    };
    let other = "another-context-of-the-server-012345";
    for credential in [CREDENTIAL, CREDENTIAL_BOUND] {
        assert_eq!(post(credential, Some(CONTEXT), Some(CONTEXT)), "opened");
        assert_eq!(post(credential, Some(CONTEXT), Some(other)), "sealed_context");
        assert_eq!(post(credential, Some(CONTEXT), None), "sealed_context");
        assert_eq!(post(credential, None, Some(CONTEXT)), "sealed_context");
    }
    assert_eq!(post(CREDENTIAL, None, None), "opened");
    assert_eq!(post(CREDENTIAL_BOUND, None, None), "sealed_context");
}

#[test]
fn a_refused_string_is_not_used_up_before_it_was_opened() {
    let world = World::new();
    let sealed = world.seal(&world.card().with("ctx", CONTEXT));
    assert_eq!(world.present(&sealed), "sealed_context");
    assert_eq!(world.post(CREDENTIAL, &json!({ "sealed": sealed, "context": CONTEXT })), "opened");
}

#[test]
fn a_request_is_a_string_and_at_most_three_things_more() {
    let world = World::new();
    let sealed = world.seal(&world.card());
    for body in [
        json!({}),
        json!([]),
        json!({ "sealed": null }),
        json!({ "sealed": [sealed] }),
        json!({ "sealed": sealed, "context": 1 }),
        json!({ "sealed": sealed, "action": ["create"] }),
        json!({ "sealed": sealed, "fields": "customerId=1" }),
        json!({ "sealed": sealed, "target": "https://evil.example.com" }),
        json!({ "sealed": sealed, "host": "evil.example.com" }),
        json!({ "sealed": sealed, "path": "/customer/card/edit" }),
    ] {
        assert_eq!(world.post(CREDENTIAL, &body), "sealed_malformed", "{body}");
    }
    assert_eq!(world.present(&sealed), "opened");
}

#[test]
fn a_merchants_field_that_is_sealed_too_or_not_the_calls_own_is_refused() {
    let world = World::new();
    let post = |shape: &str, fields: serde_json::Value| {
        let sealed = world.seal(&world.maker(shape));
        world.post(CREDENTIAL, &crate::support::with_action(shape, json!({ "sealed": sealed, "fields": fields })))
    };
    assert_eq!(post("chargezoom.card.v1", json!({ "customerId": "7", "defaultCard": 1 })), "opened");
    assert_eq!(post("ontraport.payer.v1", json!({ "contact_id": 7, "offer": { "products": [] } })), "opened");
    for (shape, name) in [
        ("chargezoom.card.v1", "cardNumber"),
        ("chargezoom.card.v1", "bCity"),
        // Not sealed this time, but a member of the shape.
        ("chargezoom.card.v1", "bAddress2"),
        ("chargezoom.card.v1", "cardId"),
        ("chargezoom.pay.card.v1", "cardId"),
        ("chargezoom.pay.card.v1", "paymentMethod"),
        ("ontraport.payer.v1", "payer"),
        ("ontraport.payer.v1", "billing_address"),
        ("ontraport.payer.v1", "cc_id"),
        ("chargezoom.card.v1", "url"),
        ("chargezoom.card.v1", "host"),
        ("chargezoom.card.v1", "secretKey"),
    ] {
        assert_eq!(post(shape, json!({ name: "1" })), "sealed_shape", "{shape} {name}");
    }
}

#[test]
fn a_merchant_adds_a_billing_address_where_none_was_sealed() {
    let world = World::new();
    let text = r#"{"payer":{"ccnumber":"4111111111111111","code":"123","expire_month":12,"expire_year":2030}}"#;
    let sealed = world.seal(&world.maker_of("ontraport.payer.v1", text));
    let body = json!({ "sealed": sealed, "fields": { "billing_address": { "city": "Santa Barbara" } } });
    assert_eq!(world.post(CREDENTIAL, &body), "opened");
}

#[test]
fn the_call_is_one_of_the_shapes_own() {
    let world = World::new();
    let post = |shape: &str, action: &str| {
        let sealed = world.seal(&world.maker(shape));
        world.post(CREDENTIAL, &json!({ "sealed": sealed, "action": action }))
    };
    assert_eq!(post("chargezoom.card.v1", "create"), "opened");
    for action in ["sale", "auth", "invoice"] {
        assert_eq!(post("chargezoom.pay.card.v1", action), "opened", "{action}");
        assert_eq!(post("chargezoom.card.v1", action), "sealed_shape", "{action}");
    }
    for action in ["auth", "create", "/payments/sale", "https://evil.example.com/payments/sale", ""] {
        assert_eq!(post("chargezoom.pay.ach.v1", action), "sealed_shape", "{action}");
    }
    assert_eq!(world.present_made(&world.maker("chargezoom.pay.card.v1")), "sealed_shape");
}
