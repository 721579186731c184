//! Pages with gaps. A gap is one of three:
//!
//! | In the page | Becomes |
//! |---|---|
//! | `{{> parts/top.html}}` | that file, its own gaps filled; parts have no parts |
//! | `{{name}}` | the value of that name, made safe for HTML; without one the gap stays, for all to see |
//! | `{{hidden if paid=no}}` | `hidden`, if that is the value |

use std::collections::BTreeMap;

/// What goes into the gaps.
pub(super) type Values = BTreeMap<String, String>;

/// The page with its gaps filled. A value is never looked through for gaps.
pub(super) fn fill(page: &str, values: &Values, part: impl Fn(&str) -> String) -> String {
    let whole = replace(page, |gap| gap.strip_prefix('>').map(|file| part(file.trim())));
    replace(&whole, |gap| value(gap, values))
}

/// Replaces each gap that `with` has something for.
fn replace(text: &str, with: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((gap, behind)) = after.split_once("}}") else {
            filled.push_str("{{");
            rest = after;
            break;
        };
        match with(gap) {
            Some(text) => filled.push_str(&text),
            None => filled.extend(["{{", gap, "}}"]),
        }
        rest = behind;
    }
    filled + rest
}

fn value(gap: &str, values: &Values) -> Option<String> {
    let Some((text, (name, wanted))) =
        gap.split_once(" if ").and_then(|(text, rule)| Some((text, rule.split_once('=')?)))
    else {
        return values.get(gap).map(|value| escaped(value));
    };
    let holds = values.get(name).is_some_and(|value| value == wanted);
    Some(if holds { text.to_owned() } else { String::new() })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(page: &str) -> String {
        let values =
            [("name", "<b> & {{lang}}\""), ("lang", "ar")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        fill(page, &values.into(), |file| format!("({file}: {{{{lang}}}})"))
    }

    #[test]
    fn a_value_is_made_safe_and_not_looked_through() {
        assert_eq!(filled("a {{name}} b"), "a &lt;b&gt; &amp; {{lang}}&quot; b");
    }

    #[test]
    fn a_part_has_gaps_of_its_own() {
        assert_eq!(filled("{{> parts/x.html}}!"), "(parts/x.html: ar)!");
    }

    #[test]
    fn a_condition_gives_its_text_or_nothing() {
        assert_eq!(filled("<a {{aria-current=\"page\" if lang=ar}}>{{x if lang=en}}"), "<a aria-current=\"page\">");
    }

    #[test]
    fn a_gap_without_a_value_or_an_end_stays() {
        assert_eq!(filled("{{none}} {{lang}} {{lang"), "{{none}} ar {{lang");
    }
}
