//! Unicode normalisation, handed in from outside.
//!
//! Its tables are large (about 40 kB compressed) and every browser has them
//! built in as `String.prototype.normalize`. So the engine takes a function:
//! natively that of the `unicode-normalization` crate, in the browser the
//! built-in one.

/// A normalisation form of Unicode (UAX #15).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Compatibility decomposition: full-width and other variants become plain
    /// letters, letters and their marks are separate.
    Nfkd,
    /// Canonical composition: letters and marks are one character where there
    /// is one.
    Nfc,
}

impl Form {
    /// Its name, as `String.prototype.normalize` takes it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Nfkd => "NFKD",
            Self::Nfc => "NFC",
        }
    }
}

/// Brings a text into a normalisation form.
pub type Normalize = fn(&str, Form) -> String;

/// What [`crate::recommend::Picker::new`] uses: natively the full tables; in
/// WebAssembly none, where [`crate::recommend::Picker::with_normalize`] takes
/// the browser's.
#[must_use]
pub fn standard(text: &str, form: Form) -> String {
    #[cfg(not(target_arch = "wasm32"))]
    {
        use unicode_normalization::UnicodeNormalization;
        match form {
            Form::Nfkd => text.nfkd().collect(),
            Form::Nfc => text.nfc().collect(),
        }
    }
    #[cfg(target_arch = "wasm32")]
    {
        let _ = form;
        text.to_owned()
    }
}
