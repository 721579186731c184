//! The sandbox Stripe against the gateway file: requests, replies, codes, CORS, keys and scenarios, over real HTTP.

mod support;

use panless_sandbox::stripe::scenario::TABLE;
use panless_sandbox::stripe::{Code, PUBLIC_KEY, SECRET_KEY};
use serde_json::{Value, json};
use std::time::Duration;
use support::stripe::{BANK, CARD};
use support::{JSON, World, caused_by_reset, header, is_id, read};

/// The fixed members of a token, after a look at those that differ each time.
fn documented(mut reply: Value, prefix: &str, own: &str) -> Value {
    let id = reply.as_object_mut().unwrap().remove("id").unwrap();
    assert!(is_id(id.as_str().unwrap().strip_prefix(prefix).unwrap(), 24), "{id}");
    assert!(reply["created"].take().as_u64().unwrap() > 1_700_000_000);
    assert!(reply[own]["id"].take().is_string());
    reply
}

fn first(reply: &Value) -> (&str, &str, &str) {
    let text = |name: &str| reply["error"][name].as_str().unwrap_or_default();
    (text("code"), text("type"), text("param"))
}

#[tokio::test]
async fn a_card_s_reply_has_the_documented_members() {
    let world = World::start().await;
    let (status, reply) =
        read(world.stripe_asked("", &format!("{CARD}&card[name]=Grace&card[address_zip]=94103"))).await;
    assert_eq!(status, 200);
    let card = json!({
        "id": null, "object": "card", "brand": "Visa", "country": "US", "cvc_check": null, "exp_month": 12, "exp_year": 2040,
        "funding": "credit", "last4": "4242", "name": "Grace", "address_zip": "94103", "address_line1": null,
        "address_line2": null, "address_city": null, "address_state": null, "address_country": null, "currency": null,
    });
    let expected = json!({
        "object": "token", "type": "card", "created": null, "livemode": false, "used": false, "card": card,
    });
    assert_eq!(documented(reply, "tok_", "card"), expected);
}

#[tokio::test]
async fn a_bank_account_s_reply_has_the_documented_members_and_never_the_number() {
    let world = World::start().await;
    let body = format!("{BANK}&bank_account[account_holder_name]=Grace&bank_account[account_holder_type]=individual");
    let (status, reply) = read(world.stripe_asked("", &body)).await;
    assert_eq!(status, 200);
    assert!(!reply.to_string().contains("000123456789"));
    let account = json!({
        "id": null, "object": "bank_account", "bank_name": "STRIPE TEST BANK", "country": "US", "currency": "usd", "last4": "6789",
        "routing_number": "110000000", "account_holder_name": "Grace", "account_holder_type": "individual", "account_type": null,
        "status": "new",
    });
    let expected = json!({
        "object": "token", "type": "bank_account", "created": null, "livemode": false, "used": false,
        "bank_account": account,
    });
    assert_eq!(documented(reply, "btok_", "bank_account"), expected);
}

#[tokio::test]
async fn brands_are_display_names() {
    let world = World::start().await;
    for (number, code, brand) in [
        ("5555555555554444", "123", "MasterCard"),
        ("378282246310005", "1234", "American Express"),
        ("6011111111111117", "123", "Discover"),
        ("30569309025904", "123", "Diners Club"),
        ("3530111333300000", "123", "JCB"),
    ] {
        let body = CARD.replace("4242424242424242", number).replace("cvc]=123", &format!("cvc]={code}"));
        assert_eq!(read(world.stripe_asked("", &body)).await.1["card"]["brand"], brand);
    }
}

#[tokio::test]
async fn refuses_every_key_but_the_publishable_one() {
    let world = World::start().await;
    for body in [CARD.to_owned(), format!("{CARD}&key={SECRET_KEY}"), format!("{CARD}&key=pk_test_other")] {
        let (status, reply) = read(world.stripe_form("/v1/tokens", &body)).await;
        assert_eq!((status, first(&reply)), (401, ("", "invalid_request_error", "")));
    }
    let bearer = world.stripe_form("/v1/tokens", CARD).header("authorization", format!("Bearer {PUBLIC_KEY}"));
    assert_eq!(read(bearer).await.0, 200);
}

