//! The Pepper gateway file's page, keys, transactions, test numbers and refusals, over real HTTP.

mod support;

use panless_sandbox::pepper::{PRIVATE_KEY, PUBLIC_KEY};
use panless_sandbox::{Clock, Options};
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use support::pepper::{bank, card, sale};
use support::{FORM, JSON, World, basic, header, read};

const VISA: &str = "4111111111111111";
const ENVELOPE: [&str; 3] = ["data", "msg", "status"];

/// A world whose clock stands until it is moved.
async fn at(milliseconds: u64) -> (World, Arc<AtomicU64>) {
    let time = Arc::new(AtomicU64::new(milliseconds));
    let hand = Arc::clone(&time);
    let clock = Clock::new(move || hand.load(Ordering::SeqCst));
    (World::with(Options { clock, ..Options::default() }).await, time)
}

async fn charged(world: &World, payment: &Value) -> Value {
    let token = world.pepper_token(payment).await;
    let (status, reply) = read(world.sale(&token)).await;
    assert_eq!((status, &reply["status"], &reply["msg"]), (200, &json!("success"), &json!("success")));
    // Their order depends on how serde_json was built.
    let mut members: Vec<_> = reply.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(members, ENVELOPE);
    reply["data"].clone()
}

/// A refusal has a status of the API's and says why in `msg`.
fn is_refusal(reply: &Value) -> bool {
    reply["status"] == "failed"
        && reply["msg"].as_str().is_some_and(|text| !text.is_empty())
        && reply.get("data").is_none()
}

