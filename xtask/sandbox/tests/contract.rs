//! The gateway file's sample exchanges, its error list, its CORS rules and its token rules, over real HTTP.

mod support;

use panless_sandbox::affinipay::{Code, PUBLIC_KEY, SECRET_KEY};
use panless_sandbox::{Clock, Options};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use support::{CARD, FORM, JSON, World, basic, first, header, is_id, read};

/// The documented members of a token, after a look at those that differ each time.
fn documented(mut reply: Value) -> Value {
    let members = reply.as_object_mut().unwrap();
    let mut text = |name: &str| members.remove(name).and_then(|value| value.as_str().map(str::to_owned));
    assert!(is_id(&text("id").unwrap(), 22));
    assert!(is_id(&text("fingerprint").unwrap(), 20));
    assert_eq!(text("created").unwrap().len(), "2022-10-17T09:46:40.123Z".len());
    assert!(text("modified").unwrap().ends_with('Z'));
    assert_eq!(text("card_type").unwrap(), "VISA");
    reply
}

fn sample_reply(extra_data: &Value) -> Value {
    json!({
        "type": "card", "number": "************4242", "exp_month": 10, "exp_year": 2022, "cvv": "***",
        "form_data": { "extra_data": extra_data, "more_data": "another_value" },
    })
}

#[tokio::test]
async fn sample_one_a_form_with_a_repeated_name() {
    let world = World::start().await;
    let body = "type=card&number=4242424242424242&exp_month=10&exp_year=2022&cvv=123\
                &extra_data=some_value&extra_data=second_value&more_data=another_value";
    let (status, reply) = read(world.token("", FORM, body)).await;
    assert_eq!(status, 200);
    assert_eq!(documented(reply), sample_reply(&json!(["some_value", "second_value"])));
}

#[tokio::test]
async fn sample_two_json_with_form_data_as_it_was_sent() {
    let world = World::start().await;
    let body = r#"{"type":"card","number":"4242424242424242","exp_month":10,"exp_year":2022,"cvv":"123","form_data":{"extra_data":"some_value","more_data":"another_value"}}"#;
    let (status, reply) = read(world.token("", JSON, body)).await;
    assert_eq!(status, 200);
    assert_eq!(documented(reply), sample_reply(&json!("some_value")));
}

#[tokio::test]
async fn sample_three_a_bank_account_with_a_redirect() {
    let world = World::start().await;
    let body = "type=bank&routing_number=000000013&account_number=1234567890&account_type=CHECKING\
                &redirect_url=https://merchant.example.com/payment";
    let response = world.token("", FORM, body).send().await.unwrap();
    assert_eq!(response.status(), 303);
    let location = header(&response, "location").unwrap().to_owned();
    let id = location.strip_prefix("https://merchant.example.com/payment?token_id=").unwrap();
    assert!(is_id(id, 22));
    assert_eq!(response.text().await.unwrap(), "");
}

#[tokio::test]
async fn sample_four_the_shape_of_an_error() {
    let world = World::start().await;
    let (status, mut reply) = read(world.token("/scenario/error-dotted", FORM, CARD)).await;
    assert_eq!(status, 422);
    assert!(reply["messages"][0].as_object_mut().unwrap().remove("message").unwrap().is_string());
    let expected = r#"{"messages":[{"code":"invalid_data","context":"method.name","level":"error","sub_code":"not_blank","facility":"gateway"}]}"#;
    assert_eq!(reply, serde_json::from_str::<Value>(expected).unwrap());
}

#[tokio::test]
async fn a_bank_token_shows_the_last_digits_only() {
    let world = World::start().await;
    let body = r#"{"type":"bank","routing_number":"000000013","account_number":"1234567890","account_type":"SAVINGS"}"#;
    let (_, reply) = read(world.token("", JSON, body)).await;
    assert_eq!(reply["routing_number"], "******013");
    assert_eq!(reply["account_number"], "******7890");
    assert_eq!(reply["account_type"], "SAVINGS");
}

