//! The one place through which text enters and leaves the core: a fixed array of UTF-16 units.
//!
//! A `&str` argument would leave a copy of every keystroke on the heap. Here JavaScript writes the units into memory
//! that never moves, and they are wiped as they are read.

use crate::secret::Secret;
use core::sync::atomic::{AtomicU16, Ordering};

/// The most units that fit: a value and an inserted text, each one over the limit of a judged field.
pub(super) const UNITS: usize = 2 * (crate::input::TEXT_LIMIT + 1);

// Atomics, because JavaScript writes to this memory between calls and the compiler must not assume otherwise.
static PORT: [AtomicU16; UNITS] = [const { AtomicU16::new(0) }; UNITS];

/// Where the array begins in the memory of the module.
pub(super) fn address() -> u32 {
    PORT.as_ptr() as usize as u32
}

/// Takes `length` units from `from` on out of the array. Unpaired surrogates become U+FFFD.
#[inline(never)]
pub(super) fn take(from: usize, length: usize) -> Secret {
    let units = PORT.get(from..from + length).unwrap_or(&[]);
    let mut seen = 0;
    for unit in units {
        seen |= unit.load(Ordering::Relaxed);
    }
    let taken = units.iter().map(|unit| unit.swap(0, Ordering::Relaxed));
    // At most three bytes for a unit.
    let mut text = Secret::with_capacity(if seen < 0x80 { units.len() } else { 3 * units.len() });
    if seen < 0x80 {
        // Nearly every keystroke comes this way.
        taken.for_each(|unit| text.push_ascii(unit as u8));
    } else {
        char::decode_utf16(taken).for_each(|unit| text.push(unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
    #[cfg(feature = "test-trap")]
    super::trap::if_asked(text.expose());
    text
}

/// Puts as much of a text into the array as fits, and tells how many bytes of it and units those are. JavaScript wipes
/// the array after reading.
#[inline(never)]
pub(super) fn put(text: &str) -> (usize, u32) {
    let (mut bytes, mut units) = (0, 0);
    let mut pair = [0; 2];
    for character in crate::text::characters(text) {
        let encoded = character.encode_utf16(&mut pair);
        let Some(slots) = PORT.get(units..units + encoded.len()) else { break };
        slots.iter().zip(encoded.iter()).for_each(|(slot, unit)| slot.store(*unit, Ordering::Relaxed));
        units += encoded.len();
        bytes += character.len_utf8();
    }
    (bytes, units as u32)
}

/// Writes a text into the array and tells its length, as JavaScript does where there is some.
#[cfg(fuzzing)]
pub fn write(units: &[u16]) -> u32 {
    PORT.iter().zip(units).map(|(slot, unit)| slot.store(*unit, Ordering::Relaxed)).count() as u32
}

/// Reads a text out of the array, as JavaScript does where there is some.
#[cfg(fuzzing)]
#[must_use]
pub fn read(units: u32) -> Secret {
    take(0, units as usize)
}
