//! Makes the data of each page from what was read.

mod any;
mod bundled;
mod chart;
mod figures;
mod fill;
mod frame;
mod input;
mod lists;
mod map;
mod networks;
mod servers;
mod spread;
mod texts;

pub use any::{AnyPage, pages};
pub use self::fill::{files as fill_files, fill};
pub use frame::frame;
pub use self::spread::dates;
pub use input::Input;

#[cfg(test)]
mod tests;
