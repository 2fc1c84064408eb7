//! The engine behind the server picker: decode server lists with distrust,
//! merge them with the source and age of every fact, rank, sample fairly,
//! and explain each recommendation by the very numbers that ranked it.
//!
//! Pure Rust on purpose: no browser types, no clock, no ambient randomness.
//! The day ([`date::Date`]) and the seed come in as values, so the same input
//! gives the same picks on a laptop, in CI and in a visitor's browser.

pub mod answers;
mod ask;
pub mod browse;
mod choose;
mod coverage;
pub mod date;
pub mod decode;
pub mod digest;
pub mod domain;
mod domain_words;
mod explain;
mod facts;
pub mod https_url;
pub mod json;
pub mod language;
/// The fields of `content/languages.toml`, for all that read it.
pub mod language_fields;
pub mod live;
pub mod merge;
pub mod message_file;
pub mod messages;
pub mod model;
pub mod names;
mod neighbours;
pub mod normalize;
pub mod outcome;
pub mod overrides;
pub mod percent;
pub mod plain_text;
pub mod query;
pub mod recommend;
mod relax;
mod score;
mod search;
pub mod tag;
pub mod text_file;
pub mod topics;
mod vocabulary;
mod words;
