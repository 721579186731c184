//! The Nelnet gateway file's sample exchanges, its key rules, its token rules, its refusals, over real HTTP.

mod support;

use panless_sandbox::nelnet::{LIVE_PRIVATE_KEY, LIVE_PUBLIC_KEY, PRIVATE_KEY, PUBLIC_KEY, TOKEN_CODES};
use panless_sandbox::{Clock, Options};
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use support::nelnet::{BANK, CARD, JSONP, argument, code};
use support::{FORM, JSON, World, basic, header, read};

/// The documented members of a token, after a look at its id.
fn documented(mut reply: Value) -> Value {
    let id = reply.as_object_mut().unwrap().remove("id").unwrap();
    let id = id.as_str().unwrap();
    assert!(id.len() == 10 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')), "{id}");
    reply
}

/// A request with any key and callback.
async fn ask(world: &World, fields: &str, key: &str, callback: &str) -> Value {
    let url = format!("{JSONP}?{fields}&public_api_key={key}&callback={callback}");
    argument(world.client.get(world.nelnet(&url)).send().await.unwrap(), callback).await
}

#[tokio::test]
async fn sample_one_a_card_in_both_versions_of_its_reply() {
    let world = World::start().await;
    let mut expected = json!({
        "class": "token", "card_type": "visa", "card_owner_name": "Grace Hopper", "last_4": "1111",
        "card_exp_month": 12, "card_exp_year": 2029,
    });
    assert_eq!(documented(ask(&world, CARD, PUBLIC_KEY, "paymentspring.onComplete").await), expected);
    let more = json!({
        "token_type": "credit_card", "bin_brand": "VISA", "bin_type": "CREDIT", "bin_level": "BUSINESS",
    });
    expected.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let second = world.jsonp("bins", CARD).send().await.unwrap();
    assert_eq!(documented(argument(second, "cb").await), expected);
}

#[tokio::test]
async fn sample_two_a_bank_account() {
    let world = World::start().await;
    let expected = json!({
        "class": "token", "token_type": "bank_account", "bank_account_number_last_4": "************7890",
        "bank_routing_number": "100004058", "bank_account_holder_first_name": "Grace",
        "bank_account_holder_last_name": "Hopper", "bank_account_type": "checking",
    });
    assert_eq!(documented(ask(&world, BANK, PUBLIC_KEY, "cb").await), expected);
}

#[tokio::test]
async fn sample_three_an_error() {
    let world = World::start().await;
    let reply = ask(&world, &CARD.replace("4111111111111111", "4111"), PUBLIC_KEY, "cb").await;
    let expected = r#"{"errors":[{"code":"11112","message":"Invalid card number or improper format."}]}"#;
    assert_eq!(reply, serde_json::from_str::<Value>(expected).unwrap());
}

#[tokio::test]
async fn every_documented_code_can_be_asked_for() {
    let world = World::start().await;
    for wanted in TOKEN_CODES {
        let reply = world.jsonp(&format!("code-{}", wanted.text), CARD).send().await.unwrap();
        assert_eq!(code(&argument(reply, "cb").await), wanted.text);
    }
}

#[tokio::test]
async fn several_faults_come_at_once() {
    let world = World::start().await;
    let fields = "card_owner_name=&card_number=4111111111111112&card_exp_month=13&card_exp_year=2029&csc=1";
    let reply = ask(&world, fields, PUBLIC_KEY, "cb").await;
    let codes: Vec<_> = reply["errors"].as_array().unwrap().iter().map(|error| error["code"].clone()).collect();
    assert_eq!(codes, ["SANDBOX-MISSING", "11301", "11110", "234722"]);
}

#[tokio::test]
async fn the_order_of_the_fields_does_not_matter() {
    let world = World::start().await;
    let url = format!("{JSONP}?callback=cb&public_api_key={PUBLIC_KEY}&{CARD}&_=1700000000000");
    let reply = argument(world.client.get(world.nelnet(&url)).send().await.unwrap(), "cb").await;
    assert_eq!(reply["class"], "token");
}

#[tokio::test]
async fn takes_the_two_public_keys_and_no_other() {
    let world = World::start().await;
    for (key, expected) in [
        (PUBLIC_KEY, ""),
        (LIVE_PUBLIC_KEY, ""),
        (PRIVATE_KEY, "SANDBOX-PRIVATE-KEY"),
        (LIVE_PRIVATE_KEY, "SANDBOX-PRIVATE-KEY"),
        ("test_00000000000000000000000000", "SANDBOX-PRIVATE-KEY"),
        (&PUBLIC_KEY[..62], "SANDBOX-KEY"),
        (&PUBLIC_KEY.to_uppercase(), "SANDBOX-KEY"),
        ("", "SANDBOX-KEY"),
        ("null", "SANDBOX-KEY"),
    ] {
        assert_eq!(code(&ask(&world, CARD, key, "cb").await), expected, "{key}");
    }
    let without = world.client.get(world.nelnet(&format!("{JSONP}?{CARD}&callback=cb")));
    assert_eq!(code(&argument(without.send().await.unwrap(), "cb").await), "SANDBOX-KEY");
}

#[tokio::test]
async fn what_cannot_be_answered_by_a_call_is_refused_as_plain_json() {
    let world = World::start().await;
    let key = format!("public_api_key={PUBLIC_KEY}");
    for (query, expected) in [
        (format!("{CARD}&{key}"), "SANDBOX-CALLBACK"),
        (format!("{CARD}&{key}&callback="), "SANDBOX-CALLBACK"),
        (format!("{CARD}&{key}&callback=alert(1)"), "SANDBOX-CALLBACK"),
        (format!("{CARD}&{key}&callback=a&callback=b"), "SANDBOX-TWICE"),
        (format!("{}&{key}&callback=cb", CARD.replace("%20", "+")), "SANDBOX-ENCODING"),
        (String::new(), "SANDBOX-ENCODING"),
    ] {
        let (status, reply) = read(world.client.get(world.nelnet(&format!("{JSONP}?{query}")))).await;
        assert_eq!((status, code(&reply)), (400, expected), "{query}");
    }
}

#[tokio::test]
async fn other_methods_and_paths_are_refused() {
    let world = World::start().await;
    let query = format!("{JSONP}?{CARD}&public_api_key={PUBLIC_KEY}&callback=cb");
    for (method, path, expected) in [
        (Method::POST, query.as_str(), 405),
        (Method::PUT, query.as_str(), 405),
        (Method::OPTIONS, query.as_str(), 405),
        (Method::POST, "/api/v1/tokens", 404),
        (Method::GET, "/api/v1/tokens", 404),
        (Method::GET, "/tokens/jsonp", 404),
        (Method::GET, "/api/v1/charge", 405),
        (Method::GET, "/scenario/unheard-of/api/v1/tokens/jsonp", 404),
    ] {
        let (status, reply) = read(world.client.request(method.clone(), world.nelnet(path))).await;
        assert_eq!((status, code(&reply)), (expected, "SANDBOX-REQUEST"), "{method} {path}");
    }
}

#[tokio::test]
async fn no_reply_has_a_cors_header() {
    let world = World::start().await;
    for path in [format!("{JSONP}?{CARD}&public_api_key={PUBLIC_KEY}&callback=cb"), "/requests".to_owned()] {
        let response =
            world.client.get(world.nelnet(&path)).header("origin", "http://127.0.0.1:1").send().await.unwrap();
        assert_eq!(header(&response, "access-control-allow-origin"), None, "{path}");
    }
}

#[tokio::test]
async fn a_token_is_charged_once() {
    let world = World::start().await;
    let token = world.nelnet_token(CARD).await;
    let (status, reply) = read(world.nelnet_charge(&token, 1_000)).await;
    assert_eq!(
        (status, &reply["card_number"], &reply["card_exp_month"]),
        (200, &json!("************1111"), &json!("12"))
    );
    let (status, reply) = read(world.nelnet_charge(&token, 1_000)).await;
    assert_eq!((status, code(&reply)), (400, "69201"));
}

#[tokio::test]
async fn a_form_charges_too() {
    let world = World::start().await;
    let order = format!("token={}&amount=1000&description=x", world.nelnet_token(BANK).await);
    let request = world.client.post(world.nelnet("/api/v1/charge")).header("content-type", FORM).body(order);
    let (status, reply) = read(request.header("authorization", basic(PRIVATE_KEY))).await;
    assert_eq!((status, &reply["bank_account_number"]), (200, &json!("************7890")));
}

#[tokio::test]
async fn a_charge_is_refused_with_the_documented_codes() {
    let world = World::start().await;
    let token = world.nelnet_token(CARD).await;
    for (order, expected) in [
        (json!({ "amount": 100 }), "69002"),
        (json!({ "token": token }), "69002"),
        (json!({ "token": token, "amount": 0 }), "59112"),
        (json!({ "token": token, "amount": 10.5 }), "59112"),
        (json!({ "token": "0000000000", "amount": 100 }), "69201"),
        (json!({ "token": token, "amount": 100, "card_number": "4111111111111111" }), "SANDBOX-UNKNOWN"),
        (json!({ "token": token, "amount": 73 }), "99820"),
    ] {
        let request = world.client.post(world.nelnet("/api/v1/charge")).header("authorization", basic(PRIVATE_KEY));
        let (status, reply) = read(request.header("content-type", JSON).body(order.to_string())).await;
        assert_eq!((status, code(&reply)), (400, expected), "{order}");
    }
}

#[tokio::test]
async fn a_public_key_does_not_charge_and_live_does_not_mix_with_test() {
    let world = World::start().await;
    let live = ask(&world, CARD, LIVE_PUBLIC_KEY, "cb").await["id"].as_str().unwrap().to_owned();
    assert_eq!(code(&read(world.nelnet_charge(&live, 1_000)).await.1), "69201");
    let with = |key| {
        let request = world.client.post(world.nelnet("/api/v1/charge")).header("content-type", JSON);
        request.header("authorization", basic(key)).body(json!({ "token": live, "amount": 1_000 }).to_string())
    };
    assert_eq!(read(with(LIVE_PUBLIC_KEY)).await.0, 401);
    assert_eq!(read(with(LIVE_PRIVATE_KEY)).await.0, 200);
}

#[tokio::test]
async fn the_merchant_reads_a_token_back_and_the_page_does_not() {
    let world = World::start().await;
    let get = |id: &str, key| {
        world.client.get(world.nelnet(&format!("/api/v1/tokens/{id}"))).header("authorization", basic(key))
    };
    let token = world.nelnet_token(CARD).await;
    let (status, reply) = read(get(&token, PRIVATE_KEY)).await;
    assert_eq!((status, &reply["last_4"]), (200, &json!("1111")));
    assert_eq!(read(get(&token, PUBLIC_KEY)).await.0, 401);
    assert_eq!(code(&read(get("0000000000", PRIVATE_KEY)).await.1), "882719");
    assert_eq!(read(world.nelnet_charge(&token, 1_000)).await.0, 200);
}

#[tokio::test]
async fn a_token_dies_after_fifteen_minutes_and_not_before() {
    let time = Arc::new(AtomicU64::new(1_700_000_000_000));
    let hand = Arc::clone(&time);
    let clock = Clock::new(move || hand.load(Ordering::SeqCst));
    let world = World::with(Options { clock, ..Options::default() }).await;
    let (early, late) = (world.nelnet_token(CARD).await, world.nelnet_token(CARD).await);
    time.fetch_add(899_999, Ordering::SeqCst);
    assert_eq!(read(world.nelnet_charge(&early, 1_000)).await.0, 200);
    time.fetch_add(1, Ordering::SeqCst);
    assert_eq!(code(&read(world.nelnet_charge(&late, 1_000)).await.1), "69201");
}
