//! An account in the fragment of an address: `/follow/#@ana@a.example`. What
//! stands behind `#` is not sent to any server.

use fill::encode::unpercent;
use fill::handle::Handle;
use picker::domain;
use picker::plain_text::plain_line;

/// The fragment of an account, with its `#`.
#[must_use]
pub fn of(handle: &Handle) -> String {
    format!("#{handle}")
}

/// What a fragment holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// An account.
    Account(Handle),
    /// What is meant as an account and is none, as it is written: text of a stranger.
    Unreadable(String),
    /// Nothing of the kind: no fragment, or the name of a place on the page.
    Other,
}

/// The longest text that is given back of a fragment that cannot be read, in
/// characters.
pub const MAX_SHOWN: usize = 80;

/// Reads a fragment, with or without `#`. Chat programs write `@` as `%40`, and take
/// the bracket or full stop behind an address into it.
#[must_use]
pub fn read(fragment: &str) -> Found {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    if !fragment.starts_with('@') && !fragment.starts_with("%40") {
        return Found::Other;
    }
    let text = unpercent(fragment);
    let text = text.as_deref().unwrap_or(fragment);
    match Handle::parse(text) {
        Ok(handle) => Found::Account(handle),
        Err(_) => Found::Unreadable(plain_line(&domain::tidied(text), MAX_SHOWN)),
    }
}

/// The address of the page from which an account is followed, on a site without a
/// slash at its end.
#[must_use]
pub fn follow_page(site: &str, handle: &Handle) -> String {
    format!("{site}/follow/{}", of(handle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_account_is_read_as_it_is_written() {
        let ana = Handle::parse("@ana@a.example").unwrap();
        assert_eq!(of(&ana), "#@ana@a.example");
        for fragment in [
            "#@ana@a.example",
            "@ana@a.example",
            "#%40ana%40a.example",
            "#@ana%40A.example",
            // With what stands behind the address in a sentence.
            "#@ana@a.example)",
            "#@ana@a.example).",
            "#@ana@a.example,",
            "#@ana@a.example;",
            "#@ana@a.example%C2%BB",
        ] {
            assert_eq!(read(fragment), Found::Account(ana.clone()), "{fragment}");
        }
    }

    #[test]
    fn what_is_meant_as_an_account_and_is_none_is_told_from_a_place_of_the_page() {
        for (fragment, shown) in [
            ("#@ana", "@ana"),
            ("#%40ana", "@ana"),
            ("#@ana@localhost", "@ana@localhost"),
            ("#@a<b>@a.example", "@a<b>@a.example"),
            ("#@ana@a%ff", "@ana@a%ff"),
            ("#@ana%0A%E2%80%AEb", "@ana b"),
            ("#@", "@"),
        ] {
            let wanted = Found::Unreadable(shown.to_owned());
            assert_eq!(read(fragment), wanted, "{fragment}");
        }
        for fragment in [
            "",
            "#",
            "#contribute",
            "#ana@a.example",
            "#%",
            "#https://a.example/@ana",
        ] {
            assert_eq!(read(fragment), Found::Other, "{fragment}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_an_account_comes_out(text in "\\PC*") {
            for text in [text.clone(), format!("@{text}"), format!("%40{text}")] {
                match read(&text) {
                    Found::Account(handle) => {
                        let safe = |c: char| c.is_ascii_alphanumeric() || "#@._-".contains(c);
                        prop_assert!(of(&handle).chars().all(safe));
                        prop_assert_eq!(read(&of(&handle)), Found::Account(handle));
                    }
                    Found::Unreadable(shown) => {
                        prop_assert!(shown.chars().count() <= MAX_SHOWN);
                        prop_assert!(!shown.contains(char::is_control));
                    }
                    Found::Other => {}
                }
            }
        }

        #[test]
        fn an_account_is_found_whatever_ends_its_sentence(
            user in "[a-z0-9_]{1,20}", host in "[a-z]{1,10}\\.example", after in "[).,;»]{0,4}",
        ) {
            let handle = Handle::new(&user, &host).unwrap();
            prop_assert_eq!(read(&format!("{}{after}", of(&handle))), Found::Account(handle));
        }
    }
}
