//! The scenarios, as a client meets them, and what the gateway notes about each request.

mod support;

use panless_sandbox::affinipay::scenario::TABLE;
use serde_json::{Value, json};
use std::time::Duration;
use support::{CARD, FORM, JSON, World, caused_by_reset, header, read};

#[tokio::test]
async fn every_scenario_is_listed_with_its_name_and_effect() {
    let world = World::start().await;
    let (status, list) = read(world.client.get(world.at("/scenarios"))).await;
    let names: Vec<_> = list.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(status, 200);
    assert_eq!(names, TABLE.iter().map(|row| row.name).collect::<Vec<_>>());
    assert_eq!(read(world.token("/scenario/unheard-of", FORM, CARD)).await.0, 404);
}

#[tokio::test]
async fn each_plain_scenario_answers_with_its_status_and_body() {
    let world = World::start().await;
    let is_token = |reply: &Value| reply["id"].is_string();
    type Check = fn(&Value) -> bool;
    let cases: [(&str, u16, Check); 21] = [
        ("ok", 200, is_token),
        ("unauthorized", 401, |reply| reply["messages"][0]["code"] == "not_authorized"),
        ("error-card", 422, |reply| reply["messages"][0]["context"] == "card.name"),
        ("error-bare", 422, |reply| reply["messages"][0]["context"] == "number"),
        ("error-backtick", 422, |reply| reply["messages"][0]["context"] == "`card`.postal_code"),
        ("error-no-context", 422, |reply| reply["messages"][0].get("context").is_none()),
        ("error-many", 422, |reply| reply["messages"].as_array().unwrap().len() == 4),
        ("error-strings", 422, |reply| reply["messages"][0].is_string()),
        ("error-empty", 422, |reply| *reply == json!({ "messages": [] })),
        ("info-message", 200, |reply| reply["messages"][0]["level"] == "info" && reply["id"].is_string()),
        ("merchant-inactive", 422, |reply| reply["messages"][0]["code"] == "merchant_not_active"),
        ("server-error", 500, |reply| reply["messages"][0]["code"] == "server_error"),
        ("retry-later", 500, |reply| reply["messages"][0]["code"] == "card_processor_not_available"),
        ("bad-gateway", 502, |reply| reply.as_str().unwrap().contains("<title>")),
        ("html", 200, |reply| reply.as_str().unwrap().contains("<title>")),
        ("cut-json", 200, |reply| reply.as_str().unwrap().starts_with("{\"id\"")),
        ("empty", 200, |reply| reply == ""),
        ("no-id", 200, |reply| reply.get("id").is_none() && reply["number"] == "************4242"),
        ("wrong-shape", 200, Value::is_array),
        ("wrong-types", 200, |reply| reply["id"].is_number()),
        ("missing-created", 200, |reply| reply["id"].is_string() && reply.get("created").is_none()),
    ];
    for (name, status, holds) in cases {
        let (found, reply) = read(world.token(&format!("/scenario/{name}"), FORM, CARD)).await;
        assert!(found == status && holds(&reply), "{name}: {found} {reply}");
    }
}

