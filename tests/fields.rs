//! The definition of a verdict, held against every judged field: a text is not invalid exactly when some text that starts
//! with it is valid.
//!
//! Two steps show it without trying every text: whatever follows an invalid text leaves it invalid, and from every
//! other text a search finds a valid one.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use panless::card::brand::{Brand, BrandRules, BrandSet};
use panless::country::Country;
use panless::date::YearMonth;
use panless::error::{Code, Field};
use panless::field::{Context, judge};
use panless::text::LONGEST;
use panless::verdict::{Judgement, Status, Verdict};
use proptest::prelude::*;

const DIGITS: &str = "0123456789";

/// Enough to finish any text that can be finished, what matters most first.
const FINISHERS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";

/// What people type and paste, and what nobody should.
const ANYTHING: &str = "0123456789 -/–／.,aAbfgopiruszLTéß東４٤۴४৪\u{a0}\u{200b}\u{feff}\u{0}\u{7f}\t\n😀";

const COUNTRIES: &[Option<&str>] = &[
    None,
    Some("US"),
    Some("ca"),
    Some("GB"),
    Some("NL"),
    Some("IE"),
    Some("AR"),
    Some("MT"),
    Some("BN"),
    Some("PR"),
    Some("TW"),
    Some("LT"),
    Some("AD"),
    Some("GL"),
    Some("HK"),
];

fn context() -> Context {
    Context { today: month(2026, 6), brand: None, country: None, rules: BrandRules::default() }
}

fn month(year: u16, month: u8) -> YearMonth {
    YearMonth::new(year, month).unwrap()
}

fn contexts(field: Field) -> Vec<Context> {
    let base = context();
    let rules = |rules| Context { rules, ..base };
    let default = BrandRules::default();
    match field {
        Field::Number => vec![
            base,
            rules(BrandRules { off: BrandSet::EMPTY.with(Brand::Maestro).with(Brand::Uatp), ..default }),
            rules(BrandRules { off: BrandSet::ALL.without(Brand::Elo), ..default }),
            rules(BrandRules { off: BrandSet::ALL, ..default }),
            rules(BrandRules { force_luhn: BrandSet::ALL, accepted: BrandSet::EMPTY, ..default }),
        ],
        Field::Expiry => [(2026, 6), (2026, 1), (2026, 12), (2019, 12), (2020, 1), (2029, 3), (2079, 7), (2099, 12)]
            .map(|(year, number)| Context { today: month(year, number), ..base })
            .to_vec(),
        Field::Cvv => [None, Some(Brand::Visa), Some(Brand::AmericanExpress), Some(Brand::Uatp)]
            .map(|brand| Context { brand, ..base })
            .to_vec(),
        Field::PostalCode => {
            COUNTRIES.iter().map(|country| Context { country: country.and_then(Country::parse), ..base }).collect()
        }
        _ => vec![base],
    }
}

fn judged() -> impl Iterator<Item = Field> {
    (0..Field::JUDGED).filter_map(Field::judged)
}

fn look(field: Field, text: &str, context: &Context) -> Judgement {
    judge(field, text, context).unwrap()
}

fn status(field: Field, text: &str, context: &Context) -> Status {
    look(field, text, context).status()
}

/// Types on, always something that keeps the text alive, until it is valid.
fn can_be_finished(field: Field, text: &str, context: &Context) -> bool {
    let mut text = text.to_owned();
    for _ in 0..24 {
        if status(field, &text, context) == Status::Valid {
            return true;
        }
        let longer: Vec<String> = FINISHERS.chars().map(|next| format!("{text}{next}")).collect();
        let of = |wanted| longer.iter().find(|longer| status(field, longer, context) == wanted);
        match of(Status::Valid).or_else(|| of(Status::Incomplete)) {
            Some(longer) => text.clone_from(longer),
            None => return false,
        }
    }
    false
}

