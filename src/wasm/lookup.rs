//! A parsed JSON reply as a tree of texts.

use super::input;
use crate::lookup::Lookup;
use crate::secret::Secret;
use js_sys::{JsString, Reflect};
use wasm_bindgen::prelude::*;

/// What `JSON.parse` gave.
pub(super) struct Json(pub(super) JsValue);

impl Lookup for Json {
    fn text(&self, path: &str) -> Option<Secret> {
        let mut value = self.0.clone();
        for name in path.split('.') {
            // Only own members count: a page may have put anything into a prototype.
            let object = value.dyn_ref::<js_sys::Object>()?;
            let name = JsValue::from_str(name);
            if !js_sys::Object::has_own(object, &name) {
                return None;
            }
            value = Reflect::get(&value, &name).ok()?;
        }
        if value.as_f64().is_some() || value.as_bool().is_some() {
            value = js_string(&value).into();
        }
        input::text(value.dyn_ref::<JsString>()?)
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = String)]
    pub(super) fn js_string(value: &JsValue) -> JsString;
}
