//! The program in parts: what every page needs comes first, a group of pages
//! when one of them is shown.

pub mod page;
pub mod program;
pub mod within;
