//! Sandbox gateways and a demo merchant: what tests and the demo talk to instead of the world.
//!
//! Servers on the loopback interface, each with a port (so an origin) of its own: the sandbox gateways of [`affinipay`],
//! [`nelnet`], [`pepper`] and [`stripe`], with the fault switches of [`scenario`]; the reference [`relay`] with the gateways [`behind`]
//! it; the demo merchant of [`shop`]; the host of its frame; and a third host, to which nothing may ever be sent. One port more is held and refuses
//! every connection, another takes each and never reads. Nothing here is
//! part of what a shop ships, and no server here may ever listen on anything but 127.0.0.1.
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
pub mod behind;
mod body;
pub mod bomb;
mod brand;
mod clock;
mod digits;
mod foreign;
mod journal;
mod log;
pub mod nelnet;
pub mod pepper;
mod places;
pub mod portal;
pub mod relay;
mod reply;
pub mod scenario;
pub mod shop;
mod slow;
pub mod stripe;
mod vault;
mod wire;

pub use clock::Clock;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinSet;

/// What to start, and where. The default is two free ports, no files, the system's clock.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The demo merchant's port; 0 takes any free one.
    pub shop_port: u16,
    /// The port of the host of the shop's frame; 0 takes any free one.
    pub frames_port: u16,
    /// The sandbox AffiniPay's port; 0 takes any free one.
    pub affinipay_port: u16,
    /// The sandbox Nelnet's port; 0 takes any free one.
    pub nelnet_port: u16,
    /// The sandbox Pepper's port; 0 takes any free one.
    pub pepper_port: u16,
    /// The relay's port; 0 takes any free one.
    pub relay_port: u16,
    /// The sandbox Chargezoom's port; 0 takes any free one.
    pub chargezoom_port: u16,
    /// The sandbox ONTRAPORT's port; 0 takes any free one.
    pub ontraport_port: u16,
    /// The sandbox Stripe's port; 0 takes any free one.
    pub stripe_port: u16,
    /// The folder that the shop serves at `/`.
    pub demo: Option<PathBuf>,
    /// The build output, with `cdn/<version>/` and `npm/` in it.
    pub dist: Option<PathBuf>,
    /// A file that gets every byte that the shop receives, too.
    pub log: Option<PathBuf>,
    /// What the gateway takes for the time of day.
    pub clock: Clock,
    /// Whether the pages' policy forbids WebAssembly.
    pub without_wasm: bool,
    /// A real AffiniPay to name in `/config.json` in place of the sandbox.
    pub own_affinipay: Option<shop::OwnGateway>,
    /// A real Nelnet to name there in place of the sandbox.
    pub own_nelnet: Option<shop::OwnGateway>,
    /// A real Pepper to name there in place of the sandbox.
    pub own_pepper: Option<shop::OwnGateway>,
    /// A real Stripe to name there in place of the sandbox.
    pub own_stripe: Option<shop::OwnGateway>,
}

/// All servers, running until this value is dropped.
#[derive(Debug)]
pub struct Sandbox {
    shop: SocketAddr,
    frames: SocketAddr,
    affinipay: SocketAddr,
    nelnet: SocketAddr,
    pepper: SocketAddr,
    behind: relay::Places,
    stripe: SocketAddr,
    foreign: SocketAddr,
    silent: SocketAddr,
    // Bound, so that nobody else takes the port, but not listening.
    refused: TcpSocket,
    // Dropping the set aborts all servers.
    _servers: JoinSet<()>,
}

impl Sandbox {
    /// Binds all ports and starts serving.
    ///
    /// # Errors
    ///
    /// A port that is taken, a log file that cannot be opened, an own gateway whose base URL is not http(s) or whose
    /// key is not a public key.
    pub async fn start(options: Options) -> io::Result<Self> {
        let shop_listener = bind(options.shop_port).await?;
        let frames_listener = bind(options.frames_port).await?;
        let affinipay_listener = bind(options.affinipay_port).await?;
        let nelnet_listener = bind(options.nelnet_port).await?;
        let pepper_listener = bind(options.pepper_port).await?;
        let stripe_listener = bind(options.stripe_port).await?;
        let (foreign_listener, silent_listener) = (bind(0).await?, bind(0).await?);
        let refused = TcpSocket::new_v4()?;
        refused.bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let (shop, affinipay) = (shop_listener.local_addr()?, affinipay_listener.local_addr()?);
        let (nelnet, pepper) = (nelnet_listener.local_addr()?, pepper_listener.local_addr()?);
        let (stripe, foreign) = (stripe_listener.local_addr()?, foreign_listener.local_addr()?);
        let (frames, silent) = (frames_listener.local_addr()?, silent_listener.local_addr()?);

        let mut servers = JoinSet::new();
        let accounts = stripe::Gateway::new(options.clock.clone());
        let behind = serve_behind(&mut servers, &options, refused.local_addr()?, accounts.clone()).await?;
        let addresses = shop::Addresses {
            shop: url(shop),
            frames: url(frames),
            affinipay: url(affinipay),
            nelnet: url(nelnet),
            pepper: url(pepper),
            stripe: url(stripe),
            behind: behind.clone(),
        };
        let merchant = shop::Shop::new(&options, addresses)?;
        let third_host = foreign::Foreign::default();
        servers.spawn(affinipay::serve(affinipay_listener, affinipay::Gateway::new(options.clock.clone())));
        servers.spawn(nelnet::serve(nelnet_listener, nelnet::Gateway::new(options.clock.clone(), third_host.clone())));
        servers.spawn(pepper::serve(pepper_listener, pepper::Gateway::new(options.clock.clone())));
        servers.spawn(stripe::serve(stripe_listener, accounts));
        servers.spawn(foreign::serve(foreign_listener, third_host));
        servers.spawn(take_and_keep(silent_listener));
        servers.spawn(shop::serve_frames(frames_listener, merchant.clone()));
        servers.spawn(shop::serve(shop_listener, merchant));
        Ok(Self {
            shop,
            frames,
            affinipay,
            nelnet,
            pepper,
            stripe,
            behind,
            foreign,
            silent,
            refused,
            _servers: servers,
        })
    }

