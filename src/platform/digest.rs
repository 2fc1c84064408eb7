//! SHA-256 by Web Crypto, so that no code for it has to be downloaded.

/// The SHA-256 of a text in lower-case hex; `None` where there is no Web
/// Crypto that keeps to its specification: natively, or outside of a secure context.
#[allow(clippy::unused_async)]
pub async fn sha256(text: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::prelude::*;
        #[wasm_bindgen]
        extern "C" {
            #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = digest, catch)]
            fn digest(algorithm: &str, data: &js_sys::Uint8Array) -> Result<JsValue, JsValue>;
        }
        let data = js_sys::Uint8Array::from(text.as_bytes());
        // `resolve`: what is no promise stands for itself.
        let promise = js_sys::Promise::resolve(&digest("SHA-256", &data).ok()?);
        let buffer = wasm_bindgen_futures::JsFuture::from(promise).await.ok()?;
        let buffer: js_sys::ArrayBuffer = buffer.dyn_into().ok()?;
        hex(&js_sys::Uint8Array::new(&buffer).to_vec())
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = text;
        None
    }
}

/// The bytes of a digest in lower-case hex; `None` where they are none of SHA-256.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
fn hex(bytes: &[u8]) -> Option<String> {
    use std::fmt::Write as _;
    (bytes.len() == 32).then(|| {
        bytes
            .iter()
            .fold(String::with_capacity(64), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            })
    })
}

#[cfg(test)]
mod tests {
    use super::hex;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn only_32_bytes_are_a_digest(bytes in prop::collection::vec(any::<u8>(), 0..70)) {
            let digest = hex(&bytes);
            prop_assert_eq!(digest.is_some(), bytes.len() == 32);
        }

        #[test]
        fn each_byte_has_two_digits(bytes: [u8; 32]) {
            let digest = hex(&bytes).unwrap();
            let pairs = digest.as_bytes().chunks(2).map(|it| std::str::from_utf8(it).unwrap());
            let read: Vec<u8> = pairs.map(|it| u8::from_str_radix(it, 16).unwrap()).collect();
            prop_assert_eq!(&read, &bytes);
            prop_assert_eq!(digest.to_lowercase(), digest);
        }
    }
}
