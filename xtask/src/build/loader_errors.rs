//! The few errors that the loader makes before, or without, the core. They come from the crate's one table, so that
//! JavaScript holds no message of its own.

use crate::repo::{VERSION, write};
use crate::session::Session;
use anyhow::Result;
use panless::error::{Category, Code};
use serde_json::{Value, json};

const CODES: [Code; 8] = [
    Code::Internal,
    Code::CoreFailed,
    Code::NotReady,
    Code::Destroyed,
    Code::Aborted,
    Code::Timeout,
    Code::OptionUnknown,
    Code::OptionInvalid,
];

/// Writes the module that `www` imports as `panless-generated`.
pub(super) fn run(session: &Session) -> Result<()> {
    write(&session.repo.work().join("generated/loader-errors.js"), module()?)
}

fn module() -> Result<String> {
    let rows = CODES.iter().map(|code| {
        let row = json!([code.category().as_str(), code.message()]);
        (code.as_str().to_owned(), row)
    });
    let table = serde_json::to_string_pretty(&Value::Object(rows.collect()))?;
    let codes = union(CODES.iter().map(|code| code.as_str()));
    let categories = union(Category::ALL.iter().map(|category| category.as_str()));
    Ok(format!(
        "// Made by `cargo xtask build` from the code table in src/error/code_table.rs.\n\n\
         /** @type {{Readonly<Record<{codes}, readonly [category: {categories}, message: string]>>}} */\n\
         export const loaderErrors = {table};\n\n\
         /** @type {{string}} */\n\
         export const version = {};\n",
        Value::from(VERSION),
    ))
}

/// One of these words, in TypeScript.
fn union<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_category_and_message_of_the_table() {
        let module = module().unwrap();
        for code in CODES {
            assert!(module.contains(&format!("\"{}\": [", code.as_str())), "{code:?}");
            assert!(module.contains(code.message()), "{code:?}");
        }
        assert!(module.contains(&format!("export const version = \"{VERSION}\";")));
    }
}
