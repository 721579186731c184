//! `jsonp.html` as the shop serves it: the published file with its one address replaced by the one of the shop's
//! Nelnet. Below `/scenario/NAME~TAG` the same files are served once more, and the address is the scenario's: a page
//! that is to meet a scenario takes its assets from there.

use crate::nelnet::JSONP;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// The address in the published file.
const PUBLISHED: &str = "https://api.paymentspring.com/api/v1/tokens/jsonp";

/// What a host sends along with this file; its policy is in the file itself.
const HEADERS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, "sandbox allow-scripts"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "credentialless"),
];

/// Whether a path names the file.
pub(super) fn is_file(path: &str) -> bool {
    path.ends_with("/jsonp.html")
}

/// A path's scenario, such as `/scenario/hang~t1`, and the rest of it. Without a scenario the first part is empty.
pub(super) fn split(path: &str) -> (&str, &str) {
    let Some(rest) = path.strip_prefix("/scenario/") else {
        return ("", path);
    };
    let name = rest.split('/').next().unwrap_or_default();
    // It goes into a policy, where some characters have a meaning.
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"~-_".contains(&byte));
    if plain { path.split_at("/scenario/".len() + name.len()) } else { ("", path) }
}

/// The file for a base URL of Nelnet's and perhaps a scenario.
pub(super) fn rendered(file: &[u8], base_url: &str, scenario: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(file);
    text.replace(PUBLISHED, &format!("{base_url}{scenario}{JSONP}")).into_bytes()
}

/// Puts the file's own headers in the place of the shop's.
pub(super) fn set_headers(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_stands_before_the_path() {
        let path = "/panless/latest/jsonp.html";
        assert_eq!(split("/scenario/hang~t1/panless/latest/jsonp.html"), ("/scenario/hang~t1", path));
        assert_eq!(split(path), ("", path));
        assert_eq!(split("/scenario/a;b/x"), ("", "/scenario/a;b/x"));
    }
}
