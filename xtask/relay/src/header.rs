//! The protected header: an exact list of members, and nothing else.

use crate::compact::decode;
use crate::refusal::Refusal;
use crate::strict::{Json, Members};

/// What must stand there, letter by letter.
const FIXED: [(&str, &str); 4] =
    [("alg", "RSA-OAEP-256"), ("enc", "A256GCM"), ("typ", "card-fields+jwe"), ("cty", "json")];
const VERSION: u64 = 1;
const REST: [&str; 8] = ["v", "kid", "aud", "shape", "iat", "exp", "jti", "ctx"];

/// How many seconds a clock may be off.
pub(crate) const SKEW: u64 = 120;
/// The longest life of a string, in seconds.
const LIFE: u64 = 600;
const JTI_BYTES: usize = 16;

/// What a header says beyond what every header says.
pub(crate) struct Header {
    pub(crate) kid: String,
    pub(crate) aud: String,
    pub(crate) shape: String,
    pub(crate) iat: u64,
    pub(crate) exp: u64,
    pub(crate) jti: String,
    pub(crate) ctx: Option<String>,
}

impl Header {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let members = Members::read(bytes).ok_or(Refusal::Malformed)?;
        // In place of `crit`: what we do not know, we do not open. So `zip`, `jwk`, `jku` and the like fall here.
        let known = |name: &str| REST.contains(&name) || FIXED.iter().any(|(own, _)| *own == name);
        if !members.names().all(known) {
            return Err(Refusal::Unsupported);
        }
        for (name, wanted) in FIXED {
            if member(&members, name)?.text() != Some(wanted) {
                return Err(Refusal::Unsupported);
            }
        }
        if member(&members, "v")?.integer() != Some(VERSION) {
            return Err(Refusal::Unsupported);
        }
        let header = Self {
            kid: text(&members, "kid")?,
            aud: text(&members, "aud")?,
            shape: text(&members, "shape")?,
            iat: seconds(&members, "iat")?,
            exp: seconds(&members, "exp")?,
            jti: text(&members, "jti")?,
            ctx: members.get("ctx").map(|_| text(&members, "ctx")).transpose()?,
        };
        let has_form = decode(&header.jti).is_some_and(|bytes| bytes.len() == JTI_BYTES)
            && header.ctx.as_deref().is_none_or(is_context);
        if has_form { Ok(header) } else { Err(Refusal::Malformed) }
    }

    /// Whether the string may be opened at this second.
    pub(crate) fn is_alive(&self, now: u64) -> bool {
        let life = self.exp.checked_sub(self.iat);
        life.is_some_and(|life| (1..=LIFE).contains(&life))
            && now <= self.forgotten()
            && self.iat <= now.saturating_add(SKEW)
    }

    /// The last second at which it might be opened.
    pub(crate) const fn forgotten(&self) -> u64 {
        self.exp.saturating_add(SKEW)
    }
}

/// A context that the merchant's server has made: 16 to 64 characters of base64url.
fn is_context(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    matches!(text.len(), 16..=64) && text.bytes().all(is_sign)
}

fn member<'a>(members: &'a Members, name: &str) -> Result<&'a Json, Refusal> {
    members.get(name).ok_or(Refusal::Malformed)
}

fn text(members: &Members, name: &str) -> Result<String, Refusal> {
    member(members, name)?.text().map(str::to_owned).ok_or(Refusal::Malformed)
}

fn seconds(members: &Members, name: &str) -> Result<u64, Refusal> {
    member(members, name)?.integer().ok_or(Refusal::Malformed)
}
