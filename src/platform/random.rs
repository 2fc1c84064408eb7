//! Chance, from the system's own source.

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
