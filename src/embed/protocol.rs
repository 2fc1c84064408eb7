//! What the frame and the page around it say to each other: which messages of
//! the page are believed, and what may be sent to whom. The table for hosts is
//! in `docs/embedding.md`; `public/embed/v1.js` is the other side.

use crate::embed::accent::Rgb;
use crate::embed::options::Theme;

/// Who speaks.
pub const SOURCE: &str = "spread-picker";
/// The version of the protocol. It only grows: what breaks becomes a new one.
pub const VERSION: f64 = 1.0;

/// The heights that are asked for, in CSS pixels. Below is a mistake, above is
/// what a page may scroll in the frame.
pub const LOWEST: u32 = 200;
/// See [`LOWEST`].
pub const HIGHEST: u32 = 6000;

/// A field of a message, as far as we ever look at one.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// It is not there; what only a prototype has is not there.
    Absent,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// Anything else.
    Other,
}

impl Field {
    fn is(&self, expected: &str) -> bool {
        matches!(self, Self::Text(text) if text == expected)
    }
}

/// What the page asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inward {
    /// It is there and listens.
    Init,
    /// Other looks. `None` leaves a thing as it is, `Some(None)` puts it back.
    Config {
        /// The colours.
        theme: Option<Theme>,
        /// The host's own colour.
        accent: Option<Option<Rgb>>,
    },
}

/// What the frame tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outward {
    /// The picker works.
    Ready,
    /// The page's own height, in CSS pixels.
    Resize(u32),
    /// A question is shown: its number, of how many, its name.
    Step {
        /// From 1.
        index: u32,
        /// How many questions are asked.
        total: u32,
        /// Which one.
        name: &'static str,
        /// The answers as a query, for hosts that asked for them.
        answers: Option<String>,
    },
    /// Servers are recommended: how many.
    Results {
        /// How many.
        count: u32,
        /// The answers as a query, for hosts that asked for them.
        answers: Option<String>,
    },
    /// The visitor opens the sign-up page of this server.
    Select(String),
    /// Something does not work.
    Error(&'static str),
}

impl Outward {
    /// Its fields, beside those that each message has.
    #[must_use]
    pub fn fields(&self) -> (&'static str, Vec<(&'static str, Field)>) {
        let text = |text: &str| Field::Text(text.to_owned());
        let number = |n: u32| Field::Number(f64::from(n));
        let shared = |answers: &Option<String>| {
            answers
                .as_ref()
                .map(|answers| ("answers", Field::Text(answers.clone())))
        };
        match self {
            Self::Ready => ("ready", Vec::new()),
            Self::Resize(height) => {
                let height = (*height).clamp(LOWEST, HIGHEST);
                ("resize", vec![("height", number(height))])
            }
            Self::Step {
                index,
                total,
                name,
                answers,
            } => {
                let mut fields = vec![
                    ("index", number(*index)),
                    ("total", number(*total)),
                    ("name", text(name)),
                ];
                fields.extend(shared(answers));
                ("step", fields)
            }
            Self::Results { count, answers } => {
                let mut fields = vec![("count", number(*count))];
                fields.extend(shared(answers));
                ("results", fields)
            }
            Self::Select(domain) => ("select", vec![("domain", text(domain))]),
            Self::Error(code) => ("error", vec![("code", text(code))]),
        }
    }
}

/// What is known of the page around the frame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// The name that the page gave to this frame: in the address, or in its
    /// first message.
    pub id: Option<String>,
    /// The page's origin, learnt from its first valid message.
    origin: Option<String>,
}

impl Link {
    /// Not spoken to yet.
    #[must_use]
    pub const fn new(id: Option<String>) -> Self {
        Self { id, origin: None }
    }

