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

/// A way to put the picker on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A link, which a script turns into the picker.
    Link,
    /// An element, which a script makes.
    Element,
    /// A plain frame.
    Frame,
}

impl Way {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Link, Self::Element, Self::Frame];

    /// Its name in messages (`embed.way_KEY`) and forms.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Element => "element",
            Self::Frame => "frame",
        }
    }

    /// The way of that name.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.key() == key)
    }
}

/// The text to paste into a page, with options (see [`OPTIONS`]) by name and
/// value, for a site at this address (without a slash at its end).
#[must_use]
pub fn snippet(way: Way, options: &[(&str, String)], site: &str) -> String {
    let attributes: String = options
        .iter()
        .map(|(name, value)| format!(" data-{name}=\"{}\"", escape(value)))
        .collect();
    let place = escape(site);
    let script = format!("<script async src=\"{place}/embed/v1.js\"></script>");
    match way {
        Way::Link => format!(
            "<a class=\"spread-picker\" href=\"{place}/servers/\"{attributes}>Find your Mastodon server</a>\n{script}"
        ),
        Way::Element => format!("<spread-picker{attributes}></spread-picker>\n{script}"),
        Way::Frame => frame(options, site, "100%", HEIGHT),
    }
}

/// The picker as a plain frame; also what oEmbed hands out.
#[must_use]
pub fn frame(options: &[(&str, String)], site: &str, width: &str, height: u32) -> String {
    let query: Vec<String> = options
        .iter()
        .map(|(name, value)| format!("{name}={}", picker::percent::encode(value)))
        .collect();
    let query = query.join("&");
    let mark = if query.is_empty() { "" } else { "?" };
    let address = escape(&format!("{site}/embed/{mark}{query}"));
    format!(
        "<iframe src=\"{address}\" title=\"Find a Mastodon server\" width=\"{width}\" \
         height=\"{height}\" loading=\"lazy\" referrerpolicy=\"no-referrer\" style=\"border:0\" \
         sandbox=\"{SANDBOX}\"></iframe>"
    )
}

