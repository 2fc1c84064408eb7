//! The options of the embed: the one list of their names. `public/embed/v1.js` and
//! `public/embed/first.js` have to repeat them, as the page for hosts does
//! (`content::embed::OPTIONS`); tests compare.

use picker::query::key;

/// The names of the options that are no answers.
pub mod option {
    /// The frame's name in messages; given by `v1.js`, not by hosts.
    pub const ID: &str = "id";
    /// The language of the texts.
    pub const LANGUAGE: &str = "hl";
    /// The colour scheme: [`super::Theme`].
    pub const THEME: &str = "theme";
    /// The host's own colour.
    pub const ACCENT: &str = "accent";
    /// The questions that are not asked, by the names of their answers.
    pub const LOCKED: &str = "locked";
    /// The only servers to recommend.
    pub const SERVERS: &str = "servers";
    /// `full` or `compact`.
    pub const LAYOUT: &str = "layout";
    /// Whether there is a heading above the questions.
    pub const HEADING: &str = "heading";
    /// Whether there is a line that says where the picker comes from.
    pub const POWERED: &str = "powered";
    /// `share`: the host is sent the answers.
    pub const ANSWERS: &str = "answers";

    /// All of them: they stay in the frame's address at every step.
    pub const ALL: [&str; 10] = [
        ID, LANGUAGE, THEME, ACCENT, LOCKED, SERVERS, LAYOUT, HEADING, POWERED, ANSWERS,
    ];
}

/// The options that hosts can choose, as attributes (`data-theme`) or in the
/// address of a frame.
pub const FOR_HOSTS: [&str; 18] = [
    option::LANGUAGE,
    option::THEME,
    option::ACCENT,
    key::TOPIC,
    key::LANGUAGE,
    key::TEXT,
    key::SIGN_UP,
    key::SIZE,
    key::REGION,
    key::LEGAL_FORM,
    key::AGE,
    key::FLEXIBLE,
    option::LOCKED,
    option::SERVERS,
    option::LAYOUT,
    option::HEADING,
    option::POWERED,
    option::ANSWERS,
];

/// Those of [`FOR_HOSTS`] that the document of the frame can show without the
/// program; with any other, it waits for it (`public/embed/first.js`).
pub const WITHOUT_PROGRAM: [&str; 5] = [
    option::THEME,
    option::LAYOUT,
    option::HEADING,
    option::POWERED,
    option::SERVERS,
];

/// Light, dark, or as the visitor's system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the visitor's system has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Reads `auto`, `light` or `dark`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "auto" => Some(Self::Auto),
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }

    /// Its value on the document; `None` for the system's own.
    #[must_use]
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// Whether a text can be the name of a frame.
#[must_use]
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::{FOR_HOSTS, WITHOUT_PROGRAM};
    use content::embed::{OPTIONS, SANDBOX};

    /// The names in a list of a script, after `start`.
    fn names<'a>(script: &'a str, start: &str) -> Vec<&'a str> {
        let list = script.split_once(start).unwrap().1;
        let list = list.split_once(']').unwrap().0;
        let names = list.split(',').map(|it| it.trim().trim_matches('"'));
        names.filter(|it| !it.is_empty()).collect()
    }

    #[test]
    fn the_scripts_know_the_same_options() {
        let loader = include_str!("../../public/embed/v1.js");
        assert_eq!(names(loader, "const OPTIONS = ["), FOR_HOSTS);
        let first = include_str!("../../public/embed/first.js");
        let mut waits: Vec<&str> = FOR_HOSTS.to_vec();
        waits.retain(|name| !WITHOUT_PROGRAM.contains(name));
        let mut found = names(first, "const later = [");
        found.sort_unstable();
        waits.sort_unstable();
        assert_eq!(found, waits);
        let granted = SANDBOX.split(' ');
        for permission in granted {
            assert!(loader.contains(permission), "{permission}");
        }
    }

    #[test]
    fn every_option_that_the_page_for_hosts_explains_is_read() {
        let loader = include_str!("../../public/embed/v1.js");
        for (name, _) in OPTIONS {
            // Some are for the loader alone: the frame does not see them.
            let read = FOR_HOSTS.contains(&name) || loader.contains(&format!("\"{name}\""));
            assert!(read, "{name} is explained and does nothing");
        }
    }
}
