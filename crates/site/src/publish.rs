//! What turns a bundle that works into one to publish. Everything here goes by
//! what lies in the folder: a new page or another app is taken up by itself.
//!
//! In this order, as each needs what the one before has made:
//! - `icons`: the app's icons and the web manifest;
//! - `styles`: style sheets move into the pages, each as far as it needs them;
//! - `names`: scripts and programs get the hash of their content as a name;
//! - `html`: each page points to those, with integrity, policy and all;
//! - `worker`: the service worker learns the files of this build;
//! - `hosts`: `_headers`;
//! - `compress`: `.br` and `.gz` twins;
//! - `manifest`: `build.json`, which says what was built.

pub mod compress;
pub mod hosts;
pub mod html;
pub mod icons;
pub mod manifest;
pub mod names;
pub mod needed_rules;
pub mod styles;
pub mod worker;
