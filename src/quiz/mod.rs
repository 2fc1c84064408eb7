//! Where in the picker the visitor is ([`state`]), which questions are asked
//! ([`question_set`]), and which languages are offered ([`language_choices`]).
//! Pure: no signal, no browser.

pub mod language_choices;
pub mod question_set;
pub mod state;

pub use language_choices::{LanguageChoice, languages};
pub use question_set::QuestionSet;
pub use state::{ROUTE, State, Step};
