//! The loader stays thin: what brands, gateways and their codes are called is known to the core alone.
#![cfg(not(target_arch = "wasm32"))]

use panless::card::brand::Brand;
use panless::error::Field;
use panless::gateway::GatewayId;
use panless::seal::Shape;
use std::collections::BTreeSet;
use std::path::Path;

const WWW: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www");

/// What customers read, what is drawn for them, the shop of the demo, and what speaks a gateway's own words because that is its job:
/// the vendors' call names, and the answers for a shop's own tests. The loader loads neither.
const BESIDE: [&str; 5] = ["messages", "marks", "demo", "compat", "sandbox"];

/// Gateways' words that every JavaScript file has a use for.
const ORDINARY: [&str; 7] = ["account", "code", "exp", "key", "name", "routing", "type"];

fn words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for brand in Brand::ALL {
        words.extend([brand.id(), brand.display_name()].map(str::to_lowercase));
    }
    let shapes = ["chargezoom.pay.card.v1", "chargezoom.sub.card.v1"];
    let shape = |name| Shape::parse(GatewayId::Chargezoom, name).ok().flatten();
    let sealed = shapes.into_iter().filter_map(shape).map(Shape::rules);
    for rules in GatewayId::ALL.iter().map(|id| id.rules()).chain(sealed) {
        // Of a name in brackets, or behind a point, what stands there.
        let bare = |own: &str| own.trim_end_matches(']').rsplit(['[', '.']).next().unwrap_or_default().to_lowercase();
        words.extend(rules.own.iter().map(|(own, _)| bare(own)));
        words.extend(rules.reserved.lines().map(str::to_lowercase));
        words.extend(rules.brands.iter().map(|(word, _)| word.to_lowercase()));
        words.extend(rules.meanings.iter().map(|(word, _)| word.trim_end_matches('*').to_lowercase()));
    }
    // A word of the interface's own is everybody's.
    words.retain(|word| {
        !Field::ALL.iter().any(|field| field.name().to_lowercase() == *word) && !ORDINARY.contains(&word.as_str())
    });
    words
}

/// The loader's files with their text in small letters.
fn files(folder: &Path, found: &mut Vec<(String, String)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.strip_prefix(WWW).unwrap_or(&path).to_string_lossy().into_owned();
        if path.is_dir() {
            if !BESIDE.contains(&name.as_str()) {
                files(&path, found)?;
            }
        } else if name.ends_with(".js") {
            found.push((name, std::fs::read_to_string(&path)?.to_lowercase()));
        }
    }
    Ok(())
}

/// Whether a word stands there by itself, and not as a part of another one.
fn holds(text: &str, word: &str) -> bool {
    let is_part = |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphanumeric() || "_$-".contains(sign));
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (text.get(..at), text.get(at + word.len()..));
        !is_part(before.and_then(|text| text.chars().next_back()))
            && !is_part(after.and_then(|text| text.chars().next()))
    })
}

#[test]
fn the_loader_holds_no_brand_no_gateway_s_field_and_no_code_of_a_gateway() -> Result<(), Box<dyn std::error::Error>> {
    let mut loader = Vec::new();
    files(Path::new(WWW), &mut loader)?;
    assert!(loader.len() > 20 && loader.iter().any(|(name, _)| name == "form.js"), "the loader is not where it was");
    let words = words();
    assert!(words.len() > 60 && words.contains("visa") && words.contains("card_declined"), "the tables are not read");
    let found: Vec<_> = loader
        .iter()
        .flat_map(|(name, text)| {
            words.iter().filter(|word| holds(text, word)).map(move |word| format!("{name}: {word}"))
        })
        .collect();
    assert_eq!(found, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_word_counts_where_it_stands_by_itself() {
    assert!(holds("const mark = [\"visa\"];", "visa"));
    assert!(holds("given.card_number", "card_number"));
    assert!(!holds("advisable", "visa"));
    assert!(!holds("card_number_invalid", "card_number"));
    // A token of HTML's own.
    assert!(!holds("\"cc-csc\"", "csc"));
}
