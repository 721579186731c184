//! Calendar months. It must never ask a clock: "now" comes in as an argument.

use core::num::NonZeroU32;

/// A month of a year: how many there were since the year 0, itself included. One number, because everything hands it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth(NonZeroU32);

impl YearMonth {
    /// The earliest month there is, for what depends on none.
    pub const MIN: Self = Self(NonZeroU32::MIN);

    /// A month from 1 to 12 of any year.
    pub const fn new(year: u16, month: u8) -> Option<Self> {
        if matches!(month, 1..=12) { Self::counted(year as u32 * 12 + month as u32 - 1) } else { None }
    }

    /// The month after so many others since the year 0 began.
    pub const fn counted(months: u32) -> Option<Self> {
        match NonZeroU32::new(months.wrapping_add(1)) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// The year.
    pub const fn year(self) -> u32 {
        (self.0.get() - 1) / 12
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u32 {
        (self.0.get() - 1) % 12 + 1
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
