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
        secret(array.to_vec())
    }
    #[cfg(not(target_arch = "wasm32"))]
    None
}

/// Bytes that a source has filled. One that left them as they were is none.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
fn secret(filled: Vec<u8>) -> Option<[u8; 32]> {
    let bytes: [u8; 32] = filled.try_into().ok()?;
    (bytes != [0; 32]).then_some(bytes)
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
            Err(_) => seed_of(super::clock::milliseconds()),
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        use std::hash::{BuildHasher, RandomState};
        RandomState::new().hash_one(0) & 0xffff_ffff
    }
}

/// A seed of a time in milliseconds.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
fn seed_of(milliseconds: f64) -> u64 {
    // NaN and times before 1970 become 0.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let time = milliseconds as u64;
    time & 0xffff_ffff
}

#[cfg(test)]
mod tests {
    use super::{secret, seed_of};
    use proptest::prelude::*;

    #[test]
    fn a_source_that_fills_nothing_makes_no_secret() {
        assert_eq!(secret(vec![0; 32]), None);
        assert_eq!(secret(Vec::new()), None);
        assert_eq!(seed_of(f64::NAN), 0);
        assert_ne!(seed_of(1_795_910_400_000.0), seed_of(1_795_910_400_001.0));
    }

    proptest! {
        #[test]
        fn a_secret_is_what_was_filled(bytes in prop::collection::vec(any::<u8>(), 0..70)) {
            let found = secret(bytes.clone());
            let is_one = bytes.len() == 32 && bytes.iter().any(|it| *it != 0);
            prop_assert_eq!(found.map(|it| it.to_vec()), is_one.then_some(bytes));
        }

        #[test]
        fn any_time_is_a_seed_of_32_bits(time: f64) {
            prop_assert!(u32::try_from(seed_of(time)).is_ok());
        }
    }
}
