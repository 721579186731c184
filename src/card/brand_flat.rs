//! The range table cut into segments by the compiler, which also refuses a table that contradicts itself.
//!
//! All eight-digit beginnings are cut where the answer changes. Each segment keeps the brands of every range that covers
//! it, longest range first, so that a brand can be switched off without building another table.
#![allow(clippy::indexing_slicing, reason = "runs in the compiler, where an index out of bounds is a compile error")]

use super::brand::Brand;
use super::brand_table::RANGES;

/// How many digits decide a brand.
pub(super) const DECIDING_DIGITS: u8 = 8;

/// Bits of one brand in a chain: its place in [`Brand::ALL`] plus one.
pub(super) const CHAIN_BITS: u32 = 5;

/// The first eight-digit beginning of each segment, ascending from 0.
pub(super) static STARTS: [u32; SEGMENTS] = segments().0;

/// The brands of each segment, longest range in the lowest bits; 0 when there is none.
pub(super) static CHAINS: [u16; SEGMENTS] = segments().1;

const BOUNDS: usize = 2 * RANGES.len() + 1;
const CUT: Cut = cut();
const SEGMENTS: usize = CUT.count;

const _: () = assert!(ranges_are_sound(), "a range is out of order, or two ranges of one length overlap");
const _: () = assert!(Brand::ALL.len() < 1 << CHAIN_BITS, "a brand does not fit into its bits of a chain");

/// A range of the table, widened to the eight-digit beginnings that it covers.
#[derive(Clone, Copy)]
pub(super) struct Range {
    brand: Brand,
    written_digits: u32,
    start: u32,
    end: u32,
    sound: bool,
}

impl Range {
    pub(super) const fn new(brand: Brand, (low, high): (u32, u32)) -> Self {
        let written_digits = low.ilog10() + 1;
        let scale = 10_u32.pow(DECIDING_DIGITS as u32 - written_digits);
        let sound = low <= high && high.ilog10() + 1 == written_digits;
        Self { brand, written_digits, start: low * scale, end: high * scale + (scale - 1), sound }
    }

    const fn covers(self, beginning: u32) -> bool {
        self.start <= beginning && beginning <= self.end
    }
}

/// Makes ranges of the rows of their table.
macro_rules! ranges {
    ($(($brand:ident, &[$($range:expr),* $(,)?]),)*) => {
        pub(super) const RANGES: &[Range] = &[$($(Range::new(Brand::$brand, $range),)*)*];
    };
}
pub(super) use ranges;

/// Where the segments start, what they hold, and how many of the places are used.
struct Cut {
    starts: [u32; BOUNDS],
    chains: [u16; BOUNDS],
    count: usize,
}

const fn ranges_are_sound() -> bool {
    let mut one = 0;
    while one < RANGES.len() {
        let range = RANGES[one];
        let mut other = one + 1;
        while other < RANGES.len() {
            let same_length = range.written_digits == RANGES[other].written_digits;
            if same_length && range.start <= RANGES[other].end && RANGES[other].start <= range.end {
                return false;
            }
            other += 1;
        }
        if !range.sound {
            return false;
        }
        one += 1;
    }
    true
}

/// Where the answer can change, ascending, with repetitions.
const fn sorted_bounds() -> [u32; BOUNDS] {
    let mut bounds = [0; BOUNDS];
    let mut index = 0;
    while index < RANGES.len() {
        bounds[2 * index + 1] = RANGES[index].start;
        bounds[2 * index + 2] = RANGES[index].end + 1;
        index += 1;
    }
    let mut placed = 1;
    while placed < BOUNDS {
        let bound = bounds[placed];
        let mut at = placed;
        while at > 0 && bounds[at - 1] > bound {
            bounds[at] = bounds[at - 1];
            at -= 1;
        }
        bounds[at] = bound;
        placed += 1;
    }
    bounds
}

/// The brands whose ranges cover an eight-digit beginning, longest range first.
const fn chain_at(beginning: u32) -> u16 {
    let mut by_length = [0_u32; DECIDING_DIGITS as usize + 1];
    let mut index = 0;
    while index < RANGES.len() {
        if RANGES[index].covers(beginning) {
            by_length[RANGES[index].written_digits as usize] = RANGES[index].brand as u32 + 1;
        }
        index += 1;
    }
    let (mut chain, mut shift, mut length) = (0, 0, by_length.len());
    while length > 0 {
        length -= 1;
        if by_length[length] > 0 {
            assert!(shift + CHAIN_BITS <= u16::BITS, "ranges nest deeper than a chain can hold");
            chain |= by_length[length] << shift;
            shift += CHAIN_BITS;
        }
    }
    chain as u16
}

const fn cut() -> Cut {
    let bounds = sorted_bounds();
    let mut cut = Cut { starts: [0; BOUNDS], chains: [0; BOUNDS], count: 0 };
    let mut index = 0;
    while index < BOUNDS {
        let chain = chain_at(bounds[index]);
        if cut.count == 0 || cut.chains[cut.count - 1] != chain {
            cut.starts[cut.count] = bounds[index];
            cut.chains[cut.count] = chain;
            cut.count += 1;
        }
        index += 1;
    }
    cut
}

const fn segments() -> ([u32; SEGMENTS], [u16; SEGMENTS]) {
    let (mut starts, mut chains, mut index) = ([0; SEGMENTS], [0; SEGMENTS], 0);
    while index < SEGMENTS {
        starts[index] = CUT.starts[index];
        chains[index] = CUT.chains[index];
        index += 1;
    }
    (starts, chains)
}
