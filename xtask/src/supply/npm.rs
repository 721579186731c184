//! The locks of npm packages: all of them tools, none of them ships.

use serde_json::Value;

/// Good for anything here.
const LICENCES: [&str; 8] =
    ["MIT", "MIT-0", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "BlueOak-1.0.0"];

/// Good for these alone: how the package's name begins, its licence, and why that is fine for a tool.
const EXCEPTIONS: [(&str, &str, &str); 6] = [
    ("axe-core", "MPL-2.0", "run as it is, in tests"),
    ("lightningcss", "MPL-2.0", "of vite; run as it is"),
    ("@img/sharp-", "LGPL-3.0-or-later", "of next, which is built with in a test; nothing loads it"),
    ("caniuse-lite", "CC-BY-4.0", "a table of browsers, of browserslist"),
    ("pako", "Zlib", "of the browser driver"),
    ("exit", "", "of jest; its files say MIT, its manifest is too old to"),
];

/// The packages that have a script of their own for the time of installing. `npm ci --ignore-scripts` runs none.
const WITH_SCRIPTS: [&str; 4] = ["bun", "core-js-pure", "deno", "esbuild"];

/// The faults of a lock.
pub(super) fn faults(lock: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let packages = lock.get("packages").and_then(Value::as_object).cloned().unwrap_or_default();
    if packages.len() < 2 {
        faults.push("it locks nothing".to_owned());
    }
    for (place, package) in packages.iter().filter(|(place, _)| !place.is_empty()) {
        let name = place.rsplit("node_modules/").next().unwrap_or(place);
        let text = |member: &str| package.get(member).and_then(Value::as_str).unwrap_or("");
        if !text("integrity").starts_with("sha512-") {
            faults.push(format!("{place} has no SHA-512"));
        }
        // The lock leaves the address out where it is the registry's: any that stands there is another one.
        if package.get("resolved").is_some() || package.get("link").is_some() {
            faults.push(format!("{place} comes from elsewhere than the registry"));
        }
        if package.get("hasInstallScript").is_some() && !WITH_SCRIPTS.contains(&name) {
            faults.push(format!("{place} wants to run a script when it is installed"));
        }
        if !is_allowed(name, text("license")) {
            faults.push(format!("{place} has the licence \"{}\"", text("license")));
        }
    }
    faults
}

/// Whether one of the choices of a licence is good, in all of its parts.
fn is_allowed(name: &str, licence: &str) -> bool {
    let is_good = |part: &str| {
        LICENCES.contains(&part) || EXCEPTIONS.iter().any(|(own, known, _)| name.starts_with(own) && *known == part)
    };
    let bare = licence.trim_start_matches('(').trim_end_matches(')');
    // Nobody nests these; what does is refused, because no part of it is known.
    bare.split(" OR ").any(|choice| choice.split(" AND ").all(is_good))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(package: Value) -> Vec<String> {
        faults(&json!({ "packages": { "": {}, "node_modules/a": package } }))
    }

    #[test]
    fn a_package_of_the_registry_with_a_hash_and_a_good_licence_is_no_fault() {
        assert_eq!(found(json!({ "integrity": "sha512-x", "license": "MIT" })), [""; 0]);
    }

    #[test]
    fn another_place_no_hash_a_script_and_a_licence_are_faults() {
        let good = json!({ "integrity": "sha512-x", "license": "MIT" });
        for (member, value) in [
            ("integrity", json!("sha1-x")),
            ("resolved", json!("git+ssh://git@example.com/a.git")),
            ("link", json!(true)),
            ("hasInstallScript", json!(true)),
            ("license", json!("GPL-3.0-only")),
            ("license", json!(null)),
        ] {
            let mut package = good.clone();
            package[member] = value;
            assert_eq!(found(package).len(), 1, "{member}");
        }
        assert_eq!(faults(&json!({})).len(), 1);
    }

    #[test]
    fn one_choice_of_a_licence_has_to_be_good_in_all_of_its_parts() {
        assert!(is_allowed("a", "(MIT OR GPL-3.0-or-later)") && is_allowed("a", "MIT AND ISC"));
        assert!(!is_allowed("a", "MIT AND GPL-3.0-or-later") && !is_allowed("a", "MPL-2.0") && !is_allowed("a", ""));
        assert!(is_allowed("axe-core", "MPL-2.0") && is_allowed("exit", ""));
    }
}
