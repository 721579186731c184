//! The sandbox Pepper's scenarios as they are sent (what the page then does, the end-to-end tests look at), what its
//! page asks for, and what is noted about each request.

mod support;

use panless_sandbox::pepper::scenario::TABLE;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use support::pepper::{bank, card};
use support::{JSON, World, caused_by_reset, header, read};

const VISA: &str = "4111111111111111";

#[tokio::test]
async fn every_scenario_is_listed_with_its_name_and_effect() {
    let world = World::start().await;
    let list = read(world.client.get(world.pepper("/scenarios"))).await.1;
    let names: Vec<_> = list.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, TABLE.iter().map(|row| row.name).collect::<Vec<_>>());
}

#[tokio::test]
async fn every_scenario_that_has_the_page_sends_it_and_tells_it_what_to_play() {
    let world = World::start().await;
    let broken = ["hang", "drop", "broken-page", "empty-page", "slow-headers", "drip", "byte-a-second", "headers-only"];
    let replaced = ["gzip-bomb", "brotli-bomb", "portal", "portal-elsewhere"];
    for row in TABLE.iter().filter(|row| !broken.contains(&row.name) && !replaced.contains(&row.name)) {
        let page = world.page(row.example).send().await.unwrap();
        assert_eq!(page.status(), 200, "{}", row.name);
        let text = page.text().await.unwrap();
        let plays = match row.name {
            "delay-N" | "slow-load-N" => "data-plays=\"ok\" data-invalid=\"\"".to_owned(),
            "validation-NAMES" => "data-plays=\"validation\" data-invalid=\"cc cvv\"".to_owned(),
            name => format!("data-plays=\"{name}\" data-invalid=\"\""),
        };
        assert!(text.contains(&plays), "{}: {text}", row.name);
    }
}

#[tokio::test]
async fn a_broken_page_and_an_empty_page_have_no_script() {
    let world = World::start().await;
    for (name, expected) in [("broken-page", 500), ("empty-page", 200)] {
        let page = world.page(name).send().await.unwrap();
        assert_eq!(page.status(), expected);
        assert_eq!(header(&page, "content-type"), Some("text/html; charset=utf-8"));
        let text = page.text().await.unwrap();
        assert!(text.starts_with("<!doctype html>") && !text.contains("script"), "{text}");
    }
}

#[tokio::test]
async fn a_dropped_page_is_a_reset_and_a_hanging_one_is_left() {
    let world = World::start().await;
    let error = world.page("drop~cut").send().await.unwrap_err();
    assert!(caused_by_reset(&error), "{error:?}");
    assert_eq!(world.pepper_requests("cut").await[0]["aborted"], false);
    let error = world.page("hang~left").timeout(Duration::from_millis(300)).send().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(world.until_true(async || world.pepper_requests("left").await[0]["aborted"] == true).await);
}

#[tokio::test]
async fn a_captive_portal_sends_its_own_page_or_leads_to_it() {
    let world = World::start().await;
    let text = world.page("portal").send().await.unwrap().text().await.unwrap();
    assert!(text.contains("Wi-Fi") && !text.contains("script"), "{text}");
    let moved = world.page("portal-elsewhere").send().await.unwrap();
    let location = header(&moved, "location").unwrap();
    assert!(moved.status() == 302 && location.starts_with("http://localhost:"), "{location}");
    let login = location.replace("localhost", "127.0.0.1");
    assert!(world.client.get(login).send().await.unwrap().text().await.unwrap().contains("Wi-Fi"));
}

#[tokio::test]
async fn a_delay_is_the_tokens_and_a_slow_load_the_pages() {
    let world = World::start().await;
    let payment = card(VISA);
    for (request, late) in [
        (world.page("slow-load-150"), true),
        (world.keep("slow-load-150", &payment), false),
        (world.page("delay-150"), false),
        (world.keep("delay-150", &payment), true),
    ] {
        let start = Instant::now();
        assert_eq!(request.send().await.unwrap().status(), 200);
        // How early an answer comes is up to the machine; how late is not.
        assert!(!late || start.elapsed() >= Duration::from_millis(150));
    }
}

#[tokio::test]
async fn a_mended_tag_gets_the_page_as_without_a_scenario() {
    let world = World::start().await;
    let broken = || async { world.page("broken-page~mend").send().await.unwrap().status().as_u16() };
    assert_eq!(broken().await, 500);
    world.client.post(world.pepper("/mend?tag=mend")).send().await.unwrap();
    assert_eq!(broken().await, 200);
}

#[tokio::test]
async fn a_token_is_for_the_page_of_the_same_origin_alone() {
    let world = World::start().await;
    let keep = |origin: Option<&str>| {
        let request = world.client.post(world.pepper("/sandbox/keep")).header("content-type", JSON);
        let request = request.body(card(VISA).to_string());
        origin.map_or_else(
            || request.try_clone().unwrap(),
            |origin| request.try_clone().unwrap().header("origin", origin),
        )
    };
    let shop = world.sandbox.shop_url();
    for origin in [None, Some("null"), Some(shop.as_str()), Some("http://localhost")] {
        assert_eq!(read(keep(origin)).await.0, 403, "{origin:?}");
    }
    let reply = keep(Some(&world.sandbox.pepper_url())).send().await.unwrap();
    assert_eq!((reply.status().as_u16(), header(&reply, "access-control-allow-origin")), (200, None));
}

#[tokio::test]
async fn what_the_page_would_not_ask_is_refused() {
    let world = World::start().await;
    let mut both = card(VISA);
    both["ach"] = bank("490000018")["ach"].clone();
    let mut more = card(VISA);
    more["card"]["name"] = json!("Grace Hopper");
    let mut number = card(VISA);
    number["card"]["number"] = json!(4_111_111_111_111_111_u64);
    for payment in [both, more, number, json!({}), json!([]), card("4111111111111112"), bank("490000019")] {
        let (status, reply) = read(world.keep("ok", &payment)).await;
        assert_eq!((status, &reply["status"]), (400, &json!("failed")), "{payment}");
    }
}

#[tokio::test]
async fn a_request_is_noted_by_its_names_and_never_by_its_values() {
    let world = World::start().await;
    read(world.keep("ok~note", &card(VISA))).await;
    let notes: Vec<Value> = world.pepper_requests("note").await;
    assert_eq!((notes.len(), &notes[0]["path"]), (1, &json!("/scenario/ok~note/sandbox/keep")));
    assert_eq!(notes[0]["field_names"], json!(["card"]));
    assert!(!notes[0].to_string().contains("4111"));
}
