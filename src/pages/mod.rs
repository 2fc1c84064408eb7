//! One file for each page.

pub mod home;
pub mod not_found;
pub mod servers;
