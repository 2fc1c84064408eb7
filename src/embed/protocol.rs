//! The messages between the frame and the page around it (the host): which of
//! the host's are accepted, and what is sent. The table for hosts is in
//! `docs/embedding.md`; `public/embed/v1.js` is the other side.

use crate::embed::accent::Rgb;
use crate::embed::options::{Theme, is_id};
use crate::platform::frame::Field;

/// What messages of both sides carry in `source`.
pub const SOURCE: &str = "spread-picker";
/// The version of the protocol. It only grows: what breaks becomes a new one.
pub const VERSION: f64 = 1.0;

/// The least height that is asked for, in CSS pixels: less is a mistake of
/// measuring.
pub const LOWEST: u32 = 200;
/// The greatest height that is asked for, in CSS pixels: what is higher is
/// scrolled in the frame.
pub const HIGHEST: u32 = 6000;

/// A message of the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostMessage {
    /// It listens.
    Init,
    /// Other looks. `None` leaves a thing as it is, `Some(None)` puts it back.
    Config {
        /// The colours.
        theme: Option<Theme>,
        /// The host's own colour.
        accent: Option<Option<Rgb>>,
    },
}

/// A message of the frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrameMessage {
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

impl FrameMessage {
    /// The whole message, from the frame with this name.
    #[must_use]
    pub fn fields(&self, id: Option<&str>) -> Vec<(&'static str, Field)> {
        let text = |text: &str| Field::Text(text.to_owned());
        let (kind, own) = self.own_fields();
        let mut fields = vec![
            ("source", text(SOURCE)),
            ("v", Field::Number(VERSION)),
            ("id", text(id.unwrap_or_default())),
            ("type", text(kind)),
        ];
        fields.extend(own);
        fields
    }

    /// Its type, and the fields that only messages of this type have.
    fn own_fields(&self) -> (&'static str, Vec<(&'static str, Field)>) {
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

/// What is known of the host.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Host {
    /// The name that the page gave to this frame: in the address, or in its
    /// first message.
    pub id: Option<String>,
    /// Its origin, known from its first valid message.
    origin: Option<String>,
}

impl Host {
    /// Before its first message.
    #[must_use]
    pub const fn new(id: Option<String>) -> Self {
        Self { id, origin: None }
    }

