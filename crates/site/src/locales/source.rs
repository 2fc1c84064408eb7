//! The very code that numbers the messages when the app is built.

#[allow(dead_code, unreachable_pub)]
#[path = "../../../../build/messages.rs"]
mod messages;

pub(super) use messages::{ENGLISH, MADE_FROM, Messages, fingerprint, languages, read_file};
