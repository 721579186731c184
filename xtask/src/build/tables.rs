//! The words behind the numbers that pass between core and loader. They come from the crate's tables, so that nothing of
//! them is written twice.

use crate::repo::{VERSION, write};
use crate::session::Session;
use anyhow::Result;
use panless::card::brand::Brand;
use panless::error::{Category, Code, Field};
use panless::gateway::Gateway;
use panless::gateway::pepper::Pepper;
use panless::gateway::pepper_table::{SETTINGS, Shape};
use panless::verdict::Status;
use serde_json::{Value, json};

/// Writes the module that `www` imports as `panless-generated`.
pub(super) fn run(session: &Session) -> Result<()> {
    let generated = session.repo.work().join("generated");
    write(&generated.join("tables.js"), module()?)?;
    write(&generated.join("brands.js"), brands_module())?;
    write(&generated.join("frame.js"), frame_module())
}

/// What fields say of a brand.
fn brands_module() -> String {
    let list = |comment: &str, kind: &str, name: &str, values: Value| {
        format!("/** {comment}\n * @type {{readonly {kind}[]}} */\nexport const {name} = {values};\n")
    };
    let names: Vec<_> = Brand::ALL.iter().map(|brand| brand.display_name()).collect();
    let lengths: Vec<_> = Brand::ALL.iter().map(|brand| brand.usual_length()).collect();
    [
        "// Made by `cargo xtask build` from the brand table.\n".to_owned(),
        list("The names to show, in table order.", "string", "names", names.into()),
        list("How many digits a number usually has, in table order.", "number", "usualLengths", lengths.into()),
    ]
    .join("\n")
}

/// What a hosted frame takes, as `www/frames/options.js` checks it.
fn frame_module() -> String {
    format!(
        "// Made by `cargo xtask build` from src/gateway/pepper_table.rs.\n\n/** @type {{any}} */\nexport const settings = {};\n\n\
         /** Its words for card and bank account.\n * @type {{readonly string[]}} */\nexport const kinds = {};\n",
        shape(&SETTINGS),
        Value::from(Pepper.rules().kinds.to_vec()),
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

fn module() -> Result<String> {
    let list = |name: &str, kind: &str, words: Vec<&str>| {
        let words = serde_json::to_string(&words)?;
        anyhow::Ok(format!("/** @type {{readonly {kind}[]}} */\nexport const {name} = {words};\n"))
    };
    let types = |name: &str| format!("import(\"../../../src/wasm/types\").{name}");
    let parts = [
        "// Made by `cargo xtask build` from the tables of the core.\n".to_owned(),
        list("statuses", &types("Status"), Status::ALL.iter().map(|status| status.as_str()).collect())?,
        list("fields", &types("JudgedField"), (0..).map_while(Field::judged).map(Field::name).collect())?,
        list("brands", &types("Brand"), Brand::ALL.iter().map(|brand| brand.id()).collect())?,
        list("codes", &types("Code"), Code::ALL.iter().map(|code| code.as_str()).collect())?,
        list("messages", "string", Code::ALL.iter().map(|code| code.message()).collect())?,
        format!(
            "/** Who acts, and where the codes of the next category begin.\n * @type {{readonly (readonly [{}, number])[]}} */\n\
             export const categories = {};\n",
            types("Category"),
            Value::from(categories())
        ),
        format!("/** @type {{string}} */\nexport const version = {};\n", Value::from(VERSION)),
    ];
    Ok(parts.join("\n"))
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
    fn every_brand_has_a_name_and_a_usual_length_at_its_place() {
        let module = brands_module();
        let [names, lengths] = ["names", "usualLengths"].map(|name| exported(&module, name));
        for (at, brand) in Brand::ALL.iter().enumerate() {
            assert_eq!(names[at], brand.display_name());
            assert_eq!(lengths[at], brand.usual_length());
        }
        assert_eq!(names.as_array().map(Vec::len), Some(Brand::ALL.len()));
    }

    #[test]
    fn every_check_of_the_table_is_one_that_the_loader_has() {
        let loader = include_str!("../../../www/frames/options.js");
        let mut found = Vec::new();
        settings(&SETTINGS, "", &mut found);
        for (path, check) in found {
            assert!(loader.contains(&format!("\n  {check}: (value) =>")), "{path}: {check}");
        }
    }

    #[test]
    fn every_message_and_the_version_are_there() {
        let module = module().unwrap();
        for code in Code::ALL {
            assert!(module.contains(&Value::from(code.message()).to_string()), "{code:?}");
        }
        assert!(module.contains(&format!("export const version = \"{VERSION}\";")));
    }
}
