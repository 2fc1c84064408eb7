//! The one tolerant layer under all decoders: rows read each on their own,
//! and values that come in more types than documented.

use std::borrow::Cow;

use super::outcome::{DecodeError, MAX_BODY, Skipped, Why};
use crate::date::Date;
use crate::json::{self, Look as _, Value};
use crate::plain_text::one_line;

/// The longest description that is kept, in characters.
pub(super) const MAX_DESCRIPTION: usize = 500;

/// The body as text: too large ones refused, a byte order mark dropped,
/// broken UTF-8 replaced, so that one bad byte costs a letter, not the list.
pub(super) fn body(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    if bytes.len() > MAX_BODY {
        return Err(DecodeError::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    Ok(String::from_utf8_lossy(bytes))
}

/// A [`body`] that should be one object.
pub(super) fn object<'a>(text: &'a str, expected: &'static str) -> Result<Value<'a>, DecodeError> {
    let value = json::read(text).ok_or(DecodeError::NotJson)?;
    if value.is_object() {
        Ok(value)
    } else {
        Err(DecodeError::WrongShape(expected))
    }
}

/// Goes through a body that should be a list of objects. Rows are parsed one
/// by one, so that a bad one (a lone surrogate, a number out of all range,
/// nested without end) does not take the others with it. What `each` refuses
/// is noted as skipped. Returns how many rows there were.
pub(super) fn rows(
    bytes: &[u8],
    expected: &'static str,
    skipped: &mut Vec<Skipped>,
    mut each: impl FnMut(usize, &Value<'_>) -> Result<(), Why>,
) -> Result<usize, DecodeError> {
    let text = body(bytes)?;
    let rows = split(&text).ok_or_else(|| match json::read(&text) {
        Some(value) if value.as_array().is_none() => DecodeError::WrongShape(expected),
        _ => DecodeError::NotJson,
    })?;
    for (index, row) in rows.iter().enumerate() {
        let why = match json::read(row) {
            None => Some(Why::NotJson),
            Some(value) if !value.is_object() => Some(Why::NotAnObject),
            Some(value) => each(index, &value).err(),
        };
        if let Some(why) = why {
            let text = one_line(row, 60);
            skipped.push(Skipped { index, why, text });
        }
    }
    Ok(rows.len())
}

/// The items of a JSON list as they are written, unread; `None` when it is no
/// list or does not end as one. Only strings and brackets are looked at: what
/// is wrong within an item is that item's own trouble.
fn split(text: &str) -> Option<Vec<&str>> {
    let inside = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let mut rows = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b',' if depth == 0 => {
                rows.push(inside.get(start..at)?.trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    let last = inside.get(start..)?.trim();
    if !(last.is_empty() && rows.is_empty()) {
        rows.push(last);
    }
    (depth == 0 && !quoted).then_some(rows)
}

/// A text that says something.
pub(super) fn text<'a>(row: &'a Value<'_>, field: &str) -> Option<&'a str> {
    row.get(field)?
        .as_str()
        .map(str::trim)
        .filter(|s| !s.is_empty())
}

/// A text as one clean line; `None` also when cleaning leaves nothing of it.
pub(super) fn line(row: &Value<'_>, field: &str, max: usize) -> Option<String> {
    let line = one_line(text(row, field)?, max);
    (!line.is_empty()).then_some(line)
}

/// What a field held.
pub(super) enum Read<T> {
    /// Absent, null or an empty text: no statement.
    Nothing,
    /// A value.
    Value(T),
    /// Something that cannot be one.
    Unreadable,
}

impl<T> Read<T> {
    pub(super) fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }
}

/// The whole part of a decimal number from zero up, as JSON writes one, and
/// whether that is all of it: `3.0`, `12.7`, `5.8e6`.
///
/// Rust's own reader of decimals, exact to the last bit, would be 13 kB of every
/// visitor's download.
fn decimal(text: &str) -> Option<(u64, bool)> {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i16>().ok()?),
        None => (text, 0),
    };
    let (number, negative) = match number.strip_prefix('-') {
        Some(number) => (number, true),
        None => (number, false),
    };
    let (whole, fraction) = match number.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (number, ""),
    };
    if whole.is_empty() {
        return None;
    }
    // How many digits stand before the point once it is moved.
    let point = i64::try_from(whole.len()).ok()? + i64::from(exponent);
    let (mut value, mut exact) = (0_u64, true);
    let mut place = 0;
    for digit in whole.bytes().chain(fraction.bytes()) {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 || (negative && digit > 0) {
            return None;
        }
        if place < point {
            value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
        } else {
            exact &= digit == 0;
        }
        place += 1;
    }
    while value > 0 && place < point {
        value = value.checked_mul(10)?;
        place += 1;
    }
    Some((value, exact))
}

/// A count: a number, also with decimals (`3.0`), also as a string
/// (`"5875129.0"`). Negative and endless ones are unreadable.
pub(super) fn count(row: &Value<'_>, field: &str) -> Read<u64> {
    let number = match row.get(field) {
        None | Some(Value::Null) => return Read::Nothing,
        Some(Value::Number((n, _))) => decimal(n),
        Some(Value::String(s)) if s.trim().is_empty() => return Read::Nothing,
        Some(Value::String(s)) => decimal(s.trim()),
        Some(_) => None,
    };
    number.map_or(Read::Unreadable, |(n, _)| Read::Value(n))
}

/// A yes or no: also `"false"`, `0`, `"1"`.
pub(super) fn flag(row: &Value<'_>, field: &str) -> Read<bool> {
    match row.get(field) {
        None | Some(Value::Null) => Read::Nothing,
        Some(Value::Bool(b)) => Read::Value(*b),
        Some(Value::Number((n, _))) => match decimal(n) {
            Some((0, true)) => Read::Value(false),
            Some((1, true)) => Read::Value(true),
            _ => Read::Unreadable,
        },
        Some(Value::String(s)) => match s.trim().to_ascii_lowercase().as_str() {
            "" => Read::Nothing,
            "true" | "1" | "yes" => Read::Value(true),
            "false" | "0" | "no" => Read::Value(false),
            _ => Read::Unreadable,
        },
        Some(_) => Read::Unreadable,
    }
}

/// A day, also at the head of a timestamp.
pub(super) fn date(row: &Value<'_>, field: &str) -> Option<Date> {
    Date::parse(text(row, field)?)
}

/// A list of texts; a lone text counts as a list of one.
pub(super) fn texts<'a>(row: &'a Value<'_>, field: &str) -> Vec<&'a str> {
    let all: Vec<&str> = match row.get(field) {
        Some(Value::Array(all)) => all.iter().filter_map(json::Look::as_str).collect(),
        Some(Value::String(one)) => vec![one],
        _ => return Vec::new(),
    };
    let trimmed = all.into_iter().map(str::trim);
    trimmed.filter(|s| !s.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn decimals_are_read_as_they_are_written() {
        for (text, number) in [
            ("0", Some((0, true))),
            ("3.0", Some((3, true))),
            ("12.7", Some((12, false))),
            ("5.8e6", Some((5_800_000, true))),
            ("125e-2", Some((1, false))),
            ("1e-400", Some((0, false))),
            ("-0.0", Some((0, true))),
            ("18446744073709551615", Some((u64::MAX, true))),
            ("18446744073709551616", None),
            ("1e999", None),
            ("0e999", Some((0, true))),
            ("1e99999", None),
            ("-1", None),
            ("-0.5", None),
            ("1.", None),
            (".5", None),
            ("", None),
            ("1 000", None),
            ("0x10", None),
            ("NaN", None),
        ] {
            assert_eq!(decimal(text), number, "{text}");
        }
    }
}
