//! The app: pages and components on the [`picker`] engine. It shows what the
//! engine says and asks what the engine needs; decisions live in the engine or
//! in the small pure modules beside the views ([`quiz`], [`directory`],
//! [`words`]).

pub mod app;
pub mod closeup;
pub mod components;
pub mod content;
pub mod context;
pub mod directory;
pub mod embed;
pub mod live;
pub mod messages;
pub mod pages;
pub mod platform;
pub mod quiz;
pub mod shown_before;
pub mod signal;
#[cfg(target_arch = "wasm32")]
pub mod start;
pub mod tongue;
pub mod view;
pub mod words;
