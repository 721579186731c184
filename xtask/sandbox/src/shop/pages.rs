//! The pages of the demo folder, filled in as a real shop's server does it: public key, base URL, language. Their
//! words stand in `words/en.json` and `words/ar.json` of that folder.

use super::Shop;
use super::accounts::Place;
use super::template::{Values, fill};
use serde_json::Value;
use std::fs;

/// The languages that panless has messages in, each with its own name.
const LANGUAGES: [(&str, &str); 11] = [
    ("en", "English"),
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("zh", "中文"),
];

/// What a page is asked for in its query: `?lang=ar&scenario=hang&mode=framed`. Anything that does not exist is as if left out.
pub(super) struct Wish {
    language: (&'static str, &'static str),
    /// Empty, or such as `/scenario/hang`.
    scenario: String,
    framed: bool,
}

impl Wish {
    pub(super) fn read(query: Option<&str>) -> Self {
        let mut wish = Self { language: LANGUAGES[0], scenario: String::new(), framed: false };
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let plain =
                !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"~-_".contains(&byte));
            match &*name {
                "lang" => wish.language = LANGUAGES.into_iter().find(|(tag, _)| *tag == value).unwrap_or(LANGUAGES[0]),
                "mode" => wish.framed = value == "framed",
                "scenario" if plain => wish.scenario = format!("/scenario/{value}"),
                _ => {}
            }
        }
        wish
    }

    /// Whether the fields stand in our own frame: Pepper's never do, and sealed ones are shown without it.
    pub(super) fn is_framed(&self, gateway: &str) -> bool {
        self.framed && !matches!(gateway, "pepper" | "chargezoom" | "ontraport")
    }

    /// The language of the page's own words: the shop speaks two.
    pub(super) fn spoken(&self) -> &'static str {
        if self.language.0 == "ar" { "ar" } else { "en" }
    }
}

impl Shop {
    /// A page of the demo folder with its gaps filled for a gateway. `more` has values of this page alone.
    pub(super) fn page(&self, html: &str, gateway: &str, wish: &Wish, more: Values) -> String {
        let mut values = self.words(wish.spoken());
        values.extend(self.values(gateway, wish));
        values.extend(more);
        fill(html, &values, |file| self.demo_file(file).unwrap_or_default())
    }

    /// The text of a file of the demo folder.
    pub(super) fn demo_file(&self, file: &str) -> Option<String> {
        fs::read_to_string(self.0.files.demo.as_ref()?.join(file)).ok()
    }

