//! What is around every page.

use super::input::Input;
use crate::page::{Frame, NavLink};

/// The pages of the header, in order, and the messages of their short names.
const HEADER: [(&str, &str); 4] = [
    ("servers/", "frame.nav_find"),
    ("fill/", "frame.nav_fill"),
    ("different/", "frame.nav_different"),
    ("about/", "frame.nav_about"),
];

/// The same of the footer.
const FOOTER: [(&str, &str); 15] = [
    ("about/", "frame.nav_about"),
    ("different/", "frame.nav_different"),
    ("network/", "frame.nav_network"),
    ("networks/", "frame.nav_networks"),
    ("articles/", "frame.nav_articles"),
    ("movement/", "frame.nav_movement"),
    ("fill/", "frame.nav_fill"),
    ("apps/", "frame.nav_apps"),
    ("invite/", "frame.nav_invite"),
    ("print/", "frame.nav_print"),
    ("join-in/", "frame.nav_join_in"),
    ("follow-me/", "frame.nav_follow_me"),
    ("follow/", "frame.nav_follow"),
    ("on-your-page/", "frame.nav_embed"),
    ("privacy/", "frame.nav_privacy"),
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
        words: input.words.sections(&["frame", "site"]),
        header: links(&HEADER),
        footer: links(&FOOTER),
    }
}
