//! Which brand a number's first digits mean. Each gateway has words of its own for them.

/// The brands that a gateway here tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Brand {
    Visa,
    Mastercard,
    Amex,
    Discover,
    DinersClub,
    Jcb,
}

impl Brand {
    pub(crate) fn of(number: &str) -> Option<Self> {
        let prefix = |length| number.get(..length).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(0);
        match (prefix(1), prefix(2), prefix(3), prefix(4)) {
            (4, ..) => Some(Self::Visa),
            (_, 51..=55, ..) | (.., 2221..=2720) => Some(Self::Mastercard),
            (_, 34 | 37, ..) => Some(Self::Amex),
            (_, 65, ..) | (_, _, 644..=649, _) | (.., 6011) => Some(Self::Discover),
            (_, 36 | 38 | 39, ..) | (_, _, 300..=305, _) => Some(Self::DinersClub),
            (.., 3528..=3589) => Some(Self::Jcb),
            _ => None,
        }
    }
}
