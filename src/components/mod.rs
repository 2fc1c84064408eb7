//! What pages are made of.

pub mod announcer;
pub mod availability;
pub mod card;
pub mod chart;
pub mod choices;
pub mod compare;
pub mod compare_selection;
pub mod details;
pub mod federation_check;
pub mod figures;
pub mod footer;
pub mod header;
pub mod language_question;
pub mod latest_figures;
pub mod links;
pub mod more;
pub mod nav_links;
pub mod next;
pub mod notices;
pub mod page_heading;
pub mod page_of;
pub mod prose;
pub mod question;
pub mod questions;
pub mod quiz_session;
pub mod reading;
pub mod relaxations;
pub mod results;
pub mod share;
pub mod shelf;
pub mod sources;
pub mod summary;
#[cfg(all(test, feature = "ssr"))]
pub(crate) mod testing;
pub mod time;
pub mod topic_question;
