//! The marks of the brands: `www/marks/<brand>.svg` and `card.svg`, for a brand not known yet, as one module of data.
//!
//! A page makes its elements of this one by one, so what a file may hold is little, and the build refuses the rest.

use super::svg::{Element, elements};
use crate::repo::{files_below, read, write};
use crate::session::Session;
use anyhow::{Context, Result, bail};
use panless::card::brand::Brand;
use serde_json::Value;
use std::collections::BTreeMap;

/// The mark for a brand that is not known yet. It is the last of the module.
const CARD: &str = "card";

/// What every file begins with.
const ROOT: [(&str, &str); 6] = [
    ("xmlns", "http://www.w3.org/2000/svg"),
    ("viewBox", "0 0 32 20"),
    ("width", "32"),
    ("height", "20"),
    ("font-family", "sans-serif"),
    ("font-weight", "bold"),
];

/// What the page adds: the brand's name stands beside the mark, for who listens; words are not turned round on a page that
/// is written from the right.
const PAGE: [(&str, &str); 3] = [("aria-hidden", "true"), ("focusable", "false"), ("direction", "ltr")];

/// The shapes of a mark: their attributes, each with the value that is left out of the module. The order is the one that
/// weighs least under brotli.
const SHAPES: [(&str, &[(&str, &str)]); 4] = [
    // The card itself, in the colour of its ground.
    (
        "rect",
        &[
            ("fill", "#fff"),
            ("stroke", "#999"),
            ("x", ".5"),
            ("y", ".5"),
            ("width", "31"),
            ("height", "19"),
            ("rx", "2.5"),
        ],
    ),
    ("circle", &[("fill", "#e01"), ("cy", "10"), ("cx", "12"), ("r", "6.4")]),
    ("path", &[("d", "M4 15h24v2h-24z"), ("fill", "#fff")]),
    // With length and adjustment a word keeps its width in any font.
    (
        "text",
        &[
            ("fill", "#fff"),
            ("textLength", "26"),
            ("x", "3"),
            ("font-style", NORMAL),
            ("font-size", "8"),
            ("y", "13"),
            ("lengthAdjust", "spacingAndGlyphs"),
        ],
    ),
];

/// The one value that a file leaves out too.
const NORMAL: &str = "normal";

/// Writes the module that `www` imports as `panless-marks`.
pub(super) fn run(session: &Session) -> Result<()> {
    let repo = &session.repo;
    let mut files = BTreeMap::new();
    for file in files_below(&repo.path("www/marks"))? {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.insert(name, read(&file)?);
    }
    write(&repo.work().join("generated/marks.js"), module(files)?)
}

/// The module, made of the files by name.
fn module(mut files: BTreeMap<String, String>) -> Result<String> {
    let mut marks = Vec::new();
    for id in Brand::ALL.iter().map(|brand| brand.id()).chain([CARD]) {
        let name = format!("{id}.svg");
        let svg = files.remove(&name).with_context(|| format!("www/marks/{name} is missing"))?;
        marks.push(mark(&svg).with_context(|| format!("www/marks/{name}"))?);
    }
    if let Some(name) = files.keys().next() {
        bail!("www/marks/{name} is the mark of no brand");
    }
    let list = |comment: &str, kind: &str, name: &str, values: Value| {
        format!("/** {comment}\n * @type {{readonly {kind}[]}} */\nexport const {name} = {values};\n")
    };
    let parts = [
        "// Made by `cargo xtask build` from www/marks and the brand table.\n".to_owned(),
        list(
            "An element, and its attributes with their usual values. The first is the whole.",
            "string",
            "shapes",
            shapes(),
        ),
        list(
            "In table order, then the plain card. Shapes end in `;`, their parts in `,`: place in `shapes`, text, unusual values.",
            "string",
            "marks",
            marks.into(),
        ),
    ];
    Ok(parts.join("\n"))
}

fn shapes() -> Value {
    // An element that is made in the namespace needs no xmlns.
    let whole: Vec<_> = ROOT.iter().skip(1).chain(&PAGE).copied().collect();
    let all = [("svg", whole.as_slice())].into_iter().chain(SHAPES);
    all.map(|(tag, attributes)| {
        attributes.iter().fold(tag.to_owned(), |text, (name, usual)| format!("{text},{name}={usual}"))
    })
    .collect()
}

