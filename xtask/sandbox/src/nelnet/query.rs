//! The query of a token request, taken apart: encoding, callback, key, fields that came once.

use super::errors::{self, Refusal};
use super::keys::{self, Mode};
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;

/// The longest callback name taken (I).
const LONGEST_NAME: usize = 128;

/// Named values, each name once.
pub(crate) type Fields = BTreeMap<String, String>;

/// A query's pairs as they came. The journal wants the names even of a query that is refused.
pub(crate) fn names(query: &str) -> Vec<String> {
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| percent_decode_str(&name(pair)).decode_utf8_lossy().into_owned()).collect()
}

/// Reads a query that was written with `encodeURIComponent`, names and values alike.
pub(crate) fn read(query: &str) -> Result<Fields, Refusal> {
    let mut fields = Fields::new();
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').ok_or(errors::ENCODING)?;
        let (name, value) = (decoded(name)?, decoded(value)?);
        if fields.insert(name, value).is_some() {
            return Err(errors::TWICE.into());
        }
    }
    // jQuery's cache-buster, seen to be tolerated (O).
    fields.retain(|name, value| name != "_" || !crate::digits::only_digits(value));
    Ok(fields)
}

/// Refuses what `encodeURIComponent` never writes: among others a plus for a blank, which old scripts sent and which
/// changed a name.
fn decoded(text: &str) -> Result<String, Refusal> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.!~*'()%".contains(&byte);
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| errors::ENCODING)?;
    let escapes = text.split('%').skip(1);
    let whole = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if text.bytes().all(plain) && { escapes }.all(whole) {
        Ok(decoded.into_owned())
    } else {
        Err(errors::ENCODING.into())
    }
}

/// Takes the callback's name out: a JavaScript name, perhaps dotted. Anything else would be code of the asker's choice.
pub(crate) fn callback(fields: &mut Fields) -> Result<String, Refusal> {
    let name = fields.remove("callback").ok_or(errors::CALLBACK)?;
    let part = |part: &str| {
        let rest = |byte: u8| byte.is_ascii_alphanumeric() || b"_$".contains(&byte);
        part.bytes().all(rest) && part.bytes().next().is_some_and(|first| !first.is_ascii_digit())
    };
    if name.len() <= LONGEST_NAME && name.split('.').all(part) { Ok(name) } else { Err(errors::CALLBACK.into()) }
}

/// Takes the key out.
pub(crate) fn key(fields: &mut Fields) -> Result<Mode, Refusal> {
    let key = fields.remove("public_api_key").ok_or(errors::KEY)?;
    match keys::of_page(&key) {
        Some(mode) => Ok(mode),
        None if keys::looks_private(&key) => Err(errors::PRIVATE_KEY.into()),
        None => Err(errors::KEY.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_encode_uri_component_writes() {
        let fields = read("card_owner_name=Zo%C3%AB%20%26%20Co%2B&city=O'Fallon(*)").unwrap();
        assert_eq!(fields["card_owner_name"], "Zoë & Co+");
        assert_eq!(fields["city"], "O'Fallon(*)");
    }

    #[test]
    fn refuses_what_encode_uri_component_never_writes() {
        for query in ["a=b+c", "a=%4", "a=%zz", "a=ë", "a=b;c", "a", "", "a=%FF", "a=b/c"] {
            assert_eq!(read(query), Err(errors::ENCODING.into()), "{query}");
        }
        assert_eq!(read("a=1&a=2"), Err(errors::TWICE.into()));
    }

    #[test]
    fn a_callback_is_a_name_and_no_code() {
        let of = |name: &str| callback(&mut Fields::from([("callback".to_owned(), name.to_owned())]));
        for name in ["paymentspring.onComplete", "jQuery1830_17", "jsonpcallback", "p0123456789abcdef", "$"] {
            assert_eq!(of(name).as_deref(), Ok(name));
        }
        for name in ["", "a b", "alert(1)//", "a..b", "1a", "a[0]", "a;b", &"a".repeat(129)] {
            assert_eq!(of(name), Err(errors::CALLBACK.into()), "{name}");
        }
    }

    #[test]
    fn the_cache_buster_of_jquery_is_passed_over() {
        assert_eq!(read("_=1700000000000&a=b").unwrap().len(), 1);
        assert_eq!(read("_=x").unwrap().len(), 1);
    }
}