    /// Whether a valid message has come: before, only `ready` is sent.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.origin.is_some()
    }

    /// The origin that messages are sent to. A page without an origin of its own
    /// (opened from a disk, or in a sandbox) can only be sent to as `*`.
    #[must_use]
    pub fn target(&self) -> &str {
        match self.origin.as_deref() {
            None | Some("null" | "") => "*",
            Some(origin) => origin,
        }
    }

    /// Reads a message. `parent` says whether the window that sent it is the one
    /// around this frame, `origin` is where it comes from according to the
    /// browser, `field` looks up a field of the message itself. `None` unless
    /// every part of it is right.
    pub fn receive(
        &mut self,
        parent: bool,
        origin: &str,
        field: impl Fn(&str) -> Field,
    ) -> Option<HostMessage> {
        // Nothing is looked up in messages of others.
        let ours = parent
            && field("source") == Field::Text(SOURCE.to_owned())
            && field("v") == Field::Number(VERSION);
        if !ours {
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
                // Only the first one counts: both sides answer `init` with `ready`,
                // and could go on for ever.
                let first = self.origin.replace(origin.to_owned()).is_none();
                first.then_some(HostMessage::Init)
            }
            Field::Text(kind) if kind == "config" && self.is_known() => {
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
                Some(HostMessage::Config { theme, accent })
            }
            _ => None,
        }
    }
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

    fn receive(
        host: &mut Host,
        parent: bool,
        origin: &str,
        message: &Message,
    ) -> Option<HostMessage> {
        host.receive(parent, origin, |key| {
            message.get(key).cloned().unwrap_or(Field::Absent)
        })
    }

    const ORIGIN: &str = "https://host.example";

    fn known() -> Host {
        let mut host = Host::new(Some("a1".to_owned()));
        assert_eq!(
            receive(&mut host, true, ORIGIN, &message("init")),
            Some(HostMessage::Init)
        );
        host
    }

    #[test]
    fn the_first_valid_message_tells_the_origin() {
        let mut host = Host::new(None);
        assert_eq!((host.is_known(), host.target()), (false, "*"));
        assert_eq!(receive(&mut host, false, ORIGIN, &message("init")), None);
        assert!(!host.is_known());
        assert_eq!(
            receive(&mut host, true, ORIGIN, &message("init")),
            Some(HostMessage::Init)
        );
        assert_eq!((host.target(), host.id.as_deref()), (ORIGIN, Some("a1")));
        // From now on no other origin is accepted, under whatever name.
        let other = "https://evil.example";
        assert_eq!(receive(&mut host, true, other, &message("init")), None);
        let mut renamed = message("init");
        renamed.insert("id", Field::Text("b2".to_owned()));
        assert_eq!(receive(&mut host, true, ORIGIN, &renamed), None);
        assert_eq!((host.target(), host.id.as_deref()), (ORIGIN, Some("a1")));
        // A second `init` is not answered.
        assert_eq!(receive(&mut host, true, ORIGIN, &message("init")), None);
    }

    #[test]
    fn a_page_without_an_origin_is_sent_messages_too() {
        let mut host = Host::new(None);
        assert!(receive(&mut host, true, "null", &message("init")).is_some());
        assert_eq!(host.target(), "*");
        assert!(receive(&mut host, true, ORIGIN, &message("init")).is_none());
    }

    #[test]
    fn looks_change_by_a_message_that_is_right_in_every_part() {
        let mut host = known();
        let mut config = message("config");
        assert_eq!(
            receive(&mut host, true, ORIGIN, &config),
            Some(HostMessage::Config {
                theme: None,
                accent: None
            })
        );
        config.insert("theme", Field::Text("dark".to_owned()));
        config.insert("accent", Field::Text("#aa3300".to_owned()));
        assert_eq!(
            receive(&mut host, true, ORIGIN, &config),
            Some(HostMessage::Config {
                theme: Some(Theme::Dark),
                accent: Some(Some(Rgb([0xaa, 0x33, 0]))),
            })
        );
        config.insert("accent", Field::Text(String::new()));
        config.insert("theme", Field::Text(String::new()));
        assert_eq!(
            receive(&mut host, true, ORIGIN, &config),
            Some(HostMessage::Config {
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
            assert_eq!(
                receive(&mut host, true, ORIGIN, &config),
                None,
                "{key} {bad:?}"
            );
        }
        // Not before `init`.
        let mut new = Host::new(Some("a1".to_owned()));
        assert_eq!(receive(&mut new, true, ORIGIN, &message("config")), None);
    }

    #[test]
    fn forged_messages_are_ignored() {
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
            let mut host = Host::new(Some("a1".to_owned()));
            assert_eq!(
                receive(&mut host, true, ORIGIN, &forged),
                None,
                "{key} {value:?}"
            );
            assert!(!host.is_known(), "{key} {value:?}");
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
            let fields = FrameMessage::Resize(height).fields(Some("a1"));
            let text = |text: &str| Field::Text(text.to_owned());
            assert_eq!(
                fields,
                [
                    ("source", text("spread-picker")),
                    ("v", Field::Number(1.0)),
                    ("id", text("a1")),
                    ("type", text("resize")),
                    ("height", Field::Number(f64::from(sent))),
                ]
            );
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
        /// A message is accepted only if each field that every message has is
        /// exactly right.
        #[test]
        fn only_messages_right_in_every_part_are_accepted(
            parent: bool,
            source in field(), v in field(), id in field(), kind in field(),
            theme in field(), accent in field(),
        ) {
            let given = BTreeMap::from([
                ("source", source), ("v", v), ("id", id), ("type", kind),
                ("theme", theme), ("accent", accent),
            ]);
            let mut host = known();
            let right = parent
                && given["source"] == Field::Text(SOURCE.to_owned())
                && given["v"] == Field::Number(1.0)
                && given["id"] == Field::Text("a1".to_owned());
            let received = receive(&mut host, parent, ORIGIN, &given);
            if received.is_some() {
                prop_assert!(right);
            }
            prop_assert_ne!(received, Some(HostMessage::Init));
            prop_assert_eq!(host.target(), ORIGIN);
            prop_assert_eq!(receive(&mut host, true, "https://evil.example", &given), None);
        }
    }
}
