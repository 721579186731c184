//! Where a gateway lives.

use crate::text::{cut, joined};

/// An `https` URL without query, fragment or credentials; plain `http` for loopback hosts only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads a base URL. A slash at its end is dropped.
    ///
    /// `None` (code `base_url_invalid`) for any other scheme, and for a URL with a query, a fragment, credentials,
    /// white space or a backslash.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let (rest, plain_http) = match text.strip_prefix("https://") {
            Some(rest) => (rest, false),
            None => (text.strip_prefix("http://")?, true),
        };
        let (host, port) = split_port(cut(rest, b'/').0)?;
        let plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#' | b'@' | b'\\');
        let fits = !host.is_empty() && port.len() <= 5 && port.bytes().all(|digit| digit.is_ascii_digit());
        let secure = !plain_http || is_loopback(host);
        (fits && secure && rest.len() <= 1024 && rest.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// The URL of a path below it. `path` starts with a slash.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        joined(&self.0, path)
    }
}

fn split_port(authority: &str) -> Option<(&str, &str)> {
    if !authority.starts_with('[') {
        let (host, port) = cut(authority, b':');
        return Some((host, port.unwrap_or("")));
    }
    let (host, port) = cut(authority, b']');
    let port = port?;
    Some((host, if port.is_empty() { "" } else { port.strip_prefix(':')? }))
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host == "[::1" || is_loopback_v4(host)
}

/// `127.` and three more numbers up to 255.
fn is_loopback_v4(host: &str) -> bool {
    let (mut dots, mut value, mut digits) = (0, 0, 0);
    for byte in host.bytes() {
        match byte {
            b'0'..=b'9' if digits < 3 => (value, digits) = (value * 10 + u16::from(byte - b'0'), digits + 1),
            b'.' if digits > 0 => (dots, value, digits) = (dots + 1, 0, 0),
            _ => return false,
        }
        if value > 255 {
            return false;
        }
    }
    host.starts_with("127.") && dots == 3 && digits > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_https_and_loopback_http() {
        for url in
            ["https://api.chargeio.com", "http://127.0.0.1:4802/scenario/ok", "http://localhost", "http://[::1]:80"]
        {
            assert!(BaseUrl::parse(url).is_some(), "{url}");
        }
        assert_eq!(BaseUrl::parse("https://host/").unwrap().join("/v1/tokens"), "https://host/v1/tokens");
    }

    #[test]
    fn refuses_everything_else() {
        let refused = [
            "",
            "https://",
            "api.chargeio.com",
            "http://example.com",
            "ftp://host",
            "javascript://host",
            "https://a@host",
            "https://host?x=1",
            "https://host#x",
            "https://ho st",
            "http://127.0.0.1.example.com",
            "http://127.0.0.1@host",
            "https://host:port",
            "https://host\\@other",
            "http://[::1",
            "https://hôte",
        ];
        for url in refused {
            assert_eq!(BaseUrl::parse(url), None, "{url}");
        }
    }
}
