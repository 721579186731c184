//! The options of a tokenizer: whose key is it, and is it one at all.

use super::says_no_number;
use panless::config::{Config, Options};
use panless::gateway::KeyMeaning;

/// Three truth values, then a line each: key, gateway, base URL, encoding.
pub(crate) fn run(data: &[u8]) {
    let [flags, text @ ..] = data else { return };
    let text = String::from_utf8_lossy(text);
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or("");
    let options = Options {
        public_key: line(),
        gateway: line(),
        base_url: line(),
        encoding: line(),
        send_cvv: (flags & 1 == 1).then_some(flags & 2 == 2),
        omit_unsupported: flags & 4 == 4,
        ..Options::default()
    };
    match Config::parse(&options) {
        Ok(config) => {
            let rules = config.gateway.rules();
            let forms = rules.keys.iter().filter(|form| form.fits(&config.public_key));
            let is_public = |form: &panless::gateway::KeyForm| matches!(form.meaning, KeyMeaning::Public { .. });
            assert!(forms.map(is_public).reduce(|all, one| all && one) == Some(true), "a key that is no public one");
            assert!(config.encoding.is_none_or(|encoding| rules.encodings.contains(&encoding)), "no encoding of its");
            let _ = panless::gateway::pepper::url(&config);
        }
        Err(error) => says_no_number(&error),
    }
}
