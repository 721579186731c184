//! Brands of cards, and which of them a number's first digits leave possible.
//!
//! The shop's wishes come in as [`BrandRules`]; no gateway and no key must be known here.

use super::brand_flat::{CHAIN_BITS, CHAINS, DECIDING_DIGITS, STARTS};
pub use super::brand_table::Brand;
use super::brand_table::{FACTS, Facts, Grouping, NAMES};
use crate::text::line;
use core::fmt;

/// Makes [`Brand`] of the rows of its table.
macro_rules! brands {
    ($($variant:ident $id:literal $name:literal ($lengths:expr) $grouping:ident $cvv:literal $luhn:ident)*) => {
        $crate::named::named! {
            /// A brand, in the order of the brand table: first the eight known everywhere, then regional ones.
            Brand id { $(#[doc = $name] $variant $id)* }
        }

        /// What is known of each brand, in the order of [`Brand::ALL`].
        pub(super) static FACTS: [Facts; Brand::ALL.len()] =
            [$(Facts { lengths: $lengths, grouping: Grouping::$grouping, cvv: $cvv, luhn: $luhn },)*];

        /// The names to show. They stand apart because only some programs show them.
        pub(super) const NAMES: &str = concat!($($name, "\n",)*);
    };
}
pub(super) use brands;

impl Brand {
    fn facts(self) -> &'static Facts {
        // Rows and brands come from one table, so the first row never stands in for another.
        let [first, ..] = &FACTS;
        FACTS.get(self as usize).unwrap_or(first)
    }

    /// The name to show, such as `American Express`.
    #[must_use]
    pub fn display_name(self) -> &'static str {
        line(NAMES, self as usize)
    }

    /// Whether numbers of this brand with so many digits exist.
    #[must_use]
    pub fn has_length(self, digits: usize) -> bool {
        digits < 32 && self.facts().lengths >> digits & 1 == 1
    }

    /// Every number of digits that this brand has, ascending.
    pub fn lengths(self) -> impl Iterator<Item = usize> {
        (1..=LONGEST_NUMBER).filter(move |digits| self.has_length(*digits))
    }

    /// The most digits that a number of this brand has.
    #[must_use]
    pub fn longest(self) -> usize {
        self.facts().lengths.checked_ilog2().unwrap_or(0) as usize
    }

    /// How many digits a number of this brand usually has, so that a field may move on.
    #[must_use]
    pub fn usual_length(self) -> usize {
        match self {
            // Longer ones exist, but most cards have the fourteen digits of 36.
            Self::DinersClub => 14,
            _ if self.has_length(16) => 16,
            _ => self.longest(),
        }
    }

    /// After how many digits a gap stands, in a number of `digits` digits: a bit for each place.
    #[must_use]
    pub fn gaps(self, digits: usize) -> u32 {
        match self.facts().grouping {
            Grouping::FourSixRest => 1 << 4 | 1 << 10,
            Grouping::FourSixFourUntilFourteen if digits <= 14 => 1 << 4 | 1 << 10,
            Grouping::FourFiveRest => 1 << 4 | 1 << 9,
            Grouping::Fours | Grouping::FourSixFourUntilFourteen => FOURS,
        }
    }

    /// How many digits the security code has; `None` when the card carries none.
    #[must_use]
    pub fn cvv_length(self) -> Option<usize> {
        let digits = usize::from(self.facts().cvv);
        (digits > 0).then_some(digits)
    }

    /// Whether numbers of this brand end in a Luhn check digit.
    #[must_use]
    pub fn has_luhn(self) -> bool {
        self.facts().luhn
    }
}

/// The most digits that any number has.
pub const LONGEST_NUMBER: usize = 19;

/// The gaps of a number whose brand is not known.
pub const FOURS: u32 = 1 << 4 | 1 << 8 | 1 << 12 | 1 << 16;

/// A set of brands.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct BrandSet(u32);

impl BrandSet {
    /// No brand.
    pub const EMPTY: Self = Self(0);

    /// Every brand.
    pub const ALL: Self = Self((1 << Brand::ALL.len()) - 1);

    /// The set with this bit for each brand, the first brand of [`Brand::ALL`] lowest. Further bits are dropped.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// The set as bits, the first brand of [`Brand::ALL`] lowest.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// This set and `brand`.
    #[must_use]
    pub const fn with(self, brand: Brand) -> Self {
        Self(self.0 | 1 << brand as u32)
    }

    /// This set without `brand`.
    #[must_use]
    pub const fn without(self, brand: Brand) -> Self {
        Self(self.0 & !(1 << brand as u32))
    }

    /// Whether `brand` is in it.
    #[must_use]
    pub const fn contains(self, brand: Brand) -> bool {
        self.0 >> brand as u32 & 1 == 1
    }

    /// Whether no brand is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many brands are in it.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The only member, if there is exactly one.
    #[must_use]
    pub fn single(self) -> Option<Brand> {
        if self.0.is_power_of_two() { Brand::at(self.0.ilog2() as usize) } else { None }
    }

    /// The most digits that a number of any of them has; 0 when there is none.
    #[must_use]
    pub fn longest(self) -> usize {
        let lengths = self.iter().fold(0, |lengths, brand| lengths | brand.facts().lengths);
        lengths.checked_ilog2().unwrap_or(0) as usize
    }

