//! One file for each page of the app. The text pages are `xtask/src/pages/`.

pub mod servers;
