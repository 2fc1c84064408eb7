//! Percent-encoding of a value in an address (RFC 3986, section 2.1).

/// Everything but the unreserved letters, digits and `-._~` as `%XX`.
#[must_use]
pub fn encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn what_has_a_meaning_in_addresses_is_encoded() {
        assert_eq!(encode("acct:ana@a.example"), "acct%3Aana%40a.example");
        assert_eq!(encode("ö, +&~"), "%C3%B6%2C%20%2B%26~");
        assert_eq!(encode(""), "");
    }
}
