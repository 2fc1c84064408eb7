//! From an empty account to a living one, for an account on any server: what
//! links to show, which files to offer, which requests to make and what their
//! answers mean.
//!
//! Pure: no browser, no clock, no chance. The time in UNIX seconds and random
//! bytes are handed in; requests come out as values ([`http::Request`]) and
//! their answers go in as values ([`http::Response`]). What a server answers,
//! a pack's link and a file are hostile until decoded.
//!
//! - [`handle`], [`tag`]: accounts and hashtags as people write them.
//! - [`home`], [`links`]: the visitor's own server, and where it lets one follow.
//! - [`csv`]: the files that Mastodon's importer reads.
//! - [`pack`], [`collection`]: a pack of accounts inside a link; a public Collection.
//! - [`oauth`]: sign-in with the visitor's own server.
//! - [`plan`]: following a ticked list, and undoing exactly that.

pub mod collection;
pub mod csv;
pub mod encode;
pub mod handle;
pub mod home;
pub mod http;
pub mod links;
pub mod oauth;
pub mod pack;
pub mod plan;
pub mod tag;
