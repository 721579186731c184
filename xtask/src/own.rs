//! A gateway of whoever runs the command, and their public key for it.

use anyhow::{Result, anyhow, bail};
use clap::builder::PossibleValuesParser;
use panless::config::{Config, Options};
use panless::gateway::GatewayId;

/// The options of a command that talks to a real gateway. Where a command can do without, it takes them together or not
/// at all; so clap is not told that they are required, and misses them itself where they are.
#[derive(clap::Args)]
pub(crate) struct Own {
    /// The gateway.
    #[arg(long, required = false, requires = "key", value_parser = gateways())]
    pub(crate) gateway: String,
    /// Your public key of its test mode. Never a private one.
    #[arg(long, required = false, requires = "gateway", value_name = "PUBLIC KEY")]
    pub(crate) key: String,
    /// Where it lives, if not at its usual place. Pepper's is not published: ask for yours.
    #[arg(long, requires = "gateway", value_name = "URL")]
    pub(crate) base_url: Option<String>,
}

fn gateways() -> PossibleValuesParser {
    PossibleValuesParser::new(GatewayId::ALL.iter().map(|id| id.as_str()))
}

impl Own {
    /// Where the gateway lives, once panless itself takes the key. The key is not repeated when it does not.
    pub(crate) fn place(&self) -> Result<String> {
        let config = Config::parse(&Options {
            public_key: &self.key,
            gateway: &self.gateway,
            base_url: self.base_url.as_deref().unwrap_or_default(),
            ..Options::default()
        })
        .map_err(|error| anyhow!("panless refuses the key ({}): {}", error.code.as_str(), error.message()))?;
        if config.base_url.is_empty() {
            bail!("the host of this gateway is not published: add --base-url with the one that you were told");
        }
        Ok(config.base_url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(gateway: &str, key: &str, base_url: Option<&str>) -> Result<String> {
        Own { gateway: gateway.into(), key: key.into(), base_url: base_url.map(str::to_owned) }.place()
    }

    #[test]
    fn a_gateway_lives_at_its_usual_place_unless_another_is_named() {
        assert_eq!(place("affinipay", "m_cSiyNUh9RBWHfdbFRFGrkA", None).unwrap(), "https://api.chargeio.com");
        let named = place("affinipay", "m_cSiyNUh9RBWHfdbFRFGrkA", Some("https://api.example.com"));
        assert_eq!(named.unwrap(), "https://api.example.com");
        assert!(place("pepper", "pub_x", None).unwrap_err().to_string().contains("--base-url"));
    }

    #[test]
    fn a_private_key_is_refused_and_not_repeated() {
        for (gateway, key) in
            [("pepper", "api_secret"), ("nelnet", "test_5a4db0c5a4db0c5a4db0c5a4db"), ("affinipay", "sk_x")]
        {
            let error = place(gateway, key, None).unwrap_err().to_string();
            assert!(error.contains("secret_key") && !error.contains(key), "{error}");
        }
    }
}