#[tokio::test]
async fn each_bad_request_gets_its_code_and_its_parameter() {
    let world = World::start().await;
    let asked = |body: &str| world.stripe_asked("", body);
    for (request, status, code, param) in [
        (asked(&CARD.replace("4242&", "4241&")), 402, "incorrect_number", "number"),
        (asked(&CARD.replace("=12&", "=13&")), 402, "invalid_expiry_month", "exp_month"),
        (asked(&CARD.replace("2040", "2020")), 402, "invalid_expiry_year", "exp_year"),
        (asked(&CARD.replace("=123", "=12")), 402, "invalid_cvc", "cvc"),
        (asked("card[number]=4242424242424242"), 400, "parameter_missing", "card[exp_month]"),
        (asked(&format!("{CARD}&card[email]=x")), 400, "parameter_unknown", "card[email]"),
        (asked(&format!("{CARD}&metadata[a]=x")), 400, "parameter_unknown", "metadata[a]"),
        (asked(&format!("{CARD}&card[name]=")), 400, "parameter_invalid_empty", "card[name]"),
        (asked(&BANK.replace("110000000", "110000001")), 400, "routing_number_invalid", "routing_number"),
        (asked(&BANK.replace("000123456789", "1")), 400, "account_number_invalid", "account_number"),
        (asked(&format!("{CARD}&{BANK}")), 400, "", ""),
        (asked(&format!("{CARD}&card[cvc]=123")), 400, "", ""),
        (world.stripe_form("/v1/tokens?a=b", CARD), 400, "", ""),
        (world.client.post(world.stripe("/v1/tokens")).header("content-type", JSON).body("{}"), 400, "", ""),
        (world.client.get(world.stripe("/v1/tokens/tok_1")), 404, "resource_missing", ""),
    ] {
        let (found, reply) = read(request).await;
        assert_eq!((found, first(&reply).0, first(&reply).2), (status, code, param), "{reply}");
    }
}

#[tokio::test]
async fn every_listed_code_comes_with_its_status() {
    let world = World::start().await;
    for code in Code::ALL.iter().filter(|code| !code.text().is_empty()) {
        let (status, reply) = read(world.stripe_asked(&format!("/scenario/code-{}", code.text()), CARD)).await;
        assert_eq!((status, first(&reply).0), (code.status(), code.text()));
    }
}

#[tokio::test]
async fn only_the_token_url_has_cors_headers_errors_included() {
    let world = World::start().await;
    for (request, expected) in [
        (world.stripe_asked("", CARD), Some("*")),
        (world.stripe_form("/v1/tokens", CARD), Some("*")),
        (world.stripe_asked("/scenario/no-cors", CARD), None),
        (world.stripe_asked("/scenario/no-cors-error", CARD), None),
        (world.stripe_charge("tok_1"), None),
        (world.client.get(world.stripe("/requests")), None),
    ] {
        let response = request.send().await.unwrap();
        assert_eq!(header(&response, "access-control-allow-origin"), expected, "{}", response.url());
    }
    let preflight = world.client.request(reqwest::Method::OPTIONS, world.stripe("/v1/tokens"));
    let preflight = preflight.header("origin", "http://127.0.0.1:1").header("access-control-request-method", "POST");
    let response = preflight.send().await.unwrap();
    assert_eq!((response.status().as_u16(), header(&response, "access-control-allow-methods")), (204, Some("POST")));
}

#[tokio::test]
async fn a_card_token_is_charged_once_and_a_bank_token_not_at_all() {
    let world = World::start().await;
    let token = world.stripe_token(CARD).await;
    let (status, reply) = read(world.stripe_charge(&token)).await;
    assert_eq!((status, &reply["source"]["last4"], &reply["paid"]), (200, &json!("4242"), &json!(true)));
    assert_eq!(first(&read(world.stripe_charge(&token)).await.1).0, "token_already_used");
    let bank = world.stripe_token(BANK).await;
    assert_eq!(first(&read(world.stripe_charge(&bank)).await.1).0, "bank_account_unusable");
    let with_public_key =
        world.stripe_form("/v1/charges", "a=b").header("authorization", format!("Bearer {PUBLIC_KEY}"));
    assert_eq!(read(with_public_key).await.0, 401);
}

