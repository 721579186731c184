//! The five parts of a sealed string, read strictly. Nothing is judged here but their form.

use crate::refusal::Refusal;
use base64::Engine;
// No padding, no other alphabet, no white space, and no bits left over at the end.
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

/// The most characters of a sealed string.
pub(crate) const LONGEST: usize = 8192;

/// What the GCM of this suite takes.
const IV: usize = 12;
const TAG: usize = 16;

/// The five parts, decoded.
pub(crate) struct Compact<'text> {
    pub(crate) header: Vec<u8>,
    /// The header as it was written: what the tag is also made of.
    pub(crate) written_header: &'text str,
    pub(crate) wrapped_key: Vec<u8>,
    pub(crate) iv: Vec<u8>,
    pub(crate) ciphertext: Vec<u8>,
    pub(crate) tag: Vec<u8>,
}

impl<'text> Compact<'text> {
    pub(crate) fn read(text: &'text str) -> Result<Self, Refusal> {
        if text.len() > LONGEST {
            return Err(Refusal::Malformed);
        }
        let mut parts = text.split('.');
        let mut part = || {
            let written = parts.next().ok_or(Refusal::Malformed)?;
            let decoded = BASE64.decode(written).map_err(|_| Refusal::Malformed)?;
            Ok((written, decoded))
        };
        let (written_header, header) = part()?;
        let ((_, wrapped_key), (_, iv), (_, ciphertext), (_, tag)) = (part()?, part()?, part()?, part()?);
        if parts.next().is_some() {
            return Err(Refusal::Malformed);
        }
        Ok(Self { header, written_header, wrapped_key, iv, ciphertext, tag })
    }

    /// Whether each part is as long as the suite says. Asked once the header has named the suite: a string of another one
    /// is refused for that.
    pub(crate) fn has_lengths(&self, modulus: usize) -> bool {
        self.iv.len() == IV && self.tag.len() == TAG && self.wrapped_key.len() == modulus
    }
}

/// Bytes as base64url without padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// The bytes of a base64url text without padding.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text).ok()
}
