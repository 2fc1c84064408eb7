//! Accounts as people write them, brought to one form.

use core::fmt;
use core::hash::{Hash, Hasher};

use picker::domain::{self, DomainError};

/// The longest name before the second `@`, in bytes. Mastodon's own accounts
/// have 30 at most (`USERNAME_LENGTH_LIMIT`, app/models/account.rb); others more.
pub const MAX_USER: usize = 64;

/// The longest text that is read as a handle, in bytes.
pub const MAX_TEXT: usize = 512;

/// Why a text is not an account's handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandleError {
    /// Nothing was written.
    Empty,
    /// Longer than [`MAX_TEXT`].
    TooLong,
    /// A name without a server: `@alice`.
    NoServer,
    /// The name has a character that no account's name has, or is too long.
    BadName,
    /// The server is not a domain.
    BadServer(DomainError),
    /// An address, but not that of a profile: a post, a tag, a front page.
    NotAProfile,
}

impl HandleError {
    /// A short, stable name for messages and reports.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too-long",
            Self::NoServer => "no-server",
            Self::BadName => "bad-name",
            Self::BadServer(_) => "bad-server",
            Self::NotAProfile => "not-a-profile",
        }
    }
}

impl fmt::Display for HandleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())?;
        match self {
            Self::BadServer(why) => write!(f, " ({why})"),
            _ => Ok(()),
        }
    }
}

impl core::error::Error for HandleError {}

/// An account: its name and the domain of its server.
///
/// The name keeps its letters' case for showing; two handles are equal when
/// they differ only in that, as servers compare them.
#[derive(Debug, Clone)]
pub struct Handle {
    user: String,
    host: String,
}

impl Handle {
    /// Reads `@user@host`, `user@host`, `acct:user@host` or the address of a
    /// profile: `https://host/@user`, `https://host/@user@other`,
    /// `https://host/users/user`, `https://host/web/@user`; whatever brackets and
    /// stops stand around it ([`domain::tidied`]).
    ///
    /// # Errors
    /// Says what is wrong. What passes can stand in any address and any line of
    /// CSV.
    pub fn parse(text: &str) -> Result<Self, HandleError> {
        let text = text.trim();
        if text.len() > MAX_TEXT {
            return Err(HandleError::TooLong);
        }
        let text = domain::tidied(text);
        if text.is_empty() {
            return Err(HandleError::Empty);
        }
        if let Some(rest) = strip_scheme(&text) {
            return Self::of_address(rest);
        }
        let bare = text.strip_prefix("acct:").unwrap_or(&text);
        let bare = bare.strip_prefix('@').unwrap_or(bare);
        let (user, host) = bare.split_once('@').ok_or(HandleError::NoServer)?;
        Self::new(user, host)
    }

    /// An account from its two parts.
    ///
    /// # Errors
    /// When the name or the domain is none.
    pub fn new(user: &str, host: &str) -> Result<Self, HandleError> {
        if !is_name(user) {
            return Err(HandleError::BadName);
        }
        let host = domain::normalise(host).map_err(HandleError::BadServer)?;
        Ok(Self {
            user: user.to_owned(),
            host,
        })
    }

    fn of_address(rest: &str) -> Result<Self, HandleError> {
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let path = path.trim_end_matches('/');
        let path = path.strip_prefix("web/").unwrap_or(path);
        let path = path.strip_prefix("deck/").unwrap_or(path);
        let name = path
            .strip_prefix('@')
            .or_else(|| path.strip_prefix("users/"))
            .filter(|name| !name.contains('/'))
            .ok_or(HandleError::NotAProfile)?;
        match name.split_once('@') {
            Some((user, elsewhere)) => Self::new(user, elsewhere),
            None => Self::new(name, host),
        }
    }

    /// The name before the second `@`, as written.
    #[must_use]
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The domain, in normal form ([`domain::normalise`]).
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// `user@host`, as Mastodon's API and its files write it.
    #[must_use]
    pub fn acct(&self) -> String {
        format!("{}@{}", self.user, self.host)
    }

    /// Whether an `acct` in an answer of `server` means this account: a server
    /// leaves its own domain out.
    #[must_use]
    pub fn is_acct(&self, acct: &str, server: &str) -> bool {
        let (user, host) = acct.split_once('@').unwrap_or((acct, server));
        Self::new(user, host).is_ok_and(|named| named == *self)
    }

    /// `@user@host` with the server's name as people read it ([`domain::readable`]).
    #[must_use]
    pub fn readable(&self) -> String {
        format!("@{}@{}", self.user, domain::readable(&self.host))
    }
}

/// Written as `@user@host`, the server in its ASCII form.
impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}@{}", self.user, self.host)
    }
}

impl PartialEq for Handle {
    fn eq(&self, other: &Self) -> bool {
        self.host == other.host && self.user.eq_ignore_ascii_case(&other.user)
    }
}

