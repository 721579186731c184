//! The options that decide which brands exist and are accepted.

use super::options::Options;
use crate::card::brand::{Brand, BrandRules, BrandSet};
use crate::error::Error;
use crate::input::{Members, Value};

/// Reads `acceptedBrands` and `brands: { off, forceLuhn }`.
///
/// # Errors
/// `option_invalid` for anything but lists of brand ids, `option_unknown` for other members.
pub fn brand_rules(members: &Members) -> Result<BrandRules, Box<Error>> {
    let mut options = Options::new(members);
    let rules = read(&mut options);
    options.finish(rules)
}

pub(super) fn read(options: &mut Options<'_>) -> BrandRules {
    let accepted = set(options, "acceptedBrands").unwrap_or(BrandSet::ALL);
    let mut rules = BrandRules { accepted, ..BrandRules::default() };
    options.inner("brands", |options| {
        rules.off = set(options, "off").unwrap_or(BrandSet::EMPTY);
        rules.force_luhn = set(options, "forceLuhn").unwrap_or(BrandSet::EMPTY);
    });
    rules
}

#[inline(never)]
fn set(options: &mut Options<'_>, name: &str) -> Option<BrandSet> {
    let list = options.take(name)?;
    let mut set = BrandSet::EMPTY;
    let mut good = matches!(list, Value::List(_));
    for element in list.elements() {
        match element.as_text().and_then(Brand::from_id) {
            Some(brand) => set = set.with(brand),
            None => good = false,
        }
    }
    if !good {
        options.invalid(name);
    }
    Some(set)
}
