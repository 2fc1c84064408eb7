//! Which software answers: much more than Mastodon speaks Mastodon's API.

use super::loose;
use crate::json::{Look as _, Value};
use crate::plain_text::lower;

/// The software behind a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Software {
    /// Mastodon or a fork that says so in its version (`4.4.0+glitch`).
    Mastodon {
        /// Its version, as it names itself.
        version: String,
    },
    /// Other software that answers the same API.
    Other {
        /// Its name.
        name: String,
        /// Its own version, where it says one.
        version: Option<String>,
    },
    /// Nothing in the answer tells.
    Unknown,
}

/// Software by what its addresses, names and extra fields contain, with the
/// name as its makers write it.
const KNOWN: &[(&str, &str)] = &[
    ("akkoma", "Akkoma"),
    ("bookwyrm", "BookWyrm"),
    ("calckey", "Calckey"),
    ("catodon", "Catodon"),
    ("firefish", "Firefish"),
    ("friendica", "Friendica"),
    ("gotosocial", "GoToSocial"),
    ("iceshrimp.net", "Iceshrimp.NET"),
    ("iceshrimp", "Iceshrimp"),
    ("mitra", "Mitra"),
    ("misskey", "Misskey"),
    ("peertube", "PeerTube"),
    ("pixelfed", "Pixelfed"),
    ("pleroma", "Pleroma"),
    ("sharkey", "Sharkey"),
    ("snac", "snac"),
    ("takahe", "Takahē"),
    ("wafrn", "Wafrn"),
];

fn known(text: &str) -> Option<&'static str> {
    let text = lower(text);
    let found = KNOWN.iter().find(|(part, _)| text.contains(part));
    found.map(|(_, name)| *name)
}

impl Software {
    /// The name, where one is known.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Mastodon { .. } => Some("Mastodon"),
            Self::Other { name, .. } => Some(name),
            Self::Unknown => None,
        }
    }

    /// From an answer of `/api/v1/instance` or `/api/v2/instance`.
    pub(super) fn of_instance(root: &Value<'_>) -> Self {
        let version = loose::line(root, "version", 80).unwrap_or_default();
        if let Some(found) = compatible(&version) {
            return found;
        }
        let other = |name: &str| Self::Other {
            name: name.to_owned(),
            version: (!version.is_empty()).then(|| version.clone()),
        };
        let address = loose::text(root, "source_url").unwrap_or("");
        if let Some(name) = known(address) {
            return other(name);
        }
        // Fields that only these put into the answer. GoToSocial of old names
        // itself nowhere else.
        for (field, name) in [
            ("pleroma", "Pleroma"),
            ("friendica", "Friendica"),
            ("account_domain", "GoToSocial"),
        ] {
            if root.get(field).is_some() {
                return other(name);
            }
        }
        if let Some(name) = known(&version) {
            return other(name);
        }
        let mut start = version.trim_start_matches('v').split('.');
        let major = start.next().and_then(|part| part.parse::<u32>().ok());
        if matches!(major, Some(1..=9)) && start.next().is_some() {
            Self::Mastodon { version }
        } else {
            Self::Unknown
        }
    }

    /// From `software` in a nodeinfo document.
    pub(super) fn of_nodeinfo(software: &Value<'_>) -> Self {
        let Some(name) = loose::line(software, "name", 40) else {
            return Self::Unknown;
        };
        let version = loose::line(software, "version", 80);
        match lower(&name).as_str() {
            "mastodon" | "hometown" | "glitchsoc" => Self::Mastodon {
                version: version.unwrap_or_default(),
            },
            lower => Self::Other {
                name: KNOWN
                    .iter()
                    .find(|(part, _)| *part == lower)
                    .map_or(name.clone(), |(_, known)| (*known).to_owned()),
                version,
            },
        }
    }
}

/// `2.7.2 (compatible; Akkoma 3.10.4-0-gebfb617)`: the custom by which others
/// say who they are; Iceshrimp.NET writes a slash for the space.
fn compatible(version: &str) -> Option<Software> {
    let (_, inner) = version.split_once("(compatible;")?;
    let inner = inner.trim().trim_end_matches(')').trim();
    let (name, own) = match inner.rsplit_once([' ', '/']) {
        Some((name, own)) => (name.trim(), Some(own.to_owned())),
        None => (inner, None),
    };
    (!name.is_empty()).then(|| Software::Other {
        name: name.to_owned(),
        version: own,
    })
}
