//! The browser, and only here: no other folder names `web_sys`. Everything
//! above this folder compiles and runs natively too (clippy, unit tests, the
//! pages as HTML): each module has a plain answer for the case that there is
//! no browser.
//!
//! Whatever the browser hands over is checked here: objects that are missing,
//! switched off or throw cost their own function and nothing else.

pub mod clock;
pub mod device;
pub mod digest;
pub mod fetch;
#[cfg(target_arch = "wasm32")]
mod followed_link;
pub mod form;
pub mod frame;
pub mod history;
pub mod history_guard;
pub mod locale;
pub mod page;
pub mod random;
pub mod script;
pub mod storage;
pub mod takeover;
pub mod task;
pub mod unicode;
pub mod visibility;
