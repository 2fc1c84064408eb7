//! Asks the engine on the command line: which servers it recommends, what it
//! reads out of a recorded answer, and who is shown how often.

pub mod bad_input;
pub mod english;
pub mod input;
pub mod inspect;
pub mod recommend;
pub mod simulate;
pub mod visitors;

pub use bad_input::BadInput;
