//! The words behind the numbers that pass between core and loader. They come from the crate's tables, so that nothing of
//! them is written twice.

use super::compile::CORES;
use crate::repo::{VERSION, write};
use crate::session::Session;
use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use panless::card::brand::Brand;
use panless::error::{Category, Code, Field};
use panless::gateway::GatewayId;
use panless::gateway::pepper_table::{SETTINGS, Shape};
use panless::seal::PAYLINK;
use panless::verdict::Status;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::fs;

/// Writes the module that `www` imports as `panless-generated`.
pub(super) fn run(session: &Session) -> Result<()> {
    let generated = session.repo.work().join("generated");
    write(&generated.join("tables.js"), module() + &integrity(session)?)?;
    write(&generated.join("sentences.js"), sentences_module())?;
    write(&generated.join("frame.js"), frame_module())?;
    write(&generated.join("seal.js"), seal_module())
}

/// Where a gateway has a page of its own for a payment, for `www/seal/seal.js`.
fn seal_module() -> String {
    let places = Value::from(PAYLINK.to_vec());
    format!(
        "// Made by `cargo xtask build` from src/seal/shapes_table.rs.\n\n/** @type {{[host: string, pattern: string]}} */\nexport const paylink = {places};\n"
    )
}

/// What the loader holds the browser to when it fetches a wasm. The shorter hash: these bytes are in what every page loads.
fn integrity(session: &Session) -> Result<String> {
    let mut hashes = Map::new();
    for (file, ..) in CORES {
        let wasm = fs::read(session.repo.work().join(file)).with_context(|| format!("reading {file}"))?;
        hashes.insert(file.to_owned(), format!("sha256-{}", STANDARD.encode(Sha256::digest(wasm))).into());
    }
    Ok(format!("\n/** @type {{Record<string, string>}} */\nexport const integrity = {};\n", Value::from(hashes)))
}

/// What customers are told in English of each code of theirs, for `<panless-card>`, which has no tables.
fn sentences_module() -> String {
    let customers = Code::ALL.iter().filter(|code| code.category() == Category::Customer);
    let sentences: Map<String, Value> =
        customers.map(|code| (code.as_str().to_owned(), code.message().into())).collect();
    format!(
        "// Made by `cargo xtask build` from src/error/code_table.rs.\n\n/** @type {{Record<string, string>}} */\nexport const sentences = {};\n",
        Value::from(sentences)
    )
}

/// What a hosted frame takes, for scripts that make it fit (`www/compat/tokenizer.js`).
fn frame_module() -> String {
    format!(
        "// Made by `cargo xtask build` from src/gateway/pepper_table.rs.\n\n/** @type {{any}} */\nexport const settings = {};\n\n\
         /** Its words for card and bank account.\n * @type {{readonly string[]}} */\nexport const kinds = {};\n",
        shape(&SETTINGS),
        Value::from(GatewayId::Pepper.rules().kinds.to_vec()),
    )
}

fn shape(of: &Shape) -> Value {
    match of {
        Shape::Truth => "truth".into(),
        Shape::Text => "text".into(),
        Shape::Texts => "texts".into(),
        Shape::Kinds => "kinds".into(),
        Shape::Styles => "styles".into(),
        Shape::Object(members) => members.iter().map(|(name, of)| ((*name).to_owned(), shape(of))).collect(),
    }
}

fn module() -> String {
    // One text weighs less than a list of them.
    let list = |name: &str, kind: &str, words: Vec<&str>| {
        let separator = if words.iter().any(|word| word.contains(' ')) { "\n" } else { " " };
        let [words, separator] = [Value::from(words.join(separator)), Value::from(separator)];
        let list = format!("/** @type {{any}} */ (/* @__PURE__ */ {words}.split({separator}))");
        format!("/** @type {{readonly {kind}[]}} */\nexport const {name} = {list};\n")
    };
    let types = |name: &str| format!("import(\"../../../src/wasm/types\").{name}");
    let parts = [
        "// Made by `cargo xtask build` from the tables of the core.\n".to_owned(),
        list("statuses", &types("Status"), Status::ALL.iter().map(|status| status.as_str()).collect()),
        list("fields", &types("JudgedField"), (0..).map_while(Field::judged).map(Field::name).collect()),
        list("brands", &types("Brand"), Brand::ALL.iter().map(|brand| brand.id()).collect()),
        list("codes", &types("Code"), Code::ALL.iter().map(|code| code.as_str()).collect()),
        list("messages", "string", Code::ALL.iter().map(|code| code.message()).collect()),
        format!(
            "/** Who acts, and where the codes of the next category begin.\n * @type {{readonly (readonly [{}, number])[]}} */\n\
             export const categories = {};\n",
            types("Category"),
            Value::from(categories())
        ),
        format!("/** @type {{string}} */\nexport const version = {};\n", Value::from(VERSION)),
    ];
    parts.join("\n")
}

/// The codes stand in the table by category.
fn categories() -> Vec<Value> {
    let end =
        |category: &Category| Code::ALL.iter().rposition(|code| code.category() == *category).map_or(0, |at| at + 1);
    Category::ALL.iter().map(|category| json!([category.as_str(), end(category)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_codes_place_among_the_categories_is_the_tables() {
        for (at, code) in Code::ALL.iter().enumerate() {
            let categories = categories();
            let found = categories.iter().find(|row| row[1].as_u64().unwrap() > at as u64).unwrap();
            assert_eq!(found[0], code.category().as_str(), "{code:?}");
        }
    }

    /// Every setting that is no object, by its path, with the name of its check.
    fn settings(of: &Shape, path: &str, found: &mut Vec<(String, &'static str)>) {
        let check = match of {
            Shape::Object(members) => {
                return members.iter().for_each(|(name, of)| settings(of, &format!("{path}/{name}"), found));
            }
            Shape::Truth => "truth",
            Shape::Text => "text",
            Shape::Texts => "texts",
            Shape::Kinds => "kinds",
            Shape::Styles => "styles",
        };
        found.push((path.to_owned(), check));
    }

    fn exported(module: &str, name: &str) -> Value {
        let start = format!("export const {name} = ");
        let line = module.lines().find_map(|line| line.strip_prefix(&start)?.strip_suffix(';')).unwrap();
        serde_json::from_str(line).unwrap()
    }

    fn count(of: &Value) -> usize {
        of.as_object().map_or(1, |members| members.values().map(count).sum())
    }

    #[test]
    fn a_frame_s_module_has_every_setting_of_the_table_and_its_check() {
        let module = frame_module();
        let written = exported(&module, "settings");
        let mut expected = Vec::new();
        settings(&SETTINGS, "", &mut expected);
        for (path, check) in &expected {
            assert_eq!(written.pointer(path), Some(&Value::from(*check)), "{path}");
        }
        assert_eq!(count(&written), expected.len());
        assert_eq!(written["payment"]["card"]["billing_required"]["zip"], "truth");
        assert_eq!(exported(&module, "kinds"), json!(["card", "ach"]));
    }

    #[test]
    fn every_message_and_the_version_are_there() {
        let module = module();
        let messages: Vec<_> = Code::ALL.iter().map(|code| code.message()).collect();
        assert!(module.contains(&Value::from(messages.join("\n")).to_string()));
        assert!(messages.iter().all(|message| !message.contains('\n')));
        assert!(module.contains(&format!("export const version = \"{VERSION}\";")));
    }
}
