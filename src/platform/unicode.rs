//! Unicode normalisation by the browser, so that its tables need not be
//! downloaded.

use picker::normalize::Form;

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
