//! End-to-end tests: the built bundle in real browsers, by W3C WebDriver.
//!
//! The tests are in `suite/`, one file per subject; this library is what they
//! stand on. A test is an async function over a [`Test`], written once and run
//! in every browser of `SPREAD_BROWSERS`:
//!
//! ```ignore
//! pub fn cases() -> Vec<Case> {
//!     vec![case!(the_first_screen_asks_for_topics)]
//! }
//!
//! async fn the_first_screen_asks_for_topics(t: Test) -> Result<()> {
//!     t.open("/servers/").await?;
//!     t.see("h1", "What do you care about?").await
//! }
//! ```
//!
//! Every test gets a mock of the outside world and a site of its own on fresh
//! ports, so storage and caches of one never reach another although browsers
//! are shared. It fails on any console error or breach of the content security
//! policy, in Chromium also on the browser's own warnings, unless it says that they
//! belong to it. A case that fails is not tried again but for those of
//! `tests/quarantine.toml`.

pub mod axe;
pub mod browser;
pub mod case;
pub mod front;
pub mod host;
pub mod html;
pub mod page;
pub mod pool;
pub mod process;
pub mod quarantine;
pub mod quiz;
pub mod test;
pub mod words;

pub use anyhow::{Context, Error, Result, bail, ensure};
pub use browser::{Browser, Profile};
pub use case::{Case, run};
pub use test::Test;
pub use words::say;
