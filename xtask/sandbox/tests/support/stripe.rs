//! The sandbox Stripe, asked as a page and as a merchant's server would ask it.

use super::{FORM, World, read};
use panless_sandbox::stripe::{PUBLIC_KEY, SECRET_KEY};
use reqwest::RequestBuilder;

pub const CARD: &str = "card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2040&card[cvc]=123";
pub const BANK: &str = "bank_account[country]=US&bank_account[currency]=usd&bank_account[routing_number]=110000000\
                        &bank_account[account_number]=000123456789";

impl World {
    pub fn stripe(&self, path: &str) -> String {
        self.sandbox.stripe_url() + path
    }

    /// A form, without a key.
    pub fn stripe_form(&self, path: &str, body: &str) -> RequestBuilder {
        self.client.post(self.stripe(path)).header("content-type", FORM).body(body.to_owned())
    }

    /// A token request as panless sends it, the key in the form.
    pub fn stripe_asked(&self, prefix: &str, body: &str) -> RequestBuilder {
        self.stripe_form(&format!("{prefix}/v1/tokens"), &format!("key={PUBLIC_KEY}&{body}"))
    }

    pub async fn stripe_token(&self, body: &str) -> String {
        let (status, reply) = read(self.stripe_asked("", body)).await;
        assert_eq!(status, 200, "{reply}");
        reply["id"].as_str().unwrap().to_owned()
    }

    /// A charge with the secret key.
    pub fn stripe_charge(&self, token: &str) -> RequestBuilder {
        let body = format!("amount=1300&currency=usd&source={token}");
        self.stripe_form("/v1/charges", &body).header("authorization", format!("Bearer {SECRET_KEY}"))
    }
}
