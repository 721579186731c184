//! Reads the SVG of a mark: shapes one after the other in one `svg`, written as our files are. It is no XML parser, so
//! that nothing gets by that a mark must not have: nesting, comments, references and whatever else is refused by name.

use anyhow::{Context, Result, bail};

/// An element as it stands in the file.
#[derive(Debug, PartialEq)]
pub(super) struct Element<'a> {
    pub(super) tag: &'a str,
    pub(super) attributes: Vec<(&'a str, &'a str)>,
    /// What stands in it; only text has some.
    pub(super) text: &'a str,
}

impl<'a> Element<'a> {
    /// The value of an attribute.
    pub(super) fn value(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(one, _)| *one == name).map(|(_, value)| *value)
    }
}

/// The outermost element, then what it holds.
pub(super) fn elements(svg: &str) -> Result<Vec<Element<'_>>> {
    let mut parts = svg.trim().split('<');
    if parts.next() != Some("") {
        bail!("text before the first element");
    }
    let inside = parts.next_back().filter(|last| *last == "/svg>").map(|_| parts).context("`</svg>` must end it")?;
    let mut found = Vec::new();
    let mut open = None;
    for part in inside {
        let (head, text) = part.split_once('>').with_context(|| format!("`<{part}` never ends"))?;
        if let Some(closed) = head.strip_prefix('/') {
            if open.take() != Some(closed) {
                bail!("`</{closed}>` closes nothing");
            }
        } else {
            if let Some(open) = open {
                bail!("an element in `{open}`");
            }
            let (head, empty) = head.strip_suffix('/').map_or((head, false), |head| (head, true));
            let mut element = element(head)?;
            if !empty && !found.is_empty() {
                element.text = text;
                open = Some(element.tag);
            }
            found.push(element);
        }
        if open.is_none() && !text.trim().is_empty() {
            bail!("text between elements: {}", text.trim());
        }
    }
    match open {
        Some(tag) => bail!("`{tag}` is not closed"),
        None => Ok(found),
    }
}

/// An element of what stands between `<` and `>`.
fn element(head: &str) -> Result<Element<'_>> {
    let (tag, mut rest) = head.split_once(' ').unwrap_or((head, ""));
    let mut attributes = Vec::new();
    while !rest.trim().is_empty() {
        let (name, quoted) = rest.split_once("=\"").with_context(|| format!("{tag}: `{rest}` is no attribute"))?;
        let (value, after) = quoted.split_once('"').with_context(|| format!("{tag}: `{name}` never ends"))?;
        let name = name.trim();
        if attributes.iter().any(|(one, _)| *one == name) {
            bail!("{tag}: `{name}` twice");
        }
        attributes.push((name, value));
        rest = after;
    }
    Ok(Element { tag, attributes, text: "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(svg: &str) -> String {
        elements(svg).unwrap_err().to_string()
    }

    #[test]
    fn elements_come_with_attributes_and_text() {
        let found =
            elements("<svg width=\"3\">\n  <path d=\"M1 1h2\" fill=\"red\"/>\n  <text>Hi</text>\n</svg>\n").unwrap();
        assert_eq!(
            found.iter().map(|element| (element.tag, element.text)).collect::<Vec<_>>(),
            [("svg", ""), ("path", ""), ("text", "Hi")]
        );
        assert_eq!(found[1].attributes, [("d", "M1 1h2"), ("fill", "red")]);
        assert_eq!(found[1].value("fill"), Some("red"));
        assert_eq!(found[1].value("width"), None);
    }

    #[test]
    fn what_is_not_written_as_our_files_are_is_refused() {
        for (svg, words) in [
            ("", "must end it"),
            ("Hi<svg></svg>", "text before"),
            ("<svg>", "must end it"),
            ("<svg></svg>Hi", "must end it"),
            ("<svg>Hi</svg>", "text between"),
            ("<svg><path/>Hi</svg>", "text between"),
            ("<svg><g><path/></g></svg>", "an element in `g`"),
            ("<svg><text>Hi</path></svg>", "closes nothing"),
            ("<svg><text>Hi</svg>", "`text` is not closed"),
            ("<svg></path></svg>", "closes nothing"),
            ("<svg><path d/></svg>", "is no attribute"),
            ("<svg><path d='M1'/></svg>", "is no attribute"),
            ("<svg><path d=\"M1/></svg>", "never ends"),
            ("<svg><path d=\"M1\" d=\"M2\"/></svg>", "`d` twice"),
        ] {
            assert!(fault(svg).contains(words), "{svg}: {}", fault(svg));
        }
    }
}
