//! An account in the fragment of an address: `/follow/#@ana@a.example`. What
//! stands behind `#` is not sent to any server.

use fill::encode::unpercent;
use fill::handle::Handle;

/// The fragment of an account, with its `#`.
#[must_use]
pub fn of(handle: &Handle) -> String {
    format!("#{handle}")
}

/// The account in a fragment, with or without `#`. Chat programs write `@` as
/// `%40`.
#[must_use]
pub fn read(fragment: &str) -> Option<Handle> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let text = unpercent(fragment)?;
    // A fragment may also name a place of the page.
    text.starts_with('@').then(|| Handle::parse(&text).ok())?
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
        ] {
            assert_eq!(read(fragment).as_ref(), Some(&ana), "{fragment}");
        }
        for fragment in [
            "",
            "#",
            "#contribute",
            "#ana@a.example",
            "#@ana",
            "#@ana@localhost",
            "#%",
            "#@a<b@a.example",
            "#https://a.example/@ana",
        ] {
            assert_eq!(read(fragment), None, "{fragment}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_an_account_comes_out(text in "\\PC*") {
            if let Some(handle) = read(&text) {
                let safe = |c: char| c.is_ascii_alphanumeric() || "#@._-".contains(c);
                prop_assert!(of(&handle).chars().all(safe));
                prop_assert_eq!(read(&of(&handle)), Some(handle));
            }
        }
    }
}
