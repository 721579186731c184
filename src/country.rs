//! Countries by their ISO 3166-1 codes.

use crate::country_table::{CA_PROVINCES, ODD, REGULAR, US_STATES};
use crate::secret::Secret;
use crate::text::{cased, line, lists, parts};

/// A country: its two letters, then its three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country([u8; 5]);

impl Country {
    /// Reads an alpha-2 or alpha-3 code in any case. `None` (code `country_invalid`) for anything else.
    #[inline(never)]
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = cased(text, true);
        let (first, rest) = text.expose().as_bytes().split_first()?;
        let (entries, _) = line(REGULAR, usize::from(first.wrapping_sub(b'A'))).as_bytes().as_chunks();
        for [second, more] in entries {
            let country @ Self([.., third, fourth]) = Self::regular(*first, *second, *more);
            if *rest == [*second] || *rest == [third, fourth] {
                return Some(country);
            }
        }
        let is = |code: Option<&str>| code == Some(text.expose());
        let odd = parts(ODD, b' ').find(|word| is(word.get(..2)) || is(word.get(2..)))?;
        odd.as_bytes().first_chunk().copied().map(Self)
    }

    /// See [`REGULAR`].
    const fn regular(first: u8, second: u8, more: u8) -> Self {
        let [third, fourth] =
            if more.is_ascii_uppercase() { [more, second] } else { [second, more.to_ascii_uppercase()] };
        Self([first, second, first, third, fourth])
    }

    /// Two upper-case letters.
    #[must_use]
    pub fn alpha2(self) -> Secret {
        let [first, second, ..] = self.0;
        letters(&[first, second])
    }

    /// Three upper-case letters.
    #[must_use]
    pub fn alpha3(self) -> Secret {
        let [_, _, code @ ..] = self.0;
        letters(&code)
    }

    /// Whether a two-letter code of a state or province belongs to this country, in any case. `None` for a country whose
    /// divisions we do not list: only the United States (USPS publication 28, appendix B) and Canada are.
    #[must_use]
    pub fn has_state(self, state: &str) -> Option<bool> {
        self.states().map(|states| lists(states, state))
    }

    /// Whether we know the codes of its states or provinces.
    #[must_use]
    pub fn lists_states(self) -> bool {
        self.states().is_some()
    }

    fn states(self) -> Option<&'static str> {
        match self.0 {
            [b'U', b'S', ..] => Some(US_STATES),
            [b'C', b'A', ..] => Some(CA_PROVINCES),
            _ => None,
        }
    }
}

#[inline(never)]
fn letters(code: &[u8]) -> Secret {
    let mut text = Secret::with_capacity(code.len());
    code.iter().for_each(|letter| text.push(char::from(*letter)));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn takes_both_codes_in_any_case() {
        let known = [
            ("US", "USA"),
            ("AD", "AND"),
            ("AR", "ARG"),
            ("GB", "GBR"),
            ("CH", "CHE"),
            ("UA", "UKR"),
            ("ZW", "ZWE"),
            ("YT", "MYT"),
        ];
        for (two, three) in known {
            for text in [two.to_owned(), two.to_lowercase(), three.to_owned(), three.to_lowercase()] {
                let country = Country::parse(&text).unwrap();
                assert_eq!((country.alpha2().expose(), country.alpha3().expose()), (two, three));
            }
        }
    }

    #[test]
    fn refuses_what_is_no_code() {
        for text in ["", "U", "ZZ", "UK", "USAA", "SUS", "U S", "ÜS"] {
            assert_eq!(Country::parse(text), None, "{text}");
        }
    }

    #[test]
    fn lists_every_country_once() {
        let letters = || 'A'..='Z';
        let pairs = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
        let triples = pairs.clone().flat_map(|pair| letters().map(move |third| format!("{pair}{third}")));
        let known = |text: String| Country::parse(&text).map(|country| country.0);
        let by_two: HashSet<_> = pairs.filter_map(known).collect();
        let by_three: Vec<_> = triples.filter_map(known).collect();
        assert_eq!((by_two.len(), by_three.len()), (249, 249));
        assert!(by_three.iter().all(|country| by_two.contains(country)));
    }

    #[test]
    fn knows_the_states_of_two_countries_only() {
        assert_eq!(Country::parse("US").unwrap().has_state("tx"), Some(true));
        assert_eq!(Country::parse("CA").unwrap().has_state("TX"), Some(false));
        assert_eq!(Country::parse("DE").unwrap().has_state("BY"), None);
    }
}
