//! The reference relay: opens what a page has sealed, and hands it to the gateway in the merchant's name.
//!
//! **For tests, for the demo, and as a model.** It follows the receiver's steps of the contract to the letter, and is no
//! product: its keys are in this process, its memory of what was opened ends with it, its log is a list, and its gateways
//! are sandboxes on this machine. A relay that is in earnest has its keys in a KMS or HSM, that memory in a store which
//! all its instances share, and is itself a cardholder data environment. Where it differs, a comment says "in production".
//!
//! 1. `http` asks who is there and reads the request.
//! 2. `receive` opens it: `compact` and `header` read the string strictly, `keys` has the key, `crypto` decrypts, `once`
//!    lets it pass a single time, `shape` and `values` hold the plaintext to its shape (`shape_table`).
//! 3. `forward` makes the one call that the shape names, `answer` says what came of it.
//! 4. `log` keeps who, which and how; never what.
//!
//! Nothing here may print, keep or send back a value of a request or of a plaintext.

mod answer;
mod compact;
mod crypto;
mod forward;
mod header;
mod http;
mod keys;
mod log;
mod once;
mod receive;
mod refusal;
mod shape;
mod shape_table;
mod strict;
mod tenant;
mod values;

pub use keys::{Key, Ring, State, thumbprint};
pub use log::{Line, OPENED};
pub use receive::Request;
pub use refusal::Refusal;
pub use tenant::{Access, Tenant};

use answer::Judged;
use forward::Caller;
use receive::{Receiver, Seen};
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::spawn_blocking;

/// The names of all shapes that can be opened.
pub fn shape_names() -> impl Iterator<Item = &'static str> {
    shape_table::SHAPES.iter().map(|shape| shape.name)
}

/// What a relay is made of.
pub struct Options {
    /// Its name and address: the `aud` of each string.
    pub audience: String,
    /// Its keys.
    pub keys: Ring,
    /// Who may use it.
    pub tenants: Vec<Tenant>,
    /// How long a gateway may take.
    pub timeout: Duration,
    /// Where it reads the seconds since 1970.
    pub clock: Arc<dyn Fn() -> u64 + Send + Sync>,
}

/// A relay.
pub struct Relay {
    receiver: Receiver,
    tenants: Vec<Tenant>,
    caller: Caller,
    log: log::Log,
    clock: Arc<dyn Fn() -> u64 + Send + Sync>,
}

impl Relay {
    /// Makes one.
    ///
    /// # Errors
    /// When there can be no HTTP client.
    pub fn new(options: Options) -> io::Result<Arc<Self>> {
        let Options { audience, keys, tenants, timeout, clock } = options;
        let receiver = Receiver { audience, keys, once: once::Once::default() };
        let caller = Caller::new(timeout).map_err(io::Error::other)?;
        Ok(Arc::new(Self { receiver, tenants, caller, log: log::Log::default(), clock }))
    }

    /// Answers a request to one of its two paths.
    pub async fn answer(self: &Arc<Self>, request: axum::extract::Request) -> axum::response::Response {
        http::answer(self, request).await
    }

    /// Its keys.
    #[must_use]
    pub const fn keys(&self) -> &Ring {
        &self.receiver.keys
    }

    /// The last lines of its log.
    #[must_use]
    pub fn log(&self) -> Vec<Line> {
        self.log.lines()
    }

    /// The seconds since 1970.
    #[must_use]
    pub fn now(&self) -> u64 {
        (self.clock)()
    }

    /// The merchant with this credential.
    #[must_use]
    pub fn tenant(&self, credential: &str) -> Option<&Tenant> {
        self.tenants.iter().find(|tenant| tenant.is_shown(credential))
    }

    /// Opens a request and uses the string up, without the call.
    ///
    /// # Errors
    /// The refusal, by its code. It is in the log, too.
    pub fn open(&self, tenant: &Tenant, request: Request) -> Result<(), Refusal> {
        let mut seen = Seen::default();
        let opened = self.receiver.open(tenant, request, self.now(), &mut seen);
        self.note(Some(tenant), seen, opened.as_ref().err().copied());
        opened.map(|_| ())
    }

    async fn serve(self: &Arc<Self>, tenant: &Tenant, request: Result<Request, Refusal>) -> Result<Judged, Refusal> {
        let (relay, owner) = (Arc::clone(self), tenant.clone());
        // An RSA operation would keep this thread from everybody else.
        let opening = spawn_blocking(move || {
            let mut seen = Seen::default();
            let opened = request.and_then(|request| relay.receiver.open(&owner, request, relay.now(), &mut seen));
            (opened, seen)
        });
        let (opened, seen) = opening.await.unwrap_or_else(|_| (Err(Refusal::Invalid), Seen::default()));
        let judged = match opened {
            Ok(opened) => self.caller.call(tenant, &opened).await,
            Err(refusal) => Err(refusal),
        };
        let refusal = match &judged {
            Ok(Judged::Done(_)) => None,
            Ok(Judged::Declined(_)) => Some(Refusal::Declined),
            Err(refusal) => Some(*refusal),
        };
        self.note(Some(tenant), seen, refusal);
        judged
    }

    fn refuses_stranger(&self) -> Refusal {
        self.note(None, Seen::default(), Some(Refusal::Unauthorized));
        Refusal::Unauthorized
    }

    fn note(&self, tenant: Option<&Tenant>, seen: Seen, refusal: Option<Refusal>) {
        let outcome = refusal.map_or(OPENED, Refusal::code);
        let tenant = tenant.map(|tenant| tenant.name.clone());
        self.log.write(Line { time: self.now(), tenant, kid: seen.kid, jti: seen.jti, shape: seen.shape, outcome });
    }
}

impl fmt::Debug for Relay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Relay")
    }
}
