//! Words for people: the typed messages of the picker ([`messages`], generated
//! from `locales/en.json`) and which language they are shown in
//! ([`detection`]). The words of pages that are only read come with each page's
//! data: see [`crate::state::site`].

pub mod detection;
pub mod messages;
