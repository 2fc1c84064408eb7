//! The length of a post as Mastodon counts it: an address is 23 long whatever its
//! length, and of a mention only the name counts (`StatusLengthValidator`,
//! app/validators/status_length_validator.rb, with the expressions of
//! config/initializers/twitter_regex.rb and `Account::MENTION_RE`; read 2026-11).
//!
//! Known differences:
//! - Top-level domains are not looked up in a list, but must be two letters or more. An
//!   address whose top-level domain does not exist counts 23 here and in full there: of
//!   such a mistake a post may be refused that was counted as short enough.
//! - Addresses of other schemes than http and https (`xmpp:`, `magnet:` and others) are
//!   counted in full here: never fewer than there.

/// How long a post may be. Servers can allow more; few allow less.
pub const LIMIT: usize = 500;

/// What an address counts (`URL_PLACEHOLDER_CHARS`).
pub const ADDRESS: usize = 23;

/// How long a post may be on the network that is left, as [`length_elsewhere`] counts.
pub const LIMIT_ELSEWHERE: usize = 280;

/// The longest address that is one (`MAX_URL_LENGTH` of twitter-text 3.1).
const LONGEST_ADDRESS: usize = 4096;

/// The longest server of a mention (`MAX_DOMAIN_LENGTH` of app/lib/extractor.rb).
const LONGEST_SERVER: usize = 253;

/// The length of a post on X: addresses count 23 there as well, but a handle is text
/// and counts in full; letters beyond the Latin, Greek, Cyrillic and neighbouring
/// scripts, and emoji, count two (twitter-text 3.1, config/v3.json). Here each code
/// point of an emoji does: never fewer than there.
#[must_use]
pub fn length_elsewhere(text: &str) -> usize {
    let light = |c: char| matches!(u32::from(c), 0..=0x10FF | 0x2000..=0x200D | 0x2010..=0x201F | 0x2032..=0x2037);
    let text = countable(text, false);
    text.chars().map(|c| if light(c) { 1 } else { 2 }).sum()
}

/// The length of a post. `graphemes` counts what people see as one letter in a text
/// (Ruby's `each_grapheme_cluster`): the browser's own segmenter, or its tables.
#[must_use]
pub fn length(text: &str, graphemes: impl Fn(&str) -> usize) -> usize {
    if text.trim().is_empty() {
        return 0;
    }
    graphemes(&countable(text, true))
}

/// The text with addresses, and mentions if `mentions`, as long as they count.
fn countable(text: &str, mentions: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let (taken, counts) = match letter {
            'h' | 'H' if may_precede_address(before) => {
                let end = address(rest);
                (end, end.map(|_| "x".repeat(ADDRESS)))
            }
            '@' if mentions && may_precede_mention(before) => {
                let found = mention(rest);
                let name = found.map(|(name, _)| rest[..name].to_owned());
                (found.map(|(_, end)| end), name)
            }
            _ => (None, None),
        };
        let taken = taken.unwrap_or(letter.len_utf8());
        out.push_str(counts.as_deref().unwrap_or(&rest[..taken]));
        before = rest[..taken].chars().next_back();
        rest = &rest[taken..];
    }
    out
}

/// `valid_url_preceding_chars` of twitter-text.
fn may_precede_address(before: Option<char>) -> bool {
    before.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '@' | '＠' | '$' | '#' | '＃'))
}

/// `(?<![=/[:word:]])`
fn may_precede_mention(before: Option<char>) -> bool {
    before.is_none_or(|c| !is_word(c) && c != '=' && c != '/')
}

/// `[[:word:]]`, without its rarest letters.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where the address ends that a text begins with.
fn address(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"].into_iter().find(|it| {
        text.get(..it.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(it))
    })?;
    let host = host(&text[scheme.len()..])?;
    let mut end = scheme.len() + host;
    if let Some(port) = text[end..].strip_prefix(':') {
        let digits = port.bytes().take_while(u8::is_ascii_digit).count();
        end += if digits > 0 { digits + 1 } else { 0 };
    }
    if text[end..].starts_with('/') {
        end += 1 + path(&text[end + 1..]);
    }
    if let Some(query) = text[end..].strip_prefix('?') {
        let length = query_length(query);
        end += if length > 0 { length + 1 } else { 0 };
    }
    (text[..end].chars().count() <= LONGEST_ADDRESS).then_some(end)
}