    /// The demo merchant's origin, such as `http://127.0.0.1:4801`.
    #[must_use]
    pub fn shop_url(&self) -> String {
        url(self.shop)
    }

    /// The origin of the host of the shop's frame.
    #[must_use]
    pub fn frames_url(&self) -> String {
        url(self.frames)
    }

    /// The sandbox AffiniPay's base URL, such as `http://127.0.0.1:4802`.
    #[must_use]
    pub fn affinipay_url(&self) -> String {
        url(self.affinipay)
    }

    /// The sandbox Nelnet's base URL.
    #[must_use]
    pub fn nelnet_url(&self) -> String {
        url(self.nelnet)
    }

    /// The sandbox Pepper's base URL.
    #[must_use]
    pub fn pepper_url(&self) -> String {
        url(self.pepper)
    }

    /// The relay's address, which is also what its strings are sealed for.
    #[must_use]
    pub fn relay_url(&self) -> &str {
        &self.behind.relay
    }

    /// The sandbox Chargezoom's base URL.
    #[must_use]
    pub fn chargezoom_url(&self) -> &str {
        &self.behind.chargezoom
    }

    /// The sandbox ONTRAPORT's base URL.
    #[must_use]
    pub fn ontraport_url(&self) -> &str {
        &self.behind.ontraport
    }

    /// The sandbox Stripe's base URL.
    #[must_use]
    pub fn stripe_url(&self) -> String {
        url(self.stripe)
    }

    /// The third host's origin: `/requests?tag=TAG` tells what the hostile scripts of a tag have sent to their trap.
    #[must_use]
    pub fn foreign_url(&self) -> String {
        url(self.foreign)
    }

    /// A base URL at which every connection is taken, and nobody reads or answers.
    #[must_use]
    pub fn silent_url(&self) -> String {
        url(self.silent)
    }

    /// A base URL on which nobody listens: connections are refused.
    ///
    /// # Errors
    ///
    /// What the system says when it does not know the port any more.
    pub fn refused_url(&self) -> io::Result<String> {
        self.refused.local_addr().map(url)
    }

    /// Every address by its name, as the program prints them.
    ///
    /// # Errors
    ///
    /// As [`Sandbox::refused_url`].
    pub fn addresses(&self) -> io::Result<serde_json::Value> {
        Ok(serde_json::json!({
            "shop": self.shop_url(),
            "frames": self.frames_url(),
            "affinipay": self.affinipay_url(),
            "nelnet": self.nelnet_url(),
            "pepper": self.pepper_url(),
            "relay": self.relay_url(),
            "chargezoom": self.chargezoom_url(),
            "ontraport": self.ontraport_url(),
            "stripe": self.stripe_url(),
            "foreign": self.foreign_url(),
            "silent": self.silent_url(),
            "refused": self.refused_url()?,
        }))
    }
}

/// Starts the relay and the gateways behind it.
async fn serve_behind(
    servers: &mut JoinSet<()>,
    options: &Options,
    refused: SocketAddr,
    accounts: stripe::Gateway,
) -> io::Result<relay::Places> {
    let relay = bind(options.relay_port).await?;
    let chargezoom = bind(options.chargezoom_port).await?;
    let ontraport = bind(options.ontraport_port).await?;
    let places = relay::Places {
        relay: url(relay.local_addr()?),
        chargezoom: url(chargezoom.local_addr()?),
        ontraport: url(ontraport.local_addr()?),
        refused: url(refused),
    };
    let stripe = Arc::new(move |token: &str| match accounts.spend(token) {
        Some(true) => behind::ontraport::Charged::Paid,
        Some(false) => behind::ontraport::Charged::Declined,
        None => behind::ontraport::Charged::Unknown,
    });
    servers.spawn(behind::serve(chargezoom, behind::chargezoom::Chargezoom::default()));
    servers.spawn(behind::serve(ontraport, behind::ontraport::Ontraport::new(stripe)));
    servers.spawn(relay::serve(relay, relay::Lazy::new(places.clone(), options.clock.clone())));
    Ok(places)
}

/// Half of a connection is all that anybody gets here.
async fn take_and_keep(listener: TcpListener) {
    let mut kept = Vec::new();
    while let Ok((stream, _)) = listener.accept().await {
        kept.push(stream);
    }
}

async fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}

fn url(address: SocketAddr) -> String {
    format!("http://{address}")
}
