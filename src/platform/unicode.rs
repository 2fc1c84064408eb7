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

/// A number of letters that a text can have: at least one, and no more than code points.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
fn plausible(count: usize, text: &str) -> Option<usize> {
    (count <= text.chars().count() && (count > 0 || text.is_empty())).then_some(count)
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
        super::plausible(listed(&segments).ok()?.length() as usize, text)
    }
}

/// Brings a text into a normalisation form: the browser's own
/// `String.prototype.normalize`, natively the tables of the engine. A text that the
/// browser cannot bring into it stays as it is.
#[must_use]
pub fn normalize(text: &str, form: Form) -> String {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::prelude::*;
        #[wasm_bindgen]
        extern "C" {
            type Text;
            #[wasm_bindgen(method, catch)]
            fn normalize(this: &Text, form: &str) -> Result<JsValue, JsValue>;
        }
        let normalized = JsValue::from(text)
            .unchecked_into::<Text>()
            .normalize(form.key());
        let normalized = normalized.ok().and_then(|it| it.as_string());
        normalized.unwrap_or_else(|| text.to_owned())
    }
    #[cfg(not(target_arch = "wasm32"))]
    picker::normalize::standard(text, form)
}

#[cfg(test)]
mod tests {
    use super::{Form, graphemes, normalize, plausible};
    use proptest::prelude::*;

    #[test]
    fn a_count_that_no_text_has_is_refused() {
        assert_eq!(plausible(1, "e\u{301}"), Some(1));
        assert_eq!(plausible(3, "e\u{301}"), None);
        assert_eq!(plausible(0, "e"), None);
        assert_eq!(plausible(0, ""), Some(0));
    }

    proptest! {
        #[test]
        fn whatever_a_segmenter_counts_a_text_is_as_long_as_its_letters(count: u32, text in "(?s).{0,20}") {
            let most = graphemes(&text);
            for count in [count as usize, count as usize % 24] {
                let told = plausible(count, &text).unwrap_or(most);
                prop_assert!(told <= most);
                prop_assert_eq!(told == 0, text.is_empty());
            }
        }

        #[test]
        fn any_text_has_its_normal_form(text in "(?s).{0,20}") {
            let composed = normalize(&text, Form::Nfc);
            prop_assert_eq!(normalize(&composed, Form::Nfc), composed);
        }
    }
}
