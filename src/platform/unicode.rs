//! Unicode normalisation and segmentation by the browser, so that its tables need
//! not be downloaded.

use picker::normalize::Form;

/// How many letters people see in a text: the browser's own segmenter. Where there is
/// none, and natively, code points are counted, which are never fewer.
#[must_use]
pub fn graphemes(text: &str) -> usize {
    #[cfg(target_arch = "wasm32")]
    if let Ok(segmenter) = intl::Segmenter::new() {
        return js_sys::Array::from(&segmenter.segment(text)).length() as usize;
    }
    text.chars().count()
}

#[cfg(target_arch = "wasm32")]
mod intl {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = Intl)]
        pub(super) type Segmenter;

        /// Fails where the browser has none (Firefox before 125).
        #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
        pub(super) fn new() -> Result<Segmenter, JsValue>;

        #[wasm_bindgen(method)]
        pub(super) fn segment(this: &Segmenter, text: &str) -> JsValue;
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