#[tokio::test]
async fn the_samples_card_and_bank_account_become_tokens_and_are_charged() {
    // The documented card ends in December 2020.
    let (world, _) = at(1_600_000_000_000).await;
    let sample = json!({ "card": { "number": "4012000098765439", "expiration_date": "12/20", "cvc": "999" } });
    for (payment, kind) in [(sample, "card"), (bank("490000018"), "ach")] {
        let token = world.pepper_token(&payment).await;
        assert!(token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{token}");
        let data = read(world.sale(&token)).await.1["data"].clone();
        assert_eq!((&data["payment_method"], &data["payment_type"]), (&json!("token"), &json!(kind)));
        assert_eq!((&data["response_code"], &data["amount"]), (&json!(100), &json!(1_000)));
    }
}

#[tokio::test]
async fn the_page_is_html_under_a_policy_of_its_own_and_may_be_embedded() {
    let world = World::start().await;
    let page = world.client.get(world.pepper(&format!("/api/tokenizer/{PUBLIC_KEY}"))).send().await.unwrap();
    assert_eq!((page.status().as_u16(), header(&page, "content-type")), (200, Some("text/html; charset=utf-8")));
    let policy = header(&page, "content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("frame-ancestors"));
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(header(&page, "x-frame-options"), None);
    assert_eq!(header(&page, "access-control-allow-origin"), None);
    let text = page.text().await.unwrap();
    assert!(text.contains("id=\"app\"") && !text.contains('$'), "{text}");
}

#[tokio::test]
async fn every_file_that_the_page_names_is_there() {
    let world = World::start().await;
    let text = world.page("ok").send().await.unwrap().text().await.unwrap();
    let mut names: Vec<String> =
        text.split('"').filter(|part| part.starts_with("/sandbox/")).map(str::to_owned).collect();
    assert_eq!(names.len(), 2);
    while let Some(name) = names.pop() {
        let file = world.client.get(world.pepper(&name)).send().await.unwrap();
        assert_eq!(file.status(), 200, "{name}");
        let text = file.text().await.unwrap();
        let imports =
            text.lines().filter(|line| line.starts_with("import ")).filter_map(|line| line.split("\"./").nth(1));
        names.extend(imports.map(|rest| format!("/sandbox/{}", rest.trim_end_matches("\";"))));
    }
}

#[tokio::test]
async fn the_page_is_for_the_public_key_alone() {
    let world = World::start().await;
    for key in [PRIVATE_KEY, "pub_", &PUBLIC_KEY[..30], &PUBLIC_KEY.to_uppercase(), "", "null", "a/b"] {
        let (status, reply) = read(world.client.get(world.pepper(&format!("/api/tokenizer/{key}")))).await;
        assert!(status == 401 && is_refusal(&reply), "{key}: {status} {reply}");
    }
}

#[tokio::test]
async fn a_transaction_is_for_the_private_key_alone_and_takes_it_raw() {
    let world = World::start().await;
    let token = world.pepper_token(&card(VISA)).await;
    let bearer = format!("Bearer {PRIVATE_KEY}");
    for key in [PUBLIC_KEY, &bearer, &basic(PRIVATE_KEY), "api_other", ""] {
        let request = world.client.post(world.pepper("/api/transaction")).header("authorization", key);
        let (status, reply) = read(request.header("content-type", JSON).body(sale(&token).to_string())).await;
        assert!(status == 401 && is_refusal(&reply), "{key}: {status} {reply}");
    }
    let without = world.client.post(world.pepper("/api/transaction")).header("content-type", JSON);
    assert_eq!(read(without.body(sale(&token).to_string())).await.0, 401);
    assert_eq!(read(world.sale(&token)).await.0, 200);
}

#[tokio::test]
async fn a_token_is_charged_once() {
    let world = World::start().await;
    let token = world.pepper_token(&card(VISA)).await;
    assert_eq!(read(world.sale(&token)).await.0, 200);
    for token in [&token, "00000000000000000000000000000000", ""] {
        let (status, reply) = read(world.sale(token)).await;
        assert!(status == 400 && is_refusal(&reply), "{reply}");
    }
}

#[tokio::test]
async fn a_declined_token_is_used_up_too() {
    let world = World::start().await;
    let token = world.pepper_token(&card("4000000000000002")).await;
    assert_eq!(read(world.sale(&token)).await.1["data"]["response_code"], 200);
    assert_eq!(read(world.sale(&token)).await.0, 400);
}

#[tokio::test]
async fn a_token_dies_after_two_minutes_and_not_before() {
    let (world, time) = at(1_700_000_000_000).await;
    let (early, late) = (world.pepper_token(&card(VISA)).await, world.pepper_token(&card(VISA)).await);
    time.fetch_add(119_999, Ordering::SeqCst);
    assert_eq!(read(world.sale(&early)).await.0, 200);
    time.fetch_add(1, Ordering::SeqCst);
    assert_eq!(read(world.sale(&late)).await.0, 400);
}

#[tokio::test]
async fn the_test_numbers_say_what_becomes_of_a_charge() {
    let world = World::start().await;
    for (number, code, authorized) in [
        (VISA, 100, 1_000),
        ("4000000000000002", 200, 0),
        ("4000000000009995", 202, 0),
        ("4000000000009987", 200, 0),
        ("4000000000009979", 200, 0),
        ("4000000000000069", 223, 0),
        ("4000000000000051", 110, 500),
        ("4000000000000010", 100, 1_000),
    ] {
        let data = charged(&world, &card(number)).await;
        assert_eq!(
            (&data["response_code"], &data["amount_authorized"]),
            (&json!(code), &json!(authorized)),
            "{number}"
        );
    }
    for (routing, code) in [("490000018", 100), ("000000000", 200), ("000000001", 100), ("000000002", 100)] {
        assert_eq!(charged(&world, &bank(routing)).await["response_code"], code, "{routing}");
    }
}

#[tokio::test]
async fn the_test_code_and_the_test_postal_code_do_not_match() {
    let world = World::start().await;
    let with = |cvc: &str, postal_code: Option<&str>| {
        let mut payment = card(VISA);
        payment["card"]["cvc"] = json!(cvc);
        if let Some(code) = postal_code {
            payment["postal_code"] = json!(code);
        }
        payment
    };
    for (cvc, postal_code, cvv_result, avs_result) in
        [("999", None, "M", "0"), ("200", Some("20000"), "N", "N"), ("999", Some("68508"), "M", "Z")]
    {
        let shown = charged(&world, &with(cvc, postal_code)).await["response_body"]["card"].clone();
        assert_eq!(
            (&shown["cvv_response_code"], &shown["avs_response_code"]),
            (&json!(cvv_result), &json!(avs_result))
        );
    }
    let mut order = sale(&world.pepper_token(&with("999", Some("68508"))).await);
    order["billing_address"] = json!({ "postal_code": "20000" });
    let data = read(world.transaction(&order)).await.1["data"].clone();
    assert_eq!(data["response_body"]["card"]["avs_response_code"], "N");
}

#[tokio::test]
async fn a_charge_shows_four_digits_of_the_number() {
    let world = World::start().await;
    let data = charged(&world, &card("378282246310005")).await;
    assert_eq!(data["response_body"]["card"]["masked_card"], "***********0005");
    assert!(!data.to_string().contains("3782822"), "{data}");
    let data = charged(&world, &bank("490000018")).await;
    assert_eq!(data["response_body"]["ach"]["masked_account"], "**9999");
}

#[tokio::test]
async fn a_transaction_that_is_not_as_documented_is_refused_and_leaves_the_token() {
    let world = World::start().await;
    let token = world.pepper_token(&card(VISA)).await;
    let changed = |name: &str, value: Value| {
        let mut order = sale(&token);
        order[name] = value;
        order
    };
    for order in [
        changed("type", json!("credit")),
        changed("type", Value::Null),
        changed("amount", json!("10.00")),
        changed("amount", json!(10.5)),
        changed("amount", json!(0)),
        changed("amount", json!(-1)),
        changed("payment_method", json!(token)),
        changed("payment_method", json!({})),
        changed("payment_method", json!({ "token": 7 })),
        changed("payment_method", json!({ "token": token, "ach": {} })),
        changed("payment_method", json!({ "card": { "number": VISA } })),
        changed("billing_address", json!({ "zip": "68508" })),
        changed("billing_address", json!("12 Elm")),
        changed("favourite_colour", json!("red")),
        json!([]),
    ] {
        let (status, reply) = read(world.transaction(&order)).await;
        assert!(status == 400 && is_refusal(&reply), "{order}: {status} {reply}");
    }
    let form = world.client.post(world.pepper("/api/transaction")).header("authorization", PRIVATE_KEY);
    assert_eq!(read(form.header("content-type", FORM).body(format!("token={token}"))).await.0, 400);
    assert_eq!(read(world.sale(&token)).await.0, 200);
}

#[tokio::test]
async fn a_verification_needs_no_amount_and_an_authorization_does() {
    let world = World::start().await;
    for (kind, expected) in [("verification", 200), ("authorize", 400), ("sale", 400)] {
        let token = world.pepper_token(&card(VISA)).await;
        let order = json!({ "type": kind, "payment_method": { "token": token } });
        assert_eq!(read(world.transaction(&order)).await.0, expected, "{kind}");
    }
    let mut order = sale(&world.pepper_token(&card(VISA)).await);
    order["type"] = json!("authorize");
    assert_eq!(read(world.transaction(&order)).await.1["data"]["type"], "authorize");
}

#[tokio::test]
async fn other_methods_paths_and_queries_are_refused() {
    let world = World::start().await;
    let page = format!("/api/tokenizer/{PUBLIC_KEY}");
    for (method, path, expected) in [
        (Method::POST, page.clone(), 405),
        (Method::OPTIONS, page.clone(), 405),
        (Method::GET, format!("{page}?amount=1.00"), 400),
        (Method::GET, "/api/transaction".to_owned(), 405),
        (Method::POST, "/api/transaction?x".to_owned(), 400),
        (Method::GET, "/tokenizer/tokenizer.js".to_owned(), 404),
        (Method::POST, "/api/lookup/bin".to_owned(), 404),
        (Method::POST, "/api/token".to_owned(), 404),
        (Method::GET, "/sandbox/keep".to_owned(), 405),
        (Method::GET, "/sandbox/other.js".to_owned(), 404),
        (Method::GET, format!("/scenario/unheard-of{page}"), 404),
    ] {
        let (status, reply) = read(world.client.request(method.clone(), world.pepper(&path))).await;
        assert!(status == expected && is_refusal(&reply), "{method} {path}: {status} {reply}");
    }
}