#[tokio::test]
async fn the_test_number_that_declines_does_so_at_the_charge() {
    let world = World::start().await;
    let token = world.stripe_token(&CARD.replace("4242424242424242", "4000000000000002")).await;
    let (status, reply) = read(world.stripe_charge(&token)).await;
    assert_eq!((status, first(&reply)), (402, ("card_declined", "card_error", "")));
}

#[tokio::test]
async fn each_plain_scenario_answers_with_its_status_and_body() {
    let world = World::start().await;
    type Check = fn(&Value) -> bool;
    let cases: [(&str, u16, Check); 17] = [
        ("ok", 200, |reply| reply["id"].is_string()),
        ("unauthorized", 401, |reply| first(reply) == ("", "invalid_request_error", "")),
        ("not-enabled", 402, |reply| {
            reply["error"]["message"].as_str().unwrap().contains("unsupported for publishable key tokenization")
        }),
        ("error-param", 400, |reply| first(reply).2 == "card[exp_year]"),
        ("error-type", 402, |reply| first(reply) == ("", "card_error", "")),
        ("error-empty", 400, |reply| *reply == json!({ "error": {} })),
        ("server-error", 500, |reply| first(reply).1 == "api_error"),
        ("bad-gateway", 502, |reply| reply.as_str().unwrap().contains("<title>")),
        ("rate-limited", 429, |reply| reply == ""),
        ("html", 200, |reply| reply.as_str().unwrap().contains("<title>")),
        ("cut-json", 200, |reply| reply.as_str().unwrap().starts_with("{\"id\"")),
        ("empty", 200, |reply| reply == ""),
        ("no-id", 200, |reply| reply.get("id").is_none() && reply["object"] == "token"),
        ("no-object", 200, |reply| reply["id"].is_string() && reply.get("object").is_none()),
        ("wrong-shape", 200, Value::is_array),
        ("wrong-types", 200, |reply| reply["id"].is_array()),
        ("echo", 200, |reply| reply["name"].as_str().unwrap().contains("4242424242424242")),
    ];
    for (name, status, holds) in cases {
        let (found, reply) = read(world.stripe_asked(&format!("/scenario/{name}"), CARD)).await;
        assert!(found == status && holds(&reply), "{name}: {found} {reply}");
    }
    let listed = read(world.client.get(world.stripe("/scenarios"))).await.1;
    assert_eq!(listed.as_array().unwrap().len(), TABLE.len());
}

#[tokio::test]
async fn a_reset_is_one_a_hang_is_left_and_a_redirect_goes_to_the_ok_scenario() {
    let world = World::start().await;
    let error = world.stripe_asked("/scenario/reset", CARD).send().await.unwrap_err();
    assert!(caused_by_reset(&error), "{error:?}");
    let hang = world.stripe_asked("/scenario/hang~left", CARD).timeout(Duration::from_millis(200));
    assert!(hang.send().await.unwrap_err().is_timeout());
    let left = async || read(world.client.get(world.stripe("/requests?tag=left"))).await.1[0]["aborted"] == true;
    assert!(world.until_true(left).await);
    let redirected = world.stripe_asked("/scenario/redirect~r1", CARD).send().await.unwrap();
    let expected = world.stripe("/scenario/ok~r1/v1/tokens");
    assert_eq!((redirected.status().as_u16(), header(&redirected, "location")), (302, Some(expected.as_str())));
}

#[tokio::test]
async fn the_journal_has_names_and_no_values() {
    let world = World::start().await;
    read(world.stripe_asked("/scenario/ok~j1", CARD)).await;
    let noted = read(world.client.get(world.stripe("/requests?tag=j1"))).await.1;
    assert_eq!(
        noted[0]["field_names"],
        json!(["key", "card[number]", "card[exp_month]", "card[exp_year]", "card[cvc]"])
    );
    assert!(!noted.to_string().contains("4242"));
}
