//! What the visitor is answering.

use crate::quiz::State;
use leptos::prelude::*;

/// The answers as the form of the question on the page stands, sent or not.
#[derive(Debug, Clone, Copy)]
pub struct Draft(pub RwSignal<State>);