/// Walks every text over `alphabet` up to `depth` more characters, and past an invalid one `past` more.
fn walk(field: Field, text: &mut String, context: &Context, alphabet: &str, depth: usize, past: usize) {
    let judgement = look(field, text, context);
    let invalid = judgement.status() == Status::Invalid;
    if depth == 0 || invalid && past == 0 {
        assert!(invalid || judgement.empty || can_be_finished(field, text, context), "{field:?} {text:?} {context:?}");
        return;
    }
    let mut alive = false;
    for next in alphabet.chars() {
        text.push(next);
        let still_invalid = status(field, text, context) == Status::Invalid;
        assert!(!invalid || still_invalid, "{field:?} {text:?} came back to life, {context:?}");
        alive |= !still_invalid;
        walk(field, text, context, alphabet, depth - 1, past - usize::from(invalid));
        text.pop();
    }
    if judgement.status() == Status::Incomplete && !judgement.empty {
        assert!(alive || can_be_finished(field, text, context), "{field:?} {text:?} is a dead end, {context:?}");
    }
}

fn walk_all(field: Field, alphabet: &str, depth: usize, past: usize) {
    for context in contexts(field) {
        walk(field, &mut String::new(), &context, alphabet, depth, past);
    }
}

#[test]
fn every_short_number_can_be_finished_unless_it_is_invalid() {
    walk_all(Field::Number, "0123456789- ٤.", 3, 1);
    walk_all(Field::Number, DIGITS, 4, 2);
}

#[test]
fn every_expiry_date_of_six_characters_can_be_finished_unless_it_is_invalid() {
    walk_all(Field::Expiry, "0123456789/ ", 4, 2);
    walk_all(Field::Expiry, "01236/ ", 6, 1);
    walk_all(Field::Expiry, "0127-", 7, 1);
}

#[test]
fn every_short_text_of_the_other_fields_can_be_finished_unless_it_is_invalid() {
    walk_all(Field::Cvv, "019 ４a", 6, 2);
    walk_all(Field::Holder, "1 -a", 5, 2);
    walk_all(Field::PostalCode, "0139AFbL -.", 3, 1);
    walk_all(Field::RoutingNumber, "0123689- x", 4, 2);
    walk_all(Field::AccountNumber, "09- x", 5, 2);
}

#[test]
fn empty_text_is_incomplete_and_missing_in_every_field_and_context() {
    let missing = [
        Code::NumberMissing,
        Code::ExpiryMissing,
        Code::CvvMissing,
        Code::HolderMissing,
        Code::FirstNameMissing,
        Code::LastNameMissing,
        Code::PostalCodeMissing,
        Code::RoutingNumberMissing,
        Code::AccountNumberMissing,
    ];
    for (field, code) in judged().zip(missing) {
        for context in contexts(field) {
            let judgement = look(field, "", &context);
            assert_eq!((judgement.verdict, judgement.empty), (Verdict::Incomplete(code), true), "{field:?}");
        }
        let spaces = look(field, " \u{a0}", &context());
        assert_eq!(spaces.empty, field != Field::Cvv, "{field:?}");
    }
}

#[test]
fn a_text_of_more_than_1024_units_is_invalid_in_every_field() {
    for field in judged() {
        for filling in [" ", "1", "a", "😀"] {
            let text = filling.repeat(LONGEST + 1);
            let judgement = look(field, &text, &context());
            assert_eq!((judgement.status(), judgement.empty), (Status::Invalid, false), "{field:?} {filling:?}");
        }
    }
    let spaced = format!("4242424242424242{}", " ".repeat(LONGEST - 16));
    assert_eq!(status(Field::Number, &spaced, &context()), Status::Valid);
    assert_eq!(status(Field::Number, &format!("{spaced} "), &context()), Status::Invalid);
}

#[test]
fn a_field_that_is_not_typed_into_is_not_judged() {
    for field in &Field::ALL[Field::JUDGED..] {
        assert_eq!(judge(*field, "4242424242424242", &context()), None, "{field:?}");
    }
}