    /// The members, in the order of [`Brand::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Brand> {
        (0..).map_while(Brand::at).filter(move |brand| self.contains(*brand))
    }
}

impl FromIterator<Brand> for BrandSet {
    fn from_iter<Brands: IntoIterator<Item = Brand>>(brands: Brands) -> Self {
        brands.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl fmt::Debug for BrandSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.iter()).finish()
    }
}

/// What a shop wants of the brand table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrandRules {
    /// Brands whose ranges are taken out of the table: a number of such a brand falls to the next longest range that
    /// covers it, or to no brand at all.
    pub off: BrandSet,
    /// Brands that are held to the Luhn check although the network does not promise it.
    pub force_luhn: BrandSet,
    /// Brands that the shop takes.
    pub accepted: BrandSet,
    /// Brands that are also taken when the shop takes the brand on whose rails they run; see [`runs_on`].
    pub by_rails: BrandSet,
}

impl Default for BrandRules {
    /// The table as it is, every brand taken.
    fn default() -> Self {
        Self { off: BrandSet::EMPTY, force_luhn: BrandSet::EMPTY, accepted: BrandSet::ALL, by_rails: BrandSet::EMPTY }
    }
}

impl BrandRules {
    /// Whether numbers of `brand` must pass the Luhn check.
    #[must_use]
    pub fn wants_luhn(&self, brand: Brand) -> bool {
        brand.has_luhn() || self.force_luhn.contains(brand)
    }

    /// Whether the shop takes a number of `brand` that begins like this; `None` while its rails are still open.
    #[must_use]
    pub fn accepts(&self, brand: Brand, prefix: Prefix) -> Option<bool> {
        if self.accepted.contains(brand) {
            return Some(true);
        }
        if !self.by_rails.contains(brand) {
            return Some(false);
        }
        match runs_on(brand, prefix) {
            Some(other) => Some(self.accepted.contains(other)),
            None => (prefix.len >= 2).then_some(false),
        }
    }
}

/// The first digits of a number, of which at most eight are kept: more never change the brand.
///
/// # Secrets
///
/// The first six may be shown; so this prints nothing.
#[derive(Clone, Copy, Default)]
pub struct Prefix {
    value: u32,
    len: u8,
}

impl Prefix {
    /// The beginning of a text of ASCII digits. `None` if anything else is in it.
    #[must_use]
    pub fn of(digits: &str) -> Option<Self> {
        let mut prefix = Self::default();
        for byte in digits.bytes() {
            prefix.push(byte.is_ascii_digit().then(|| byte - b'0')?);
        }
        Some(prefix)
    }

    /// Appends a digit from 0 to 9.
    pub const fn push(&mut self, digit: u8) {
        if self.len < DECIDING_DIGITS {
            self.value = self.value * 10 + digit as u32;
            self.len += 1;
        }
    }

    /// The first and the last eight-digit text that starts with it.
    const fn interval(self) -> (u32, u32) {
        let scale = 10_u32.pow((DECIDING_DIGITS - self.len) as u32);
        (self.value * scale, self.value * scale + (scale - 1))
    }

    const fn starts_with_65(self) -> bool {
        let (first, last) = self.interval();
        65_000_000 <= first && last <= 65_999_999
    }
}

/// The brands that at least one completion of `prefix` to eight digits belongs to.
///
/// The longest range that covers a completion decides; completions that no range covers are ignored. The set has
/// exactly one member, or none, once there are eight digits.
#[must_use]
pub fn candidates(prefix: Prefix, rules: &BrandRules) -> BrandSet {
    let (first, last) = prefix.interval();
    let covering = STARTS.partition_point(|start| *start <= first).saturating_sub(1);
    let segments = STARTS.iter().zip(&CHAINS).skip(covering);
    segments
        .take_while(|(start, _)| **start <= last)
        .fold(BrandSet::EMPTY, |set, (_, chain)| BrandSet(set.0 | longest_on(u32::from(*chain), rules.off).0))
}

/// The first brand of a chain that is not switched off, as a set of one, or of none.
const fn longest_on(mut chain: u32, off: BrandSet) -> BrandSet {
    while chain != 0 {
        let bit = 1 << ((chain & ((1 << CHAIN_BITS) - 1)) - 1);
        if off.0 & bit == 0 {
            return BrandSet(bit);
        }
        chain >>= CHAIN_BITS;
    }
    BrandSet::EMPTY
}

/// The brand on whose rails a number runs where a gateway does not know its own brand, as far as the networks have
/// agreed on one. Those of Discover hold in the United States and Canada.
#[must_use]
pub const fn runs_on(brand: Brand, prefix: Prefix) -> Option<Brand> {
    match brand {
        Brand::DinersClub | Brand::Jcb | Brand::UnionPay => Some(Brand::Discover),
        Brand::Maestro | Brand::Hiper | Brand::Hipercard => Some(Brand::Mastercard),
        Brand::RuPay | Brand::Troy | Brand::Verve | Brand::Elo if prefix.starts_with_65() => Some(Brand::Discover),
        Brand::RuPay | Brand::Troy | Brand::Verve | Brand::Elo => None,
        Brand::Visa | Brand::Mastercard | Brand::AmericanExpress | Brand::Discover => None,
        Brand::Mir | Brand::Naranja | Brand::Dankort | Brand::Uatp => None,
    }
}
