//! What a page says when its program cannot run, in sections below the app.
//! `public/boot.js` shows the one for what has happened (`#broken`); the one for "not
//! started yet" (`#late`) shows by itself after eight seconds (style/base.css), so that
//! it also stands there when no script runs at all.

use super::context::Site;
use super::document::{Loads, escaped};
use std::fmt::Write as _;

/// Why the program may not run: the values that `boot.js` knows, and messages.
const REASONS: [(&str, &str); 6] = [
    ("load", "program.load"),
    STOPPED,
    ("webassembly", "program.webassembly"),
    ("refused", "program.refused"),
    ("old", "program.old"),
    ("misplaced", "program.misplaced"),
];

/// The only one on pages that are whole without the program.
const STOPPED: (&str, &str) = ("stopped", "program.stopped");

/// Whether some of a page, by its route and its HTML, waits for the program. Every
/// other page is whole without.
fn waits(route: &str, html: &str) -> bool {
    Loads::of(route) != Loads::Idle
        || ["<form", "<button", "needs-program"]
            .iter()
            .any(|sign| html.contains(sign))
}

/// The sections of a page, whose app is `html`. `routes` are those of all pages.
pub(crate) fn section<'a>(
    site: &Site<'_>,
    route: &str,
    html: &str,
    routes: impl Iterator<Item = &'a str> + Clone,
) -> String {
    let text = |key: &str| escaped(&site.text(key));
    let reason = |(key, message): (&str, &str)| {
        format!("<p data-why=\"{key}\" hidden>{}</p>", text(message))
    };
    const BROKEN: &str = "<section id=\"broken\" class=\"notice problem\" role=\"alert\"";
    if !waits(route, html) {
        return format!("{BROKEN} data-whole hidden>{}</section>", reason(STOPPED));
    }
    let way_on = match route {
        "embed/" => format!(
            "<a href=\"{}\" target=\"_blank\" rel=\"noopener\">{}</a>",
            escaped(&site.path("servers/")),
            text("program.frame_link")
        ),
        "servers/" | "servers/at/" => format!(
            "<a href=\"{}\">{}</a>",
            escaped(&site.path("servers/all/")),
            text("program.link")
        ),
        _ => text("program.rest"),
    };
    let listed = match route {
        "servers/" => listed(&["topic", "language"], routes),
        // In a frame the first question is all there is without the program.
        "embed/" => listed(&["topic"], routes),
        _ => String::new(),
    };
    let reasons: String = REASONS.into_iter().map(reason).collect();
    format!(
        "{BROKEN}{listed} hidden><h2>{}</h2>{reasons}<p>{way_on}</p></section>\
         <section id=\"late\" class=\"notice\"><h2>{}</h2><p>{} {way_on}</p></section>",
        text("program.broken"),
        text("program.late"),
        text("program.late_text"),
    )
}

/// The parts of the list of all servers that have a page: what the form of a question
/// may lead to (`listed()` in `boot.js`).
fn listed<'a>(kinds: &[&str], routes: impl Iterator<Item = &'a str> + Clone) -> String {
    let mut out = String::new();
    for kind in kinds {
        let folder = format!("servers/all/{kind}/");
        let names = routes
            .clone()
            .filter_map(|route| route.strip_prefix(&folder)?.strip_suffix('/'));
        let names: Vec<&str> = names.collect();
        let _ = write!(out, " data-{kind}=\"{}\"", escaped(&names.join(" ")));
    }
    out
}

/// For browsers without scripts: what leads nowhere without them steps aside.
pub(crate) fn without_scripts(site: &Site<'_>) -> String {
    format!(
        "<noscript><link rel=\"stylesheet\" href=\"{}\"></noscript>",
        escaped(&site.path("no-script.css"))
    )
}

#[cfg(test)]
mod tests {
    use super::{REASONS, listed, waits};

    #[test]
    fn the_script_knows_the_same_reasons() {
        let boot = include_str!("../../../../public/boot.js");
        for (key, _) in REASONS {
            assert!(boot.contains(&format!("\"{key}\"")), "{key}");
        }
    }

    #[test]
    fn a_page_waits_for_what_only_the_program_answers() {
        assert!(waits("servers/at/", "<h1>One server</h1>"));
        assert!(waits("invite/", "<form class=\"builder\">"));
        assert!(waits("follow/", "<p class=\"needs-program\">"));
        assert!(!waits("articles/", "<a href=\"/\">Home</a>"));
    }

    #[test]
    fn only_parts_of_the_list_with_a_page_are_named() {
        let routes = [
            "servers/",
            "servers/all/",
            "servers/all/topic/art/",
            "servers/all/topic/open-source/",
            "servers/all/language/de/",
            "servers/all/region/europe/",
        ];
        assert_eq!(
            listed(&["topic", "language"], routes.into_iter()),
            " data-topic=\"art open-source\" data-language=\"de\""
        );
    }
}
