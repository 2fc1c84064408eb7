//! Character references: `&amp;`, `&#228;`.

/// The named references that occur in descriptions; all others stay as written.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("bull", '•'),
    ("middot", '·'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("euro", '€'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("ccedil", 'ç'),
    ("ntilde", 'ñ'),
    ("aacute", 'á'),
    ("iacute", 'í'),
    ("oacute", 'ó'),
    ("uacute", 'ú'),
    ("aring", 'å'),
    ("oslash", 'ø'),
    ("aelig", 'æ'),
];

/// Reads an `&`: a character reference, or just an ampersand. Returns the
/// character and how many bytes stand for it.
pub(super) fn entity(rest: &str) -> (char, usize) {
    let end = rest.bytes().take(12).position(|b| b == b';');
    let name = end.and_then(|end| rest.get(1..end)).unwrap_or("");
    let number = name.strip_prefix('#').map(|digits| {
        match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => digits.parse(),
        }
        .ok()
        .and_then(char::from_u32)
    });
    let c = match number {
        Some(c) => c,
        None => NAMED.iter().find(|(n, _)| *n == name).map(|(_, c)| *c),
    };
    match c {
        Some(c) => (c, name.len() + 2),
        None => ('&', 1),
    }
}
