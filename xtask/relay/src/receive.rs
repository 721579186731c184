//! From a merchant's request to a gateway's call: the receiver's steps, in their order.

use crate::compact::Compact;
use crate::crypto;
use crate::header::Header;
use crate::keys::{Found, Ring};
use crate::once::Once;
use crate::refusal::Refusal;
use crate::shape::{Shape, Target};
use crate::strict::{Json, Members};
use crate::tenant::Tenant;
use panless::secret::Secret;

/// A plaintext is padded to a multiple of this, so that its length says little.
const BLOCK: usize = 256;
/// The longest plaintext.
const LONGEST: usize = 4096;

/// What a merchant's server sends.
#[derive(Debug)]
pub struct Request {
    sealed: Secret,
    context: Option<Secret>,
    action: Option<Secret>,
    fields: Members,
}

impl Request {
    /// Reads the body of a request: `sealed`; perhaps `context`, `action` and `fields`; nothing else.
    ///
    /// # Errors
    /// [`Refusal::Malformed`].
    pub fn read(body: &[u8]) -> Result<Self, Refusal> {
        let mut members = Members::read(body).ok_or(Refusal::Malformed)?;
        let mut text = |name| match members.take(name) {
            None => Ok(None),
            Some(Json::Text(text)) => Ok(Some(text)),
            Some(_) => Err(Refusal::Malformed),
        };
        let (sealed, context, action) = (text("sealed")?, text("context")?, text("action")?);
        let fields = match members.take("fields") {
            None => Members::default(),
            Some(Json::Object(fields)) => fields,
            Some(_) => return Err(Refusal::Malformed),
        };
        match sealed {
            Some(sealed) if members.0.is_empty() => Ok(Self { sealed, context, action, fields }),
            _ => Err(Refusal::Malformed),
        }
    }
}

/// What the log may know of a request so far.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) kid: Option<String>,
    pub(crate) jti: Option<String>,
    pub(crate) shape: Option<&'static str>,
}

/// A call that is ready to be made, but for the gateway's secrets.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) target: &'static Target,
    pub(crate) body: Members,
    /// How many of the body's members were sealed. They come first.
    pub(crate) sealed: usize,
}

/// A relay's name, its keys, and what it has opened.
pub(crate) struct Receiver {
    pub(crate) audience: String,
    pub(crate) keys: Ring,
    pub(crate) once: Once,
}

impl Receiver {
    pub(crate) fn open(&self, tenant: &Tenant, request: Request, now: u64, seen: &mut Seen) -> Result<Opened, Refusal> {
        let compact = Compact::read(request.sealed.expose())?;
        let header = Header::read(&compact.header)?;
        seen.jti = Some(header.jti.clone());
        let (private, modulus) = match self.keys.find(&header.kid, now) {
            Found::Key { private, modulus } => (private, modulus),
            Found::Retired => {
                seen.kid = Some(header.kid);
                return Err(Refusal::KeyRetired);
            }
            Found::Unknown => return Err(Refusal::KeyUnknown),
        };
        seen.kid = Some(header.kid.clone());
        if !compact.has_lengths(modulus) {
            return Err(Refusal::Malformed);
        }
        let shape = self.admit(tenant, &header, request.context.as_ref().map(Secret::expose), now)?;
        seen.shape = Some(shape.name);
        let plaintext = crypto::open(&private, &compact).ok_or(Refusal::Invalid)?;
        // After the tag has proved that nobody has put another `jti` there, to use up somebody else's.
        if !self.once.first(&header.jti, header.forgotten(), now) {
            return Err(Refusal::Replayed);
        }
        let sealed = unpad(&plaintext).and_then(Members::read).ok_or(Refusal::Invalid)?;
        if !shape.fits(&sealed, now) {
            return Err(Refusal::Invalid);
        }
        let count = sealed.0.len();
        let target = shape.target(request.action.as_ref().map(Secret::expose))?;
        Ok(Opened { target, body: target.merge(sealed, request.fields)?, sealed: count })
    }

    /// Whether a string with this header is for us, for this merchant, and for now.
    fn admit(
        &self,
        tenant: &Tenant,
        header: &Header,
        context: Option<&str>,
        now: u64,
    ) -> Result<&'static Shape, Refusal> {
        if header.aud != self.audience {
            return Err(Refusal::Audience);
        }
        let shape = Shape::named(&header.shape).filter(|shape| tenant.shapes.contains(&shape.name));
        let shape = shape.ok_or(Refusal::Shape)?;
        if !header.is_alive(now) {
            return Err(Refusal::Expired);
        }
        let is_bound = header.ctx.as_deref() == context && (context.is_some() || !tenant.needs_context);
        if is_bound { Ok(shape) } else { Err(Refusal::Context) }
    }
}

/// The object without the blanks behind it, which must be as many as the padding makes.
fn unpad(plaintext: &[u8]) -> Option<&[u8]> {
    let end = plaintext.iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1);
    let is_padded = plaintext.len() == end.next_multiple_of(BLOCK) && plaintext.len() <= LONGEST;
    plaintext.get(..end).filter(|object| is_padded && object.ends_with(b"}"))
}