/// The length of a domain that a text begins with: at least two labels, the last of
/// letters.
fn host(text: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || c == '-' || c == '.' || c == '_';
    let length = text.find(|c| !part(c)).unwrap_or(text.len());
    let host = text[..length].trim_end_matches(['.', '-', '_']);
    let (before, last) = host.rsplit_once('.')?;
    let named = last.starts_with("xn--") || last.chars().all(char::is_alphabetic);
    let labels = before.split('.').all(|it| !it.is_empty());
    (named && labels && last.chars().count() >= 2).then_some(host.len())
}

/// `valid_general_url_path_chars`
fn in_path(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '<' | '>' | '(' | ')' | '?')
}

/// `valid_url_path_ending_chars`
fn ends_path(c: char) -> bool {
    in_path(c) && !"!*\"'「」;:=,.$%[]~&|@".contains(c)
}

/// The length of the path that a text begins with, after its first slash.
fn path(text: &str) -> usize {
    let mut at = 0;
    let mut end = 0;
    while let Some(c) = text[at..].chars().next() {
        if c == '(' {
            let Some(length) = parentheses(&text[at..]) else {
                break;
            };
            at += length;
            end = at;
        } else if in_path(c) {
            at += c.len_utf8();
            if ends_path(c) {
                end = at;
            }
        } else {
            break;
        }
    }
    end
}

/// The length of balanced parentheses with something in them, one level deep in
/// others at most.
fn parentheses(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '(' if depth < 2 => depth += 1,
            ')' if before == '(' => return None,
            ')' => depth -= 1,
            c if in_path(c) => {}
            _ => return None,
        }
        if depth == 0 {
            return Some(at + 1);
        }
        before = c;
    }
    None
}

/// The length of the query that a text begins with, after its question mark.
fn query_length(text: &str) -> usize {
    let other = |c: char| c >= '\u{A0}';
    let inside =
        |c: char| c.is_ascii_alphanumeric() || "!?*'();:&=+$/%#[]-_.,~|@^".contains(c) || other(c);
    let ends = |c: char| c.is_ascii_alphanumeric() || "_&=#/-".contains(c) || other(c);
    let all = &text[..text.find(|c| !inside(c)).unwrap_or(text.len())];
    all.trim_end_matches(|c| !ends(c)).len()
}

/// The mention that a text begins with: where its name ends, and where all of it.
fn mention(text: &str) -> Option<(usize, usize)> {
    let ascii = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let name = 1 + words(text.get(1..)?, ascii)?;
    let server = text[name..].strip_prefix('@');
    let server = server.and_then(|it| words(it, is_word));
    let end = server.map_or(name, |length| name + 1 + length);
    // `end_mention_match`
    let goes_on = ["@", "＠", "://"]
        .iter()
        .any(|it| text[end..].starts_with(it));
    let too_long = text[name..end].chars().count() > LONGEST_SERVER + 1;
    (!goes_on && !too_long).then_some((name, end))
}

