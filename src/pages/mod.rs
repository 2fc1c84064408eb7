//! One file for each page of the app. The text pages are in `crates/site/src/pages/`.

pub mod servers;
