//! The relay over HTTP, with the gateways behind it: what the merchant's server gets, and what nobody gets.

use crate::support::sealed::fields;
use crate::support::sealed::maker::{PLAINTEXTS, plaintext};
use crate::support::{JSON, World, body, header, read};
use panless_sandbox::relay::{CREDENTIAL, CREDENTIAL_BOUND};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::task::JoinSet;

const CARD: &str = "chargezoom.card.v1";
const PAY: &str = "chargezoom.pay.card.v1";
const PAYER: &str = "ontraport.payer.v1";

/// Every shape with every call that it has.
const CALLS: [(&str, &str); 9] = [
    (CARD, "create"),
    ("chargezoom.ach.v1", "create"),
    (PAY, "sale"),
    (PAY, "auth"),
    (PAY, "invoice"),
    ("chargezoom.pay.ach.v1", "sale"),
    ("chargezoom.pay.ach.v1", "invoice"),
    ("chargezoom.sub.card.v1", "subscribe"),
    (PAYER, "charge"),
];

#[tokio::test]
async fn every_call_of_every_shape_is_made_and_answered_by_the_few_members_that_are_named() {
    let world = World::start().await;
    for (shape, action) in CALLS {
        let (status, answer) = world.play("", shape, action, plaintext(shape)).await;
        let reply = &answer["reply"];
        let names: Vec<_> = reply.as_object().into_iter().flat_map(|reply| reply.keys()).collect();
        assert_eq!(status, 200, "{shape} {action}: {answer}");
        match action {
            "create" => assert!(names == ["cardId"] && reply["cardId"].is_u64(), "{answer}"),
            "subscribe" => assert_eq!(reply, &json!({ "paid": true })),
            "charge" => {
                let mut sorted = names.clone();
                sorted.sort_unstable();
                assert_eq!(sorted, ["external_txn", "invoice_id", "message", "result_code", "transaction_id"]);
                assert_eq!((&reply["result_code"], &reply["message"]), (&json!(1), &json!("Approved.")));
            }
            _ => assert!(names == ["transactionId"] && reply["transactionId"].is_string(), "{answer}"),
        }
    }
}

#[tokio::test]
async fn the_gateway_gets_what_was_sealed_and_what_the_merchant_added() {
    let world = World::start().await;
    world.play("", CARD, "create", plaintext(CARD)).await;
    world.play("", PAYER, "charge", plaintext(PAYER)).await;
    let received = world.received(world.sandbox.chargezoom_url()).await;
    let expected = json!({
        "paymentMethod": "1", "cardNumber": "•••• 1111", "cardCvv": "***", "expMonth": "03", "expYear": "2030",
        "bAddress1": "12 Elm St", "bCity": "Portland", "bState": "OR", "bZipcode": "97205", "bCountry": "US",
        "bPhone": "5035550100", "customerId": "17", "defaultCard": 1,
    });
    assert_eq!(received, json!([{ "path": "/customer/card/create", "fields": expected }]));
    let received = world.received(world.sandbox.ontraport_url()).await;
    let payer = json!({ "ccnumber": "•••• 1111", "code": "***", "expire_month": 12, "expire_year": 2030 });
    assert_eq!((&received[0]["fields"]["payer"], &received[0]["fields"]["contact_id"]), (&payer, &json!(17)));
}

#[tokio::test]
async fn what_a_gateway_does_becomes_one_of_three_codes() {
    let world = Arc::new(World::start().await);
    let mut calls = JoinSet::new();
    for (scenario, expected) in [
        ("declined", (402, "gateway_declined")),
        ("unauthorized", (502, "gateway_error")),
        ("server-error", (502, "gateway_error")),
        ("rate-limited", (502, "gateway_error")),
        ("refused", (502, "gateway_error")),
        ("html", (504, "gateway_ambiguous")),
        ("cut-json", (504, "gateway_ambiguous")),
        ("redirect", (504, "gateway_ambiguous")),
        ("reset", (504, "gateway_ambiguous")),
        ("hang", (504, "gateway_ambiguous")),
        ("drip", (504, "gateway_ambiguous")),
    ] {
        for (shape, action) in [(PAY, "sale"), (PAYER, "charge")] {
            let world = Arc::clone(&world);
            calls.spawn(async move {
                let (status, answer) = world.play(scenario, shape, action, plaintext(shape)).await;
                assert_eq!((status, answer["code"].as_str().unwrap()), expected, "{scenario} {shape}");
            });
        }
    }
    calls.join_all().await;
    let answer = world.play("unsure", PAYER, "charge", plaintext(PAYER)).await;
    assert_eq!(answer, (504, json!({ "code": "gateway_ambiguous" })));
}

