//! The sandbox Nelnet's scenarios, as a client meets them, and what is noted about each request.

mod support;

use panless_sandbox::nelnet::{hostile, scenario};
use serde_json::{Value, json};
use std::time::Duration;
use support::nelnet::{BANK, CARD, argument, code};
use support::{World, caused_by_reset, header, read};

#[tokio::test]
async fn every_scenario_is_listed_with_its_name_and_effect() {
    let world = World::start().await;
    let list = read(world.client.get(world.nelnet("/scenarios"))).await.1;
    let names: Vec<_> = list.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect();
    let expected: Vec<_> = scenario::TABLE.iter().chain(hostile::TABLE).map(|row| row.name).collect();
    assert_eq!(names, expected);
}

#[tokio::test]
async fn each_script_says_what_its_scenario_is_named_for() {
    let world = World::start().await;
    for (name, start, end) in [
        ("throws", "throw new Error(", ");"),
        ("throws-late", "cb({", "throw new Error(\"late\");"),
        ("other-name", "somebodyElse({", "});"),
        ("no-call", "var ignored = {", "};"),
        ("call-later", "setTimeout(function () { cb({", "}); }, 30);"),
        ("call-soon", "Promise.resolve().then(function () { cb({", "}); });"),
        ("two-calls", "cb({", "cb({\"class\":\"token\",\"id\":\"0000000000\"});"),
        ("window-name", "window.cb({", "});"),
        ("syntax-error", "cb({", "}"),
        ("html-page", "<!doctype html>", "</title>"),
        ("loop", "for (var turns = 0; ; turns += 1);", ""),
        ("loop-6s", "for (", "});"),
        ("empty", "", ""),
        ("call-nothing", "cb();", ""),
        ("call-function", "cb(function () {});", ""),
        ("call-symbol", "cb(Symbol());", ""),
        ("call-cycle", "var token = {", "token.self = token; cb(token);"),
        ("call-bigint", "var token = {", "BigInt(1); cb(token);"),
        ("call-getter", "var token = {", "cb(token);"),
        ("call-to-json", "var token = {", "cb(token);"),
        ("call-deep", "var list = []", "cb(list);"),
        ("call-null", "cb(null);", ""),
        ("call-string", "cb(\"24daa814b0\");", ""),
        ("call-number", "cb(24);", ""),
        ("call-list", "cb([1, 2, 3]);", ""),
        ("no-id", "var token = {", "delete token.id; cb(token);"),
        ("no-class", "var token = {", "delete token.class; cb(token);"),
        ("trailing-comma", "cb({", "2029,});"),
        ("error-and-token", "var token = {", "cb(token);"),
    ] {
        let response = world.jsonp(name, CARD).send().await.unwrap();
        assert_eq!(response.status(), 200, "{name}");
        assert_eq!(header(&response, "content-type"), Some("text/javascript; charset=utf-8"), "{name}");
        let text = response.text().await.unwrap();
        assert!(text.starts_with(start) && text.ends_with(end) && !text.contains('$'), "{name}: {text}");
    }
}

#[tokio::test]
async fn each_reply_has_the_argument_that_its_scenario_is_named_for() {
    let world = World::start().await;
    type Check = fn(&Value) -> bool;
    let cases: [(&str, Check); 9] = [
        ("ok", |reply| reply["class"] == "token"),
        ("cookie", |reply| reply["class"] == "token"),
        ("error-many", |reply| reply["errors"].as_array().unwrap().len() == 3),
        ("error-number", |reply| reply["errors"][0]["code"] == 11_301),
        ("error-unknown", |reply| code(reply) == "QX99"),
        ("error-empty", |reply| *reply == json!({ "errors": [] })),
        ("error-strings", |reply| reply["errors"][0].is_string()),
        ("wrong-types", |reply| reply["id"].is_number() && reply["class"].is_array()),
        ("large", |reply| reply["padding"].as_str().unwrap().len() == 300_000),
    ];
    for (name, holds) in cases {
        let reply = argument(world.jsonp(name, CARD).send().await.unwrap(), "cb").await;
        assert!(holds(&reply), "{name}: {reply}");
    }
}

#[tokio::test]
async fn a_wrong_status_or_type_comes_with_a_reply_that_would_work() {
    let world = World::start().await;
    for (name, status, kind) in [
        ("status-400", 400, Some("text/javascript; charset=utf-8")),
        ("status-429", 429, Some("text/javascript; charset=utf-8")),
        ("status-503", 503, Some("text/javascript; charset=utf-8")),
        ("html", 200, Some("text/html; charset=utf-8")),
        ("mime-json", 200, Some("application/json")),
        ("mime-text", 200, Some("text/plain; charset=utf-8")),
        ("mime-none", 200, None),
    ] {
        let response = world.jsonp(name, CARD).send().await.unwrap();
        assert_eq!((response.status().as_u16(), header(&response, "content-type")), (status, kind), "{name}");
        assert!(response.text().await.unwrap().starts_with("cb({"), "{name}");
    }
    assert_eq!(world.jsonp("no-content", CARD).send().await.unwrap().status(), 204);
}

