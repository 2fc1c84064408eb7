//! `content/invites.toml`: texts of invitations.

use std::collections::BTreeMap;

use spread::{post, template};

use crate::hashtags::language;
use crate::page::{INVITATION_KINDS, INVITATION_WAYS, LEAVING};
use crate::reader::Reader;
use crate::table::Table;

const FILE: &str = "content/invites.toml";

/// The room that is kept for the writer's address: `@name@server`.
const ADDRESS: usize = 40;

/// A text that invites somebody.
#[derive(Debug)]
pub struct Invitation {
    /// The tag of its language.
    pub language: String,
    /// Whom it is for: one of [`INVITATION_KINDS`].
    pub kind: String,
    /// How it is sent: one of [`INVITATION_WAYS`].
    pub way: String,
    /// The subject, for a mail.
    pub subject: Option<String>,
    /// The text, with places for values.
    pub text: String,
}

/// Reads the file. Each language must have all texts.
pub(crate) fn read(reader: &mut Reader<'_>) -> Vec<Invitation> {
    let all = reader.rows(FILE, "invitation", invitation);
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for it in &all {
        *languages.entry(&it.language).or_default() += 1;
    }
    let missing: Vec<String> = languages
        .keys()
        .flat_map(|language| {
            let all = &all;
            combinations()
                .filter(move |(kind, way)| {
                    let is = |it: &&Invitation| {
                        it.language == **language && it.kind == *kind && it.way == *way
                    };
                    all.iter().filter(is).count() != 1
                })
                .map(move |(kind, way)| {
                    format!("{language} needs exactly one text for kind {kind}, way {way}")
                })
        })
        .collect();
    for message in missing {
        reader.problem(FILE, 1, message);
    }
    all
}

fn combinations() -> impl Iterator<Item = (&'static str, &'static str)> {
    INVITATION_KINDS
        .into_iter()
        .flat_map(|kind| INVITATION_WAYS.into_iter().map(move |way| (kind, way)))
}

fn invitation(row: &mut Table<'_, '_>) -> Invitation {
    let language = language(row);
    let one_of = |known: &[&'static str], text: &str| {
        known.iter().find(|it| **it == text).copied().map(str::to_owned)
    };
    let kind = row.key("kind", &INVITATION_KINDS.join(", "), |it| {
        one_of(&INVITATION_KINDS, it)
    });
    let way = row.key("way", &INVITATION_WAYS.join(", "), |it| {
        one_of(&INVITATION_WAYS, it)
    });
    let (kind, way) = (kind.unwrap_or_default(), way.unwrap_or_default());
    let subject = row.text("subject");
    if subject.is_some() != (way == "mail") {
        let span = row.span.clone();
        let message = "a mail needs a `subject`, and nothing else has one";
        row.file.problem(&span, message);
    }
    let text = row.required("text");
    if let Some(text) = &text
        && let Some(message) = fault(text.get_ref(), &kind, &way)
    {
        row.file.problem(&text.span(), message);
    }
    Invitation {
        language,
        kind,
        way,
        subject: subject.map(toml::Spanned::into_inner),
        text: text.map(toml::Spanned::into_inner).unwrap_or_default(),
    }
}

/// What is wrong with a text.
fn fault(text: &str, kind: &str, way: &str) -> Option<String> {
    let leaving = LEAVING.contains(&kind);
    let wanted: &[&str] = if leaving { &["address", "link"] } else { &["link"] };
    let mut places: Vec<&str> = template::places(text).collect();
    places.sort_unstable();
    if places != wanted {
        return Some(format!(
            "the text must have each of these places once, and no other: {}",
            wanted.join(", ")
        ));
    }
    let filled = template::fill(
        text,
        &[
            ("link", "https://a.example/"),
            ("address", &"x".repeat(ADDRESS)),
        ],
    );
    let (length, limit, counts) = if leaving {
        let length = post::length_elsewhere(&filled);
        (length, post::LIMIT_ELSEWHERE, "the network that is left")
    } else {
        // Letters are counted by characters here: never fewer than people see.
        let length = post::length(&filled, |text| text.chars().count());
        (length, post::LIMIT, "Mastodon")
    };
    (way == "post" && length > limit)
        .then(|| format!("the post is {length} long as {counts} counts, {limit} at most"))
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn a_text_has_its_places_and_is_short_enough() {
        assert_eq!(fault("See {link}", "friend", "post"), None);
        assert_eq!(fault("I am {address}: {link}", "here", "post"), None);
        for (text, kind) in [
            ("See", "friend"),
            ("{link} {link}", "friend"),
            ("{link} {name}", "friend"),
            ("{link}", "here"),
            ("{address} {link}", "friend"),
        ] {
            assert!(fault(text, kind, "chat").is_some(), "{text}");
        }
        let long = |length: usize| format!("{} {{link}}", "x".repeat(length));
        assert_eq!(fault(&long(476), "friend", "post"), None);
        let why = fault(&long(477), "friend", "post").unwrap();
        assert!(why.contains("501 long"), "{why}");
        assert_eq!(fault(&long(477), "friend", "mail"), None);
        let elsewhere = |length: usize| format!("{} {{address}} {{link}}", "x".repeat(length));
        assert_eq!(fault(&elsewhere(215), "moving", "post"), None);
        assert!(fault(&elsewhere(216), "moving", "post").is_some());
    }
}
