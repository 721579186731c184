//! Calendar months. It must never ask a clock: "now" comes in as an argument.

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    year: u16,
    month: u8,
}

impl YearMonth {
    /// The earliest month there is, for what depends on none.
    pub const MIN: Self = Self { year: 0, month: 1 };

    /// A month from 1 to 12 of any year.
    #[must_use]
    pub const fn new(year: u16, month: u8) -> Option<Self> {
        if matches!(month, 1..=12) { Some(Self { year, month }) } else { None }
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(year: u16, month: u8) -> Option<YearMonth> {
        YearMonth::new(year, month)
    }

    #[test]
    fn orders_by_year_then_month() {
        assert!(month(2026, 12) < month(2027, 1) && month(2027, 1) < month(2027, 2));
        assert_eq!((month(2027, 0), month(2027, 13)), (None, None));
    }
}
