//! Who may have something opened, what, and with which of the gateways' secrets.

use openssl::memcmp;
use openssl::sha::sha256;
use std::fmt;

/// A merchant.
#[derive(Clone)]
pub struct Tenant {
    /// What the log calls it.
    pub name: String,
    /// What its server shows as `Authorization: Bearer …`. Only a hash of it is kept.
    credential: [u8; 32],
    /// The shapes it may use.
    pub shapes: Vec<&'static str>,
    /// Whether each string must be bound to a context of its server's.
    pub needs_context: bool,
    /// Where and as whom its Chargezoom calls are made.
    pub chargezoom: Access,
    /// Where and as whom its ONTRAPORT calls are made.
    pub ontraport: Access,
}

/// A gateway's address and the headers that it wants. Prints the address alone.
#[derive(Clone)]
pub struct Access {
    /// Such as `https://api.ontraport.com`.
    pub base_url: String,
    /// Names and values: secrets that never leave the relay but for the gateway.
    pub headers: Vec<(&'static str, String)>,
}

impl Tenant {
    /// A merchant that may use every shape and needs no context.
    #[must_use]
    pub fn new(name: &str, credential: &str, chargezoom: Access, ontraport: Access) -> Self {
        let shapes = crate::shape_names().collect();
        let credential = sha256(credential.as_bytes());
        Self { name: name.to_owned(), credential, shapes, needs_context: false, chargezoom, ontraport }
    }

    /// Whether this is its credential. Takes as long for each that is not.
    pub(crate) fn is_shown(&self, credential: &str) -> bool {
        memcmp::eq(&self.credential, &sha256(credential.as_bytes()))
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.base_url)
    }
}
