//! What pages are made of.

pub mod announcer;
pub mod availability;
pub mod card;
pub mod chart;
pub mod compare;
pub mod details;
pub mod federation_check;
pub mod figures;
pub mod footer;
pub mod header;
pub mod latest_figures;
pub mod links;
pub mod more;
pub mod next;
pub mod notices;
pub mod page_heading;
pub mod page_of;
pub mod prose;
pub mod question;
pub mod questions;
pub mod results;
pub mod share;
pub mod shelf;
pub mod sources;
pub mod summary;
pub mod time;
