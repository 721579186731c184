//! Sandbox gateways and a demo merchant: what tests and the demo talk to instead of the world.
//!
//! Two servers on the loopback interface, each with a port (so an origin) of its own: the sandbox AffiniPay of
//! [`affinipay`], with the fault switches of [`scenario`], and the demo merchant of [`shop`]. Nothing here is part of
//! what a shop ships, and no server here may ever listen on anything but 127.0.0.1.
//!
//! ```
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! use panless_sandbox::{Options, Sandbox};
//!
//! let sandbox = Sandbox::start(Options::default()).await?;
//! assert!(sandbox.shop_url().starts_with("http://127.0.0.1:"));
//! assert_ne!(sandbox.shop_url(), sandbox.affinipay_url());
//! # std::io::Result::Ok(()) })?;
//! # std::io::Result::Ok(())
//! ```

#![forbid(unsafe_code)]

pub mod affinipay;
mod body;
mod clock;
mod digits;
mod journal;
mod log;
mod places;
mod reply;
pub mod scenario;
pub mod shop;
mod slow;
mod vault;
mod wire;

pub use clock::Clock;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// What to start, and where. The default is two free ports, no files, the system's clock.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The demo merchant's port; 0 takes any free one.
    pub shop_port: u16,
    /// The sandbox AffiniPay's port; 0 takes any free one.
    pub affinipay_port: u16,
    /// The folder that the shop serves at `/`.
    pub demo: Option<PathBuf>,
    /// The build output, with `cdn/<version>/` and `npm/` in it.
    pub dist: Option<PathBuf>,
    /// A file that gets every byte that the shop receives, too.
    pub log: Option<PathBuf>,
    /// What the gateway takes for the time of day.
    pub clock: Clock,
    /// A real gateway to name in `/config.json` in place of the sandbox.
    pub own_gateway: Option<shop::OwnGateway>,
}

/// Both servers, running until this value is dropped.
#[derive(Debug)]
pub struct Sandbox {
    shop: SocketAddr,
    affinipay: SocketAddr,
    // Dropping the set aborts both servers.
    _servers: JoinSet<()>,
}

impl Sandbox {
    /// Binds both ports and starts serving.
    ///
    /// # Errors
    ///
    /// A port that is taken, a log file that cannot be opened, an own gateway whose base URL is not http(s) or whose
    /// key is not a public key.
    pub async fn start(options: Options) -> io::Result<Self> {
        let shop_listener = bind(options.shop_port).await?;
        let affinipay_listener = bind(options.affinipay_port).await?;
        let (shop, affinipay) = (shop_listener.local_addr()?, affinipay_listener.local_addr()?);

        let gateway = affinipay::Gateway::new(options.clock.clone());
        let merchant = shop::Shop::new(&options, &url(affinipay))?;
        let mut servers = JoinSet::new();
        servers.spawn(affinipay::serve(affinipay_listener, gateway));
        servers.spawn(shop::serve(shop_listener, merchant));
        Ok(Self { shop, affinipay, _servers: servers })
    }

    /// The demo merchant's origin, such as `http://127.0.0.1:4801`.
    #[must_use]
    pub fn shop_url(&self) -> String {
        url(self.shop)
    }

    /// The sandbox AffiniPay's base URL, such as `http://127.0.0.1:4802`.
    #[must_use]
    pub fn affinipay_url(&self) -> String {
        url(self.affinipay)
    }
}

async fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}

fn url(address: SocketAddr) -> String {
    format!("http://{address}")
}
