//! Whether the shown servers take new members now: [`checks`] asks them,
//! [`details`] asks one for more, [`words`] says what was found.

pub mod checks;
pub mod details;
pub mod status;
pub mod words;

pub use checks::Availability;
pub use status::{Done, Status};
