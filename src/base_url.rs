//! Where a gateway lives.

/// An `https` URL without query, fragment or credentials; plain `http` for loopback hosts only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads a base URL. A slash at its end is dropped.
    ///
    /// `None` (code `base_url_invalid`) for any other scheme, and for a URL with a query, a fragment, credentials,
    /// white space or a backslash.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let (scheme, rest) = text.split_once("://")?;
        let authority = rest.split('/').next().unwrap_or_default();
        let (host, port) = split_port(authority)?;
        let plain = |character: char| character.is_ascii_graphic() && !"?#@\\".contains(character);
        let host_fits = !host.is_empty() && port.chars().all(|digit| digit.is_ascii_digit()) && port.len() <= 5;
        let secure = match scheme {
            "https" => true,
            "http" => is_loopback(host),
            _ => false,
        };
        (host_fits && secure && rest.len() <= 1024 && rest.chars().all(plain)).then(|| Self(text.to_owned()))
    }

    /// The URL of a path below it. `path` starts with a slash.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

fn split_port(authority: &str) -> Option<(&str, &str)> {
    if authority.starts_with('[') {
        let (host, port) = authority.split_once(']')?;
        let port = if port.is_empty() { "" } else { port.strip_prefix(':')? };
        return Some((host, port));
    }
    Some(authority.split_once(':').unwrap_or((authority, "")))
}

fn is_loopback(host: &str) -> bool {
    let octets: Vec<_> = host.split('.').collect();
    let loopback_v4 =
        octets.len() == 4 && octets.first() == Some(&"127") && octets.iter().all(|o| o.parse::<u8>().is_ok());
    host == "localhost" || host.ends_with(".localhost") || host == "[::1" || loopback_v4
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
