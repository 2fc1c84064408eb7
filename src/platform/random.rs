//! Chance, from the system's own source.

/// Bytes that nobody can guess, for secrets. `None` where the browser has no
/// source of them: then there is no secret.
#[must_use]
pub fn bytes() -> Option<[u8; 32]> {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::prelude::*;
        #[wasm_bindgen]
        extern "C" {
            #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues, catch)]
            fn fill_bytes(bytes: &js_sys::Uint8Array) -> Result<(), JsValue>;
        }
        let array = js_sys::Uint8Array::new_with_length(32);
        fill_bytes(&array).ok()?;
        array.to_vec().try_into().ok()
    }
    #[cfg(not(target_arch = "wasm32"))]
    None
}

/// A new seed for drawing picks. 32 bits: enough to spread people, and short
/// enough to read out an address on the telephone.
#[must_use]
pub fn seed() -> u64 {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::prelude::*;
        #[wasm_bindgen]
        extern "C" {
            #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues, catch)]
            fn fill(bytes: &js_sys::Uint32Array) -> Result<(), JsValue>;
        }
        let word = js_sys::Uint32Array::new_with_length(1);
        match fill(&word) {
            Ok(()) => u64::from(word.get_index(0)),
            // No crypto object: the time in milliseconds spreads well enough.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            Err(_) => js_sys::Date::now() as u64 & 0xffff_ffff,
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        use std::hash::{BuildHasher, RandomState};
        RandomState::new().hash_one(0) & 0xffff_ffff
    }
}