    /// The shop's words in a language.
    pub(super) fn words(&self, language: &str) -> Values {
        let text = self.demo_file(&format!("words/{language}.json")).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    fn values(&self, gateway: &str, wish: &Wish) -> Values {
        let account = |name: &str| self.0.config["gateways"][gateway][name].as_str().unwrap_or_default().to_owned();
        let place = self.0.places.iter().find(|(name, _)| *name == gateway).map(|(_, place)| place);
        let is = |test: fn(&Place) -> bool| if place.is_some_and(test) { "yes" } else { "no" }.to_owned();
        // A real gateway plays nothing.
        let scenario = if place.is_some_and(|place| place.own) { "" } else { &wish.scenario };
        let (tag, name) = wish.language;
        let speaks = wish.spoken();
        let framed = wish.is_framed(gateway);
        let path = if gateway == "affinipay" { String::new() } else { gateway.to_owned() };
        let values = [
            ("gateway", gateway.to_owned()),
            ("gatewayName", written(gateway).to_owned()),
            ("path", format!("/{path}")),
            ("publicKey", account("publicKey")),
            ("baseUrl", account("baseUrl") + scenario),
            // Nelnet's jsonp.html knows one address alone, so each scenario has its own.
            ("assets", format!("{scenario}/panless/latest/")),
            ("frameUrl", format!("{}{scenario}/panless/latest/frame.html", self.0.frames)),
            ("frameHost", self.0.frames.trim_start_matches("http://").to_owned()),
            ("mode", if framed { "framed" } else { "direct" }.to_owned()),
            // For links to pages in the same mode.
            ("inMode", if framed { "&mode=framed" } else { "" }.to_owned()),
            ("core", if self.0.without_wasm { "js" } else { "auto" }.to_owned()),
            ("scenario", scenario.trim_start_matches("/scenario/").to_owned()),
            ("host", place.map(|place| place.host.clone()).unwrap_or_default()),
            ("own", is(|place| place.own)),
            ("live", is(|place| place.live)),
            ("language", tag.to_owned()),
            ("languageName", name.to_owned()),
            ("lang", speaks.to_owned()),
            ("dir", if speaks == "ar" { "rtl" } else { "ltr" }.to_owned()),
        ];
        values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// What an order is answered with for a person: `answer` is what a program would get.
    pub(super) fn receipt(&self, answer: &Value, gateway: &str, wish: &Wish) -> Option<String> {
        let words = self.words(wish.spoken());
        let text = |name: &str| answer[name].as_str().unwrap_or_default();
        let word = |name: &str| words.get(name).cloned().unwrap_or_default();
        let status = text("status");
        let received = text("received");
        let brand = if text("brand").is_empty() { word("bankAccount") } else { brand_name(text("brand")) };
        let more = [
            ("brand", brand),
            ("last4", text("last4").to_owned()),
            ("note", text("note").to_owned()),
            ("token", text("token").to_owned()),
            ("received", received.replace('&', "\n&")),
            ("clean", if has_number(received) { "no" } else { "yes" }.to_owned()),
        ];
        let more = more.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        self.outcome("receipt.html", gateway, status, wish, more)
    }

    /// The page of an order that was taken or refused: `values` beside what each says of its status.
    pub(super) fn outcome(
        &self,
        file: &str,
        gateway: &str,
        status: &str,
        wish: &Wish,
        mut values: Values,
    ) -> Option<String> {
        let words = self.words(wish.spoken());
        let word = |name: &str| words.get(name).cloned().unwrap_or_default();
        let is_paid = status == "paid";
        let more = [
            ("toPay", word(if is_paid { "paidTotal" } else { "toPay" })),
            ("title", word(&format!("{status}Title"))),
            ("lead", word(&format!("{status}Lead"))),
            ("status", status.to_owned()),
            ("paid", if is_paid { "yes" } else { "no" }.to_owned()),
        ];
        values.extend(more.map(|(name, value)| (name.to_owned(), value)));
        Some(self.page(&self.demo_file(file)?, gateway, wish, values))
    }
}

/// The gateway whose page a file of the demo folder is.
pub(super) fn gateway_of(file: Option<&str>) -> &'static str {
    match file {
        Some("nelnet.html") => "nelnet",
        Some("pepper.html") => "pepper",
        Some("stripe.html") => "stripe",
        Some("chargezoom.html") => "chargezoom",
        Some("ontraport.html") => "ontraport",
        _ => "affinipay",
    }
}

/// A gateway's own way of writing its name.
fn written(gateway: &str) -> &'static str {
    match gateway {
        "nelnet" => "Nelnet",
        "pepper" => "Pepper",
        "stripe" => "Stripe",
        "chargezoom" => "Chargezoom",
        "ontraport" => "ONTRAPORT",
        _ => "AffiniPay",
    }
}

/// A gateway's word for a brand as people write it: `AMERICAN_EXPRESS` is American Express.
fn brand_name(word: &str) -> String {
    let named = |part: &str| {
        let (first, rest) = part.split_at_checked(1).unwrap_or((part, ""));
        if part.len() > 3 { first.to_ascii_uppercase() + &rest.to_ascii_lowercase() } else { part.to_ascii_uppercase() }
    };
    word.split(['_', '-', ' ']).map(named).collect::<Vec<_>>().join(" ")
}

/// Whether an order's body holds a number or a piece of one: seven digits in a row, gaps between them or not. A token may
/// have as many by chance, so it counts only when it is digits alone.
pub(super) fn has_number(body: &str) -> bool {
    form_urlencoded::parse(body.as_bytes()).any(|(name, value)| {
        let text = value.replace([' ', '-'], "");
        let is_token = name.ends_with("token");
        let mut rows = text.split(|character: char| !character.is_ascii_digit()).filter(|row| row.len() > 6);
        rows.any(|row| !is_token || row == text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_exist_is_as_if_left_out() {
        for query in ["lang=xx", "scenario=", "scenario=a/b", "scenario=%22%3E", "other=1"] {
            let wish = Wish::read(Some(query));
            assert_eq!((wish.language.0, &*wish.scenario), ("en", ""), "{query}");
        }
        let wish = Wish::read(Some("lang=de&scenario=delay-400~t1"));
        assert_eq!((wish.language.0, &*wish.scenario, wish.spoken()), ("de", "/scenario/delay-400~t1", "en"));
    }

    #[test]
    fn brands_are_named_as_people_write_them() {
        for (word, name) in [("VISA", "Visa"), ("AMERICAN_EXPRESS", "American Express"), ("jcb", "JCB"), ("", "")] {
            assert_eq!(brand_name(word), name);
        }
    }

    #[test]
    fn seven_digits_in_a_row_are_a_piece_of_a_number() {
        assert!(
            has_number("a=x4242+4242&b=1") && has_number("a=4242-424") && has_number("payment_token=4242424242424242")
        );
        assert!(!has_number("amount=130000&method=card") && !has_number("payment_token=24daa8123456789"));
    }
}
