//! Every command that a person runs on this repository, as a library: the
//! `xtask` binary is a thin shell around [`cli`], and the end-to-end tests
//! reuse [`site`], [`browsers`] and [`mock`].

pub mod browsers;
pub mod budget;
pub mod bundle;
pub mod check;
pub mod cli;
pub mod compilers;
pub mod debian;
pub mod dev;
pub mod directory;
pub mod english;
pub mod example;
pub mod finish;
pub mod headers;
pub mod inspect;
pub mod legal_names;
pub mod links;
pub mod locales;
pub mod mock;
pub mod mock_api;
pub mod pages;
pub mod paths;
pub mod picker_input;
pub mod public_url;
pub mod recommend;
pub mod refresh;
pub mod report;
pub mod run;
pub mod serve;
pub mod setup;
pub mod shrink;
pub mod simulate;
pub mod site;
pub mod size;
pub mod test;
pub mod tools;
pub mod visitors;
pub mod wasm;
