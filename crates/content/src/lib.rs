//! What maintainers write, typed.
//!
//! Natively, [`texts::load`] and [`directory::load`] read `content/`, and
//! [`messages::load`] reads the words of the pages from `locales/`; all of them
//! name what is wrong as a [`Problem`]: file, line, what to do. [`pages`] turns
//! what was read into the data of each page.
//!
//! In the browser there is only [`page`], the data of a page as it is read from
//! [`json`], and what formats it: [`words`], [`embed`], [`partial_date`].

pub mod embed;
pub mod json;
pub mod page;
pub mod partial_date;
pub mod words;

macro_rules! native {
    ($($(#[$doc:meta])* $vis:vis mod $name:ident;)*) => {
        $(#[cfg(not(target_arch = "wasm32"))] $(#[$doc])* $vis mod $name;)*
    };
}

native! {
    pub mod apps;
    pub mod articles;
    pub mod build_day;
    pub mod directory;
    pub mod fields;
    pub mod figures;
    mod front_matter;
    pub mod hashtags;
    pub mod highlights;
    pub mod history;
    pub mod invites;
    pub mod join_in;
    pub mod kit;
    pub mod legal_names;
    pub mod markdown;
    pub mod messages;
    pub mod networks;
    pub mod packs;
    pub mod pages;
    pub mod problem;
    pub mod prose;
    mod reader;
    pub mod shelf_life;
    pub mod site;
    mod table;
    pub mod texts;
}

#[cfg(not(target_arch = "wasm32"))]
pub use build_day::today;
pub use partial_date::PartialDate;
#[cfg(not(target_arch = "wasm32"))]
pub use problem::{Problem, report};
#[cfg(not(target_arch = "wasm32"))]
pub use shelf_life::ShelfLife;
#[cfg(not(target_arch = "wasm32"))]
pub use texts::{Content, load};
pub use words::Words;
