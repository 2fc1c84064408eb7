//! A file as an address, for links that save it: made on the spot, from nowhere else.

/// A `data:` address (RFC 2397) of a file of this type.
#[must_use]
pub fn data_url(kind: &str, bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = format!("data:{kind};base64,");
    for chunk in bytes.chunks(3) {
        let of = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let block = of(0) << 16 | of(1) << 8 | of(2);
        for place in 0..4 {
            let six = block >> (18 - 6 * place) & 63;
            let letter = if place <= chunk.len() {
                char::from(LETTERS[six as usize])
            } else {
                '='
            };
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::data_url;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        // The test vectors of section 10.
        for (text, want) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            let url = data_url("text/plain", text.as_bytes());
            assert_eq!(url, format!("data:text/plain;base64,{want}"));
        }
        assert!(data_url("x", &[0xfb, 0xff]).ends_with(",+/8="));
    }
}
