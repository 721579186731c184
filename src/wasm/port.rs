//! The one place through which a typed text enters and leaves the core: a fixed array of UTF-16 units.
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
pub(super) fn take(from: usize, length: usize) -> Secret {
    let mut text = Secret::with_capacity(length * 3);
    let units = PORT.iter().skip(from).take(length).map(|unit| unit.swap(0, Ordering::Relaxed));
    char::decode_utf16(units).for_each(|unit| text.push(unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    #[cfg(feature = "test-trap")]
    super::trap::at("typed", text.expose());
    text
}

/// Puts a text into the array and tells its length in units. JavaScript wipes it after reading.
pub(super) fn put(text: &str) -> u32 {
    let mut length = 0;
    for (slot, unit) in PORT.iter().zip(text.encode_utf16()) {
        slot.store(unit, Ordering::Relaxed);
        length += 1;
    }
    length
}
