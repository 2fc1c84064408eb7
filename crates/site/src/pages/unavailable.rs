//! What a page with the picker says when the program cannot run, in sections
//! below the app. `public/boot.js` shows the one for what has happened; the one
//! for "not started yet" shows by itself after eight seconds (style/base.css), so
//! that it also stands there when no script runs at all.

use super::context::Site;
use super::document::escaped;

/// Why the program may not run: the values that `boot.js` knows, and messages.
const REASONS: [(&str, &str); 5] = [
    ("load", "picker.broken_load"),
    ("stopped", "picker.broken_stopped"),
    ("webassembly", "picker.broken_webassembly"),
    ("old", "picker.broken_old"),
    ("misplaced", "picker.broken_misplaced"),
];

/// The sections of a page; nothing on pages that are only read.
pub(crate) fn section(site: &Site<'_>, route: &str) -> String {
    let framed = match route {
        "servers/" => false,
        "embed/" => true,
        _ => return String::new(),
    };
    let text = |key: &str| escaped(&site.text(key));
    let link = if framed {
        format!(
            "<a href=\"{}\" target=\"_blank\" rel=\"noopener\">{}</a>",
            escaped(&site.path("servers/")),
            text("picker.broken_frame_link")
        )
    } else {
        format!(
            "<a href=\"{}\">{}</a>",
            escaped(&site.path("servers/all/")),
            text("picker.broken_link")
        )
    };
    let reasons: String = REASONS
        .iter()
        .map(|(key, message)| format!("<p data-why=\"{key}\" hidden>{}</p>", text(message)))
        .collect();
    format!(
        "<section id=\"broken\" class=\"notice problem\" role=\"alert\" hidden><h2>{}</h2>{reasons}<p>{link}</p></section>\
         <section id=\"late\" class=\"notice\"><h2>{}</h2><p>{} {link}</p></section>",
        text("picker.broken"),
        text("picker.late"),
        text("picker.late_text"),
    )
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
    use super::REASONS;

    #[test]
    fn the_script_knows_the_same_reasons() {
        let boot = include_str!("../../../../public/boot.js");
        for (key, _) in REASONS {
            assert!(boot.contains(&format!("\"{key}\"")), "{key}");
        }
    }
}
