//! Makes the site to publish.
//!
//! [`build`] is the list of steps; each step takes a [`dist::Dist`] and adds to
//! its folder. [`pages`] writes what is read, [`publish`] turns a site that works
//! into one to publish, [`server`] serves it as a host would.

pub mod budget;
pub mod build;
pub mod check_site;
pub mod compilers;
pub mod dev;
pub mod digest;
pub mod directory;
pub mod dist;
pub mod example;
pub mod files;
pub mod headers;
pub mod lighthouse;
pub mod links;
pub mod locales;
pub mod packs;
pub mod pages;
mod program;
pub mod public_url;
pub mod publish;
pub mod refresh;
pub mod server;
pub mod shrink;
pub mod size;
pub mod split;
pub mod stage;
pub mod translations;
pub mod trunk;

#[cfg(test)]
mod testing;
