//! The gateway files of Chargezoom and ONTRAPORT: what their sandboxes take, and that they take nothing else.

use crate::support::{FORM, JSON, World, read};
use panless_sandbox::behind::{chargezoom, ontraport};
use serde_json::{Value, json};

impl World {
    async fn chargezoom(&self, path: &str, body: &Value) -> (u16, Value) {
        let request = self.client.post(format!("{}{path}", self.sandbox.chargezoom_url())).header("content-type", JSON);
        let request = request.header("secretKey", chargezoom::SECRET_KEY).header("token", chargezoom::TOKEN);
        read(request.body(body.to_string())).await
    }

    async fn ontraport(&self, body: &Value) -> (u16, Value) {
        let url = format!("{}/1/transaction/processManual", self.sandbox.ontraport_url());
        let request = self.client.post(url).header("content-type", JSON).header("Api-Appid", ontraport::APP_ID);
        read(request.header("Api-Key", ontraport::KEY).body(body.to_string())).await
    }
}

/// The object with these members put in; a null takes one out.
fn with(base: &Value, more: Value) -> Value {
    let mut members = base.as_object().unwrap().clone();
    members.extend(more.as_object().unwrap().clone());
    members.retain(|_, value| !value.is_null());
    Value::Object(members)
}

fn card() -> Value {
    json!({ "paymentMethod": "1", "cardNumber": "4111111111111111", "expMonth": "03", "expYear": "2040" })
}

fn bank() -> Value {
    json!({
        "paymentMethod": "2", "eaccountName": "John Doe", "eaccountNumber": "123123123", "erouteNumber": "123123123",
        "eaccountType": "checking", "eaccountHolderType": "business",
    })
}

fn sale() -> Value {
    json!({ "customerId": 7, "gatewayId": 3, "payAmount": 9.99, "cardId": "new1", "cardCvv": "123" })
}

#[tokio::test]
async fn chargezoom_wants_both_of_its_headers() {
    let world = World::start().await;
    let url = format!("{}/customer/card/create", world.sandbox.chargezoom_url());
    for headers in [vec![], vec![("secretKey", chargezoom::SECRET_KEY)], vec![("token", chargezoom::TOKEN)]] {
        let mut request = world.client.post(&url).header("content-type", JSON).body(card().to_string());
        for (name, value) in headers {
            request = request.header(name, value);
        }
        assert_eq!(read(request).await.0, 401);
    }
}

#[tokio::test]
async fn chargezoom_keeps_a_card_or_an_account_and_charges_it_by_its_id() {
    let world = World::start().await;
    for method in [card(), bank()] {
        let customer = json!({ "customerId": "7", "defaultCard": 1 });
        let (status, reply) = world.chargezoom("/customer/card/create", &with(&method, customer)).await;
        assert_eq!((status, &reply["code"]), (200, &json!(200)));
        let id = reply["data"]["cardId"].as_u64().unwrap().to_string();
        let paying = json!({ "cardId": id, "cardCvv": null, "paymentMethod": method["paymentMethod"] });
        let (status, reply) = world.chargezoom("/payments/sale", &with(&sale(), paying)).await;
        assert!(status == 200 && reply["data"].is_string(), "{reply}");
    }
}

