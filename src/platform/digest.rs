//! SHA-256 by Web Crypto, so that no code for it has to be downloaded.

/// The SHA-256 of a text in lower-case hex; `None` where there is no Web
/// Crypto: natively, or outside of a secure context.
#[allow(clippy::unused_async)]
pub async fn sha256(text: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    {
        use std::fmt::Write as _;
        use wasm_bindgen::prelude::*;
        #[wasm_bindgen]
        extern "C" {
            #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = digest, catch)]
            fn digest(
                algorithm: &str,
                data: &js_sys::Uint8Array,
            ) -> Result<js_sys::Promise, JsValue>;
        }
        let data = js_sys::Uint8Array::from(text.as_bytes());
        let promise = digest("SHA-256", &data).ok()?;
        let buffer = wasm_bindgen_futures::JsFuture::from(promise).await.ok()?;
        let mut hex = String::with_capacity(64);
        for byte in js_sys::Uint8Array::new(&buffer).to_vec() {
            let _ = write!(hex, "{byte:02x}");
        }
        Some(hex)
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = text;
        None
    }
}
