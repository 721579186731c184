//! What a merchant tells Pepper's frame to begin with: the shapes that are taken, and by which name others are refused.

use super::pepper::{named, told, told_in};
use super::{fields, issues};
use crate::support::fixture;
use panless::date::YearMonth;
use panless::error::{Code, Outcome};
use panless::gateway::pepper::Say;
use serde_json::json;

/// A published test number.
const NUMBER: &str = "4012000098765439";

#[test]
fn a_setting_of_another_shape_is_refused_by_name() {
    for (settings, code, name) in [
        (json!("card"), Code::OptionInvalid, "settings"),
        (json!({ "payment": [] }), Code::OptionInvalid, "payment"),
        (json!({ "payment": { "types": [] } }), Code::OptionInvalid, "types"),
        (json!({ "payment": { "types": ["card", "apple_pay"] } }), Code::OptionInvalid, "types"),
        (json!({ "payment": { "showTitle": "yes" } }), Code::OptionInvalid, "showTitle"),
        (json!({ "payment": { "ach": { "secCodeList": ["web", 1] } } }), Code::OptionInvalid, "secCodeList"),
        (json!({ "processorId": 7 }), Code::OptionInvalid, "processorId"),
        (json!({ "styles": { "body": 1 } }), Code::OptionInvalid, "styles"),
        (json!({ "payment": { "stripe": {} } }), Code::OptionUnknown, "stripe"),
        (json!({ NUMBER: true }), Code::OptionUnknown, ""),
    ] {
        let error = told(Say::Settings, &json!({ "settings": settings })).unwrap_err();
        assert_eq!((error.code, named(&error)), (code, name), "{settings}");
    }
    let good = json!({ "payment": { "types": ["ach"] }, "styles": { "@media print": { "body": { "color": "red" } } } });
    assert_eq!(told(Say::Settings, &json!({ "settings": good })).unwrap()["data"]["styles"], good["styles"]);
}

#[test]
fn an_amount_has_nine_digits_at_most_and_two_after_the_point() {
    for good in ["1", "0.5", "12.50", "999999999.99"] {
        assert_eq!(told(Say::Submit, &json!({ "amount": good })).unwrap()["data"], json!({ "amount": good }));
    }
    for wrong in
        [json!("1."), json!(".5"), json!("1.234"), json!("1234567890"), json!("$1"), json!(""), json!("-1"), json!(1)]
    {
        for say in [Say::Settings, Say::Submit] {
            let error = told(say, &json!({ "amount": wrong })).unwrap_err();
            assert_eq!((error.code, named(&error)), (Code::OptionInvalid, "amount"), "{wrong}");
        }
    }
}

#[test]
fn an_expiry_date_is_told_by_two_digits_each() {
    for typed in ["12/40", "12 / 2040", "2040-12", "1240"] {
        assert_eq!(told(Say::Expiry, &json!({ "value": typed })).unwrap(), fixture("pepper/set_exp_date"), "{typed}");
    }
    for (typed, sent) in [("1/2031", "01/31"), ("10/2031", "10/31")] {
        assert_eq!(told(Say::Expiry, &json!({ "value": typed })).unwrap()["data"], json!({ "value": sent }));
    }
    let late = YearMonth::new(2099, 12).unwrap();
    for (typed, sent) in [("1/2104", "01/04"), ("12/2109", "12/09"), ("12/2110", "12/10")] {
        assert_eq!(told_in(late, Say::Expiry, &json!({ "value": typed })).unwrap()["data"], json!({ "value": sent }));
    }
    for (typed, code) in
        [(json!("10/26"), Code::ExpiryPast), (json!("13/30"), Code::ExpiryInvalid), (json!(7), Code::ExpiryMissing)]
    {
        let error = told(Say::Expiry, &json!({ "value": typed })).unwrap_err();
        assert_eq!((error.code, named(&error)), (code, "expiry"), "{typed}");
    }
}

#[test]
fn an_address_has_its_own_names_and_a_country_of_two_letters() {
    let address = json!({
        "line1": "1 Main St", "city": " Toronto ", "state": "ON", "postalCode": "K1A 0B1", "country": "CAN",
    });
    assert_eq!(told(Say::Billing, &json!({ "value": address })).unwrap(), fixture("pepper/set_billing"));
    assert_eq!(told(Say::Shipping, &json!({ "value": { "country": "us" } })).unwrap(), fixture("pepper/set_shipping"));
}

#[test]
fn a_part_of_an_address_that_the_frame_cannot_take_is_refused_by_name() {
    for (address, code, name) in [
        (json!("1 Main St"), Code::AddressInvalid, "address"),
        (json!({ "line2": "Apt 2" }), Code::FieldUnsupported, "line2"),
        (json!({ "street": "1 Main St" }), Code::FieldUnknown, "street"),
        (json!({ NUMBER: "x" }), Code::FieldUnknown, ""),
        (json!({ "city": 1 }), Code::FieldNotText, "city"),
        (json!({ "city": "x".repeat(101) }), Code::FieldTooLong, "city"),
    ] {
        let error = told(Say::Billing, &json!({ "value": address })).unwrap_err();
        assert_eq!((error.code, named(&error)), (code, name), "{address}");
    }
}

#[test]
fn a_part_of_an_address_has_a_hundred_characters_at_most() {
    let city = "x".repeat(100);
    assert_eq!(told(Say::Billing, &json!({ "value": { "city": city } })).unwrap()["data"]["city"], city);
}

#[test]
fn a_country_that_is_none_is_refused_by_name() {
    for country in ["Atlantis", "", "XX", NUMBER] {
        for say in [Say::Billing, Say::Shipping] {
            let error = told(say, &json!({ "value": { "city": "Toronto", "country": country } })).unwrap_err();
            assert_eq!(fields(&error), issues([("country_invalid", "country")]), "{country}");
            assert_eq!(error.outcome, Outcome::None);
        }
    }
}