#[tokio::test]
async fn refuses_every_key_but_the_public_one() {
    let world = World::start().await;
    let bare = |body: &str| world.post("/v1/tokens", FORM, body);
    for request in [
        bare(CARD),
        bare(&format!("{CARD}&public_key={SECRET_KEY}")),
        bare(CARD).header("authorization", basic(SECRET_KEY)),
        bare(CARD).header("authorization", basic("m_AAAAAAAAAAAAAAAAAAAAAA")),
        world.post("/v1/tokens", JSON, &format!(r#"{{"public_key":"{PUBLIC_KEY}"}}"#)),
    ] {
        let (status, reply) = read(request).await;
        assert_eq!((status, first(&reply).0), (401, "not_authorized"));
    }
    assert_eq!(read(bare(&format!("{CARD}&public_key={PUBLIC_KEY}"))).await.0, 200);
}

#[tokio::test]
async fn each_bad_request_gets_its_documented_code() {
    let world = World::start().await;
    let wrong_type = CARD.replace("card", "cheque");
    let mismatch = format!("{CARD}&card_type=JCB");
    for (request, status, code, context) in [
        (world.token("", "text/plain", CARD), 400, "invalid_request", ""),
        (world.client.put(world.at("/v1/tokens")), 400, "invalid_request", ""),
        (world.token("", JSON, "{"), 400, "malformed_request", ""),
        (world.token("", JSON, ""), 422, "no_content", ""),
        (world.token("", FORM, &wrong_type), 422, "invalid_data", "type"),
        (world.token("", JSON, r#"{"nick":"x","type":"card"}"#), 422, "invalid_data", "nick"),
        (world.client.get(world.at("/v1/banks")), 404, "resource_not_found", "Url[/v1/banks]"),
        (world.token("", FORM, &mismatch), 422, "card_number_incorrect", ""),
        (world.token("/scenario/validates", FORM, &CARD.replace("4242&", "4241&")), 422, "card_number_invalid", ""),
        (world.token("/scenario/validates", FORM, &CARD.replace("2040", "2022")), 422, "card_expired", ""),
    ] {
        let (found, reply) = read(request).await;
        assert_eq!((found, first(&reply).0, first(&reply).2), (status, code, context), "{reply}");
    }
}

#[tokio::test]
async fn every_listed_code_comes_with_its_status() {
    let world = World::start().await;
    for code in Code::ALL {
        let (status, reply) = read(world.token(&format!("/scenario/code-{}", code.text()), FORM, CARD)).await;
        assert_eq!((status, first(&reply).0), (code.status(), code.text()));
    }
}

#[tokio::test]
async fn a_query_on_the_token_url_is_refused() {
    let world = World::start().await;
    let url = format!("/v1/tokens?{CARD}");
    let (status, reply) = read(world.post(&url, FORM, CARD).header("authorization", basic(PUBLIC_KEY))).await;
    assert_eq!((status, first(&reply).0), (400, "invalid_request"));
}

#[tokio::test]
async fn the_token_url_answers_a_preflight_for_both_transports() {
    let world = World::start().await;
    let preflight = world.client.request(reqwest::Method::OPTIONS, world.at("/v1/tokens"));
    let preflight = preflight.header("origin", "http://127.0.0.1:1").header("access-control-request-method", "POST");
    let response = preflight.send().await.unwrap();
    assert_eq!(response.status(), 204);
    assert_eq!(header(&response, "access-control-allow-origin"), Some("*"));
    assert_eq!(header(&response, "access-control-allow-methods"), Some("POST"));
    assert_eq!(header(&response, "access-control-allow-headers"), Some("authorization, content-type"));
    assert_eq!(header(&response, "access-control-allow-credentials"), None);
}

#[tokio::test]
async fn only_the_token_url_has_cors_headers_errors_included() {
    let world = World::start().await;
    let allowed = "access-control-allow-origin";
    for (request, expected) in [
        (world.token("", FORM, CARD), Some("*")),
        (world.post("/v1/tokens", FORM, CARD), Some("*")),
        (world.token("/scenario/no-cors", FORM, CARD), None),
        (world.token("/scenario/no-cors-error", FORM, CARD), None),
        (world.charge("AAAAAAAAAAAAAAAAAAAAAA"), None),
        (world.client.get(world.at("/requests")), None),
        (world.client.get(world.at("/scenarios")), None),
    ] {
        let response = request.send().await.unwrap();
        assert_eq!(header(&response, allowed), expected, "{}", response.url());
    }
}

#[tokio::test]
async fn the_merchant_reads_a_token_and_the_page_does_not() {
    let world = World::start().await;
    let path = format!("/v1/tokens/{}", world.new_token(CARD).await);
    let get = |key| world.client.get(world.at(&path)).header("authorization", basic(key));
    let (status, reply) = read(get(SECRET_KEY)).await;
    assert_eq!((status, &reply["number"]), (200, &json!("************4242")));
    assert_eq!(read(get(PUBLIC_KEY)).await.0, 401);
}

#[tokio::test]
async fn a_token_is_used_once() {
    let world = World::start().await;
    let token = world.new_token(CARD).await;
    let (status, reply) = read(world.charge(&token)).await;
    assert_eq!((status, &reply["method"]["number"]), (200, &json!("************4242")));
    let (status, reply) = read(world.charge(&token)).await;
    let context = format!("Token[{token}]");
    assert_eq!((status, first(&reply)), (404, ("resource_not_found", "", context.as_str())));
}

#[tokio::test]
async fn a_token_dies_after_five_minutes_and_not_before() {
    let time = Arc::new(AtomicU64::new(1_700_000_000_000));
    let hand = Arc::clone(&time);
    let clock = Clock::new(move || hand.load(Ordering::SeqCst));
    let world = World::with(Options { clock, ..Options::default() }).await;
    let (early, late) = (world.new_token(CARD).await, world.new_token(CARD).await);
    time.fetch_add(299_999, Ordering::SeqCst);
    assert_eq!(read(world.charge(&early)).await.0, 200);
    time.fetch_add(1, Ordering::SeqCst);
    assert_eq!(read(world.charge(&late)).await.0, 404);
}

#[tokio::test]
async fn the_test_numbers_fail_at_the_charge_and_not_before() {
    let world = World::start().await;
    for (number, code) in [
        ("4000000000000002", "card_declined"),
        ("4000000000000044", "card_declined_insufficient_funds"),
        ("4000000000000069", "card_expired"),
        ("4242424242424241", "card_number_invalid"),
    ] {
        let token = world.new_token(&CARD.replace("4242424242424242", number)).await;
        let (status, reply) = read(world.charge(&token)).await;
        assert_eq!((status, first(&reply).0), (422, code));
    }
    for (account, code) in [("1000000001", "ach_declined"), ("1000000008", "ach_account_frozen")] {
        let bank = format!("type=bank&routing_number=000000013&account_number={account}");
        let token = world.new_token(&bank).await;
        assert_eq!(first(&read(world.charge(&token)).await.1).0, code);
    }
}

#[tokio::test]
async fn the_same_number_has_the_same_fingerprint_and_another_id() {
    let world = World::start().await;
    let (one, two) = (read(world.token("", FORM, CARD)).await.1, read(world.token("", FORM, CARD)).await.1);
    assert_eq!(one["fingerprint"], two["fingerprint"]);
    assert_ne!(one["id"], two["id"]);
}