/// One file's shapes.
fn mark(svg: &str) -> Result<String> {
    let elements = elements(svg)?;
    let (root, inside) = elements.split_first().context("it is empty")?;
    if root.tag != "svg" || root.attributes != ROOT {
        bail!("it must begin with `svg` and these attributes: {ROOT:?}");
    }
    let shapes = inside.iter().map(shape).collect::<Result<Vec<_>>>()?;
    if shapes.is_empty() {
        bail!("it shows nothing");
    }
    Ok(shapes.join(";"))
}

fn shape(element: &Element<'_>) -> Result<String> {
    let tag = element.tag;
    let found = (1..).zip(&SHAPES).find(|(_, (one, _))| *one == tag);
    let (place, (_, attributes)) = found.with_context(|| format!("`{tag}` is not allowed"))?;
    let allowed = |name: &str| attributes.iter().any(|(one, _)| *one == name);
    if let Some((name, _)) = element.attributes.iter().find(|(name, _)| !allowed(name)) {
        bail!("{tag}: `{name}` is not allowed");
    }
    if (tag == "text") == element.text.is_empty() {
        bail!("{tag}: text belongs in `text` alone, and there must be some");
    }
    let mut parts = vec![place.to_string(), element.text.to_owned()];
    for (name, usual) in *attributes {
        let value = element.value(name).or((*usual == NORMAL).then_some(NORMAL));
        let value = value.filter(|value| !value.is_empty()).with_context(|| format!("{tag}: `{name}` is missing"))?;
        parts.push(if value == *usual { String::new() } else { value.to_owned() });
    }
    if let Some(part) = parts.iter().find(|part| part.contains([',', ';', '&', '\\', '"', '(', ':'])) {
        bail!("{tag}: `{part}` holds a sign that means something else elsewhere");
    }
    Ok(parts.join(",").trim_end_matches(',').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn files() -> BTreeMap<String, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/marks");
        let name = |file: &Path| file.file_name().unwrap().to_str().unwrap().to_owned();
        files_below(&folder).unwrap().iter().map(|file| (name(file), read(file).unwrap())).collect()
    }

    fn exported(module: &str, name: &str) -> Vec<Value> {
        let start = format!("export const {name} = ");
        let line = module.lines().find_map(|line| line.strip_prefix(&start)?.strip_suffix(';')).unwrap();
        serde_json::from_str(line).unwrap()
    }

    /// The fault of a mark with these shapes in it.
    fn fault(shapes: &str) -> String {
        let mut files = files();
        let svg = files.get_mut("visa.svg").unwrap();
        *svg = svg.replace("</svg>", &format!("{shapes}</svg>"));
        format!("{:#}", module(files).unwrap_err())
    }

    #[test]
    fn every_brand_has_a_mark_of_its_own_before_the_plain_card() {
        let module = module(files()).unwrap();
        let marks = exported(&module, "marks");
        for (at, brand) in Brand::ALL.iter().enumerate() {
            assert_eq!(marks[at], mark(&files()[&format!("{}.svg", brand.id())]).unwrap());
        }
        assert_eq!(marks.len(), Brand::ALL.len() + 1);
        assert_eq!(marks.last().unwrap(), &Value::from(mark(&files()["card.svg"]).unwrap()));
        let different: std::collections::BTreeSet<_> = marks.iter().map(|mark| mark.as_str().unwrap()).collect();
        assert_eq!(different.len(), marks.len());
    }

    /// A part of the module as the loader reads it: element, text, attributes with their values.
    fn drawn(part: &str, shapes: &[Value]) -> (String, String, Vec<(String, String)>) {
        let mut values = part.split(',');
        let place: usize = values.next().unwrap().parse().unwrap();
        let text = values.next().unwrap_or_default().to_owned();
        let mut attributes = shapes[place].as_str().unwrap().split(',');
        let tag = attributes.next().unwrap().to_owned();
        let value = |attribute: &str| {
            let (name, usual) = attribute.split_once('=').unwrap();
            (name.to_owned(), values.next().filter(|value| !value.is_empty()).unwrap_or(usual).to_owned())
        };
        (tag, text, attributes.map(value).collect())
    }

    #[test]
    fn what_is_drawn_has_every_value_of_the_file() {
        let module = module(files()).unwrap();
        let [shapes, marks] = ["shapes", "marks"].map(|name| exported(&module, name));
        let ids = Brand::ALL.iter().map(|brand| brand.id()).chain([CARD]);
        for (id, mark) in ids.zip(&marks) {
            let svg = files().remove(&format!("{id}.svg")).unwrap();
            let parts = std::iter::once("0").chain(mark.as_str().unwrap().split(';'));
            let inside = elements(&svg).unwrap();
            assert_eq!(parts.clone().count(), inside.len(), "{id}");
            for (part, element) in parts.zip(inside) {
                let (tag, text, attributes) = drawn(part, &shapes);
                assert_eq!([&*tag, &*text], [element.tag, element.text], "{id}");
                let added = |name: &str, value: &str| value == NORMAL || PAGE.contains(&(name, value));
                for (name, value) in attributes.iter().filter(|(name, value)| !added(name, value)) {
                    assert_eq!(element.value(name), Some(&**value), "{id}: {tag} {name}");
                }
                assert!(
                    element
                        .attributes
                        .iter()
                        .all(|(name, _)| *name == "xmlns" || attributes.iter().any(|one| one.0 == *name))
                );
            }
        }
    }

    #[test]
    fn every_mark_is_a_card_with_its_own_ground_and_the_same_edge() {
        for (name, svg) in files() {
            let elements = elements(&svg).unwrap();
            let (ground, edge) = elements[1].attributes.split_first().unwrap();
            assert_eq!((elements[1].tag, ground.0), ("rect", "fill"), "{name}");
            assert!(ground.1.starts_with('#'), "{name}");
            assert_eq!(edge, &SHAPES[0].1[1..], "{name}");
        }
    }

    #[test]
    fn a_missing_and_a_superfluous_file_are_named() {
        for missing in ["elo.svg", "card.svg"] {
            let mut files = files();
            files.remove(missing);
            assert_eq!(module(files).unwrap_err().to_string(), format!("www/marks/{missing} is missing"));
        }
        let mut files = files();
        files.insert("aura.svg".to_owned(), String::new());
        assert_eq!(module(files).unwrap_err().to_string(), "www/marks/aura.svg is the mark of no brand");
    }

    #[test]
    fn an_element_or_attribute_that_is_not_on_the_list_is_named_with_its_file() {
        for tag in ["script", "style", "defs", "linearGradient", "image", "use", "a", "g", "svg"] {
            assert_eq!(fault(&format!("<{tag}/>")), format!("www/marks/visa.svg: `{tag}` is not allowed"));
        }
        for name in ["style", "class", "id", "href", "onclick", "transform", "filter"] {
            let path = format!("<path fill=\"#fff\" d=\"M1 1\" {name}=\"x\"/>");
            assert_eq!(fault(&path), format!("www/marks/visa.svg: path: `{name}` is not allowed"));
        }
        assert!(fault("<!-- a remark -->").contains("!--: "));
    }

    #[test]
    fn an_attribute_that_a_shape_needs_is_named() {
        assert!(fault("<circle cx=\"1\" cy=\"1\" r=\"1\"/>").ends_with("circle: `fill` is missing"));
        assert!(fault("<path fill=\"red\" d=\"\"/>").ends_with("path: `d` is missing"));
    }

    #[test]
    fn text_stands_in_text_alone() {
        assert!(fault("<path fill=\"red\" d=\"M1 1\">Hi</path>").contains("path: text belongs"));
        let attributes = "fill=\"red\" font-size=\"1\" x=\"1\" y=\"1\" textLength=\"1\" lengthAdjust=\"spacing\"";
        assert!(fault(&format!("<text {attributes}></text>")).contains("text: text belongs"));
    }

    #[test]
    fn a_value_with_a_reference_an_entity_or_a_separator_is_refused() {
        for value in ["url(#a)", "data:x", "a&b", "1,2", "1;2"] {
            let path = format!("<path fill=\"{value}\" d=\"M1 1\"/>");
            assert!(fault(&path).contains(&format!("path: `{value}` holds a sign")), "{value}");
        }
    }

    #[test]
    fn a_mark_begins_as_all_do_and_shows_something() {
        for (svg, words) in
            [("<svg viewBox=\"0 0 32 20\"><path/></svg>", "must begin with"), ("<g></svg>", "must begin with")]
        {
            assert!(mark(svg).unwrap_err().to_string().contains(words), "{svg}");
        }
        let root: String = ROOT.iter().map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
        assert_eq!(mark(&format!("<svg{root}></svg>")).unwrap_err().to_string(), "it shows nothing");
    }
}