#[tokio::test]
async fn a_call_is_made_once_however_it_ends() {
    let world = World::start().await;
    for scenario in ["reset", "html", "server-error"] {
        world.play(scenario, PAY, "sale", plaintext(PAY)).await;
    }
    let requests = read(world.client.get(format!("{}/requests", world.sandbox.chargezoom_url()))).await.1;
    assert_eq!(requests.as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn a_decline_tells_the_gateways_reason_and_a_stored_card_that_is_declined_is_stored() {
    let world = World::start().await;
    let declined =
        |shape: &str, number: &str| plaintext(shape).replace(number, "4000000000000002").replace("1234", "123");
    let (status, answer) = world.play("", PAYER, "charge", &declined(PAYER, "4111111111111111")).await;
    assert_eq!((status, answer["code"].as_str()), (402, Some("gateway_declined")));
    assert_eq!(answer["reply"]["message"], "The card was declined.");
    let (status, _) = world.play("", PAY, "auth", &declined(PAY, "378282246310005")).await;
    assert_eq!(status, 402);
    let (status, _) = world.play("", CARD, "create", &declined(CARD, "4111111111111111")).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn a_result_one_level_deeper_and_an_unpaid_subscription_are_read() {
    let world = World::start().await;
    let (status, answer) = world.play("deeper", PAYER, "charge", plaintext(PAYER)).await;
    assert_eq!((status, &answer["reply"]["result_code"]), (200, &json!(1)));
    let shape = "chargezoom.sub.card.v1";
    let (status, answer) = world.play("unpaid", shape, "subscribe", plaintext(shape)).await;
    assert_eq!((status, &answer), (200, &json!({ "reply": { "paid": false } })));
}

/// Whether seven digits of a number, or a code, stand in a text.
fn tells(text: &str, plaintext: &str) -> bool {
    let runs: Vec<_> = plaintext.split(|sign: char| !sign.is_ascii_digit()).filter(|run| run.len() >= 7).collect();
    let pieces = runs.iter().flat_map(|run| run.as_bytes().windows(7));
    pieces.into_iter().any(|piece| text.as_bytes().windows(7).any(|own| own == piece))
}

#[tokio::test]
async fn what_a_gateway_repeats_of_a_card_goes_no_further() {
    let world = World::start().await;
    for (shape, action) in CALLS {
        let (_, answer) = world.play("echo", shape, action, plaintext(shape)).await;
        assert!(!tells(&answer.to_string(), plaintext(shape)), "{shape} {action}: {answer}");
        let message = answer["reply"]["message"].as_str().unwrap_or_default();
        assert!(!message.contains("123"), "{message}");
    }
    let (status, answer) = world.play("echo", PAYER, "charge", plaintext(PAYER)).await;
    assert_eq!((status, &answer["reply"]["result_code"]), (200, &json!(1)));
    assert!(answer["reply"].get("message").is_none());
}

#[tokio::test]
async fn answers_and_log_repeat_nothing_of_a_request() {
    let world = World::start().await;
    let mut said = String::new();
    for (shape, text) in PLAINTEXTS {
        for (sent, _) in CALLS.iter().filter(|(own, _)| *own == shape) {
            let wrong = text.replace("Method\":\"", "Method\":\"9").replace("expire_month\":", "expire_month\":9");
            said += &world.play("", sent, "nothing-4111111111111111", text).await.1.to_string();
            said += &world.play("", sent, "charge", &wrong).await.1.to_string();
        }
        let sealed = world.seal(shape, text).await;
        said += &world
            .send(CREDENTIAL, &json!({ "sealed": sealed, "fields": { "4111111111111111": "737" } }))
            .await
            .1
            .to_string();
        said += &world.send(CREDENTIAL, &json!({ "sealed": "4111111111111111" })).await.1.to_string();
    }
    let log = read(world.client.get(world.relay("/sandbox/log"))).await.1.to_string();
    assert!(log.contains("sealed_invalid") && log.contains("sealed_shape") && log.contains("sealed_malformed"));
    for (_, text) in PLAINTEXTS {
        assert!(!tells(&said, text) && !tells(&log, text));
    }
    for word in ["Portland", "Elm", "Ångström", "John Doe", "\"737\"", "nothing"] {
        assert!(!said.contains(word) && !log.contains(word), "{word}");
    }
}

#[tokio::test]
async fn nobody_is_served_without_a_credential_and_strangers_are_noted() {
    let world = World::start().await;
    let sealed = world.seal(CARD, plaintext(CARD)).await;
    let sent = json!({ "sealed": sealed, "fields": fields("create") });
    for credential in ["", "sandbox", "sandbox-merchant-", "SANDBOX-MERCHANT"] {
        assert_eq!(world.send(credential, &sent).await, (401, json!({ "code": "unauthorized" })), "{credential}");
    }
    let request = world.client.post(world.relay("/sealed")).header("content-type", JSON).body(sent.to_string());
    assert_eq!(read(request).await.0, 401);
    let (_, log) = read(world.client.get(world.relay("/sandbox/log"))).await;
    assert_eq!((&log[0]["outcome"], &log[0]["tenant"]), (&json!("unauthorized"), &Value::Null));
    assert_eq!(world.send(CREDENTIAL, &sent).await.0, 200, "the string is not used up by a stranger");
}

#[tokio::test]
async fn a_body_that_is_too_long_or_no_json_is_malformed() {
    let world = World::start().await;
    let malformed = (400, json!({ "code": "sealed_malformed" }));
    for sealed in ["x".repeat(8193), "x".repeat(100_000)] {
        assert_eq!(world.send(CREDENTIAL, &json!({ "sealed": sealed })).await, malformed);
    }
    let sealed = world.seal(CARD, plaintext(CARD)).await;
    for (kind, text) in [
        ("text/plain", json!({ "sealed": sealed }).to_string()),
        (JSON, format!("{{\"sealed\":\"{sealed}\",\"sealed\":\"{sealed}\"}}")),
        (JSON, String::new()),
    ] {
        let request = world.client.post(world.relay("/sealed")).header("authorization", format!("Bearer {CREDENTIAL}"));
        assert_eq!(read(request.header("content-type", kind).body(text)).await, malformed);
    }
}

#[tokio::test]
async fn the_keys_are_for_every_page_and_the_rest_for_none() {
    let world = World::start().await;
    let keys = world.client.get(world.relay("/.well-known/sealed-jwks.json")).send().await.unwrap();
    assert_eq!(header(&keys, "access-control-allow-origin"), Some("*"));
    assert_eq!(header(&keys, "cache-control"), Some("max-age=3600"));
    assert_eq!(header(&keys, "content-type"), Some("application/json"));
    let set = body(keys).await.1;
    assert_eq!(set["keys"].as_array().map(Vec::len), Some(2));
    assert!(!set.to_string().contains("\"d\""));
    let post = world.client.post(world.relay("/sealed")).header("origin", "http://shop.example.com").body("{}");
    let answer = post.send().await.unwrap();
    assert_eq!(header(&answer, "access-control-allow-origin"), None);
    assert_eq!(header(&answer, "cache-control"), Some("no-store"));
    assert_eq!(read(world.client.get(world.relay("/sealed"))).await.0, 405);
    assert_eq!(read(world.client.get(world.relay("/"))).await.0, 404);
}

#[tokio::test]
async fn of_a_thousand_requests_at_once_with_one_string_one_charge_is_made() {
    let world = Arc::new(World::start().await);
    let sealed = world.seal(PAY, plaintext(PAY)).await;
    let sent = Arc::new(json!({ "sealed": sealed, "action": "sale", "fields": fields("sale") }));
    let mut clients = JoinSet::new();
    for _ in 0..50 {
        let (world, sent) = (Arc::clone(&world), Arc::clone(&sent));
        clients.spawn(async move {
            let mut paid = 0;
            for _ in 0..20 {
                match world.send(CREDENTIAL, &sent).await {
                    (200, _) => paid += 1,
                    other => assert_eq!(other, (409, json!({ "code": "sealed_replayed" }))),
                }
            }
            paid
        });
    }
    assert_eq!(clients.join_all().await.into_iter().sum::<u32>(), 1);
    let charges = world.received(world.sandbox.chargezoom_url()).await;
    assert_eq!(charges.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_merchant_that_needs_a_context_gets_nothing_opened_without_one() {
    let world = World::start().await;
    let sealed = world.seal(CARD, plaintext(CARD)).await;
    let sent = json!({ "sealed": sealed, "fields": fields("create") });
    assert_eq!(world.send(CREDENTIAL_BOUND, &sent).await, (400, json!({ "code": "sealed_context" })));
}

#[tokio::test]
async fn a_test_turns_the_keys() {
    let world = World::start().await;
    let post = async |path: &str| read(world.client.post(world.relay(path))).await.0;
    let states = async || read(world.client.get(world.relay("/sandbox/keys"))).await.1;
    let old = world.jwk().await["kid"].as_str().unwrap().to_owned();
    let sealed = world.seal(CARD, plaintext(CARD)).await;
    assert_eq!(post("/sandbox/switch").await, 204);
    assert_eq!(post("/sandbox/switch").await, 409);
    assert_eq!(post("/sandbox/next").await, 204);
    let listed: Vec<_> = states().await.as_array().unwrap().iter().map(|key| key["state"].clone()).collect();
    assert_eq!(listed, ["retiring", "current", "next"]);
    assert_eq!(post(&format!("/sandbox/retire?kid={old}")).await, 204);
    let sent = json!({ "sealed": sealed, "fields": fields("create") });
    assert_eq!(world.send(CREDENTIAL, &sent).await, (409, json!({ "code": "sealed_key_retired" })));
}

/// What the shop's server makes of a string that a page hands it.
async fn carry(world: &World, sent: &Value) -> (u16, Value) {
    let request = world.client.post(world.sandbox.shop_url() + "/sealed").header("content-type", JSON);
    read(request.body(sent.to_string())).await
}

#[tokio::test]
async fn the_shop_carries_a_string_and_sees_none_of_the_number() {
    let world = World::start().await;
    for (shape, action) in CALLS {
        let sealed = world.seal(shape, plaintext(shape)).await;
        let (status, answer) = carry(&world, &json!({ "sealed": sealed, "action": action })).await;
        assert!(status == 200 && answer["reply"].is_object(), "{shape} {action}: {answer}");
        assert!(answer["received"].as_str().unwrap().contains(&sealed));
    }
    let log = world.client.get(world.sandbox.shop_url() + "/orders/log").send().await.unwrap().text().await.unwrap();
    assert!(log.contains("POST /sealed"));
    for (_, text) in PLAINTEXTS {
        assert!(!tells(&log, text));
    }
}

#[tokio::test]
async fn the_shops_context_binds_one_string() {
    let world = World::start().await;
    let fresh =
        async || read(world.client.get(world.sandbox.shop_url() + "/sealed/context")).await.1["context"].clone();
    let context = fresh().await;
    let bound = world.seal_bound(CARD, plaintext(CARD), Some(context.as_str().unwrap())).await;
    let sent = json!({ "sealed": bound, "action": "create", "context": context });
    assert_eq!(carry(&world, &sent).await.0, 200);
    let again = carry(&world, &sent).await;
    assert_eq!((again.0, &again.1["code"]), (400, &json!("context_unknown")));
    let other = json!({ "sealed": bound, "action": "create", "context": fresh().await });
    assert_eq!(carry(&world, &other).await.1["code"], "sealed_context");
    let unbound = json!({ "sealed": bound, "action": "create" });
    assert_eq!(carry(&world, &unbound).await.1["code"], "sealed_context");
}
