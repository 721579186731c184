//! `panless-sandbox`: starts the sandbox gateways and the demo merchant, prints where they are, waits to be stopped.

#![forbid(unsafe_code)]

use clap::Parser;
use panless_sandbox::shop::OwnGateway;
use panless_sandbox::{Options, Sandbox};
use std::io::{self, Write};
use std::path::PathBuf;
use tokio::io::AsyncReadExt;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Sandbox payment gateways and a demo shop on 127.0.0.1. Prints one line of JSON with their addresses when ready.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The shop's port (0: any free one)
    #[arg(long, default_value_t = 0)]
    shop_port: u16,
    /// The port of the host of the shop's frame (0: any free one)
    #[arg(long, default_value_t = 0)]
    frames_port: u16,
    /// The sandbox AffiniPay's port (0: any free one)
    #[arg(long, default_value_t = 0)]
    affinipay_port: u16,
    /// The sandbox Nelnet's port (0: any free one)
    #[arg(long, default_value_t = 0)]
    nelnet_port: u16,
    /// The sandbox Pepper's port (0: any free one)
    #[arg(long, default_value_t = 0)]
    pepper_port: u16,
    /// The relay's port (0: any free one)
    #[arg(long, default_value_t = 0)]
    relay_port: u16,
    /// The sandbox Chargezoom's port (0: any free one)
    #[arg(long, default_value_t = 0)]
    chargezoom_port: u16,
    /// The sandbox ONTRAPORT's port (0: any free one)
    #[arg(long, default_value_t = 0)]
    ontraport_port: u16,
    /// The sandbox Stripe's port (0: any free one)
    #[arg(long, default_value_t = 0)]
    stripe_port: u16,
    /// The folder that the shop serves at /
    #[arg(long, value_name = "FOLDER")]
    demo: Option<PathBuf>,
    /// The build output, with cdn/ and npm/ in it
    #[arg(long, value_name = "FOLDER")]
    dist: Option<PathBuf>,
    /// Also write every byte that the shop receives to this file
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// An AffiniPay of your own for the pages to talk to
    #[arg(long, env = "PANLESS_AFFINIPAY_BASE_URL", value_name = "URL", requires = "affinipay_key")]
    affinipay_base_url: Option<String>,
    /// Your public key (m_...) for it
    #[arg(long, env = "PANLESS_AFFINIPAY_KEY", value_name = "KEY", requires = "affinipay_base_url")]
    affinipay_key: Option<String>,
    /// A Nelnet of your own for the pages to talk to
    #[arg(long, env = "PANLESS_NELNET_BASE_URL", value_name = "URL", requires = "nelnet_key")]
    nelnet_base_url: Option<String>,
    /// Your public key (test_... or live_..., 63 characters) for it
    #[arg(long, env = "PANLESS_NELNET_KEY", value_name = "KEY", requires = "nelnet_base_url")]
    nelnet_key: Option<String>,
    /// A Pepper of your own for the pages to talk to
    #[arg(long, env = "PANLESS_PEPPER_BASE_URL", value_name = "URL", requires = "pepper_key")]
    pepper_base_url: Option<String>,
    /// Your public key (pub_...) for it
    #[arg(long, env = "PANLESS_PEPPER_KEY", value_name = "KEY", requires = "pepper_base_url")]
    pepper_key: Option<String>,
    /// A Stripe of your own for the pages to talk to
    #[arg(long, env = "PANLESS_STRIPE_BASE_URL", value_name = "URL", requires = "stripe_key")]
    stripe_base_url: Option<String>,
    /// Your publishable key (pk_...) for it
    #[arg(long, env = "PANLESS_STRIPE_KEY", value_name = "KEY", requires = "stripe_base_url")]
    stripe_key: Option<String>,
    /// Have the pages' policy forbid WebAssembly
    #[arg(long)]
    without_wasm: bool,
    /// Stop when standard input closes
    #[arg(long)]
    stop_with_stdin: bool,
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    let stop_with_stdin = arguments.stop_with_stdin;
    // Before the line is out, so that whoever reads it may ask us to stop at once.
    let (interrupt, terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let sandbox = Sandbox::start(arguments.into()).await?;
    writeln!(io::stdout(), "{}", sandbox.addresses()?)?;
    io::stdout().flush()?;
    told_to_stop(interrupt, terminate, stop_with_stdin).await;
    // Standard input is read on a thread that nothing can interrupt; leaving now does not wait for it.
    std::process::exit(0)
}

impl From<Arguments> for Options {
    fn from(arguments: Arguments) -> Self {
        let own = |place: Option<String>, key: Option<String>| {
            place.zip(key).map(|(base_url, public_key)| OwnGateway { base_url, public_key })
        };
        Self {
            shop_port: arguments.shop_port,
            frames_port: arguments.frames_port,
            affinipay_port: arguments.affinipay_port,
            nelnet_port: arguments.nelnet_port,
            pepper_port: arguments.pepper_port,
            relay_port: arguments.relay_port,
            chargezoom_port: arguments.chargezoom_port,
            ontraport_port: arguments.ontraport_port,
            stripe_port: arguments.stripe_port,
            demo: arguments.demo,
            dist: arguments.dist,
            log: arguments.log,
            without_wasm: arguments.without_wasm,
            own_affinipay: own(arguments.affinipay_base_url, arguments.affinipay_key),
            own_nelnet: own(arguments.nelnet_base_url, arguments.nelnet_key),
            own_pepper: own(arguments.pepper_base_url, arguments.pepper_key),
            own_stripe: own(arguments.stripe_base_url, arguments.stripe_key),
            ..Self::default()
        }
    }
}

async fn told_to_stop(mut interrupt: Signal, mut terminate: Signal, stop_with_stdin: bool) {
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        () = input_closed(), if stop_with_stdin => {}
    }
}

async fn input_closed() {
    let mut input = tokio::io::stdin();
    let mut bytes = [0_u8; 256];
    while input.read(&mut bytes).await.is_ok_and(|count| count > 0) {}
}