#[test]
fn a_good_number_of_a_refused_brand_stays_valid_and_says_why_it_is_refused() {
    let rules = BrandRules { accepted: BrandSet::EMPTY.with(Brand::Visa), ..BrandRules::default() };
    let judgement = |text| look(Field::Number, text, &Context { rules, ..context() });
    let refused = judgement("378282246310005");
    assert_eq!((refused.verdict, refused.code()), (Verdict::Valid, Some(Code::BrandNotAccepted)));
    assert_eq!((refused.brand, refused.accepted), (Some(Brand::AmericanExpress), Some(false)));
    let early = judgement("37");
    assert_eq!((early.code(), early.accepted), (Some(Code::NumberIncomplete), Some(false)));
    assert_eq!((judgement("4242424242424242").code(), judgement("4").accepted), (None, None));
}

/// Texts near the border of what a field takes: parts of good ones, digits and separators, and rubbish.
fn near(field: Field) -> impl Strategy<Value = String> {
    let good = match field {
        Field::Number => "4242 4242 4242 4242|378282246310005|30569309025904|6011111111111117|62|50|5061|65003|6373742",
        Field::Expiry => "12 / 27|1/2027|2027-06|927|12027|122030|06/26|05/26|12 – 46|1246 ",
        Field::Holder | Field::FirstName | Field::LastName => "24 Hour Fitness|4242 4242 424|O'Neil-Smith|--",
        Field::PostalCode => "94103-1234|EC1A 1BB|K1A 0B1|LT-12345|C1425DKA|bfpo 12|NL-1012",
        _ => "021000021|000123456789|8000|123",
    };
    let whole = prop::sample::select(good.split('|').collect::<Vec<_>>());
    let cut = (whole, 0..20_usize).prop_map(|(text, keep)| text.chars().take(keep).collect::<String>());
    let character = || prop::sample::select(ANYTHING.chars().collect::<Vec<_>>());
    prop_oneof![
        (cut, "[0-9 /-]{0,8}").prop_map(|(start, end)| start + &end),
        "[0-9]{0,20}",
        "[0-9]{1,4}[ /–-]{0,3}[0-9]{0,4}[ ]?",
        "[0-9A-Za-z -]{0,12}",
        prop::collection::vec(character(), 0..12).prop_map(String::from_iter),
        any::<String>(),
    ]
}

fn field_context_text() -> impl Strategy<Value = (Field, Context, String)> {
    let fields = prop::sample::select(judged().collect::<Vec<_>>());
    fields.prop_flat_map(|field| (Just(field), prop::sample::select(contexts(field)), near(field)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_brings_an_invalid_text_back((field, context, text) in field_context_text(), tail in "[0-9A-Z /-]{0,6}") {
        prop_assume!(status(field, &text, &context) == Status::Invalid);
        for next in ANYTHING.chars() {
            prop_assert_eq!(status(field, &format!("{text}{next}"), &context), Status::Invalid, "then {:?}", next);
        }
        prop_assert_eq!(status(field, &(text + &tail), &context), Status::Invalid);
    }

    #[test]
    fn whatever_is_not_invalid_can_be_finished((field, context, text) in field_context_text()) {
        let judgement = look(field, &text, &context);
        prop_assume!(judgement.status() != Status::Invalid && !judgement.empty);
        prop_assert!(can_be_finished(field, &text, &context));
    }

    #[test]
    fn a_code_stands_with_everything_but_valid((field, context, text) in field_context_text()) {
        let judgement = look(field, &text, &context);
        let refused = judgement.code() == Some(Code::BrandNotAccepted);
        prop_assert_eq!(judgement.code().is_none() || refused, judgement.status() == Status::Valid);
        prop_assert_eq!(judgement.date.is_some(), field == Field::Expiry && judgement.status() == Status::Valid);
        prop_assert!(!judgement.empty || judgement.status() == Status::Incomplete);
    }

    #[test]
    fn a_name_of_any_length_follows_the_definition(text in "[a1 -]{240,270}|[1 -]{250,258}") {
        let judgement = look(Field::Holder, &text, &context());
        if judgement.status() == Status::Invalid {
            prop_assert_eq!(status(Field::Holder, &format!("{text}a"), &context()), Status::Invalid);
        } else if !judgement.empty {
            prop_assert!(can_be_finished(Field::Holder, &text, &context()));
        }
    }
}
