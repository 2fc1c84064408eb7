//! The app: pages and components on the [`picker`] engine. It shows what the
//! engine says and asks what the engine needs; decisions live in the engine or
//! in small pure modules beside the views ([`quiz`], [`directory`], [`words`]).
//!
//! One set of components, two renderings: natively into the site's documents
//! ([`render`], feature `ssr`), and in the browser over them ([`start`],
//! feature `csr`).

// Each element of a view is a type around those in it, and native rendering a
// future around theirs: deeper than the default of 128.
#![recursion_limit = "256"]
// Clippy tells tests by `cfg(test)` alone; ours also ask for a feature.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod app;
pub mod availability;
pub mod browse_route;
pub mod components;
pub mod content_topics;
pub mod detail_route;
pub mod directory;
pub mod embed;
pub mod fill_route;
pub mod i18n;
pub mod own_server;
pub mod pages;
pub mod parts;
pub mod platform;
pub mod quiz;
#[cfg(feature = "ssr")]
pub mod render;
#[cfg(target_arch = "wasm32")]
pub mod start;
pub mod state;
pub mod words;
