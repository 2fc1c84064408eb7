//! Percent-encoding (RFC 3986) and base64url (RFC 4648, section 5), as far as
//! addresses and PKCE need them.

use picker::percent;

/// A form or query: `a=1&b=2`, values encoded by [`percent::encode`]. Names are ours.
#[must_use]
pub fn form(fields: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in fields {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        out.push_str(&percent::encode(value));
    }
    out
}

/// What [`percent::encode`] encoded; `None` for a broken escape or bytes that are not
/// UTF-8. A plus sign stays one.
#[must_use]
pub fn unpercent(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let high = char::from(bytes.next()?).to_digit(16)?;
            let low = char::from(bytes.next()?).to_digit(16)?;
            out.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

/// The first value of a field in a query, a form or a fragment, decoded; `None`
/// when it is missing or not decodable.
#[must_use]
pub fn field(query: &str, name: &str) -> Option<String> {
    query
        .split('&')
        .find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (key == name).then_some(value)
        })
        .and_then(unpercent)
}

/// Base64url without padding (RFC 7636, appendix A).
#[must_use]
pub fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let of = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let block = of(0) << 16 | of(1) << 8 | of(2);
        for place in 0..=chunk.len() {
            let six = block >> (18 - 6 * place) & 63;
            out.push(char::from(LETTERS[six as usize]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn base64url_is_that_of_rfc_4648() {
        // The test vectors of section 10, without padding.
        for (text, want) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64url(text.as_bytes()), want);
        }
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn broken_escapes_are_refused() {
        for text in ["%", "%4", "%zz", "%ff", "%C3"] {
            assert_eq!(unpercent(text), None, "{text}");
        }
        assert_eq!(field("a=1&b=%C3%A9+&b=2", "b").as_deref(), Some("é+"));
        assert_eq!(field("a&ab=1", "a").as_deref(), Some(""));
        assert_eq!(field("ab=1", "a"), None);
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in ".*") {
            let encoded = percent::encode(&text);
            prop_assert!(encoded.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)));
            prop_assert_eq!(unpercent(&encoded), Some(text.clone()));
            prop_assert_eq!(field(&form(&[("x", "1"), ("name", &text)]), "name"), Some(text));
        }
    }
}
