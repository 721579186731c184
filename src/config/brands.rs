//! The options that decide which brands exist and are accepted.

use super::{Options, invalid};
use crate::card::brand::{Brand, BrandRules, BrandSet};
use crate::error::Error;
use crate::input::{Members, Value};

/// Reads `acceptedBrands` and `brands: { off, forceLuhn }`.
///
/// # Errors
/// `option_invalid` for anything but lists of brand ids, `option_unknown` for other members.
pub fn brand_rules(members: Members) -> Result<BrandRules, Error> {
    let mut options = Options(members);
    let rules = read(&mut options)?;
    options.finish()?;
    Ok(rules)
}

pub(super) fn read(options: &mut Options) -> Result<BrandRules, Error> {
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

fn set(options: &mut Options, name: &str) -> Result<Option<BrandSet>, Error> {
    let list = match options.take(name) {
        None => return Ok(None),
        Some(Value::List(list)) => list,
        Some(_) => return Err(invalid(name)),
    };
    let brand = |value: &Value| match value {
        Value::Text(id) => Brand::from_id(id.expose()),
        _ => None,
    };
    let brands: Option<Vec<_>> = list.iter().map(brand).collect();
    let brands = brands.ok_or_else(|| invalid(name))?;
    Ok(Some(brands.into_iter().fold(BrandSet::EMPTY, BrandSet::with)))
}