#[tokio::test]
async fn chargezoom_refuses_what_its_tables_do_not_allow() {
    let world = World::start().await;
    let create = with(&card(), json!({ "customerId": "7", "defaultCard": 1 }));
    let pay = with(&card(), sale());
    let invoice = with(&pay, json!({ "customerId": null, "invoiceId": 5 }));
    let subscribe = with(
        &card(),
        json!({ "customerID": 7, "cardId": "new1", "cvv": "123", "friendlyName": "x", "billinfo": 0, "address1": "a", "address2": "b" }),
    );
    for (path, good, wrongs) in [
        (
            "/customer/card/create",
            &create,
            vec![
                json!({ "customerId": null }),
                json!({ "customerId": 7 }),
                json!({ "defaultCard": 2 }),
                json!({ "cardNumber": "4111111111111112" }),
                json!({ "cardNumber": 4_111_111_111_111_111_u64 }),
                json!({ "expMonth": "3" }),
                json!({ "expYear": "40" }),
                json!({ "cvv": "123" }),
                json!({ "note": "x" }),
                json!({ "eaccountNumber": "123123123" }),
            ],
        ),
        (
            "/payments/sale",
            &pay,
            vec![
                json!({ "cardCvv": null }),
                json!({ "payAmount": 0 }),
                json!({ "payAmount": "free" }),
                json!({ "paymentMethod": null }),
                json!({ "cardId": "100001" }),
                json!({ "bAddress1": "x" }),
            ],
        ),
        ("/payments/auth", &pay, vec![json!({ "invoiceId": 5 }), json!({ "paymentMethod": "2" })]),
        (
            "/invoice/process_payment",
            &invoice,
            vec![
                json!({ "invoiceId": null }),
                json!({ "invoiceRefNo": "5" }),
                json!({ "cardID": "new1" }),
                json!({ "customerId": 7 }),
            ],
        ),
        (
            "/subscription/create_subscription",
            &subscribe,
            vec![
                json!({ "cvv": null, "cardCvv": "123" }),
                json!({ "friendlyName": null }),
                json!({ "billinfo": null }),
                json!({ "customerID": null, "customerId": 7 }),
                json!({ "cardNumber": "30569309025904" }),
            ],
        ),
    ] {
        let (status, reply) = world.chargezoom(path, good).await;
        assert_eq!(status, 200, "{path}: {reply}");
        for wrong in wrongs {
            let (status, reply) = world.chargezoom(path, &with(good, wrong.clone())).await;
            assert_eq!((status, &reply["code"]), (400, &json!(400)), "{path} with {wrong}");
        }
    }
    let (status, _) = world.chargezoom("/customer/card/edit", &create).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn ontraport_answers_strangers_in_its_own_words() {
    let world = World::start().await;
    let url = format!("{}/1/transaction/processManual", world.sandbox.ontraport_url());
    let (status, reply) = read(world.client.post(url).header("content-type", JSON).body("{}")).await;
    assert_eq!((status, &reply["message"]), (401, &json!("Your App ID and API Key do not authenticate.")));
}

#[tokio::test]
async fn ontraport_charges_a_card_and_refuses_what_its_tables_do_not_allow() {
    let world = World::start().await;
    let payer = json!({ "ccnumber": "4111111111111111", "code": "123", "expire_month": 12, "expire_year": 2040 });
    let good = json!({
        "contact_id": 7, "chargeNow": "chargeNow", "gateway_id": 3, "invoice_template": 1, "payer": payer,
        "offer": { "products": [{ "id": 5, "quantity": 1 }], "subTotal": 5, "grandTotal": 5 },
        "billing_address": { "city": "Santa Barbara", "state": "CA" },
    });
    let (status, reply) = world.ontraport(&good).await;
    assert_eq!((status, &reply["code"], &reply["data"]["result_code"]), (200, &json!(0), &json!(1)));
    for wrong in [
        json!({ "contact_id": null }),
        json!({ "chargeNow": "now" }),
        json!({ "gateway_id": null }),
        json!({ "offer": { "products": [] } }),
        json!({ "offer": [] }),
        json!({ "cc_id": 4 }),
        json!({ "note": "x" }),
        json!({ "payer": with(&payer, json!({ "cvv_code": "123" })) }),
        json!({ "payer": with(&payer, json!({ "expire_year": 40 })) }),
        json!({ "payer": with(&payer, json!({ "ccnumber": "4111 1111 1111 1111" })) }),
        json!({ "billing_address": { "street": "x" } }),
    ] {
        let (status, _) = world.ontraport(&with(&good, wrong.clone())).await;
        assert_eq!(status, 422, "{wrong}");
    }
    let (_, reply) = world.ontraport(&with(&good, json!({ "payer": null }))).await;
    assert_eq!(reply["data"]["result_code"], 0, "no card is on file");
    let (_, reply) = world.ontraport(&with(&good, json!({ "payer": null, "chargeNow": "chargeLog" }))).await;
    assert_eq!(reply["data"]["result_code"], 1, "what is only recorded needs none");
}

#[tokio::test]
async fn no_page_may_call_either_of_them() {
    let world = World::start().await;
    for url in [world.sandbox.chargezoom_url(), world.sandbox.ontraport_url()] {
        let request = world.client.post(format!("{url}/payments/sale")).header("origin", "http://shop.example.com");
        let response = request.header("content-type", FORM).body("a=b").send().await.unwrap();
        assert_eq!(crate::support::header(&response, "access-control-allow-origin"), None);
    }
}
