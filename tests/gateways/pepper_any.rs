//! Whatever Pepper's frame says, and whatever a page hands in for it.

use panless::date::YearMonth;
use panless::gateway::pepper::{Say, heard, message, submission};
use panless::input::Value;
use panless::secret::Secret;
use panless::token::Kind;
use proptest::prelude::*;
use serde_json::Value as Json;

const KEY: &str = "pub_a";

/// Texts that mean something to the reader, and numbers in many a disguise.
fn word() -> impl Strategy<Value = String> {
    let known = "status token invalid msg message height isValid type success error validation cc exp card ach decline \
        submission setHeight validCard onPaymentChange true Invalid";
    prop_oneof![
        4 => prop::sample::select(known.split(' ').map(str::to_owned).collect::<Vec<_>>()),
        1 => "[0-9]{7,19}",
        1 => "[a-z_.-]{0,3}[0-9]{0,19}[ .-]?[0-9]{0,19}",
        1 => "Invalid (card expiration|routing_number|account_number) ?[0-9]{0,19}",
        1 => any::<String>(),
    ]
}

fn tree() -> impl Strategy<Value = Value> {
    let text = || word().prop_map(|text| Value::Text(Secret::new(text)));
    let leaf = prop_oneof![
        6 => text(),
        1 => any::<f64>().prop_map(Value::Number),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => (0..3).prop_map(|at| match at { 0 => Value::TooLong, 1 => Value::Other, _ => Value::Unreadable }),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let member = (word().prop_map(Secret::new), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Value::List),
            prop::collection::vec(member, 0..6).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Something with names and a status that are looked for, and anything else in it.
fn data() -> impl Strategy<Value = Value> {
    let status = prop::sample::select(vec!["success", "error", "validation", "fail"]);
    let names = "token msg message invalid height isValid type id amount settings value city country";
    let name = prop::sample::select(names.split(' ').collect::<Vec<_>>());
    let members = prop::collection::vec((name, tree()), 0..4);
    let object = (status, members).prop_map(|(status, members)| {
        let named = |name: &str| Secret::new(name.to_owned());
        let status = (named("status"), Value::Text(named(status)));
        Value::Object(members.into_iter().map(|(name, value)| (named(name), value)).chain([status]).collect())
    });
    prop_oneof![2 => object, 1 => tree()]
}

fn has_seven_digits_in_a_row(text: &str) -> bool {
    text.as_bytes().windows(7).any(|window| window.iter().all(u8::is_ascii_digit))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_frame_says_is_read_without_a_panic_and_no_number_becomes_an_error(data in data(), event in word()) {
        let _ = heard(&event, &data);
        for error in [Kind::Card, Kind::Bank].into_iter().filter_map(|kind| submission(&data, kind).err()) {
            let printed = format!("{error:?} {error} {:?}", error.gateway_code);
            prop_assert!(!has_seven_digits_in_a_row(&printed), "{}", printed);
        }
    }

    #[test]
    fn whatever_a_page_says_is_written_without_a_panic_and_no_number_becomes_an_error(given in data()) {
        for say in Say::ALL {
            match message(say, &given, KEY, YearMonth::MIN) {
                Ok((_, body)) => prop_assert!(serde_json::from_str::<Json>(body.json().expose()).is_ok()),
                Err(error) => {
                    let printed = format!("{error:?} {error}");
                    prop_assert!(!has_seven_digits_in_a_row(&printed), "{}", printed);
                }
            }
        }
    }
}
