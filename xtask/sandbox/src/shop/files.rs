//! Files from the demo folder and the build output, and nothing outside of them.

use super::pages::{self, Wish};
use super::template::Values;
use super::{Shop, jsonp, not_found, sealed_order};
use crate::reply::with_header;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Component, Path, PathBuf};

/// The folders that are served.
pub(super) struct Files {
    pub(super) demo: Option<PathBuf>,
    pub(super) dist: Option<PathBuf>,
}

impl Files {
    /// The name of the highest version in `cdn`.
    pub(super) fn latest(&self) -> Option<String> {
        let folders = fs::read_dir(self.dist.as_ref()?.join("cdn")).ok()?;
        let names = folders.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        names.filter_map(|name| Some((rank(&name)?, name))).max().map(|(_, name)| name)
    }

    /// Whether a file is one of the demo's pages, which have gaps to fill.
    fn is_page(&self, file: &Path) -> bool {
        let demo = self.demo.as_ref().and_then(|demo| demo.canonicalize().ok());
        demo.is_some_and(|demo| file.starts_with(demo)) && file.extension().is_some_and(|extension| extension == "html")
    }

    /// The file that a URL path names; a page's may lack its `.html`.
    pub(super) fn find(&self, path: &str) -> Option<PathBuf> {
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let path = path.trim_start_matches('/');
        let (root, rest) = if let Some(rest) = path.strip_prefix("panless/") {
            let rest = match rest.strip_prefix("latest/") {
                Some(file) => format!("{}/{file}", self.latest()?),
                None => rest.to_owned(),
            };
            (self.dist.as_ref()?.join("cdn"), rest)
        } else if let Some(rest) = path.strip_prefix("npm/") {
            (self.dist.as_ref()?.join("npm"), rest.to_owned())
        } else {
            let root = self.demo.clone()?;
            return inside(&root, path).or_else(|| inside(&root, &format!("{path}.html")));
        };
        inside(&root, &rest)
    }
}

/// A version's place in the order: numbers first, then a release after its pre-releases.
fn rank(name: &str) -> Option<([u64; 3], bool)> {
    let (core, before) = name.split_once('-').map_or((name, false), |(core, _)| (core, true));
    let mut numbers = core.split('.').map(|number| number.parse().ok());
    let rank = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some((rank, !before))
}

/// The file at `rest` below `root`, links resolved; `None` when it lies elsewhere.
fn inside(root: &Path, rest: &str) -> Option<PathBuf> {
    if !Path::new(rest).components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let root = root.canonicalize().ok()?;
    let mut file = root.join(rest);
    if file.is_dir() {
        file.push("index.html");
    }
    let file = file.canonicalize().ok()?;
    (file.starts_with(&root) && file.is_file()).then_some(file)
}

pub(super) fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" | "cjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Serves a file with a validator: a browser may keep it, but asks before each use.
pub(super) async fn serve(State(shop): State<Shop>, uri: Uri, headers: HeaderMap) -> Response {
    let (scenario, path) = jsonp::split(uri.path());
    let Some(file) = shop.0.files.find(path) else {
        return not_found();
    };
    let Ok(mut bytes) = tokio::fs::read(&file).await else {
        return not_found();
    };
    let mut policy = None;
    if jsonp::is_file(path) {
        bytes = jsonp::rendered(&bytes, &shop.0.nelnet, scenario);
    } else if shop.0.files.is_page(&file) {
        let gateway = pages::gateway_of(file.file_name().and_then(|name| name.to_str()));
        let wish = Wish::read(uri.query());
        let mut html = String::from_utf8_lossy(&bytes).into_owned();
        if wish.is_framed(gateway) {
            html = shop.demo_file("framed.html").unwrap_or(html);
            policy = Some((header::CONTENT_SECURITY_POLICY, shop.0.framed_policy.clone()));
        }
        let more = if sealed_order::takes(gateway) { shop.seal(&wish).await } else { Values::new() };
        bytes = shop.page(&html, gateway, &wish, more).into();
    }
    let tag = tag(&bytes);
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|sent| Some(sent) == tag.as_ref());
    let mut response =
        if known { StatusCode::NOT_MODIFIED.into_response() } else { super::typed(mime(&file), Body::from(bytes)) };
    response.headers_mut().extend(tag.map(|tag| (header::ETAG, tag)).into_iter().chain(policy));
    with_header(response, header::CACHE_CONTROL, "no-cache")
}

fn tag(bytes: &[u8]) -> Option<HeaderValue> {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    HeaderValue::from_str(&format!("\"{:016x}\"", hasher.finish())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_is_a_higher_version_than_nine_and_a_release_than_its_candidate() {
        assert!(rank("0.10.0") > rank("0.9.9"));
        assert!(rank("1.0.0") > rank("1.0.0-rc.1"));
        assert_eq!(rank("latest"), None);
    }

    #[test]
    fn a_path_that_leaves_the_folder_names_no_file() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(inside(&root.join("src"), "lib.rs").is_some());
        assert_eq!(inside(&root.join("src"), "../Cargo.toml"), None);
        assert_eq!(inside(&root.join("src"), "/etc/passwd"), None);
    }
}
