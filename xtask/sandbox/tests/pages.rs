//! The demo's own pages as the shop serves them: filled in for a gateway, and as the answer to an order.

mod support;

use panless_sandbox::shop::OwnGateway;
use panless_sandbox::{Options, affinipay, nelnet, pepper, stripe};
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};
use support::{CARD, FORM, World, header, read};

const HTML: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/demo")
}

async fn shop() -> World {
    World::with(Options { demo: Some(demo()), ..Options::default() }).await
}

async fn page(world: &World, path: &str) -> String {
    let response = world.client.get(world.sandbox.shop_url() + path).send().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), header(&response, "content-type")),
        (200, Some("text/html; charset=utf-8"))
    );
    assert!(header(&response, "content-security-policy").is_some(), "{path}");
    response.text().await.unwrap()
}

/// The page that a browser gets for an order.
async fn ordered(world: &World, path: &str, body: &str) -> String {
    let order = world.client.post(world.sandbox.shop_url() + path).header("content-type", FORM);
    let response = order.header("accept", HTML).body(body.to_owned()).send().await.unwrap();
    assert_eq!(header(&response, "content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(header(&response, "cache-control"), Some("no-store"));
    assert!(header(&response, "content-security-policy").unwrap().contains("require-trusted-types-for 'script'"));
    let text = response.text().await.unwrap();
    assert!(!text.contains("{{"), "{text}");
    text
}

#[tokio::test]
async fn each_gateway_has_a_page_with_its_key_and_address() {
    let world = shop().await;
    let sandbox = &world.sandbox;
    for (path, key, base_url) in [
        ("/", affinipay::PUBLIC_KEY, sandbox.affinipay_url()),
        ("/nelnet", nelnet::PUBLIC_KEY, sandbox.nelnet_url()),
        ("/pepper", pepper::PUBLIC_KEY, sandbox.pepper_url()),
        ("/stripe", stripe::PUBLIC_KEY, sandbox.stripe_url()),
    ] {
        let text = page(&world, path).await;
        assert!(text.contains(&format!("data-public-key=\"{key}\" data-base-url=\"{base_url}\"")), "{path}");
        assert!(text.contains("data-core=\"auto\"") && text.contains("<html lang=\"en\" dir=\"ltr\">"), "{path}");
        let current = format!("<a href=\"{path}?lang=en\" aria-current=\"page\">");
        assert_eq!((text.matches("aria-current=\"page\"").count(), text.matches(&current).count()), (1, 1), "{path}");
        assert!(!text.contains("{{") && !text.contains(" selected value=\""), "{path}");
    }
}

#[tokio::test]
async fn a_page_whose_fields_are_sealed_names_the_relay_and_pins_its_keys() {
    let world = shop().await;
    let relay = world.sandbox.relay_url();
    let (_, keys) = read(world.client.get(format!("{relay}/.well-known/sealed-jwks.json"))).await;
    let kids: Vec<_> = keys["keys"].as_array().unwrap().iter().map(|key| key["kid"].as_str().unwrap()).collect();
    for gateway in ["chargezoom", "ontraport"] {
        // There is no such mode here.
        let text = page(&world, &format!("/{gateway}?mode=framed")).await;
        let seal = format!("data-gateway=\"{gateway}\" data-audience=\"{relay}\" data-pins=\"{}\"", kids.join(" "));
        assert!(text.contains(&seal) && !text.contains("{{"), "{gateway}");
        assert_eq!(text.contains("id=\"method-bank\""), gateway == "chargezoom");
    }
}

#[tokio::test]
async fn a_string_that_does_not_open_is_not_paid_and_its_answer_has_the_relays_code() {
    let world = shop().await;
    let text = ordered(&world, "/orders", "gateway=ontraport&payment_token=eyJh.bcd.efg.hij.<k&lang=x").await;
    for part in [
        "<h1 id=\"title\">Not charged</h1>",
        "data-paid=\"no\" data-status=\"failed\"",
        "HTTP 400\n{\n  &quot;code&quot;: &quot;sealed_malformed&quot;\n}</pre>",
        "<pre id=\"opened\" tabindex=\"0\" dir=\"ltr\" hidden></pre>",
        "payment_token=eyJh.bcd.efg.hij.&lt;k",
        "href=\"/ontraport?lang=en\"",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[tokio::test]
async fn a_query_chooses_scenario_and_language() {
    let world = shop().await;
    let text = page(&world, "/nelnet?scenario=hang&lang=ar").await;
    let base_url = format!("data-base-url=\"{}/scenario/hang\"", world.sandbox.nelnet_url());
    for part in [
        &base_url,
        "data-assets=\"/scenario/hang/panless/latest/\"",
        "<html lang=\"ar\" dir=\"rtl\">",
        "selected value=\"hang\"",
    ] {
        assert!(text.contains(part), "{part}");
    }
    // The shop itself speaks two languages, panless eleven.
    let text = page(&world, "/?lang=de").await;
    assert!(text.contains("<html lang=\"en\" dir=\"ltr\">") && text.contains("method=\"post\" lang=\"de\""));
}

#[tokio::test]
async fn a_query_puts_nothing_of_its_own_into_a_page() {
    let world = shop().await;
    let plain = page(&world, "/").await;
    for query in ["?scenario=%22%3E%3Cscript%3E", "?lang=%22x", "?scenario=../x&lang=xx", "?publicKey=x"] {
        assert_eq!(page(&world, &format!("/{query}")).await, plain, "{query}");
    }
}

#[tokio::test]
async fn a_page_names_the_host_that_gets_what_is_typed_and_whether_it_is_a_real_gateway() {
    let own = |public_key: &str| {
        Some(OwnGateway { base_url: "https://api.example.com".into(), public_key: public_key.into() })
    };
    let options = Options { demo: Some(demo()), own_nelnet: own(nelnet::LIVE_PUBLIC_KEY), ..Options::default() };
    let world = World::with(options).await;
    let text = page(&world, "/nelnet?scenario=hang").await;
    for part in [
        "data-own=\"yes\" data-live=\"yes\"",
        "<code id=\"host\">api.example.com</code>",
        "<span >What you type goes to the real gateway, with your key:</span>",
        "<p ><strong>This key is of live mode.",
        "<form class=\"scenarios\" hidden ",
        // A real gateway plays no scenario.
        "data-base-url=\"https://api.example.com\" data-assets=\"/panless/latest/\"",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let text = page(&world, "/").await;
    let host = world.sandbox.affinipay_url().replace("http://", "");
    for part in [
        "data-own=\"no\" data-live=\"no\"",
        &format!("<code id=\"host\">{host}</code>"),
        "<span >What you type goes to a sandbox on this machine:</span>",
        "<form class=\"scenarios\"  action",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[tokio::test]
async fn without_a_private_key_the_receipt_says_so_and_shows_the_token() {
    let own = OwnGateway { base_url: "https://api.example.com".into(), public_key: "pub_own".into() };
    let world = World::with(Options { demo: Some(demo()), own_pepper: Some(own), ..Options::default() }).await;
    let text = ordered(&world, "/orders", "gateway=pepper&payment_token=aB3<&x=1").await;
    for part in [
        "<h1 id=\"title\">Token received, not charged</h1>",
        "This shop has no private key of the gateway, so it cannot charge. No money moved.",
        "<code id=\"token\">aB3&lt;</code>",
        "<code>api.example.com</code>",
        "data-paid=\"no\" data-status=\"uncharged\"",
        "payment_token=aB3&lt;\n&amp;x=1</pre>",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let paid = ordered(&world, "/orders", &format!("payment_token={}", world.new_token(CARD).await)).await;
    assert!(paid.contains("<dl class=\"slip\" hidden>\n      <div><dt>Token"));
}

#[tokio::test]
async fn pages_whose_policy_forbids_webassembly_ask_for_the_other_core() {
    let world = World::with(Options { demo: Some(demo()), without_wasm: true, ..Options::default() }).await;
    for path in ["/", "/nelnet", "/pepper", "/stripe"] {
        assert!(page(&world, path).await.contains("data-core=\"js\""), "{path}");
    }
}

#[test]
fn both_languages_have_the_same_words() {
    let words = |file: &str| -> Map<String, Value> {
        serde_json::from_str(&fs::read_to_string(demo().join("words").join(file)).unwrap()).unwrap()
    };
    let (english, arabic) = (words("en.json"), words("ar.json"));
    assert_eq!(english.keys().collect::<Vec<_>>(), arabic.keys().collect::<Vec<_>>());
    assert!(english.values().chain(arabic.values()).all(|word| word.as_str().is_some_and(|text| !text.is_empty())));
}

#[tokio::test]
async fn a_browser_gets_a_receipt_with_all_that_the_server_received() {
    let world = shop().await;
    let token = world.new_token(CARD).await;
    let text =
        ordered(&world, "/orders?lang=en", &format!("gateway=affinipay&method=card&payment_token={token}")).await;
    for part in [
        "<h1 id=\"title\">Paid, thank you</h1>",
        "<span id=\"brand\">Visa</span>",
        "<span id=\"last4\">4242</span>",
        "<dt>Paid</dt><dd>$13.00</dd>",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert!(text.contains(&format!("gateway=affinipay\n&amp;method=card\n&amp;payment_token={token}</pre>")));
    assert!(text.contains("data-paid=\"yes\"") && text.contains("data-clean=\"yes\""));
}

#[tokio::test]
async fn a_browser_gets_a_page_that_leads_back_when_an_order_is_declined_or_has_no_token() {
    let world = shop().await;
    let token = world.pepper_token(&support::pepper::card("4000000000009995")).await;
    let declined = ordered(&world, "/orders?lang=ar", &format!("gateway=pepper&payment_token={token}")).await;
    assert!(declined.contains("data-paid=\"no\"") && declined.contains("id=\"back\" href=\"/pepper?lang=ar\""));
    assert!(declined.contains("<html lang=\"ar\" dir=\"rtl\">"));
    let failed = ordered(&world, "/orders", "gateway=nelnet").await;
    assert!(failed.contains("<h1 id=\"title\">Not charged</h1>") && failed.contains("href=\"/nelnet?lang=en\""));
}

#[tokio::test]
async fn a_number_in_an_order_is_told_and_its_text_is_no_html() {
    let world = shop().await;
    for body in ["number=4242+4242+4242+4242", "payment_token=4242424242424242", "x=%3Cb%3E&<b>&n=4242-4242"] {
        let text = ordered(&world, "/orders", body).await;
        assert!(text.contains("data-clean=\"no\"") && !text.contains("<b>"), "{body}");
    }
}

#[tokio::test]
async fn whoever_does_not_ask_for_html_gets_json() {
    let world = shop().await;
    for accept in ["*/*", "application/json"] {
        let order = world.client.post(world.sandbox.shop_url() + "/orders").header("accept", accept);
        let answer = read(order.header("content-type", FORM).body("gateway=nelnet")).await.1;
        assert_eq!(answer["status"], "failed", "{accept}");
    }
}

#[tokio::test]
async fn a_page_with_our_own_frame_may_reach_its_host_and_no_gateway() {
    let world = shop().await;
    let sandbox = &world.sandbox;
    for (path, key, base_url) in [
        ("/", affinipay::PUBLIC_KEY, sandbox.affinipay_url()),
        ("/nelnet", nelnet::PUBLIC_KEY, sandbox.nelnet_url()),
        ("/stripe", stripe::PUBLIC_KEY, sandbox.stripe_url()),
    ] {
        let url = format!("{}{path}?mode=framed&scenario=hang&lang=ar", sandbox.shop_url());
        let response = world.client.get(url).send().await.unwrap();
        let policy = header(&response, "content-security-policy").unwrap().to_owned();
        assert!(policy.contains(&format!("frame-src {};", sandbox.frames_url())), "{policy}");
        assert!(!policy.contains("connect-src") && !policy.contains(&base_url), "{policy}");
        let text = response.text().await.unwrap();
        assert!(!text.contains("{{") && !text.contains("panless.js") && !text.contains("cc-number"), "{path}");
        assert!(
            text.contains(&format!("data-public-key=\"{key}\" data-base-url=\"{base_url}/scenario/hang\"")),
            "{path}"
        );
        let frame = format!("{}/scenario/hang/panless/latest/frame.html", sandbox.frames_url());
        assert!(text.contains(&format!("data-frame-url=\"{frame}\"")), "{path}");
        assert!(text.contains(&format!("{path}?lang=de&amp;mode=framed")), "{path}");
        assert_eq!(text.contains("data-send-cvv"), path == "/nelnet");
    }
    let pepper = page(&world, "/pepper?mode=framed").await;
    assert!(pepper.contains("id=\"hosted\"") && !pepper.contains("mode=framed"));
}