    /// Whether the page has spoken: before, nothing is said but that we are ready.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.origin.is_some()
    }

    /// To whom messages go. A page without an origin of its own (opened from a
    /// disk, or in a sandbox) can be addressed by no name.
    #[must_use]
    pub fn target(&self) -> &str {
        match self.origin.as_deref() {
            None | Some("null" | "") => "*",
            Some(origin) => origin,
        }
    }

    /// Reads a message. `parent` says whether the window that sent it is the
    /// one around this frame, `origin` is the browser's word on where it comes
    /// from, `field` looks up a field of the message itself. What is not
    /// wholly right is nothing at all.
    pub fn hear(
        &mut self,
        parent: bool,
        origin: &str,
        field: impl Fn(&str) -> Field,
    ) -> Option<Inward> {
        let ours = field("source").is(SOURCE) && field("v") == Field::Number(VERSION);
        if !parent || !ours {
            return None;
        }
        if self.origin.as_deref().is_some_and(|known| known != origin) {
            return None;
        }
        let Field::Text(id) = field("id") else {
            return None;
        };
        if !is_id(&id) || self.id.as_ref().is_some_and(|known| *known != id) {
            return None;
        }
        match field("type") {
            Field::Text(kind) if kind == "init" => {
                self.id = Some(id);
                // A greeting is answered with a greeting, and that with another:
                // only the first one counts.
                let first = self.origin.replace(origin.to_owned()).is_none();
                first.then_some(Inward::Init)
            }
            Field::Text(kind) if kind == "config" && self.is_open() => {
                let theme = match field("theme") {
                    Field::Absent => None,
                    Field::Text(text) if text.is_empty() => Some(Theme::Auto),
                    Field::Text(text) => Some(Theme::parse(&text)?),
                    _ => return None,
                };
                let accent = match field("accent") {
                    Field::Absent => None,
                    Field::Text(text) if text.is_empty() => Some(None),
                    Field::Text(text) => Some(Some(Rgb::parse(&text)?)),
                    _ => return None,
                };
                Some(Inward::Config { theme, accent })
            }
            _ => None,
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
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    type Message = BTreeMap<&'static str, Field>;

    fn message(kind: &str) -> Message {
        BTreeMap::from([
            ("source", Field::Text(SOURCE.to_owned())),
            ("v", Field::Number(1.0)),
            ("id", Field::Text("a1".to_owned())),
            ("type", Field::Text(kind.to_owned())),
        ])
    }

    fn hear(link: &mut Link, parent: bool, origin: &str, message: &Message) -> Option<Inward> {
        link.hear(parent, origin, |key| {
            message.get(key).cloned().unwrap_or(Field::Absent)
        })
    }

    const HOST: &str = "https://host.example";

    fn open() -> Link {
        let mut link = Link::new(Some("a1".to_owned()));
        assert_eq!(
            hear(&mut link, true, HOST, &message("init")),
            Some(Inward::Init)
        );
        link
    }

    #[test]
    fn the_first_valid_message_tells_whom_to_speak_to() {
        let mut link = Link::new(None);
        assert_eq!((link.is_open(), link.target()), (false, "*"));
        assert_eq!(hear(&mut link, false, HOST, &message("init")), None);
        assert!(!link.is_open());
        assert_eq!(
            hear(&mut link, true, HOST, &message("init")),
            Some(Inward::Init)
        );
        assert_eq!((link.target(), link.id.as_deref()), (HOST, Some("a1")));
        // From now on nobody else is believed, under whatever name.
        let other = "https://evil.example";
        assert_eq!(hear(&mut link, true, other, &message("init")), None);
        let mut renamed = message("init");
        renamed.insert("id", Field::Text("b2".to_owned()));
        assert_eq!(hear(&mut link, true, HOST, &renamed), None);
        assert_eq!((link.target(), link.id.as_deref()), (HOST, Some("a1")));
        // One greeting is enough: two sides that answer each would never end.
        assert_eq!(hear(&mut link, true, HOST, &message("init")), None);
    }

    #[test]
    fn a_page_without_an_origin_is_spoken_to_all_the_same() {
        let mut link = Link::new(None);
        assert!(hear(&mut link, true, "null", &message("init")).is_some());
        assert_eq!(link.target(), "*");
        assert!(hear(&mut link, true, HOST, &message("init")).is_none());
    }

    #[test]
    fn looks_change_by_a_message_that_is_right_in_every_part() {
        let mut link = open();
        let mut config = message("config");
        assert_eq!(
            hear(&mut link, true, HOST, &config),
            Some(Inward::Config {
                theme: None,
                accent: None
            })
        );
        config.insert("theme", Field::Text("dark".to_owned()));
        config.insert("accent", Field::Text("#aa3300".to_owned()));
        assert_eq!(
            hear(&mut link, true, HOST, &config),
            Some(Inward::Config {
                theme: Some(Theme::Dark),
                accent: Some(Some(Rgb([0xaa, 0x33, 0]))),
            })
        );
        config.insert("accent", Field::Text(String::new()));
        config.insert("theme", Field::Text(String::new()));
        assert_eq!(
            hear(&mut link, true, HOST, &config),
            Some(Inward::Config {
                theme: Some(Theme::Auto),
                accent: Some(None),
            })
        );
        for (key, bad) in [
            ("theme", Field::Text("blue".to_owned())),
            ("theme", Field::Number(1.0)),
            ("theme", Field::Other),
            ("accent", Field::Text("red".to_owned())),
            ("accent", Field::Other),
        ] {
            let mut config = message("config");
            config.insert("theme", Field::Text("dark".to_owned()));
            config.insert(key, bad.clone());
            assert_eq!(hear(&mut link, true, HOST, &config), None, "{key} {bad:?}");
        }
        // Not before the page has greeted.
        let mut new = Link::new(Some("a1".to_owned()));
        assert_eq!(hear(&mut new, true, HOST, &message("config")), None);
    }

    #[test]
    fn forged_messages_are_nothing() {
        for (key, value) in [
            ("source", Field::Text("giscus".to_owned())),
            ("source", Field::Other),
            ("v", Field::Number(2.0)),
            ("v", Field::Number(f64::NAN)),
            ("v", Field::Text("1".to_owned())),
            ("v", Field::Absent),
            ("id", Field::Text("b2".to_owned())),
            ("id", Field::Text(String::new())),
            ("id", Field::Text("a".repeat(65))),
            ("id", Field::Text("a1\n".to_owned())),
            ("id", Field::Number(1.0)),
            ("id", Field::Absent),
            ("type", Field::Text("ready".to_owned())),
            ("type", Field::Text("__proto__".to_owned())),
            ("type", Field::Other),
            ("type", Field::Absent),
        ] {
            let mut forged = message("init");
            forged.insert(key, value.clone());
            let mut link = Link::new(Some("a1".to_owned()));
            assert_eq!(
                hear(&mut link, true, HOST, &forged),
                None,
                "{key} {value:?}"
            );
            assert!(!link.is_open(), "{key} {value:?}");
        }
    }

    #[test]
    fn heights_out_of_bounds_are_not_sent() {
        for (height, sent) in [
            (0, 200),
            (199, 200),
            (640, 640),
            (6001, 6000),
            (u32::MAX, 6000),
        ] {
            let (kind, fields) = Outward::Resize(height).fields();
            assert_eq!(kind, "resize");
            assert_eq!(fields, [("height", Field::Number(f64::from(sent)))]);
        }
    }

    fn field() -> impl Strategy<Value = Field> {
        prop_oneof![
            Just(Field::Absent),
            Just(Field::Other),
            any::<f64>().prop_map(Field::Number),
            Just(Field::Number(1.0)),
            "(init|config|spread-picker|a1|dark|#aa3300|\\PC{0,8})".prop_map(Field::Text),
        ]
    }

    proptest! {
        /// Whatever comes: it is believed only if each field that every
        /// message has is exactly right.
        #[test]
        fn nothing_is_believed_by_half(
            parent: bool,
            source in field(), v in field(), id in field(), kind in field(),
            theme in field(), accent in field(),
        ) {
            let given = BTreeMap::from([
                ("source", source), ("v", v), ("id", id), ("type", kind),
                ("theme", theme), ("accent", accent),
            ]);
            let mut link = open();
            let right = parent
                && given["source"] == Field::Text(SOURCE.to_owned())
                && given["v"] == Field::Number(1.0)
                && given["id"] == Field::Text("a1".to_owned());
            let heard = hear(&mut link, parent, HOST, &given);
            if heard.is_some() {
                prop_assert!(right);
            }
            prop_assert_ne!(heard, Some(Inward::Init));
            prop_assert_eq!(link.target(), HOST);
            prop_assert_eq!(hear(&mut link, true, "https://evil.example", &given), None);
        }
    }
}
