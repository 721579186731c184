//! Text that must not stay behind: a card number, a security code, an account number, a request body that holds them.
//!
//! This module must never print, clone or serialise what it holds.

use core::fmt;
use core::mem::{ManuallyDrop, swap, take};
use zeroize::Zeroize;

/// Text that is wiped when it is dropped and prints as dots.
///
/// It is not `Clone`, and it never grows in place: growing moves the text to a new buffer and wipes the old one,
/// because a plain `String` hands its old buffer back to the allocator with the text still in it.
#[derive(Default)]
pub struct Secret(ManuallyDrop<String>);

impl Secret {
    /// An empty secret with room for `bytes` bytes of UTF-8.
    #[inline(never)]
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Self(ManuallyDrop::new(String::with_capacity(bytes)))
    }

    /// Takes `text` over without copying it.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(ManuallyDrop::new(text))
    }

    /// A copy of `text`.
    #[inline(never)]
    #[must_use]
    pub fn copy_of(text: &str) -> Self {
        let mut copy = Self::with_capacity(text.len());
        copy.push_str(text);
        copy
    }

    /// Appends one character.
    #[inline(never)]
    pub fn push(&mut self, character: char) {
        self.push_str(character.encode_utf8(&mut [0; 4]));
    }

    /// Appends an ASCII character; the highest bit is dropped. Quick where there is room for it.
    #[inline]
    #[cfg(any(target_arch = "wasm32", fuzzing, test))]
    pub(crate) fn push_ascii(&mut self, byte: u8) {
        let character = char::from(byte & 0x7f);
        if self.0.len() < self.0.capacity() { self.0.push(character) } else { self.push(character) }
    }

    /// Appends text.
    #[inline(never)]
    pub fn push_str(&mut self, text: &str) {
        self.reserve(text.len());
        self.0.push_str(text);
    }

    /// The text itself. Whoever calls this must not copy it into anything that outlives the call.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    fn reserve(&mut self, more: usize) {
        let needed = self.0.len() + more;
        if needed > self.0.capacity() {
            let mut moved = Self::with_capacity(needed.max(self.0.capacity() * 2));
            moved.push_str(&self.0);
            swap(self, &mut moved);
        }
    }
}

impl Drop for Secret {
    // Secrets are dropped in hundreds of places. The text is freed in here too, so that each of them is a single call.
    #[inline(never)]
    fn drop(&mut self) {
        let mut text = ManuallyDrop::into_inner(take(&mut self.0));
        text.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(••••)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_dots_only() {
        let secret = Secret::new("4242424242424242".to_owned());
        assert_eq!(format!("{secret:?}"), "Secret(••••)");
    }

    #[test]
    fn keeps_what_was_pushed_while_it_grows() {
        let mut secret = Secret::with_capacity(2);
        for digit in "378282246310005".chars() {
            secret.push(digit);
        }
        secret.push_str("é");
        secret.push_ascii(b'0');
        assert_eq!(secret.expose(), "378282246310005é0");
    }
}
