//! A pack of one's own inside a link: `…/fill/#pack=1&name=Maps&with=a@b,c@d`.
//! It is in the fragment, so no server sees it. Whoever opens the link reads a
//! stranger's text: everything is checked, and nothing is ticked by itself.

use core::fmt;

use picker::plain_text::plain_line;

use crate::encode::field;
use crate::handle::{Handle, HandleError};
use picker::percent;

/// The most accounts of a pack. Mastodon's Collections hold 25; a CSV may bring more.
pub const MAX_MEMBERS: usize = 100;
/// The longest name, in characters, as Collections have it.
pub const MAX_NAME: usize = 40;
/// The longest fragment, in bytes: short enough for every browser and for most
/// places where a link is pasted.
pub const MAX_FRAGMENT: usize = 8_000;
/// The only version there is so far.
pub const VERSION: &str = "1";

/// A named list of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// What its maker calls it: plain text on one line.
    pub name: String,
    /// Its accounts, each once.
    pub members: Vec<Handle>,
}

/// Why a pack is not read, or not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackError {
    /// The fragment holds no pack: an ordinary link.
    NotAPack,
    /// Longer than [`MAX_FRAGMENT`].
    TooLong,
    /// Made by a later version of this site.
    NewerVersion,
    /// A name that is empty, too long, or not plain text.
    BadName,
    /// No account in it.
    Empty,
    /// More than [`MAX_MEMBERS`].
    TooMany,
    /// The account at this place, from 1, is none.
    BadAccount(usize, HandleError),
    /// The account at this place, from 1, was named before.
    Twice(usize),
}

impl PackError {
    /// A short, stable name for messages and reports.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotAPack => "not-a-pack",
            Self::TooLong => "too-long",
            Self::NewerVersion => "newer-version",
            Self::BadName => "bad-name",
            Self::Empty => "empty",
            Self::TooMany => "too-many",
            Self::BadAccount(..) => "bad-account",
            Self::Twice(_) => "twice",
        }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())?;
        match self {
            Self::BadAccount(at, why) => write!(f, " {at} ({why})"),
            Self::Twice(at) => write!(f, " {at}"),
            _ => Ok(()),
        }
    }
}

impl core::error::Error for PackError {}

impl Pack {
    /// Makes a pack; accounts that are named again are left out.
    ///
    /// # Errors
    /// When the name is not one, or no account or too many are left.
    pub fn new(name: &str, accounts: &[Handle]) -> Result<Self, PackError> {
        let name = plain_line(name, MAX_NAME + 1);
        let mut members: Vec<Handle> = Vec::new();
        for handle in accounts {
            if !members.contains(handle) {
                members.push(handle.clone());
            }
        }
        Self { name, members }.checked()
    }

    fn checked(self) -> Result<Self, PackError> {
        if self.name.is_empty() || self.name.chars().count() > MAX_NAME {
            return Err(PackError::BadName);
        }
        match self.members.len() {
            0 => Err(PackError::Empty),
            1..=MAX_MEMBERS => Ok(self),
            _ => Err(PackError::TooMany),
        }
    }

    /// The fragment of a link to this pack, without `#`.
    ///
    /// # Errors
    /// When the accounts' names are so long that the link would be
    /// ([`PackError::TooLong`]).
    pub fn fragment(&self) -> Result<String, PackError> {
        let accounts: Vec<String> = self.members.iter().map(Handle::acct).collect();
        // `@` and `,` may stand in a fragment; a handle has nothing else to encode.
        let with = accounts.join(",");
        let out = format!(
            "pack={VERSION}&name={}&with={with}",
            percent::encode(&self.name)
        );
        if out.len() > MAX_FRAGMENT {
            Err(PackError::TooLong)
        } else {
            Ok(out)
        }
    }

