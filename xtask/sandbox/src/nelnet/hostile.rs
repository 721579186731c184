//! Replies that attack, then call back as if nothing had happened: every row of the list of what a reply may try.
//!
//! The scripts are in `hostile/`, a file for each kind of attack. What they send goes to the tag's trap on the third
//! host, each under its own path (`/fetch`, `/told-cookies?…`); what they leave behind is named `hostile`; and the
//! reply's member `hostile` says `{wanted, attempts, found}`. Without the policy that is to stop them they succeed:
//! a test runs them so too, to know that it would have seen them.

use super::faults::Earned;
use super::scenario::Scenario;
use crate::scenario::{Row, row};
use serde_json::json;

/// One attack, or all of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Attack {
    file: &'static str,
    /// The name in the file; none means all.
    name: &'static str,
}

impl std::fmt::Debug for Attack {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

const PRELUDE: &str = include_str!("hostile/prelude.js");

macro_rules! files {
    ($($file:ident $text:literal;)*) => { $(const $file: &str = include_str!($text);)* };
}

files! {
    PAGE "hostile/page.js";
    STORAGE "hostile/storage.js";
    LEAVE "hostile/leave.js";
    KEYS "hostile/keys.js";
    NETWORK "hostile/network.js";
    ELEMENTS "hostile/elements.js";
    FRAME "hostile/frame.js";
    MESSAGES "hostile/messages.js";
    EXHAUST "hostile/exhaust.js";
}

macro_rules! attacks {
    ($($file:ident $name:literal $does:literal;)*) => {
        /// Every attack, named `hostile-NAME`.
        pub const TABLE: &[Row<Scenario>] = &[$(
            row(concat!("hostile-", $name), Scenario::Hostile(Attack { file: $file, name: $name }), $does),
        )*];
    };
}

attacks! {
    PAGE "all-page" "all of the four that follow";
    PAGE "page-dom" "marks the document of self, parent, top, opener; reads their inputs";
    PAGE "page-globals" "sets a global on each of them";
    PAGE "page-location" "reads the address of each of them";
    PAGE "shop-origin" "looks for the shop's origin: ancestors, referrer, addresses, resource timing";
    STORAGE "all-storage" "all of the nine that follow";
    STORAGE "cookies" "writes and reads cookies";
    STORAGE "local-storage" "writes and reads localStorage and sessionStorage";
    STORAGE "indexed-db" "makes a database, lists the others";
    STORAGE "opfs" "makes a file in the origin's private file system";
    STORAGE "cache-storage" "makes a cache";
    STORAGE "service-worker" "registers a service worker";
    STORAGE "shared-worker" "starts a shared worker that fetches";
    STORAGE "locks" "holds a lock, lists the others";
    STORAGE "broadcast" "joins a broadcast channel";
    LEAVE "top-location" "navigates top and parent by location";
    LEAVE "top-link" "navigates top by a link";
    LEAVE "top-form" "navigates top by a form";
    LEAVE "top-open" "navigates top by window.open";
    LEAVE "popup" "opens windows, by call and by link";
    LEAVE "dialogs" "alert, confirm, prompt, print";
    LEAVE "fullscreen" "asks for the full screen";
    LEAVE "history-back" "sends the customer back a page";
    LEAVE "history-entries" "adds entries, so that Back seems dead";
    KEYS "keys" "takes the focus and the keystrokes";
    NETWORK "all-network" "all that follow down to web-rtc";
    NETWORK "fetch" "fetch";
    NETWORK "keepalive" "fetch with keepalive";
    NETWORK "fetch-later" "fetchLater";
    NETWORK "xhr" "XMLHttpRequest";
    NETWORK "xhr-sync" "XMLHttpRequest, synchronous";
    NETWORK "beacon" "sendBeacon";
    NETWORK "websocket" "WebSocket";
    NETWORK "event-source" "EventSource";
    NETWORK "web-transport" "WebTransport: UDP packets to the trap";
    NETWORK "import" "import()";
    NETWORK "import-scripts" "importScripts";
    NETWORK "font-load" "FontFace.load";
    NETWORK "nested-worker" "workers from blob: and data: that fetch";
    NETWORK "nested-import" "workers from blob: that import";
    NETWORK "foreign-worker" "workers of the third host";
    NETWORK "worklet" "paint and audio worklets";
    NETWORK "late" "requests after the call, in the same turn";
    NETWORK "web-rtc" "WebRTC with STUN and TURN servers: UDP packets and connections to the trap";
    ELEMENTS "all-elements" "all that follow down to ping";
    ELEMENTS "img" "images and an image input";
    ELEMENTS "svg" "an image and a use in SVG";
    ELEMENTS "css" "style sheets, backgrounds, a font face";
    ELEMENTS "media" "video, poster, audio";
    ELEMENTS "object" "object and embed";
    ELEMENTS "frame" "frames: foreign, text, javascript:, data:";
    ELEMENTS "script" "script elements";
    ELEMENTS "prefetch" "prefetch by link and by speculation rules";
    ELEMENTS "preload" "preload and modulepreload";
    ELEMENTS "preconnect" "preconnect: connections to the trap, no request";
    ELEMENTS "dns-prefetch" "a host name TAG.hostile.invalid to look up; the trap cannot see it";
    ELEMENTS "icon" "a page icon";
    ELEMENTS "ping" "a link with ping";
    FRAME "form-submit" "a form, in the frame itself and in a new one";
    FRAME "frame-location" "the frame goes to the third host by location";
    FRAME "frame-replace" "by location.replace";
    FRAME "frame-open" "by window.open";
    FRAME "frame-link" "by a link";
    FRAME "meta-refresh" "by meta refresh";
    FRAME "download-link" "by a download link";
    FRAME "save-file" "saves a file hostile-TAG.txt to disk";
    MESSAGES "post-message" "messages and ports to self, parent, top, opener, some in our protocol's shapes";
    MESSAGES "siblings" "messages and ports to the page's other frames; reads and names them";
    MESSAGES "siblings-leave" "sends the page's other frames to the third host";
    MESSAGES "forge" "posts replies as if it were our own code, with the token f0f0f0f0f0";
    MESSAGES "prototypes" "patches MessagePort and what touches it; a caught port answers f0f0f0f0f0";
    EXHAUST "busy" "works for six seconds before it calls";
    EXHAUST "memory" "fills 512 MB before it calls";
    EXHAUST "workers" "four more workers that work for six seconds";
    EXHAUST "stay" "keeps load and error events to itself and calls after three seconds";
    EXHAUST "timers" "goes on working after the call for as long as it lives";
}

/// The attack and, after it, the reply.
pub(super) fn script(attack: Attack, earned: &Earned<'_>) -> String {
    let arguments = [json!(earned.third()), json!(earned.tag.unwrap_or_default()), json!(attack.name)];
    let [third, tag, wanted] = arguments.map(|argument| argument.to_string());
    let head = "(function (third, tag, wanted, token) {\n";
    let tail =
        format!("run((token) => {}(token));\n}})({third}, {tag}, {wanted}, {});\n", earned.callback, earned.token);
    [head, PRELUDE, attack.file, &tail].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Play, Row};

    fn attacks() -> impl Iterator<Item = (&'static Row<Scenario>, Attack)> {
        TABLE.iter().map(|row| match Scenario::parse(row.name) {
            Some(Scenario::Hostile(attack)) => (row, attack),
            other => panic!("{}: {other:?}", row.name),
        })
    }

    #[test]
    fn every_listed_attack_is_in_its_file() {
        for (row, attack) in attacks().filter(|(_, attack)| !attack.name.starts_with("all-")) {
            assert!(attack.file.contains(&format!("attacks[\"{}\"] = ", attack.name)), "{}", row.name);
        }
    }

    #[test]
    fn every_attack_in_a_file_is_listed() {
        for file in [PAGE, STORAGE, LEAVE, KEYS, NETWORK, ELEMENTS, FRAME, MESSAGES, EXHAUST] {
            for rest in file.split("attacks[\"").skip(1) {
                let name = rest.split('"').next().unwrap();
                assert!(Scenario::parse(&format!("hostile-{name}")).is_some(), "{name}");
            }
        }
    }
}
