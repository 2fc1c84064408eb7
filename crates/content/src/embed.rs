//! What the page about embedding, its builder and oEmbed say about the embed.

/// Stands for the site's address where it is not known.
pub const UNKNOWN_SITE: &str = "https://this-site.example";

/// What the frame may do: all that the picker needs, and no more.
pub const SANDBOX: &str =
    "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox";

/// The width that a pasted frame has in pixels where its page cannot say 100 %.
pub const WIDTH: u32 = 600;
/// The height of a pasted frame in pixels.
pub const HEIGHT: u32 = 900;

/// The options in the order of the table, each with the name of the message that
/// lists its values: `embed.values_NAME`.
pub const OPTIONS: [(&str, &str); 18] = [
    ("theme", "theme"),
    ("accent", "colour"),
    ("layout", "layout"),
    ("heading", "switch"),
    ("powered", "switch"),
    ("topic", "topic"),
    ("lang", "lang"),
    ("text", "text"),
    ("signup", "signup"),
    ("size", "size"),
    ("region", "region"),
    ("locked", "locked"),
    ("servers", "servers"),
    ("answers", "answers"),
    ("storage", "switch"),
    ("height", "height"),
    ("title", "title"),
    ("hl", "hl"),
];

/// The events and the fields of their details.
pub const EVENTS: [(&str, &str); 6] = [
    ("ready", ""),
    ("resize", "height"),
    ("step", "index, total, name"),
    ("results", "count"),
    ("select", "domain"),
    ("error", "code"),
];

/// The regions that can be chosen.
pub const REGIONS: [&str; 6] = [
    "africa",
    "asia",
    "europe",
    "north_america",
    "oceania",
    "south_america",
];

/// The three ways in, as they can be pasted, for a site at this address (without
/// a slash at its end).
#[must_use]
pub fn snippets(site: &str) -> [(&'static str, String); 3] {
    let script = format!("<script async src=\"{site}/embed/v1.js\"></script>");
    [
        (
            "link",
            format!(
                "<a class=\"spread-picker\" href=\"{site}/servers/\">Find your Mastodon server</a>\n{script}"
            ),
        ),
        (
            "element",
            format!("<spread-picker></spread-picker>\n{script}"),
        ),
        ("frame", frame(site, "100%", HEIGHT)),
    ]
}

/// The picker as a plain frame; also what oEmbed hands out.
#[must_use]
pub fn frame(site: &str, width: &str, height: u32) -> String {
    format!(
        "<iframe src=\"{site}/embed/\" title=\"Find a Mastodon server\" width=\"{width}\" \
         height=\"{height}\" loading=\"lazy\" referrerpolicy=\"no-referrer\" style=\"border:0\" \
         sandbox=\"{SANDBOX}\"></iframe>"
    )
}
