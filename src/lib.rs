//! The app: pages and components on the [`picker`] engine. It shows what the
//! engine says and asks what the engine needs; decisions live in the engine or
//! in the small pure modules beside the views ([`quiz`], [`words`]).

pub mod messages;
pub mod platform;
