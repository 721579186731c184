//! The crate answers every vector of `tests/vectors` as the reference there does.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::PathBuf;

use panless::card::brand::{Brand, BrandRules, Prefix, candidates};
use panless::card::number::luhn_valid;
use panless::country::Country;
use panless::date::YearMonth;
use panless::error::Field;
use panless::field::format::format;
use panless::field::{Context, judge};
use proptest::prelude::*;
use serde_json::{Value, json};

const SHOWN: usize = 20;

// Vectors that name no day are of fields that ignore it.
const ANY_DAY: &str = "2026-06-15";

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "vectors"].iter().collect()
}

/// The vectors of one file; empty when it cannot be read or is no list, which [`compare`] refuses.
fn vectors(file: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder().join(file)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Names of the files that hold judge vectors: all but those of the three other functions.
fn judge_files() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".json"))
        .filter(|name| !matches!(name.as_str(), "brands.json" | "format.json" | "luhn.json"))
        .collect();
    names.sort();
    names
}

fn text<'v>(vector: &'v Value, key: &str) -> Option<&'v str> {
    vector.get(key)?.as_str()
}

fn field(vector: &Value) -> Option<Field> {
    let name = text(vector, "field")?;
    Field::ALL.iter().copied().find(|field| field.name() == name)
}

/// The month of a day `YYYY-MM-DD`.
fn month_of(day: &str) -> Option<YearMonth> {
    YearMonth::new(day.get(..4)?.parse().ok()?, day.get(5..7)?.parse().ok()?)
}

/// The context of a vector. `None` when it names a day, brand or country that does not exist.
fn context(vector: &Value) -> Option<Context> {
    let today = month_of(text(vector, "today").unwrap_or(ANY_DAY))?;
    let brand = match text(vector, "brand") {
        Some(id) => Some(Brand::ALL.iter().copied().find(|brand| brand.id() == id)?),
        None => None,
    };
    let country = match text(vector, "country") {
        Some(code) => Country::parse(code),
        None => None,
    };
    Some(Context { today, brand, country, rules: BrandRules::default() })
}

fn judged(vector: &Value) -> Option<Value> {
    let judgement = judge(field(vector)?, text(vector, "text")?, &context(vector)?)?;
    Some(json!({
        "status": judgement.verdict.status().as_str(),
        "empty": judgement.empty,
        "brand": judgement.brand.map(Brand::id),
        "month": judgement.date.map(YearMonth::month),
        "year": judgement.date.map(YearMonth::year),
    }))
}

fn brands(vector: &Value) -> Option<Value> {
    let found = candidates(Prefix::of(text(vector, "prefix")?)?, &BrandRules::default());
    let ids: Vec<_> = Brand::ALL.iter().filter(|brand| found.contains(**brand)).map(|brand| brand.id()).collect();
    Some(json!(ids))
}

/// A trailing slash after the month is a matter of taste, so it is not compared.
fn formatted(vector: &Value) -> Option<Value> {
    let field = field(vector)?;
    let shown = format(field, text(vector, "text")?);
    let shown = shown.expose();
    let bare = shown.trim_end().strip_suffix('/').map(str::trim_end);
    Some(json!(bare.filter(|_| field == Field::Expiry).unwrap_or(shown)))
}

fn luhn(vector: &Value) -> Option<Value> {
    Some(json!(luhn_valid(text(vector, "text")?)))
}

/// Fails with the first differences. A vector that has no answer at all counts as one.
fn compare(file: &str, answer: fn(&Value) -> Option<Value>) -> Result<usize, String> {
    let all = vectors(file);
    if all.is_empty() {
        return Err(format!("{file}: no vectors"));
    }
    let wrong: Vec<String> = all
        .iter()
        .map(|vector| (vector, answer(vector)))
        .filter(|(vector, got)| got.is_none() || got.as_ref() != vector.get("want"))
        .map(|(vector, got)| format!("{vector}\n  got {}", got.unwrap_or(Value::Null)))
        .collect();
    if wrong.is_empty() {
        return Ok(all.len());
    }
    let shown: Vec<&str> = wrong.iter().take(SHOWN).map(String::as_str).collect();
    Err(format!("{file}: {} of {} differ:\n{}", wrong.len(), all.len(), shown.join("\n")))
}

#[test]
fn judges_every_vector_as_the_reference_does() {
    let results: Vec<_> = judge_files().iter().map(|file| compare(file, judged)).collect();
    let failures: Vec<&str> = results.iter().filter_map(|result| result.as_ref().err()).map(String::as_str).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let ran: usize = results.iter().flatten().sum();
    assert!(ran >= 2_000, "only {ran} vectors ran");
}

#[test]
fn names_the_brands_of_every_beginning_as_the_reference_does() {
    assert_eq!(compare("brands.json", brands).err(), None);
}

#[test]
fn formats_every_text_as_the_reference_does() {
    assert_eq!(compare("format.json", formatted).err(), None);
}

#[test]
fn finds_the_check_digit_right_where_the_reference_does() {
    assert_eq!(compare("luhn.json", luhn).err(), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_check_digit_is_right_exactly_where_another_crate_finds_it_so(digits in "[0-9]{1,29}") {
        for last in 0..10 {
            let text = format!("{digits}{last}");
            prop_assert_eq!(luhn_valid(&text), luhn::valid(&text), "{}", text);
        }
    }
}