/// The length of words with dots and hyphens between them.
fn words(text: &str, word: impl Fn(char) -> bool) -> Option<usize> {
    let part = |c: char| word(c) || c == '.' || c == '-';
    let all = &text[..text.find(|c| !part(c)).unwrap_or(text.len())];
    let length = all.trim_end_matches(['.', '-']).len();
    (length > 0 && text.starts_with(word)).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    fn count(text: &str) -> usize {
        length(text, |text| text.graphemes(true).count())
    }

    #[test]
    fn letters_count_as_people_see_them() {
        assert_eq!(count(""), 0);
        assert_eq!(count(" \n"), 0);
        assert_eq!(count("abc"), 3);
        assert_eq!(count("é"), 1, "with a combining accent");
        assert_eq!(count("👩‍👩‍👧 🇩🇪"), 3);
    }

    #[test]
    fn an_address_counts_23() {
        for address in [
            "https://a.example",
            "http://a.example/",
            "HTTPS://A.example/@ana/1234",
            "https://bücher.example/größe?x=1&y=%20#there",
            "https://a.example:8080/path_(with_(two))/x",
            "https://a.example/servers/?v=1&topic=art,music&lang=de",
            "https://a.xn--p1ai/?a=b",
        ] {
            for (before, after) in [
                ("", ""),
                ("See ", "."),
                ("(", ")"),
                ("x\n", "!"),
                ("", ", and"),
            ] {
                let text = format!("{before}{address}{after}");
                assert_eq!(count(&text), before.len() + ADDRESS + after.len(), "{text}");
            }
        }
        // These quotation marks are no end of an address in Mastodon's expressions.
        assert_eq!(count("„https://a.example/x“ y"), 1 + ADDRESS + 2);
    }

    #[test]
    fn what_is_no_address_counts_in_full() {
        for text in [
            "https://",
            "https://localhost/",
            "https://1.2.3.4/",
            "https://a.x",
            "http//a.example",
            "a.example/path",
            "ahttps://a.example",
        ] {
            assert_eq!(count(text), text.chars().count(), "{text}");
        }
    }

    /// The cases of `spec/validators/status_length_validator_spec.rb` of Mastodon.
    #[test]
    fn the_cases_of_mastodons_own_tests_count_as_there() {
        let host = "b".repeat(30);
        let room = LIMIT - 1 - ADDRESS;
        let linked = format!("{} http://{host}.com/example", "a".repeat(room));
        assert_eq!(count(&linked), LIMIT);
        // Without a space before it, it is no link.
        let joined = format!("{}http://{host}.com/example", "a".repeat(room));
        assert!(count(&joined) > LIMIT, "{}", count(&joined));
        let longer = format!("http://example.com/valid?{}", "#foo?".repeat(1000));
        assert!(count(&longer) > LIMIT, "{}", count(&longer));
        let mention = format!("{} @alice@{host}.com", "a".repeat(LIMIT - 7));
        assert_eq!(count(&mention), LIMIT);
        let far = format!("@alice@{}.com", "b".repeat(LIMIT));
        assert!(count(&far) > LIMIT, "{}", count(&far));
    }

    #[test]
    fn elsewhere_an_account_counts_in_full_and_an_address_does_not() {
        assert_eq!(length_elsewhere("@ana@garden.example"), 19);
        assert_eq!(
            length_elsewhere("Hi: https://a.example/servers/?v=1&topic=art"),
            4 + ADDRESS
        );
        assert_eq!(length_elsewhere("“é” – П"), 7);
        assert_eq!(length_elsewhere("文字🌼"), 6);
    }

    #[test]
    fn of_a_mention_the_name_counts() {
        assert_eq!(count("@ana@garden.example"), 4);
        assert_eq!(count("Hi @ana@garden.example!"), 8);
        assert_eq!(count("(@a.b-c@garden.example)."), 9);
        assert_eq!(count("@ana"), 4);
        // No mention: an e-mail address, and a name in a path.
        assert_eq!(count("ana@garden.example"), 18);
        assert_eq!(count("/@ana@garden.example"), 20);
        assert_eq!(count("@ana@garden.example@b"), 21);
        assert_eq!(count("@@"), 2);
        assert_eq!(count("@ana@"), 5);
    }

    proptest! {
        #[test]
        fn any_text_is_counted(text in ".*") {
            let counted = count(&text);
            prop_assert!(counted <= text.chars().count().max(ADDRESS * text.matches("//").count() + text.chars().count()));
        }

        #[test]
        fn words_without_addresses_count_as_they_are(text in "[a-z ,.!?\n]{0,80}") {
            let wanted = if text.trim().is_empty() { 0 } else { text.chars().count() };
            prop_assert_eq!(count(&text), wanted);
        }

        #[test]
        fn texts_around_an_address_count_for_themselves(
            before in "[a-z ]{0,20} ", path in "[a-z0-9/]{0,40}", after in " [a-z ]{0,20}",
        ) {
            let text = format!("{before}https://a.example/{path}{after}");
            prop_assert_eq!(count(&text), before.len() + ADDRESS + after.len());
        }

        #[test]
        fn pieces_of_addresses_and_mentions_do_no_harm(text in "[@a.:/(?)h\u{300}「 =-]{0,40}") {
            count(&text);
            count(&format!("https://a.example/{text}"));
            count(&format!("https://a.example?{text}"));
        }
    }
}