    /// Reads a fragment, with or without `#`.
    ///
    /// # Errors
    /// Says why it is refused. Nothing is repaired in silence: what a stranger
    /// made is shown whole or not at all.
    pub fn parse(fragment: &str) -> Result<Self, PackError> {
        let text = fragment.strip_prefix('#').unwrap_or(fragment);
        if !text.starts_with("pack=") {
            return Err(PackError::NotAPack);
        }
        if text.len() > MAX_FRAGMENT {
            return Err(PackError::TooLong);
        }
        match field(text, "pack").as_deref() {
            Some(VERSION) => {}
            Some(other) if other.parse::<u32>().is_ok_and(|number| number > 1) => {
                return Err(PackError::NewerVersion);
            }
            _ => return Err(PackError::NotAPack),
        }
        let name = field(text, "name").ok_or(PackError::BadName)?;
        if plain_line(&name, MAX_NAME + 1) != name {
            return Err(PackError::BadName);
        }
        let with = field(text, "with")
            .filter(|with| !with.is_empty())
            .ok_or(PackError::Empty)?;
        let mut members: Vec<Handle> = Vec::new();
        for (index, account) in with.split(',').enumerate() {
            if index == MAX_MEMBERS {
                return Err(PackError::TooMany);
            }
            let handle =
                Handle::parse(account).map_err(|why| PackError::BadAccount(index + 1, why))?;
            if members.contains(&handle) {
                return Err(PackError::Twice(index + 1));
            }
            members.push(handle);
        }
        Self { name, members }.checked()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn handle(text: &str) -> Handle {
        Handle::parse(text).unwrap()
    }

    #[test]
    fn a_pack_is_a_readable_fragment() {
        let twice = [
            handle("a@a.example"),
            handle("b@b.example"),
            handle("A@a.example"),
        ];
        let pack = Pack::new(" Maps & more ", &twice).unwrap();
        let text = pack.fragment().unwrap();
        assert_eq!(
            text,
            "pack=1&name=Maps%20%26%20more&with=a@a.example,b@b.example"
        );
        assert_eq!(Pack::parse(&format!("#{text}")), Ok(pack.clone()));
        // As messengers rewrite it.
        assert_eq!(
            Pack::parse(&text.replace('@', "%40").replace(',', "%2C")),
            Ok(pack)
        );
    }

    #[test]
    fn hostile_packs_are_refused_with_their_reason() {
        let many: Vec<String> = (0..=100).map(|n| format!("a{n}@a.example")).collect();
        let many = format!("pack=1&name=x&with={}", many.join(","));
        let long = format!("pack=1&name=x&with={}", "a@a.example,".repeat(700));
        for (text, want) in [
            ("", "not-a-pack"),
            ("#name=x&with=a@a.example", "not-a-pack"),
            ("pack=0&name=x&with=a@a.example", "not-a-pack"),
            ("pack=x", "not-a-pack"),
            ("pack=2&stuff", "newer-version"),
            ("pack=1&with=a@a.example", "bad-name"),
            ("pack=1&name=&with=a@a.example", "bad-name"),
            ("pack=1&name=%E2%80%AEx&with=a@a.example", "bad-name"),
            ("pack=1&name=a%0Ab&with=a@a.example", "bad-name"),
            ("pack=1&name=%ff&with=a@a.example", "bad-name"),
            (
                "pack=1&name=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx&with=a@a.example",
                "bad-name",
            ),
            ("pack=1&name=x", "empty"),
            ("pack=1&name=x&with=", "empty"),
            ("pack=1&name=x&with=a@a.example,", "bad-account 2 (empty)"),
            (
                "pack=1&name=x&with=a@a.example,%3Cb%3E@a.example",
                "bad-account 2 (bad-name)",
            ),
            (
                "pack=1&name=x&with=a@127.0.0.1",
                "bad-account 1 (bad-server (ip-address))",
            ),
            ("pack=1&name=x&with=a@a.example,A@A.example", "twice 2"),
            (many.as_str(), "too-many"),
            (long.as_str(), "too-long"),
        ] {
            assert_eq!(Pack::parse(text).unwrap_err().to_string(), want, "{text}");
        }
        assert_eq!(
            Pack::new("", &[handle("a@a.example")]),
            Err(PackError::BadName)
        );
        assert_eq!(Pack::new("x", &[]), Err(PackError::Empty));
    }

    proptest! {
        #[test]
        fn every_pack_comes_back(
            name in "(<|>|&lt;|&amp;|<b>|\\PC|\\s|\u{fffc}|\u{202e}){1,20}",
            accounts in prop::collection::vec("[A-Za-z0-9_]{1,30}@[a-z]{1,20}\\.example", 1..100),
        ) {
            let handles: Vec<Handle> = accounts.iter().map(|text| handle(text)).collect();
            if let Ok(pack) = Pack::new(&name, &handles) {
                let text = pack.fragment().unwrap();
                prop_assert!(text.len() <= MAX_FRAGMENT);
                prop_assert_eq!(Pack::parse(&text), Ok(pack));
            }
        }

        #[test]
        fn any_fragment_is_read_or_refused(text in "\\PC*") {
            for text in [text.clone(), format!("#pack=1&name=x&with={text}"), format!("pack=1&{text}")] {
                if let Ok(pack) = Pack::parse(&text) {
                    prop_assert_eq!(Pack::parse(&pack.fragment().unwrap()), Ok(pack));
                }
            }
        }
    }
}
