//! What all gateways have in common whose fields are sealed: data only.

use super::{Rules, words};
use crate::error::FieldSet;
use crate::transport::Encoding;

/// A gateway without anything of its own.
pub(crate) const SEALED: Rules = Rules {
    base_url: "",
    path: "",
    keys: &[],
    encodings: &[Encoding::Sealed],
    own: words! {},
    capitals: FieldSet::EMPTY,
    alpha3: false,
    reserved: "",
    kinds: ["1", "2"],
    card: FieldSet::EMPTY,
    bank: FieldSet::EMPTY,
    required: FieldSet::EMPTY,
    assumed: &[],
    cvv_on_wish: false,
    limits: &[],
    brands: words! {},
    meanings: words! {},
    lifetime: None,
};
