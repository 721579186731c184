//! The message packs of `www/messages`: which sentences each language must have, and what none may hold.
#![cfg(not(target_arch = "wasm32"))]

use panless::error::{Category, Code};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/messages");
const LANGUAGES: [&str; 11] = ["ar", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "zh"];

/// Codes that are no customer's fault and have a sentence of their own all the same.
const OWN: [Code; 5] = [Code::Timeout, Code::Offline, Code::RateLimited, Code::FrameBlocked, Code::Busy];
/// Words that are neither code nor category.
const NO_CODES: [&str; 2] = ["same_digits", "count"];
const LONGEST: usize = 120;

type Pack = BTreeMap<String, String>;

/// Reads a pack, which must have exactly one form: whoever corrects a sentence should see nothing else.
fn pack(language: &str) -> Result<Pack, String> {
    let file = format!("{FOLDER}/{language}.js");
    let text = fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
    let rest = text.strip_prefix("// @ts-check\n// ").ok_or("does not begin as a pack does")?;
    let (name, body) = rest.split_once(".\n\nexport default {\n").ok_or("has no object behind its comment")?;
    assert!(!name.contains('\n'), "{language}: more than one line names the language");
    let mut pack = Pack::new();
    for line in body.strip_suffix("};\n").ok_or("does not end as a pack does")?.lines() {
        let row = line.strip_prefix("  ").and_then(|line| line.strip_suffix(','));
        let (key, text) = row.and_then(|row| row.split_once(": ")).ok_or(format!("{language}: {line}"))?;
        let text = serde_json::from_str(text).map_err(|error| format!("{language}: {line}: {error}"))?;
        assert!(pack.insert(key.to_owned(), text).is_none(), "{language}: {key} stands there twice");
    }
    if language == "en" {
        // The loader has these sentences already.
        for code in Code::ALL.iter().filter(|code| code.category() == Category::Customer) {
            pack.entry(code.as_str().to_owned()).or_insert_with(|| code.message().to_owned());
        }
    }
    Ok(pack)
}

/// Calls `see` with language, key and text of every sentence.
fn each(mut see: impl FnMut(&str, &str, &str)) -> Result<(), String> {
    for language in LANGUAGES {
        pack(language)?.iter().for_each(|(key, text)| see(language, key, text));
    }
    Ok(())
}

fn expected() -> BTreeSet<String> {
    let customers = Code::ALL.iter().filter(|code| code.category() == Category::Customer).map(|code| code.as_str());
    let categories = Category::ALL.iter().filter(|category| **category != Category::Customer);
    let words = customers.chain(categories.map(|category| category.as_str()));
    words.chain(OWN.map(Code::as_str)).chain(NO_CODES).map(str::to_owned).collect()
}

fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<_> =
        text.split('{').skip(1).map(|rest| rest.split_once('}').map_or(rest, |(name, _)| name)).collect();
    found.sort_unstable();
    found
}

/// Whether a letter is Han, kana or Arabic.
fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}')
}
fn is_kana(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}')
}
fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{620}'..='\u{64a}')
}

#[test]
fn there_is_one_pack_for_each_language_and_nothing_else() -> Result<(), Box<dyn std::error::Error>> {
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(FOLDER)? {
        files.insert(entry?.file_name().into_string().map_err(|_| "a name is no text")?);
    }
    assert_eq!(files, LANGUAGES.map(|language| format!("{language}.js")).into_iter().collect());
    Ok(())
}

#[test]
fn a_pack_has_every_sentence_and_no_other() -> Result<(), String> {
    for language in LANGUAGES {
        let keys: BTreeSet<_> = pack(language)?.into_keys().collect();
        let expected = expected();
        let missing: Vec<_> = expected.difference(&keys).collect();
        let unknown: Vec<_> = keys.difference(&expected).collect();
        assert!(missing.is_empty() && unknown.is_empty(), "{language}: missing {missing:?}, unknown {unknown:?}");
    }
    Ok(())
}

#[test]
fn every_code_has_a_sentence_of_its_own_or_of_its_category() -> Result<(), String> {
    for language in LANGUAGES {
        let pack = pack(language)?;
        for code in Code::ALL {
            let found = pack.get(code.as_str()).or_else(|| pack.get(code.category().as_str()));
            assert!(found.is_some(), "{language}: {code:?}");
        }
    }
    Ok(())
}

#[test]
fn only_a_brand_and_a_count_are_put_in_and_in_every_language() -> Result<(), String> {
    each(|language, key, text| {
        let expected: &[&str] = match key {
            "brand_not_accepted" => &["brand"],
            "count" => &["count"],
            _ => &[],
        };
        assert_eq!(placeholders(text), expected, "{language}: {key}");
        assert_eq!(text.matches('}').count(), expected.len(), "{language}: {key}");
    })
}

#[test]
fn no_sentence_was_left_in_english() -> Result<(), String> {
    let english = pack("en")?;
    each(|language, key, text| {
        let same = language != "en" && english.get(key).is_some_and(|english| english == text);
        assert!(!same, "{language}: {key}");
    })
}

#[test]
fn japanese_chinese_and_arabic_are_written_in_their_own_script() -> Result<(), String> {
    each(|language, key, text| {
        let [han, kana, arabic] = [is_han, is_kana, is_arabic].map(|is| text.chars().any(is));
        let expected = match language {
            "ja" => (han || kana) && !arabic,
            "zh" => han && !kana && !arabic,
            "ar" => arabic && !han && !kana,
            _ => !han && !kana && !arabic,
        };
        assert!(expected, "{language}: {key}");
    })
}

#[test]
fn a_sentence_is_short_trimmed_and_ends() -> Result<(), String> {
    each(|language, key, text| {
        assert!(!text.is_empty() && text.trim() == text, "{language}: {key}");
        assert!(text.chars().count() <= LONGEST, "{language}: {key} has {} characters", text.chars().count());
        assert!(text.ends_with(['.', '。']), "{language}: {key}");
    })
}

#[test]
fn a_sentence_holds_no_markup_and_none_of_our_own_words() -> Result<(), String> {
    each(|language, key, text| {
        assert!(!text.contains(['<', '>', '&']), "{language}: {key}");
        let lower = text.to_lowercase();
        for word in ["panless", "gateway", "token"] {
            assert!(!lower.contains(word), "{language}: {key} says {word}");
        }
    })
}

#[test]
fn french_has_a_narrow_space_before_its_high_signs() -> Result<(), String> {
    for (key, text) in pack("fr")? {
        let letters: Vec<_> = text.chars().collect();
        for pair in letters.windows(2) {
            assert!(!matches!(pair, [before, '?' | '!' | ';' | ':'] if *before != '\u{202f}'), "{key}");
        }
    }
    Ok(())
}
