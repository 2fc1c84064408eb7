//! The picker in a frame on another page (the host): the questions and results of
//! the site without its frame, with options of the host, which is sent what
//! happens. `docs/embedding.md` is for those who put it there.

pub mod accent;
pub mod appearance;
pub mod host_channel;
pub mod host_options;
pub mod options;
pub mod page;
pub mod protocol;

pub use page::Embed;
