//! The demo merchant: its pages, its files, its orders, its log.

mod support;

use panless_sandbox::affinipay::{PUBLIC_KEY, SECRET_KEY};
use panless_sandbox::shop::OwnGateway;
use panless_sandbox::{Options, nelnet, pepper, stripe};
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use support::{CARD, FORM, JSON, World, header, read};

/// A demo folder and a build output with two versions, removed when dropped.
struct Folders(PathBuf);

impl Folders {
    fn new(name: &str) -> Self {
        let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        for (file, text) in [
            ("demo/index.html", "<!doctype html><title>shop</title>"),
            ("demo/shop.js", "export {};"),
            ("dist/cdn/0.9.0/panless.js", "old"),
            ("dist/cdn/0.10.0/panless.js", "new"),
            ("dist/cdn/0.10.0/panless.wasm", "\0asm"),
            ("dist/cdn/0.10.0/frame.html", "<p>connect-src 'self' https://api.chargeio.com https://api.stripe.com"),
            ("dist/cdn/0.10.0/jsonp.html", "<p>https://api.paymentspring.com/api/v1/tokens/jsonp"),
            ("dist/npm/index.js", "export {};"),
            ("secret.txt", "outside"),
        ] {
            let file = root.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        Self(root)
    }

    fn options(&self) -> Options {
        Options { demo: Some(self.0.join("demo")), dist: Some(self.0.join("dist")), ..Options::default() }
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        let _removed = fs::remove_dir_all(&self.0);
    }
}

fn get(world: &World, path: &str) -> RequestBuilder {
    world.client.get(world.sandbox.shop_url() + path)
}

fn order(world: &World, kind: &str, body: String) -> RequestBuilder {
    world.client.post(world.sandbox.shop_url() + "/orders").header("content-type", kind).body(body)
}

#[tokio::test]
async fn files_come_with_their_type_and_a_validator() {
    let folders = Folders::new("types");
    let world = World::with(folders.options()).await;
    for (path, kind, text) in [
        ("/", "text/html; charset=utf-8", "<!doctype html><title>shop</title>"),
        ("/shop.js", "text/javascript; charset=utf-8", "export {};"),
        ("/panless/0.9.0/panless.js", "text/javascript; charset=utf-8", "old"),
        ("/panless/latest/panless.js", "text/javascript; charset=utf-8", "new"),
        ("/panless/latest/panless.wasm", "application/wasm", "\0asm"),
        ("/npm/index.js", "text/javascript; charset=utf-8", "export {};"),
    ] {
        let response = get(&world, path).send().await.unwrap();
        assert_eq!((response.status().as_u16(), header(&response, "content-type")), (200, Some(kind)), "{path}");
        assert_eq!(header(&response, "x-content-type-options"), Some("nosniff"));
        assert_eq!(header(&response, "cache-control"), Some("no-cache"));
        let tag = header(&response, "etag").unwrap().to_owned();
        assert_eq!(response.text().await.unwrap(), text);
        let again = get(&world, path).header("if-none-match", tag).send().await.unwrap();
        assert_eq!(again.status(), 304, "{path}");
    }
}

#[tokio::test]
async fn jsonp_html_names_the_shops_nelnet_or_a_scenario_of_it_and_keeps_its_own_policy() {
    let folders = Folders::new("jsonp");
    let world = World::with(folders.options()).await;
    for scenario in ["", "/scenario/hostile-fetch~t1"] {
        let response = get(&world, &format!("{scenario}/panless/latest/jsonp.html")).send().await.unwrap();
        assert_eq!(header(&response, "content-security-policy"), Some("sandbox allow-scripts"));
        assert_eq!(header(&response, "referrer-policy"), Some("no-referrer"));
        assert_eq!(header(&response, "cross-origin-resource-policy"), Some("cross-origin"));
        let endpoint = world.nelnet(&format!("{scenario}/api/v1/tokens/jsonp"));
        assert_eq!(response.text().await.unwrap(), format!("<p>{endpoint}"));
    }
    let script = get(&world, "/scenario/hang~t1/panless/latest/panless.js").send().await.unwrap();
    assert_eq!(script.text().await.unwrap(), "new");
}

#[tokio::test]
async fn nothing_outside_the_folders_is_served() {
    let folders = Folders::new("outside");
    let world = World::with(folders.options()).await;
    for path in ["/..%2Fsecret.txt", "/panless/..%2F..%2Fsecret.txt", "/%2Fetc%2Fpasswd", "/panless/latest/none.js"] {
        assert_eq!(get(&world, path).send().await.unwrap().status(), 404, "{path}");
    }
}

#[tokio::test]
async fn pages_carry_a_policy_that_names_the_gateways_for_requests_and_the_one_for_frames() {
    let world = World::start().await;
    let response = get(&world, "/blank").send().await.unwrap();
    let expected = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src \
         'self'; connect-src 'self' {} {} {}; frame-src 'self' {}; base-uri 'none'; form-action 'self'; frame-ancestors \
         'none'; require-trusted-types-for 'script'",
        world.sandbox.affinipay_url(),
        world.sandbox.stripe_url(),
        world.sandbox.relay_url(),
        world.sandbox.pepper_url()
    );
    assert_eq!(header(&response, "content-security-policy"), Some(expected.as_str()));
    assert_eq!(header(&response, "referrer-policy"), Some("same-origin"));
    let open = get(&world, "/blank?csp=off").send().await.unwrap();
    assert_eq!(header(&open, "content-security-policy"), None);
}

