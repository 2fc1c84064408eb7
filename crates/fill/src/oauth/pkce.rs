//! PKCE (RFC 7636): a code that is stolen on its way is worth nothing without
//! the verifier, which never leaves the page until the token is asked for.

use core::fmt;

use sha2::{Digest as _, Sha256};

use crate::encode::base64url;

/// The secret of one sign-in: 43 characters out of 32 random bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Verifier(String);

impl Verifier {
    /// A verifier from random bytes, as section 4.1 recommends.
    #[must_use]
    pub fn new(random: &[u8; 32]) -> Self {
        Self(base64url(random))
    }

    /// A verifier that was kept over the redirect; `None` when the text is none.
    #[must_use]
    pub fn restore(text: &str) -> Option<Self> {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
        ((43..=128).contains(&text.len()) && text.bytes().all(allowed))
            .then(|| Self(text.to_owned()))
    }

    /// The text that the token request sends, and that is kept meanwhile.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The challenge for the authorisation address, by method S256: the only one
    /// that Mastodon takes (since 4.3).
    #[must_use]
    pub fn challenge(&self) -> String {
        base64url(&Sha256::digest(self.0.as_bytes()))
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verifier(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_rfc_7636() {
        // Appendix B.
        let random = [
            116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212,
            37, 77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
        ];
        let verifier = Verifier::new(&random);
        assert_eq!(
            verifier.as_str(),
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        );
        assert_eq!(
            verifier.challenge(),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
        assert_eq!(Verifier::restore(verifier.as_str()), Some(verifier.clone()));
        assert_eq!(format!("{verifier:?}"), "Verifier(…)");
        for text in [
            "",
            "short",
            &"a".repeat(42),
            &"a".repeat(129),
            &"ä".repeat(30),
        ] {
            assert_eq!(Verifier::restore(text), None);
        }
    }
}
