//! What pages are made of.

pub mod announcer;
pub mod availability;
pub mod card;
pub mod compare;
pub mod compare_selection;
pub mod details;
pub mod federation_check;
pub mod links;
pub mod more;
pub mod next;
pub mod notices;
pub mod question;
pub mod questions;
pub mod relaxations;
pub mod results;
pub mod share;
pub mod summary;
