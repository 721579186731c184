//! The call of the gateway. It is made once: neither gateway has a key by which a second one would be known for the same.
//!
//! The body is written into one buffer that is wiped; what the HTTP library copies of it on its way is not. Here the
//! gateways are the sandbox's, over plain HTTP on this machine; a relay that is in earnest calls over TLS alone.

use crate::answer::{Judged, judge};
use crate::receive::Opened;
use crate::refusal::Refusal;
use crate::shape::Gateway;
use crate::tenant::Tenant;
use bytes::Bytes;
use reqwest::{Client, Response, redirect};
use std::time::Duration;
use zeroize::Zeroizing;

/// The longest body of a call: a plaintext and what a merchant's server adds, each written anew.
const BODY: usize = 64 * 1024;
/// The longest answer that is read.
const ANSWER: usize = 64 * 1024;

/// Makes calls.
pub(crate) struct Caller(Client);

impl Caller {
    pub(crate) fn new(timeout: Duration) -> reqwest::Result<Self> {
        let client = Client::builder().no_proxy().redirect(redirect::Policy::none()).timeout(timeout);
        // A connection that the gateway has closed meanwhile would make it unclear whether a call was made.
        client.pool_max_idle_per_host(0).build().map(Self)
    }

    pub(crate) async fn call(&self, tenant: &Tenant, opened: &Opened) -> Result<Judged, Refusal> {
        let access = match opened.target.gateway {
            Gateway::Chargezoom => &tenant.chargezoom,
            Gateway::Ontraport => &tenant.ontraport,
        };
        let mut request = self.0.post(format!("{}{}", access.base_url, opened.target.path));
        for (name, value) in &access.headers {
            request = request.header(*name, value);
        }
        let mut body = Zeroizing::new(Vec::with_capacity(BODY));
        serde_json::to_writer(&mut *body, &opened.body).map_err(|_| Refusal::Gateway)?;
        let request = request.header("content-type", "application/json").body(Bytes::from_owner(body));
        match request.send().await {
            Ok(response) => {
                let status = response.status().as_u16();
                judge(opened, status, read(response).await.as_deref())
            }
            // Nothing has left when there was no connection or no request.
            Err(error) if error.is_connect() || error.is_builder() => Err(Refusal::Gateway),
            Err(_) => Err(Refusal::Ambiguous),
        }
    }
}

/// A whole answer that is not too long.
async fn read(mut response: Response) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        whole.extend_from_slice(&chunk);
        if whole.len() > ANSWER {
            return None;
        }
    }
    Some(whole)
}
