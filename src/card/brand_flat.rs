//! The range table cut into segments by the compiler, which also refuses a table that contradicts itself.
//!
//! All eight-digit beginnings are cut where the answer changes. Each segment keeps the brands of every range that covers
//! it, longest range first, so that a brand can be switched off without building another table.
#![allow(clippy::indexing_slicing, reason = "runs in the compiler, where an index out of bounds is a compile error")]

use super::brand::Brand;
use super::brand_table::{Facts, RANGES, ROWS};

/// How many digits decide a brand.
pub(super) const DECIDING_DIGITS: u8 = 8;

/// Bits of one brand in a chain: its place in [`Brand::ALL`] plus one.
pub(super) const CHAIN_BITS: u32 = 5;

/// The first eight-digit beginning of each segment, ascending from 0.
pub(super) static STARTS: [u32; SEGMENTS] = segments().0;

/// The brands of each segment, longest range in the lowest bits; 0 when there is none.
pub(super) static CHAINS: [u16; SEGMENTS] = segments().1;

/// What is known of each brand, in the order of [`Brand::ALL`].
pub(super) static FACTS: [Facts; ROWS.len()] = rows().0;

/// The id of each brand. They stand apart because the core itself speaks of brands by number.
pub(super) static IDS: [&str; ROWS.len()] = rows().1;

const RANGE_COUNT: usize = count_ranges();
const BOUNDS: usize = 2 * RANGE_COUNT + 1;
const ALL: [Range; RANGE_COUNT] = all_ranges();
const CUT: Cut = cut();
const SEGMENTS: usize = CUT.count;

const _: () = assert!(ranges_are_sound(), "a range is out of order, or two ranges of one length overlap");
const _: () = assert!(rows_are_in_order(), "the rows of the brand table are not in the order of Brand::ALL");
const _: () = assert!(Brand::ALL.len() < 1 << CHAIN_BITS, "a brand does not fit into its bits of a chain");

/// A range of the table, widened to the eight-digit beginnings that it covers.
#[derive(Clone, Copy)]
struct Range {
    brand: Brand,
    written_digits: u32,
    start: u32,
    end: u32,
    sound: bool,
}

impl Range {
    const fn new(brand: Brand, (low, high): (u32, u32)) -> Self {
        let written_digits = low.ilog10() + 1;
        let scale = 10_u32.pow(DECIDING_DIGITS as u32 - written_digits);
        let sound = low <= high && high.ilog10() + 1 == written_digits;
        Self { brand, written_digits, start: low * scale, end: high * scale + (scale - 1), sound }
    }

    const fn covers(self, beginning: u32) -> bool {
        self.start <= beginning && beginning <= self.end
    }
}

/// Where the segments start, what they hold, and how many of the places are used.
struct Cut {
    starts: [u32; BOUNDS],
    chains: [u16; BOUNDS],
    count: usize,
}

const fn count_ranges() -> usize {
    let (mut count, mut row) = (0, 0);
    while row < RANGES.len() {
        count += RANGES[row].1.len();
        row += 1;
    }
    count
}

const fn all_ranges() -> [Range; RANGE_COUNT] {
    let mut all = [Range::new(Brand::Visa, (1, 1)); RANGE_COUNT];
    let (mut count, mut row) = (0, 0);
    while row < RANGES.len() {
        let (brand, ranges) = RANGES[row];
        let mut index = 0;
        while index < ranges.len() {
            all[count] = Range::new(brand, ranges[index]);
            count += 1;
            index += 1;
        }
        row += 1;
    }
    all
}

const fn ranges_are_sound() -> bool {
    let mut one = 0;
    while one < RANGE_COUNT {
        let range = ALL[one];
        let mut other = one + 1;
        while other < RANGE_COUNT {
            let same_length = range.written_digits == ALL[other].written_digits;
            if same_length && range.start <= ALL[other].end && ALL[other].start <= range.end {
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

const fn rows_are_in_order() -> bool {
    let mut index = 0;
    while index < ROWS.len() {
        if ROWS[index].brand as usize != index || Brand::ALL[index] as usize != index {
            return false;
        }
        index += 1;
    }
    true
}

const fn rows() -> ([Facts; ROWS.len()], [&'static str; ROWS.len()]) {
    let (mut facts, mut ids, mut index) = ([ROWS[0].facts; ROWS.len()], [""; ROWS.len()], 0);
    while index < ROWS.len() {
        facts[index] = ROWS[index].facts;
        ids[index] = ROWS[index].id;
        index += 1;
    }
    (facts, ids)
}

/// Where the answer can change, ascending, with repetitions.
const fn sorted_bounds() -> [u32; BOUNDS] {
    let mut bounds = [0; BOUNDS];
    let mut index = 0;
    while index < RANGE_COUNT {
        bounds[2 * index + 1] = ALL[index].start;
        bounds[2 * index + 2] = ALL[index].end + 1;
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
    while index < RANGE_COUNT {
        if ALL[index].covers(beginning) {
            by_length[ALL[index].written_digits as usize] = ALL[index].brand as u32 + 1;
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
