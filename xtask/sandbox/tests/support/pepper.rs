//! The sandbox Pepper, asked as its own page and as a merchant's server would ask it.

use super::{JSON, World, read};
use panless_sandbox::pepper::{PRIVATE_KEY, PUBLIC_KEY};
use reqwest::RequestBuilder;
use serde_json::{Value, json};

impl World {
    pub fn pepper(&self, path: &str) -> String {
        self.sandbox.pepper_url() + path
    }

    /// The frame page under a scenario.
    pub fn page(&self, scenario: &str) -> RequestBuilder {
        self.client.get(self.pepper(&format!("/scenario/{scenario}/api/tokenizer/{PUBLIC_KEY}")))
    }

    /// What the page asks for a token.
    pub fn keep(&self, scenario: &str, payment: &Value) -> RequestBuilder {
        let request = self.client.post(self.pepper(&format!("/scenario/{scenario}/sandbox/keep")));
        request.header("origin", self.sandbox.pepper_url()).header("content-type", JSON).body(payment.to_string())
    }

    pub async fn pepper_token(&self, payment: &Value) -> String {
        let (status, reply) = read(self.keep("ok", payment)).await;
        assert_eq!(status, 200, "{reply}");
        reply["data"]["token"].as_str().unwrap().to_owned()
    }

    /// A transaction with the private key.
    pub fn transaction(&self, order: &Value) -> RequestBuilder {
        let request = self.client.post(self.pepper("/api/transaction"));
        request.header("authorization", PRIVATE_KEY).header("content-type", JSON).body(order.to_string())
    }

    pub fn sale(&self, token: &str) -> RequestBuilder {
        self.transaction(&sale(token))
    }

    pub async fn pepper_requests(&self, tag: &str) -> Vec<Value> {
        let list = read(self.client.get(self.pepper(&format!("/requests?tag={tag}")))).await.1;
        list.as_array().unwrap().clone()
    }
}

pub fn card(number: &str) -> Value {
    json!({ "card": { "number": number, "expiration_date": "12/40", "cvc": "999" } })
}

/// The bank account of the gateway's own samples.
pub fn bank(routing: &str) -> Value {
    let ach =
        json!({ "routing_number": routing, "account_number": "999999", "account_type": "checking", "sec_code": "web" });
    json!({ "ach": ach })
}

pub fn sale(token: &str) -> Value {
    json!({ "type": "sale", "amount": 1_000, "payment_method": { "token": token } })
}
