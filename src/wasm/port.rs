//! The one place through which text enters and leaves the core: a fixed array of UTF-16 units.
//!
//! A `&str` argument would leave a copy of every keystroke on the heap. Here JavaScript writes the units into memory
//! that never moves, and they are wiped as they are read.

use crate::secret::Secret;
use zeroize::Zeroize;
use core::sync::atomic::{AtomicU16, Ordering};

/// The most units that fit: a value and an inserted text, each one over the limit of a judged field.
pub(super) const UNITS: usize = 2 * (crate::input::TEXT_LIMIT + 1);

// Atomics, because JavaScript writes to this memory between calls and the compiler must not assume otherwise.
static PORT: [AtomicU16; UNITS] = [const { AtomicU16::new(0) }; UNITS];

/// Where the array begins in the memory of the module.
pub(super) fn address() -> u32 {
    PORT.as_ptr() as usize as u32
}

/// The longest text that [`lend`] finds room for on the stack, in units. Card numbers, codes and most names are shorter.
const SHORT: usize = 32;

/// Takes the first `length` units out of the array, shows them to `look` as text, and wipes that. A short text of ASCII,
/// as it is at nearly every keystroke, needs no place on the heap.
pub(super) fn lend<T>(length: usize, look: impl FnOnce(&str) -> T) -> T {
    let mut short = [0_u8; SHORT];
    let (mut seen, mut long) = (0, None);
    let units = if length > SHORT { &[] } else { PORT.get(..length).unwrap_or(&[]) };
    for (byte, unit) in short.iter_mut().zip(units) {
        let unit = unit.load(Ordering::Relaxed);
        seen |= unit;
        *byte = unit as u8;
    }
    let is_short = length <= SHORT && seen < 0x80;
    let text = if is_short {
        units.iter().for_each(|unit| unit.store(0, Ordering::Relaxed));
        short.get(..length).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or("")
    } else {
        long.insert(take(0, length)).expose()
    };
    #[cfg(feature = "test-trap")]
    super::trap::if_asked(text);
    let answer = look(text);
    short.zeroize();
    answer
}

/// Takes `length` units from `from` on out of the array. Unpaired surrogates become U+FFFD.
#[inline(never)]
pub(super) fn take(from: usize, length: usize) -> Secret {
    let units = PORT.get(from..from + length).unwrap_or(&[]);
    let mut bytes = 0;
    for unit in units {
        // One byte for ASCII, at most three for every other unit.
        bytes += if unit.load(Ordering::Relaxed) < 0x80 { 1 } else { 3 };
    }
    let mut text = Secret::with_capacity(bytes);
    for unit in char::decode_utf16(units.iter().map(|unit| unit.swap(0, Ordering::Relaxed))) {
        text.push(unit.unwrap_or(char::REPLACEMENT_CHARACTER));
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
    for character in text.chars() {
        let encoded = character.encode_utf16(&mut pair);
        let Some(slots) = PORT.get(units..units + encoded.len()) else { break };
        slots.iter().zip(encoded.iter()).for_each(|(slot, unit)| slot.store(*unit, Ordering::Relaxed));
        units += encoded.len();
        bytes += character.len_utf8();
    }
    (bytes, units as u32)
}