#[tokio::test]
async fn the_configuration_names_the_sandbox_and_its_public_key() {
    let folders = Folders::new("config");
    let world = World::with(folders.options()).await;
    let expected = json!({
        "version": "0.10.0",
        "gateways": {
            "affinipay": { "baseUrl": world.sandbox.affinipay_url(), "publicKey": PUBLIC_KEY },
            "nelnet": { "baseUrl": world.sandbox.nelnet_url(), "publicKey": nelnet::PUBLIC_KEY },
            "pepper": { "baseUrl": world.sandbox.pepper_url(), "publicKey": pepper::PUBLIC_KEY },
            "stripe": { "baseUrl": world.sandbox.stripe_url(), "publicKey": stripe::PUBLIC_KEY },
        },
    });
    assert_eq!(read(get(&world, "/config.json")).await.1, expected);
}

#[tokio::test]
async fn an_own_gateway_takes_the_sandboxs_place_and_gets_no_charge() {
    let own = OwnGateway { base_url: "https://api.example.com".into(), public_key: PUBLIC_KEY.into() };
    let world = World::with(Options { own_affinipay: Some(own), ..Options::default() }).await;
    let config = read(get(&world, "/config.json")).await.1;
    assert_eq!(config["gateways"]["affinipay"]["baseUrl"], "https://api.example.com");
    let page = get(&world, "/blank").send().await.unwrap();
    assert!(header(&page, "content-security-policy").unwrap().contains("connect-src 'self' https://api.example.com "));
    let body = r#"{"token":"AAAAAAAAAAAAAAAAAAAAAA"}"#;
    let answer = read(order(&world, JSON, body.into())).await.1;
    let expected = json!({ "status": "uncharged", "token": "AAAAAAAAAAAAAAAAAAAAAA", "received": body });
    assert_eq!(answer, expected);
    assert!(world.requests("").await.is_empty());
}

