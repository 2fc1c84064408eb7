//! The browser, and only here. Everything above this folder compiles and runs
//! natively too (clippy, unit tests, later the prerendered pages): each module
//! has a plain answer for the case that there is no browser.

pub mod clock;
pub mod device;
pub mod digest;
pub mod dom;
pub mod fetch;
pub mod form;
pub mod frame;
pub mod locale;
pub mod page;
pub mod place;
pub mod random;
pub mod script;
pub mod storage;
pub mod visibility;
