//! What each script-tag file is for, whom it speaks to and what it gets to see, in an assessor's words.

use panless::gateway::GatewayId;

/// Somebody whom a file contacts.
#[derive(Clone, Copy)]
pub(super) enum Host {
    /// Where the folder lies.
    Own,
    /// A gateway, at the address that the core knows.
    Gateway(GatewayId),
    /// A gateway, at the address that the shop gives: none is published.
    Given(GatewayId),
    /// Whoever serves the shop's frame.
    Frame,
    /// The relay that fields are sealed to.
    Relay,
}

/// One file, or all of a folder where the name ends in `/`.
pub(super) struct Row {
    pub(super) file: &'static str,
    pub(super) purpose: &'static str,
    /// When a page has it.
    pub(super) loaded: &'static str,
    pub(super) hosts: &'static [Host],
    /// By the words of `WORDS`.
    pub(super) data: &'static [&'static str],
}

/// The words of `data` and `hosts` that need one.
pub(super) const WORDS: [(&str, &str); 7] = [
    ("self", "the host that this folder is served from, or the one that the option assets names"),
    (
        "option baseUrl",
        "the gateway's host, as the shop names it; where the option is given it holds for every gateway",
    ),
    ("option frameUrl", "the host of the shop's frame, as the shop names it"),
    ("option seal.audience", "the relay's host, as the shop names it"),
    ("payment", "number, expiry, security code, bank account, name, address, contact, as typed or handed in"),
    ("typed text", "what stands in fields of the card or bank account, for a verdict on the page"),
    ("token", "the gateway's answer: token, brand, last four digits, expiry date"),
];

const PAYMENT: &[&str] = &["payment", "token"];
const DIRECT: &[Host] = &[Host::Own, Host::Gateway(GatewayId::Affinipay), Host::Gateway(GatewayId::Stripe)];

const fn row(
    file: &'static str,
    loaded: &'static str,
    hosts: &'static [Host],
    data: &'static [&'static str],
    purpose: &'static str,
) -> Row {
    Row { file, purpose, loaded, hosts, data }
}

/// Every file of the folder but the lists of them.
#[rustfmt::skip]
pub(super) const ROWS: [Row; 23] = [
    row("panless.js", "by the page's own tag", DIRECT, PAYMENT,
        "Takes a payment from the page, has it judged, sends it to the gateway, gives the token back; loads the other files"),
    row("panless.wasm", "by panless.js, at the first call", &[], PAYMENT,
        "The core that makes requests and reads replies; it has no access to page or network of its own"),
    row("panless-fields.wasm", "by panless.js, for fields, frames and the card logic", &[], PAYMENT,
        "The same core with what judges and formats fields"),
    row("panless-core.js", "by panless.js, where WebAssembly cannot start or is not wanted", &[], PAYMENT,
        "The same core as JavaScript"),
    row("panless-judge.js", "by panless.js, at loadCore", &[], &["typed text"],
        "Judges and formats what the page hands it"),
    row("panless-attach.js", "by panless.js, for fields of the page", &[Host::Own], PAYMENT,
        "Formats and judges the page's own inputs while somebody types, and sends the form with the token"),
    row("panless-marks.js", "by panless-attach.js, to show a brand", &[], &[],
        "Pictures of the brands"),
    row("panless-jsonp.js", "by panless.js, for Nelnet", &[Host::Own], PAYMENT,
        "Makes the frame jsonp.html for one call and hands it the request"),
    row("jsonp.html", "by panless-jsonp.js, in a frame without an origin", &[Host::Gateway(GatewayId::Nelnet)], PAYMENT,
        "Asks Nelnet by JSONP, so that its reply, which is code, cannot reach the page"),
    row("panless-frame.js", "by panless.js, at mount of a gateway's frame", &[Host::Given(GatewayId::Pepper)], &["token"],
        "Shows the gateway's own frame and speaks to it by messages"),
    row("panless-mount.js", "by panless.js, at mount with frameUrl", &[Host::Frame], &["token"],
        "Shows the shop's frame and speaks to it by messages"),
    row("panless-seal.js", "by panless.js, with the option seal, or for redirect", &[Host::Relay], PAYMENT,
        "Fetches a relay's public keys and encrypts a payment to one of them; it sends no payment anywhere"),
    row("panless-element.js", "by the page's own tag", &[], PAYMENT,
        "The element <panless-card>, over panless.js"),
    row("frame.html", "in the shop's frame, by panless-mount.js", &[Host::Own], &[],
        "The document of the shop's frame"),
    row("frame.js", "in the shop's frame, by frame.html", DIRECT, PAYMENT,
        "The form in the shop's frame: panless.js and its fields, for the pages that config.json lists"),
    row("frame.css", "in the shop's frame, by frame.html", &[], &[],
        "How that form looks"),
    row("messages/", "by panless-attach.js and frame.js, for the page's language", &[], &[],
        "Sentences for customers"),
    row("labels/", "by frame.js, for the frame's language", &[], &[],
        "Names of the fields"),
    row("paymentspring.js", "by the page's own tag, instead of panless.js", &[Host::Own], PAYMENT,
        "panless under the call names of Nelnet's own script"),
    row("chargeio.js", "by the page's own tag, instead of panless.js", &[Host::Own, Host::Gateway(GatewayId::Affinipay)], PAYMENT,
        "panless under the call names of AffiniPay's own script"),
    row("tokenizer.js", "by the page's own tag, instead of panless.js", &[Host::Own, Host::Given(GatewayId::Pepper)], &["token"],
        "panless under the call names of Pepper's own script"),
    row("scripts.json", "by nobody", &[], &[], "This list"),
    row("bom.json", "by nobody", &[], &[], "What these files are made of, as CycloneDX"),
];
