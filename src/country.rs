//! Countries by their ISO 3166-1 codes.

use crate::country_table::{CA_PROVINCES, PAIRS, US_STATES};
use crate::text::{lists, parts, same};

/// A country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country(&'static str);

impl Country {
    /// Reads an alpha-2 or alpha-3 code in any case. `None` (code `country_invalid`) for anything else.
    #[inline(never)]
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is = |code| same(code, text);
        parts(PAIRS, b' ')
            .find(|pair| pair.split_at_checked(2).is_some_and(|(two, three)| is(two) || is(three)))
            .map(Self)
    }

    /// Two upper-case letters.
    #[must_use]
    pub fn alpha2(self) -> &'static str {
        self.0.get(..2).unwrap_or_default()
    }

    /// Three upper-case letters.
    #[must_use]
    pub fn alpha3(self) -> &'static str {
        self.0.get(2..).unwrap_or_default()
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
        match self.alpha2() {
            "US" => Some(US_STATES),
            "CA" => Some(CA_PROVINCES),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_both_codes_in_any_case() {
        for text in ["US", "us", "USA", "usa"] {
            let country = Country::parse(text).unwrap();
            assert_eq!((country.alpha2(), country.alpha3()), ("US", "USA"));
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
        let pairs: std::collections::BTreeSet<_> =
            PAIRS.split_ascii_whitespace().filter_map(|pair| pair.get(..2)).collect();
        assert_eq!((pairs.len(), PAIRS.split_ascii_whitespace().count()), (249, 249));
        assert!(PAIRS.split_ascii_whitespace().all(|pair| pair.len() == 5));
    }

    #[test]
    fn knows_the_states_of_two_countries_only() {
        assert_eq!(Country::parse("US").unwrap().has_state("tx"), Some(true));
        assert_eq!(Country::parse("CA").unwrap().has_state("TX"), Some(false));
        assert_eq!(Country::parse("DE").unwrap().has_state("BY"), None);
    }
}
