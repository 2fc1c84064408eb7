//! Unicode normalisation and segmentation by the browser, so that its tables need
//! not be downloaded.

use picker::normalize::Form;

/// How many letters people see in a text: the browser's own segmenter. Where there is
/// none, and natively, code points are counted, which are never fewer.
#[must_use]
pub fn graphemes(text: &str) -> usize {
    #[cfg(target_arch = "wasm32")]
    if let Some(count) = intl::graphemes(text) {
        return count;
    }
    text.chars().count()
}

#[cfg(target_arch = "wasm32")]
mod intl {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = Intl)]
        type Segmenter;

        /// Fails where the browser has none (Firefox before 125).
        #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
        fn new() -> Result<Segmenter, JsValue>;

        #[wasm_bindgen(method, catch)]
        fn segment(this: &Segmenter, text: &str) -> Result<JsValue, JsValue>;

        // Throws where the segments are not such as can be gone through.
        #[wasm_bindgen(js_namespace = Array, js_name = from, catch)]
        fn listed(segments: &JsValue) -> Result<js_sys::Array, JsValue>;
    }

    /// `None` where there is no segmenter that keeps to its specification.
    pub(super) fn graphemes(text: &str) -> Option<usize> {
        let segments = Segmenter::new().ok()?.segment(text).ok()?;
        let count = listed(&segments).ok()?.length() as usize;
        // A text has at least one, and no more than code points.
        (count <= text.chars().count() && (count > 0 || text.is_empty())).then_some(count)
    }
}

/// Brings a text into a normalisation form: the browser's own
/// `String.prototype.normalize`, natively the tables of the engine.
#[must_use]
pub fn normalize(text: &str, form: Form) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        js_sys::JsString::from(text).normalize(form.key()).into()
    }
    #[cfg(not(target_arch = "wasm32"))]
    picker::normalize::standard(text, form)
}