impl Eq for Handle {}

impl Hash for Handle {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.user.to_ascii_lowercase().hash(state);
        self.host.hash(state);
    }
}

fn strip_scheme(text: &str) -> Option<&str> {
    ["https://", "http://"].iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme)
            .then(|| &text[scheme.len()..])
    })
}

/// `USERNAME_RE` of app/models/account.rb: letters, digits and underscores;
/// dots and hyphens only inside.
fn is_name(user: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let bytes = user.as_bytes();
    user.len() <= MAX_USER
        && bytes.first().is_some_and(|&b| word(b))
        && bytes.last().is_some_and(|&b| word(b))
        && bytes.iter().all(|&b| word(b) || b == b'.' || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_server_is_named_in_its_own_letters_unless_they_mislead() {
        for (written, read) in [
            ("@uni@baw\u{fc}.social", "@uni@baw\u{fc}.social"),
            ("@uni@xn--baw-joa.social", "@uni@baw\u{fc}.social"),
            // "a" in Cyrillic letters.
            ("@a@xn--80ak6aa92e.com", "@a@xn--80ak6aa92e.com"),
        ] {
            let handle = Handle::parse(written).unwrap();
            assert_eq!(handle.readable(), read);
            assert!(handle.to_string().is_ascii(), "{handle}");
        }
    }

    #[test]
    fn every_way_of_writing_an_account_is_read() {
        for text in [
            "@alice@a.example",
            "alice@a.example",
            " acct:alice@A.example ",
            "https://a.example/@alice",
            "HTTPS://a.example/@alice/",
            "https://a.example/web/@alice?x=1#y",
            "https://a.example/users/alice",
            "https://b.example/@alice@a.example",
            "<@alice@a.example>,",
            "＠alice＠a．example",
            "\u{2068}@alice@a.example\u{2069}",
            "(https://a.example/@alice).",
        ] {
            let handle = Handle::parse(text).unwrap();
            assert_eq!(handle.to_string(), "@alice@a.example", "{text}");
        }
        let handle = Handle::parse("@Ab.c-d_1@bücher.example").unwrap();
        assert_eq!(handle.acct(), "Ab.c-d_1@xn--bcher-kva.example");
        assert_eq!(
            handle,
            Handle::parse("ab.C-D_1@xn--bcher-kva.example").unwrap()
        );
    }

    #[test]
    fn anything_else_is_refused_with_its_reason() {
        for (text, want) in [
            ("", "empty"),
            ("  ", "empty"),
            ("@alice", "no-server"),
            ("alice", "no-server"),
            ("@@a.example", "bad-name"),
            ("@al ice@a.example", "bad-name"),
            ("@.alice@a.example", "bad-name"),
            ("@alice-@a.example", "bad-name"),
            ("@älice@a.example", "bad-name"),
            ("=1+1@a.example", "bad-name"),
            ("@alice@localhost", "bad-server (single-label)"),
            ("@alice@127.0.0.1", "bad-server (ip-address)"),
            ("@alice@a.example@b.example", "bad-server (not-only-a-host)"),
            ("@alice@a.example/path", "bad-server (not-only-a-host)"),
            ("https://a.example/@alice/1234", "not-a-profile"),
            ("https://a.example/tags/cats", "not-a-profile"),
            ("https://a.example", "not-a-profile"),
            ("https://u@a.example/@alice", "bad-server (not-only-a-host)"),
        ] {
            assert_eq!(Handle::parse(text).unwrap_err().to_string(), want, "{text}");
        }
        assert_eq!(Handle::parse(&"a".repeat(513)), Err(HandleError::TooLong));
        let long = format!("{}@a.example", "a".repeat(65));
        assert_eq!(Handle::parse(&long), Err(HandleError::BadName));
    }

    #[test]
    fn a_server_leaves_its_own_domain_out() {
        let handle = Handle::parse("alice@a.example").unwrap();
        assert!(handle.is_acct("Alice", "a.example"));
        assert!(handle.is_acct("alice@A.example", "b.example"));
        assert!(!handle.is_acct("alice", "b.example"));
        assert!(!handle.is_acct("alice2@a.example", "a.example"));
        assert!(!handle.is_acct("", "a.example"));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic_and_what_passes_reads_the_same_again(text in "\\PC*") {
            if let Ok(handle) = Handle::parse(&text) {
                prop_assert_eq!(Handle::parse(&handle.to_string()), Ok(handle.clone()));
                prop_assert_eq!(Handle::parse(&handle.acct()), Ok(handle.clone()));
                prop_assert!(!handle.acct().contains([',', '"', '\n', ' ', '/', '&', '#']));
            }
        }

        #[test]
        fn handle_like_text_does_not_panic(text in "[@a.:/h-]{0,24}") {
            let _ = Handle::parse(&text);
            let _ = Handle::parse(&format!("https://{text}"));
        }
    }
}
