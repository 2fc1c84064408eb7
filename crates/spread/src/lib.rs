//! Bringing people along: what is shown, copied, printed and scanned so that one
//! person leads another to Mastodon.
//!
//! Pure: no browser, no clock, no chance. Texts of visitors and handles are
//! hostile until they are escaped; every function that makes markup escapes.
//!
//! - [`invite`]: where an invitation leads, and the ways to pass it on.
//! - [`template`]: texts with places for values.
//! - [`post`]: the length of a post as Mastodon counts it.
//! - [`qr`], [`png`](mod@png): codes to scan, as SVG and as PNG.
//! - [`download`]: a file in an address.
//! - [`badge`], [`snippet`]: pictures and lines of HTML for pages of others.
//! - [`fragment`]: an account in the fragment of an address.
//! - [`claims`]: whether a page says whose it is (`rel="me"`, `fediverse:creator`).
//! - [`calendar`]: dates as iCalendar.

pub mod badge;
pub mod calendar;
pub mod claims;
pub mod download;
pub mod escape;
pub mod fragment;
pub mod invite;
pub mod png;
pub mod post;
pub mod qr;
pub mod snippet;
pub mod template;
