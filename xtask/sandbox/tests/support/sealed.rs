//! Sealed strings for the running relay, and the merchant's server that sends them.

#[path = "../../../relay/tests/receiver/support/maker.rs"]
pub mod maker;

use super::{JSON, World, body, read};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use maker::{Maker, header};
use panless_sandbox::relay::CREDENTIAL;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// The fields that a merchant's server adds to a call.
pub fn fields(action: &str) -> Value {
    match action {
        "create" => json!({ "customerId": "17", "defaultCard": 1 }),
        "sale" | "auth" => json!({ "customerId": 17, "gatewayId": 3, "payAmount": 12.5 }),
        "invoice" => json!({ "invoiceId": 9, "gatewayId": "3", "payAmount": 12.5 }),
        "subscribe" => json!({ "customerID": "17", "billinfo": 0, "address1": "12 Elm St", "address2": "Unit 4" }),
        _ => json!({
            "contact_id": 17, "chargeNow": "chargeNow", "gateway_id": 3, "invoice_template": 1,
            "offer": { "products": [{ "quantity": 1, "total": 12.5, "id": 5 }], "subTotal": 12.5, "grandTotal": 12.5 },
        }),
    }
}

pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

impl World {
    /// The relay's current key.
    pub async fn jwk(&self) -> Value {
        let (status, set) = read(self.client.get(self.relay("/.well-known/sealed-jwks.json"))).await;
        assert_eq!(status, 200);
        set["keys"][0].clone()
    }

    pub fn relay(&self, path: &str) -> String {
        self.sandbox.relay_url().to_owned() + path
    }

    /// A string for the relay, as a page makes it.
    pub async fn seal(&self, shape: &str, plaintext: &str) -> String {
        self.seal_bound(shape, plaintext, None).await
    }

    /// The same, bound to a context of the merchant's server.
    pub async fn seal_bound(&self, shape: &str, plaintext: &str, context: Option<&str>) -> String {
        let jwk = self.jwk().await;
        let mut jti = [0; 16];
        openssl::rand::rand_bytes(&mut jti).unwrap();
        let members = header(jwk["kid"].as_str().unwrap(), shape, &BASE64.encode(jti), now());
        let maker = Maker::new(members, plaintext).with("aud", self.sandbox.relay_url());
        let maker = context.map_or_else(|| maker.clone(), |context| maker.clone().with("ctx", context));
        maker.seal(jwk["n"].as_str().unwrap())
    }

    /// What the relay answers a merchant's server.
    pub async fn send(&self, credential: &str, sent: &Value) -> (u16, Value) {
        let request = self.client.post(self.relay("/sealed")).header("authorization", format!("Bearer {credential}"));
        body(request.header("content-type", JSON).body(sent.to_string()).send().await.unwrap()).await
    }

    /// Seals a plaintext and has it opened, for a merchant whose gateways play this scenario.
    pub async fn play(&self, scenario: &str, shape: &str, action: &str, plaintext: &str) -> (u16, Value) {
        let sealed = self.seal(shape, plaintext).await;
        let credential = if scenario.is_empty() { CREDENTIAL.to_owned() } else { format!("{CREDENTIAL}-{scenario}") };
        self.send(&credential, &json!({ "sealed": sealed, "action": action, "fields": fields(action) })).await
    }

    /// What a gateway behind the relay has got, starred.
    pub async fn received(&self, base_url: &str) -> Value {
        read(self.client.get(format!("{base_url}/received"))).await.1
    }
}