#[tokio::test]
async fn an_own_nelnet_takes_the_sandboxs_place_and_gets_no_charge() {
    let own = OwnGateway { base_url: "https://api.example.com".into(), public_key: nelnet::LIVE_PUBLIC_KEY.into() };
    let world = World::with(Options { own_nelnet: Some(own), ..Options::default() }).await;
    let config = read(get(&world, "/config.json")).await.1;
    let expected = json!({ "baseUrl": "https://api.example.com", "publicKey": nelnet::LIVE_PUBLIC_KEY });
    assert_eq!(config["gateways"]["nelnet"], expected);
    let answer = read(order(&world, JSON, r#"{"token":"24daa814b0","gateway":"nelnet"}"#.into())).await.1;
    assert_eq!(answer["status"], "uncharged");
    assert_eq!(read(world.client.get(world.nelnet("/requests"))).await.1, json!([]));
}

#[tokio::test]
async fn refuses_to_show_a_secret_key_to_pages() {
    let own = OwnGateway { base_url: "https://api.example.com".into(), public_key: SECRET_KEY.into() };
    let options = Options { own_affinipay: Some(own), ..Options::default() };
    let error = panless_sandbox::Sandbox::start(options).await.unwrap_err();
    assert!(!error.to_string().contains(SECRET_KEY));
}

#[tokio::test]
async fn an_order_is_paid_with_a_token_in_json_or_in_a_form() {
    let world = World::start().await;
    let json_body = json!({ "token": world.new_token(CARD).await, "amount": 1999 }).to_string();
    let form_body = format!("payment_token={}&amount=1999", world.new_token(CARD).await);
    for (kind, body) in [(JSON, json_body), (FORM, form_body)] {
        let (status, answer) = read(order(&world, kind, body.clone())).await;
        assert_eq!(status, 200);
        assert_eq!(answer, json!({ "status": "paid", "last4": "4242", "brand": "VISA", "received": body }));
    }
}

#[tokio::test]
async fn an_order_names_the_gateway_of_its_token() {
    let world = World::start().await;
    let token = world.nelnet_token(support::nelnet::CARD).await;
    let body = json!({ "payment_token": token, "gateway": "nelnet" }).to_string();
    let answer = read(order(&world, JSON, body.clone())).await.1;
    assert_eq!(answer, json!({ "status": "paid", "last4": "1111", "brand": "visa", "received": body }));
    let again = read(order(&world, FORM, format!("token={token}&gateway=nelnet"))).await.1;
    assert_eq!((&again["status"], &again["gatewayCode"]), (&json!("declined"), &json!("69201")));
    let unknown = read(order(&world, FORM, format!("token={token}&gateway=nobody"))).await.1;
    assert_eq!(unknown["status"], "failed");
}

#[tokio::test]
async fn an_order_is_paid_with_a_token_of_pepper_and_says_what_its_decline_was() {
    let world = World::start().await;
    for (number, expected) in [
        ("4111111111111111", json!({ "status": "paid", "last4": "1111", "brand": "visa" })),
        ("4000000000009995", json!({ "status": "declined", "gatewayCode": "202" })),
        ("4000000000000051", json!({ "status": "paid", "last4": "0051", "brand": "visa" })),
    ] {
        let token = world.pepper_token(&support::pepper::card(number)).await;
        let body = json!({ "gateway": "pepper", "token": token, "amount": 1300 }).to_string();
        let mut answer = read(order(&world, JSON, body.clone())).await.1;
        assert_eq!(answer.as_object_mut().unwrap().remove("received"), Some(json!(body)));
        assert_eq!(answer, expected, "{number}");
        let again = read(order(&world, JSON, body)).await.1;
        assert_eq!(again["status"], "declined");
    }
}

#[tokio::test]
async fn an_order_is_paid_with_a_token_of_stripe_and_says_what_its_decline_was() {
    let world = World::start().await;
    for (number, expected) in [
        ("4242424242424242", json!({ "status": "paid", "last4": "4242", "brand": "Visa" })),
        ("4000000000000002", json!({ "status": "declined", "gatewayCode": "card_declined" })),
    ] {
        let token = world.stripe_token(&support::stripe::CARD.replace("4242424242424242", number)).await;
        let body = json!({ "gateway": "stripe", "token": token, "amount": 1300 }).to_string();
        let mut answer = read(order(&world, JSON, body.clone())).await.1;
        assert_eq!(answer.as_object_mut().unwrap().remove("received"), Some(json!(body)));
        assert_eq!(answer, expected, "{number}");
    }
}

#[tokio::test]
async fn an_own_stripe_takes_the_sandboxs_place_and_gets_no_charge() {
    let own = OwnGateway { base_url: "https://api.example.com".into(), public_key: "pk_live_own".into() };
    let world = World::with(Options { own_stripe: Some(own), ..Options::default() }).await;
    let page = get(&world, "/blank").send().await.unwrap();
    assert!(header(&page, "content-security-policy").unwrap().contains(" https://api.example.com "));
    let answer = read(order(&world, JSON, r#"{"token":"tok_1","gateway":"stripe"}"#.into())).await.1;
    assert_eq!(answer["status"], "uncharged");
    assert_eq!(read(world.client.get(world.stripe("/requests"))).await.1, json!([]));
}

#[tokio::test]
async fn an_own_pepper_takes_the_sandboxs_place_and_gets_no_charge() {
    let own = OwnGateway { base_url: "https://sandbox.example.com".into(), public_key: "pub_own".into() };
    let world = World::with(Options { own_pepper: Some(own), ..Options::default() }).await;
    let config = read(get(&world, "/config.json")).await.1;
    assert_eq!(
        config["gateways"]["pepper"],
        json!({ "baseUrl": "https://sandbox.example.com", "publicKey": "pub_own" })
    );
    let page = get(&world, "/blank").send().await.unwrap();
    assert!(
        header(&page, "content-security-policy").unwrap().contains("frame-src 'self' https://sandbox.example.com;")
    );
    let answer = read(order(&world, JSON, r#"{"token":"x","gateway":"pepper"}"#.into())).await.1;
    assert_eq!(answer["status"], "uncharged");
    assert_eq!(read(world.client.get(world.pepper("/requests"))).await.1, json!([]));
}

#[tokio::test]
async fn an_order_says_why_it_was_declined() {
    let world = World::start().await;
    let token = world.new_token(&CARD.replace("4242424242424242", "4000000000000002")).await;
    for code in ["card_declined", "resource_not_found"] {
        let answer = read(order(&world, JSON, json!({ "token": token }).to_string())).await.1;
        assert_eq!((&answer["status"], &answer["gatewayCode"]), (&json!("declined"), &json!(code)));
    }
    let answer = read(order(&world, JSON, "{}".into())).await.1;
    assert_eq!(answer["status"], "failed");
}

#[tokio::test]
async fn the_log_holds_request_line_headers_and_body_of_everything() {
    let folders = Folders::new("log");
    let file = folders.0.join("bytes.log");
    let world = World::with(Options { log: Some(file.clone()), ..folders.options() }).await;
    get(&world, "/shop.js?seen").header("x-mark", "in-a-header").send().await.unwrap();
    read(order(&world, FORM, "stray=4111111111111111".into())).await;
    let log = get(&world, "/orders/log").send().await.unwrap().text().await.unwrap();
    for text in ["GET /shop.js?seen HTTP/1.1", "x-mark: in-a-header", "POST /orders", "stray=4111111111111111"] {
        assert!(log.contains(text), "{text} is not in the log");
        assert!(fs::read_to_string(&file).unwrap().contains(text), "{text} is not in the file");
    }
}

#[tokio::test]
async fn an_order_over_64_kilobytes_is_refused() {
    let world = World::start().await;
    let response = order(&world, FORM, "x".repeat(64 * 1024 + 1)).send().await.unwrap();
    assert_eq!(response.status(), 413);
    let log = get(&world, "/orders/log").send().await.unwrap().text().await.unwrap();
    assert!(log.contains("POST /orders"));
    assert_eq!(read(get(&world, "/config.json")).await.1["version"], Value::from(env!("CARGO_PKG_VERSION")));
}

#[tokio::test]
async fn the_frames_host_serves_one_shop_for_its_keys_and_gateways() {
    let folders = Folders::new("frames");
    let world = World::with(folders.options()).await;
    let sandbox = &world.sandbox;
    let fetch = |path: &str| world.client.get(sandbox.frames_url() + path).send();
    let frame = fetch("/panless/0.10.0/frame.html").await.unwrap();
    let ancestors = format!("frame-ancestors {}", sandbox.shop_url());
    assert_eq!(header(&frame, "content-security-policy"), Some(&*ancestors));
    assert_eq!(header(&frame, "cache-control"), Some("public, max-age=31536000, immutable"));
    assert!(frame.text().await.unwrap().ends_with(&format!(
        "'self' {} {} {}",
        sandbox.affinipay_url(),
        sandbox.stripe_url(),
        sandbox.relay_url()
    )));
    let config = fetch("/scenario/hang/panless/latest/config.json").await.unwrap();
    assert_eq!(header(&config, "cache-control"), Some("no-cache"));
    let config: Value = serde_json::from_str(&config.text().await.unwrap()).unwrap();
    let base_urls =
        [sandbox.affinipay_url(), sandbox.nelnet_url(), sandbox.stripe_url()].map(|url| url + "/scenario/hang");
    let shop =
        json!({ "origin": sandbox.shop_url(), "publicKeys": [PUBLIC_KEY, nelnet::PUBLIC_KEY, stripe::PUBLIC_KEY] });
    assert_eq!(config, json!({ "shops": [shop], "baseUrls": base_urls }));
    let jsonp = fetch("/scenario/hang/panless/latest/jsonp.html").await.unwrap();
    assert_eq!(header(&jsonp, "content-security-policy"), Some("sandbox allow-scripts"));
    assert!(jsonp.text().await.unwrap().contains(&base_urls[1]));
    for path in ["/", "/shop.js", "/npm/index.js", "/panless/../secret.txt", "/config.json"] {
        assert_eq!(fetch(path).await.unwrap().status().as_u16(), 404, "{path}");
    }
}