#[tokio::test]
async fn the_headers_that_matter_to_caches_and_cookies_are_there_when_asked_for() {
    let world = World::start().await;
    for (scenario, name, value) in [
        ("ok", "cache-control", None),
        ("ok", "set-cookie", None),
        ("no-store", "cache-control", Some("no-store")),
        ("cacheable", "cache-control", Some("public, max-age=3600")),
        ("cookie", "set-cookie", Some("sandbox=1; Path=/; SameSite=None; Secure")),
    ] {
        let response = world.jsonp(scenario, CARD).send().await.unwrap();
        assert_eq!(header(&response, name), value, "{scenario}");
    }
}

#[tokio::test]
async fn echo_gives_the_submitted_numbers_away() {
    let world = World::start().await;
    let card = world.jsonp("echo", &format!("{CARD}&csc=999")).send().await.unwrap().text().await.unwrap();
    assert!(card.contains(r#"["4111111111111111","999"]"#), "{card}");
    let bank = world.jsonp("echo", BANK).send().await.unwrap().text().await.unwrap();
    assert!(bank.contains(r#"["1234567890"]"#), "{bank}");
}

#[tokio::test]
async fn a_refused_request_is_refused_in_a_script_scenario_too() {
    let world = World::start().await;
    let fields = CARD.replace("1111&", "1112&");
    for name in ["two-calls", "hostile-fetch", "status-503", "large-5"] {
        let reply = argument(world.jsonp(name, &fields).send().await.unwrap(), "cb").await;
        assert_eq!(code(&reply), "11301", "{name}");
    }
}

#[tokio::test]
async fn large_replies_have_the_size_asked_for() {
    let world = World::start().await;
    for (name, megabytes) in [("large-5", 5), ("large-50", 50)] {
        let length = world.script(name).await.len();
        assert!(length > megabytes * 1_000_000 && length < megabytes * 1_000_000 + 1_000, "{name}: {length}");
    }
}

#[tokio::test]
async fn a_cut_body_is_complete_javascript_whose_end_never_comes() {
    let world = World::start().await;
    let mut response = world.jsonp("cut-body", CARD).send().await.unwrap();
    let chunk = response.chunk().await.unwrap().unwrap();
    assert!(chunk.starts_with(b"cb({") && chunk.ends_with(b"});"));
    assert!(response.chunk().await.is_err());
}

#[tokio::test]
async fn reset_cuts_the_connection_after_the_request_was_read() {
    let world = World::start().await;
    let error = world.jsonp("reset~cut", CARD).send().await.unwrap_err();
    assert!(caused_by_reset(&error), "{error:?}");
    assert_eq!(world.nelnet_requests("cut").await[0]["aborted"], false);
}

#[tokio::test]
async fn nobody_listens_at_the_refused_address() {
    let world = World::start().await;
    let error = world.client.get(world.sandbox.refused_url().unwrap()).send().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
}

#[tokio::test]
async fn a_client_that_gives_up_waiting_is_noted_as_aborted() {
    let world = World::start().await;
    for name in ["hang", "slow-headers", "drip", "endless-body"] {
        let patience = Duration::from_millis(400);
        let outcome = match world.jsonp(&format!("{name}~{name}"), CARD).timeout(patience).send().await {
            Ok(response) => response.bytes().await.map(drop),
            Err(error) => Err(error),
        };
        assert!(outcome.is_err_and(|error| error.is_timeout()), "{name}");
        let noted = world.until_true(async || world.nelnet_requests(name).await[0]["aborted"] == true).await;
        assert!(noted, "{name}");
    }
}

#[tokio::test]
async fn a_delay_answers_after_it() {
    let world = World::start().await;
    let start = std::time::Instant::now();
    assert!(world.script("delay-150").await.starts_with("cb({"));
    assert!(start.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn a_redirect_on_the_own_host_leads_to_a_token_of_the_same_tag() {
    let world = World::start().await;
    let response = world.jsonp("redirect-own~again", CARD).send().await.unwrap();
    let location = header(&response, "location").unwrap().to_owned();
    assert!(response.status() == 302 && location.starts_with("/scenario/ok~again/api/v1/tokens/jsonp?card"));
    let reply = argument(world.client.get(world.nelnet(&location)).send().await.unwrap(), "cb").await;
    assert_eq!(reply["class"], "token");
    assert_eq!(world.nelnet_requests("again").await.len(), 2);
}

#[tokio::test]
async fn a_foreign_redirect_leads_to_a_script_that_would_call_back_and_is_counted() {
    let world = World::start().await;
    let response = world.jsonp("redirect-foreign~away", CARD).send().await.unwrap();
    let location = header(&response, "location").unwrap().to_owned();
    assert!(response.status() == 302 && location.starts_with(&world.trap("away").await), "{location}");
    assert_eq!(world.leaked("away").await["connections"], 0);
    let reply = argument(world.client.get(location).send().await.unwrap(), "cb").await;
    assert_eq!(reply["id"], "f0f0f0f0f0");
    assert_eq!(world.leaked("away").await["requests"][0]["path"], "/reply.js");
}

#[tokio::test]
async fn a_request_is_noted_by_its_names_and_never_by_its_values() {
    let world = World::start().await;
    world.jsonp("ok~note", &format!("{CARD}&4111111111111111=x")).send().await.unwrap();
    let note = world.nelnet_requests("note").await[0].clone();
    assert_eq!(note["path"], "/scenario/ok~note/api/v1/tokens/jsonp");
    let names =
        ["card_owner_name", "card_number", "card_exp_month", "card_exp_year", "***", "public_api_key", "callback"];
    assert_eq!(note["field_names"], json!(names));
    assert!(!note.to_string().contains("4111111"));
}