#[tokio::test]
async fn a_rate_limit_and_a_delay_answer_as_named() {
    let world = World::start().await;
    assert_eq!(read(world.token("/scenario/rate-limited", FORM, CARD)).await.0, 429);
    let start = std::time::Instant::now();
    assert_eq!(read(world.token("/scenario/delay-150", FORM, CARD)).await.0, 200);
    assert!(start.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn echo_gives_the_whole_number_away() {
    let world = World::start().await;
    let (_, reply) = read(world.token("/scenario/echo", FORM, CARD)).await;
    assert_eq!(reply["name"], "Holder of 4242424242424242 123");
    assert_eq!(reply["form_data"]["deep"][0]["list"], json!(["4242424242424242", "123"]));
}

#[tokio::test]
async fn large_is_valid_json_of_more_than_256_kilobytes() {
    let world = World::start().await;
    let text = world.token("/scenario/large", FORM, CARD).send().await.unwrap().text().await.unwrap();
    assert!(text.len() > 300 * 1024);
    assert!(serde_json::from_str::<Value>(&text).unwrap()["id"].is_string());
}

#[tokio::test]
async fn large_endless_has_no_length_and_more_than_a_megabyte() {
    let world = World::start().await;
    let mut response = world.token("/scenario/large-endless~flood", FORM, CARD).send().await.unwrap();
    assert_eq!(response.content_length(), None);
    let mut total = 0;
    while total <= 1024 * 1024 {
        total += response.chunk().await.unwrap().unwrap().len();
    }
    drop(response);
    assert!(world.until("flood", |request| request["aborted"] == true).await);
}

#[tokio::test]
async fn reset_cuts_the_connection_after_the_request_was_read() {
    let world = World::start().await;
    let error = world.token("/scenario/reset~cut", FORM, CARD).send().await.unwrap_err();
    assert!(caused_by_reset(&error), "{error:?}");
    let request = world.requests("?tag=cut").await[0].clone();
    assert_eq!((&request["field_names"][1], &request["aborted"]), (&json!("number"), &json!(false)));
}

#[tokio::test]
async fn a_client_that_gives_up_waiting_is_noted_as_aborted() {
    let world = World::start().await;
    for name in ["hang", "slow-headers", "headers-only", "drip", "byte-a-second"] {
        let patience = Duration::from_millis(400);
        let request = world.token(&format!("/scenario/{name}~{name}"), FORM, CARD).timeout(patience);
        let outcome = match request.send().await {
            Ok(response) => response.bytes().await.map(drop),
            Err(error) => Err(error),
        };
        assert!(outcome.is_err_and(|error| error.is_timeout()), "{name}");
        assert!(world.until(name, |request| request["aborted"] == true).await, "{name}");
    }
}

#[tokio::test]
async fn drip_has_headers_at_once_and_slow_headers_has_not() {
    let world = World::start().await;
    let patience = Duration::from_millis(700);
    assert!(world.token("/scenario/drip", FORM, CARD).timeout(patience).send().await.is_ok());
    assert!(world.token("/scenario/slow-headers", FORM, CARD).timeout(patience).send().await.is_err());
}

#[tokio::test]
async fn after_its_headers_a_silent_gateway_says_nothing() {
    let world = World::start().await;
    let mut response = world.token("/scenario/headers-only", FORM, CARD).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(tokio::time::timeout(Duration::from_millis(300), response.chunk()).await.is_err());
}

#[tokio::test]
async fn bombs_are_small_on_the_way_and_say_how_they_are_packed() {
    let world = World::start().await;
    for (name, encoding, most) in [("gzip-bomb", "gzip", 64 * 1024), ("brotli-bomb", "br", 100)] {
        let response = world.token(&format!("/scenario/{name}"), FORM, CARD).send().await.unwrap();
        assert_eq!(header(&response, "content-encoding"), Some(encoding));
        assert!(response.bytes().await.unwrap().len() < most, "{name}");
    }
}

#[tokio::test]
async fn a_captive_portal_has_no_cors_headers() {
    let world = World::start().await;
    for (name, status) in [("portal", 200), ("portal-elsewhere", 302)] {
        let response = world.token(&format!("/scenario/{name}"), FORM, CARD).send().await.unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(header(&response, "access-control-allow-origin"), None);
    }
}

#[tokio::test]
async fn redirects_lead_to_the_journal_with_the_same_tag() {
    let world = World::start().await;
    for (name, host) in [("redirect", "http://127.0.0.1:"), ("redirect-foreign", "http://localhost:")] {
        let response = world.token(&format!("/scenario/{name}~gone"), FORM, CARD).send().await.unwrap();
        let location = header(&response, "location").unwrap();
        assert!(response.status() == 302 && location.starts_with(host), "{location}");
        assert!(location.ends_with("/scenario/ok~gone/v1/tokens"), "{location}");
    }
}

#[tokio::test]
async fn a_request_is_noted_by_its_names_and_never_by_its_values() {
    let world = World::start().await;
    let request = world.token("/scenario/ok~note", FORM, CARD).header("origin", "http://127.0.0.1:9");
    request.header("referer", "http://127.0.0.1:9/?4242424242424242").header("cookie", "a=b").send().await.unwrap();
    let list = world.requests("?tag=note").await;
    let expected = json!([{
        "method": "POST", "path": "/scenario/ok~note/v1/tokens", "tag": "note", "content_type": FORM,
        "has_authorization": true, "origin": "http://127.0.0.1:9", "referer": "http://127.0.0.1:9/?***",
        "cookie": "a=b", "field_names": ["type", "number", "exp_month", "exp_year", "cvv"], "aborted": false,
    }]);
    assert_eq!(Value::Array(list), expected);
}

#[tokio::test]
async fn a_number_used_as_a_name_is_starred_in_the_notes() {
    let world = World::start().await;
    read(world.token("/scenario/ok~name", JSON, r#"{"4242424242424242":"x"}"#)).await;
    assert_eq!(world.requests("?tag=name").await[0]["field_names"], json!(["***"]));
}

#[tokio::test]
async fn forgetting_the_notes_leaves_none() {
    let world = World::start().await;
    world.new_token(CARD).await;
    assert_eq!(world.requests("").await.len(), 1);
    world.client.delete(world.at("/requests")).send().await.unwrap();
    assert!(world.requests("").await.is_empty());
}

#[tokio::test]
async fn a_mended_tag_is_answered_as_without_a_scenario_and_no_other_is() {
    let world = World::start().await;
    assert_eq!(world.client.post(world.at("/mend?tag=one")).send().await.unwrap().status(), 204);
    assert_eq!(read(world.token("/scenario/server-error~one", FORM, CARD)).await.0, 200);
    assert_eq!(read(world.token("/scenario/server-error~two", FORM, CARD)).await.0, 500);
    assert_eq!(world.client.get(world.at("/mend?tag=two")).send().await.unwrap().status(), 405);
}

#[tokio::test]
async fn a_cut_body_begins_as_a_token_and_never_ends() {
    let world = World::start().await;
    let response = world.token("/scenario/cut-body", FORM, CARD).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.text().await.is_err());
}