/// A text as the value of an attribute. Control characters, some of which HTML cannot
/// hold and others end the line, become spaces.
fn escape(text: &str) -> String {
    text.replace(char::is_control, " ")
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::{OPTIONS, SANDBOX, Way, snippet};
    use html5gum::{Error, Token, Tokenizer};
    use picker::query;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const SITE: &str = "https://a.example/spread";

    #[test]
    fn each_way_carries_the_options() {
        let options = [
            ("theme", "dark".to_owned()),
            ("lang", "de,pt-BR".to_owned()),
        ];
        let link = snippet(Way::Link, &options, SITE);
        let element = snippet(Way::Element, &options, SITE);
        let frame = snippet(Way::Frame, &options, SITE);
        let attributes = "data-theme=\"dark\" data-lang=\"de,pt-BR\"";
        assert!(link.starts_with(&format!(
            "<a class=\"spread-picker\" href=\"{SITE}/servers/\" {attributes}>"
        )));
        assert!(element.starts_with(&format!("<spread-picker {attributes}></spread-picker>")));
        assert!(frame.contains(&format!(
            "src=\"{SITE}/embed/?theme=dark&amp;lang=de%2Cpt-BR\""
        )));
        for text in [link, element] {
            let script = format!("<script async src=\"{SITE}/embed/v1.js\"></script>");
            assert!(text.ends_with(&script), "{text}");
        }
    }

    #[test]
    fn a_value_stays_inside_its_attribute() {
        let options = [("text", "\"><script>&".to_owned())];
        let link = snippet(Way::Link, &options, SITE);
        assert!(
            link.contains("data-text=\"&quot;>&lt;script>&amp;\""),
            "{link}"
        );
        let frame = snippet(Way::Frame, &options, SITE);
        assert!(frame.contains("?text=%22%3E%3Cscript%3E%26\""), "{frame}");
    }

    #[test]
    fn a_plain_frame_has_no_question_mark() {
        let frame = snippet(Way::Frame, &[], SITE);
        assert!(frame.contains(&format!("src=\"{SITE}/embed/\"")), "{frame}");
    }

    #[test]
    fn ways_are_found_by_their_names() {
        for way in Way::ALL {
            assert_eq!(Way::parse(way.key()), Some(way));
        }
        assert_eq!(Way::parse("carrier-pigeon"), None);
    }

    /// HTML as a browser reads it: `<name` with its attributes, `</name`, and text.
    type Piece = (String, BTreeMap<String, String>);

    fn piece(name: &str, attributes: &[(&str, &str)]) -> Piece {
        let attributes = attributes.iter();
        let attributes = attributes.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        (name.to_owned(), attributes.collect())
    }

    fn read(html: &str) -> Vec<Piece> {
        let of = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let read = |token| match token {
            Token::StartTag(tag) => Some({
                let attributes = tag.attributes.iter();
                let attributes = attributes.map(|(name, value)| (of(name), of(value)));
                (format!("<{}", of(&tag.name)), attributes.collect())
            }),
            Token::EndTag(tag) => Some(piece(&format!("</{}", of(&tag.name)), &[])),
            Token::String(text) => Some(piece(&of(&text), &[])),
            // A code point without a meaning is kept as it is.
            Token::Error(error) if error.value == Error::NoncharacterInInputStream => None,
            // Anything else that is wrong with the markup is a token, too.
            other => panic!("{other:?} in {html}"),
        };
        Tokenizer::new(html).flatten().filter_map(read).collect()
    }

    /// Any text, and what has a meaning in markup.
    fn value() -> impl Strategy<Value = String> {
        let marks = "([\"'<>&;=/# \n\r\t\u{0}]|&quot;|&lt|&#x22|&copy|--|on|a){0,16}";
        prop_oneof!["(?s).{0,24}", marks]
    }

    proptest! {
        #[test]
        fn no_value_and_no_address_leaves_its_place(
            names in prop::sample::subsequence(&OPTIONS[..], 0..=OPTIONS.len()),
            values in prop::collection::vec(value(), OPTIONS.len()),
            // What a path may have unencoded (RFC 3986, section 3.3).
            path in "(/[a-z0-9!$&'()*+,;=:@~._-]{0,8}|/&(copy|lt|amp;|quot)){0,3}",
        ) {
            let site = format!("https://a.example{path}");
            let names = names.into_iter().map(|(name, _)| name);
            let options: Vec<(&str, String)> = names.zip(values).collect();
            let shown: Vec<(String, String)> = options
                .iter()
                .map(|(name, value)| (format!("data-{name}"), value.replace(char::is_control, " ")))
                .collect();
            let with = |name: &str, attributes: &[(&str, &str)]| {
                let mut tag = piece(name, attributes);
                tag.1.extend(shown.clone());
                tag
            };
            let servers = format!("{site}/servers/");
            let loader = format!("{site}/embed/v1.js");
            let script = [
                piece("\n", &[]),
                piece("<script", &[("async", ""), ("src", &loader)]),
                piece("</script", &[]),
            ];

            let link = [
                with("<a", &[("class", "spread-picker"), ("href", &servers)]),
                piece("Find your Mastodon server", &[]),
                piece("</a", &[]),
            ];
            let read_link = read(&snippet(Way::Link, &options, &site));
            prop_assert_eq!(read_link, [&link[..], &script].concat());

            let element = [with("<spread-picker", &[]), piece("</spread-picker", &[])];
            let read_element = read(&snippet(Way::Element, &options, &site));
            prop_assert_eq!(read_element, [&element[..], &script].concat());

            let read_frame = read(&snippet(Way::Frame, &options, &site));
            let src = read_frame[0].1["src"].clone();
            let frame = piece("<iframe", &[
                ("src", &src), ("title", "Find a Mastodon server"), ("width", "100%"),
                ("height", "900"), ("loading", "lazy"), ("referrerpolicy", "no-referrer"),
                ("style", "border:0"), ("sandbox", SANDBOX),
            ]);
            prop_assert_eq!(read_frame, [frame, piece("</iframe", &[])]);
            let page = format!("{site}/embed/");
            let query = src.strip_prefix(&page).unwrap();
            let said: Vec<(String, String)> = query::pairs(query).collect();
            let given: Vec<(String, String)> =
                options.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            prop_assert_eq!(said, given);
        }
    }
}
