//! The options that decide which brands exist and are accepted.

use super::{Options, invalid};
use crate::card::brand::{Brand, BrandRules, BrandSet};
use crate::error::Error;
use crate::input::{Members, Value};

/// Reads `acceptedBrands` and `brands: { off, forceLuhn }`.
///
/// # Errors
/// `option_invalid` for anything but lists of brand ids, `option_unknown` for other members.
pub fn brand_rules(members: Members) -> Result<BrandRules, Box<Error>> {
    let mut options = Options(members);
    let rules = read(&mut options)?;
    options.finish()?;
    Ok(rules)
}

pub(super) fn read(options: &mut Options) -> Result<BrandRules, Box<Error>> {
    let accepted = set(options, "acceptedBrands")?;
    let mut inner = match options.take("brands") {
        None => Options(Vec::new()),
        Some(Value::Object(members)) => Options(members),
        Some(_) => return Err(invalid("brands")),
    };
    let rules = BrandRules {
        off: set(&mut inner, "off")?.unwrap_or(BrandSet::EMPTY),
        force_luhn: set(&mut inner, "forceLuhn")?.unwrap_or(BrandSet::EMPTY),
        accepted: accepted.unwrap_or(BrandSet::ALL),
        by_rails: BrandSet::EMPTY,
    };
    inner.finish()?;
    Ok(rules)
}

fn set(options: &mut Options, name: &str) -> Result<Option<BrandSet>, Box<Error>> {
    let Some(list) = options.take(name) else { return Ok(None) };
    let mut set = BrandSet::EMPTY;
    let Value::List(elements) = &list else { return Err(invalid(name)) };
    for element in elements {
        let brand = element.as_text().and_then(Brand::from_id);
        set = set.with(brand.ok_or_else(|| invalid(name))?);
    }
    Ok(Some(set))
}
