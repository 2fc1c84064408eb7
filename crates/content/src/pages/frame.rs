//! What is around every page.

use super::input::Input;
use crate::page::{Frame, NavLink};

/// The pages of the header, in order, and the messages of their short names.
const HEADER: [(&str, &str); 4] = [
    ("servers/", "nav.find"),
    ("fill/", "nav.fill"),
    ("different/", "nav.different"),
    ("about/", "nav.about"),
];

/// The same of the footer.
const FOOTER: [(&str, &str); 15] = [
    ("about/", "nav.about"),
    ("different/", "nav.different"),
    ("network/", "nav.network"),
    ("networks/", "nav.networks"),
    ("articles/", "nav.articles"),
    ("movement/", "nav.movement"),
    ("fill/", "nav.fill"),
    ("apps/", "nav.apps"),
    ("invite/", "nav.invite"),
    ("print/", "nav.print"),
    ("join-in/", "nav.join_in"),
    ("follow-me/", "nav.follow_me"),
    ("follow/", "nav.follow"),
    ("on-your-page/", "nav.embed"),
    ("privacy/", "nav.privacy"),
];

/// Header, footer and the site's addresses.
#[must_use]
pub fn frame(input: &Input<'_>) -> Frame {
    let links = |links: &[(&str, &str)]| {
        let links = links.iter().map(|(route, label)| NavLink {
            route: (*route).to_owned(),
            label: input.words.text(label),
        });
        links.collect()
    };
    Frame {
        base: input.base.to_owned(),
        address: input.address.map(str::to_owned),
        name: input.words.text("frame.name"),
        // Without "nav": the names of the links stand in the links.
        words: input.words.sections(&["frame", "site"]),
        header: links(&HEADER),
        footer: links(&FOOTER),
    }
}
