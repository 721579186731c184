//! Our error as a plain record; the loader makes a `TokenizerError` of it.

use crate::card::brand::Brand;
use crate::error::{Code, Error, FieldName, Issue};
use serde::Serialize;
use wasm_bindgen::JsValue;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ErrorRecord<'a> {
    code: &'static str,
    category: &'static str,
    message: &'static str,
    field: Option<&'a str>,
    issues: Vec<IssueRecord<'a>>,
    status: Option<u16>,
    gateway_code: Option<&'a str>,
    retryable: bool,
    outcome: &'static str,
}

#[derive(Serialize)]
struct IssueRecord<'a> {
    code: &'static str,
    field: Option<&'a str>,
    message: &'static str,
}

/// The record of an error.
pub(super) fn record(error: &Error) -> JsValue {
    let Error { code, field, issues, status, gateway_code, outcome, .. } = error;
    super::to_js(&ErrorRecord {
        code: code.as_str(),
        category: code.category().as_str(),
        message: code.message(),
        field: field.as_ref().map(FieldName::as_str),
        issues: issues.iter().map(issue).collect(),
        status: *status,
        gateway_code: gateway_code.as_deref(),
        retryable: error.retryable(),
        outcome: outcome.as_str(),
    })
}

#[derive(Serialize)]
struct ReportRecord<'a> {
    valid: bool,
    issues: Vec<IssueRecord<'a>>,
    brand: Option<&'static str>,
}

/// What `validate` says.
pub(super) fn report(issues: &[Issue], brand: Option<Brand>) -> JsValue {
    let records = issues.iter().map(issue).collect();
    super::to_js(&ReportRecord { valid: issues.is_empty(), issues: records, brand: brand.map(Brand::id) })
}

fn issue(issue: &Issue) -> IssueRecord<'_> {
    let Issue { code, field } = issue;
    let code: &Code = code;
    IssueRecord { code: code.as_str(), field: field.as_ref().map(FieldName::as_str), message: code.message() }
}
