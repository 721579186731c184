//! The sandbox Nelnet, asked as a script element would ask it.

use super::{World, basic, body, read};
use panless_sandbox::nelnet::{PRIVATE_KEY, PUBLIC_KEY};
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};

pub const CARD: &str =
    "card_owner_name=Grace%20Hopper&card_number=4111111111111111&card_exp_month=12&card_exp_year=2029";
pub const BANK: &str = "token_type=bank_account&bank_account_number=1234567890&bank_routing_number=100004058\
    &bank_account_holder_first_name=Grace&bank_account_holder_last_name=Hopper&bank_account_type=checking";
pub const JSONP: &str = "/api/v1/tokens/jsonp";

impl World {
    pub fn nelnet(&self, path: &str) -> String {
        self.sandbox.nelnet_url() + path
    }

    /// A token request under a scenario, with the public key and the callback `cb`.
    pub fn jsonp(&self, scenario: &str, fields: &str) -> RequestBuilder {
        let query = format!("{fields}&public_api_key={PUBLIC_KEY}&callback=cb");
        self.client.get(self.nelnet(&format!("/scenario/{scenario}{JSONP}?{query}")))
    }

    pub async fn script(&self, scenario: &str) -> String {
        self.jsonp(scenario, CARD).send().await.unwrap().text().await.unwrap()
    }

    pub async fn nelnet_token(&self, fields: &str) -> String {
        let reply = argument(self.jsonp("ok", fields).send().await.unwrap(), "cb").await;
        reply["id"].as_str().unwrap_or_else(|| panic!("no token: {reply}")).to_owned()
    }

    pub fn nelnet_charge(&self, token: &str, amount: u64) -> RequestBuilder {
        let order = json!({ "token": token, "amount": amount }).to_string();
        self.client
            .post(self.nelnet("/api/v1/charge"))
            .header("authorization", basic(PRIVATE_KEY))
            .header("content-type", super::JSON)
            .body(order)
    }

    pub async fn nelnet_requests(&self, tag: &str) -> Vec<Value> {
        let list = read(self.client.get(self.nelnet(&format!("/requests?tag={tag}")))).await.1;
        list.as_array().unwrap().clone()
    }

    /// What the third host has seen of a tag.
    pub async fn leaked(&self, tag: &str) -> Value {
        read(self.client.get(format!("{}/requests?tag={tag}", self.sandbox.foreign_url()))).await.1
    }

    pub async fn trap(&self, tag: &str) -> String {
        let reply = read(self.client.get(format!("{}/trap?tag={tag}", self.sandbox.foreign_url()))).await.1;
        reply["address"].as_str().unwrap().to_owned()
    }
}

/// The argument of a reply that calls `callback`, and does nothing else.
pub async fn argument(response: Response, callback: &str) -> Value {
    assert_eq!(response.status(), 200);
    assert_eq!(super::header(&response, "content-type"), Some("text/javascript; charset=utf-8"));
    let Value::String(text) = body(response).await.1 else { panic!("plain JSON instead of a script") };
    let inside = text.strip_prefix(&format!("{callback}(")).and_then(|rest| rest.strip_suffix(");"));
    serde_json::from_str(inside.unwrap_or_else(|| panic!("no call: {text}"))).unwrap()
}

/// The first error's code.
pub fn code(reply: &Value) -> &str {
    reply["errors"][0]["code"].as_str().unwrap_or_default()
}
