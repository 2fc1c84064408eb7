//! Getting a part of the program.
//!
//! The release build cuts the wasm at the functions in [`split`] (`crates/site`,
//! `--cfg split_program`). Everywhere else, natively too, the parts are there from
//! the start.

use super::page::{Part, PartPage};
use leptos::prelude::*;

/// Draws a page of one part.
type Draw = fn(PartPage) -> AnyView;

/// A part could not be loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartFailed;

/// The page's view, where its part is there.
#[must_use]
pub fn view_of(page: PartPage) -> Option<AnyView> {
    split::ready(page.part()).map(|draw| draw(page))
}

/// Loads a part, once. A failed load is tried again by the next call.
///
/// # Errors
/// When its file cannot be had or is not of this build.
pub async fn load(part: Part) -> Result<(), PartFailed> {
    split::load(part).await
}

/// Where the program is whole.
#[cfg(not(split_program))]
mod split {
    use super::{Draw, Part, PartFailed};

    #[allow(clippy::unnecessary_wraps)]
    pub(super) fn ready(part: Part) -> Option<Draw> {
        Some(match part {
            Part::Picker => crate::pages::picker::draw,
            Part::Results => crate::pages::results::draw,
            Part::Browse => crate::pages::browse::draw,
            Part::Texts => crate::pages::texts::draw,
            Part::Fill => crate::pages::fill::draw,
        })
    }

    #[allow(clippy::unused_async)]
    pub(super) async fn load(_: Part) -> Result<(), PartFailed> {
        Ok(())
    }
}

/// Where it is cut: each function below, and all that only it reaches, becomes a
/// file of its own.
#[cfg(split_program)]
mod split {
    use super::{Draw, Part, PartFailed};
    use std::cell::Cell;
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    thread_local! {
        static PICKER: Cell<Option<Draw>> = const { Cell::new(None) };
        static RESULTS: Cell<Option<Draw>> = const { Cell::new(None) };
        static BROWSE: Cell<Option<Draw>> = const { Cell::new(None) };
        static TEXTS: Cell<Option<Draw>> = const { Cell::new(None) };
        static FILL: Cell<Option<Draw>> = const { Cell::new(None) };
    }

    #[wasm_split(picker, fallible)]
    fn picker() -> Result<Draw, SplitLoaderError> {
        Ok(crate::pages::picker::draw)
    }

    #[wasm_split(results, fallible)]
    fn results() -> Result<Draw, SplitLoaderError> {
        Ok(crate::pages::results::draw)
    }

    #[wasm_split(browse, fallible)]
    fn browse() -> Result<Draw, SplitLoaderError> {
        Ok(crate::pages::browse::draw)
    }

    #[wasm_split(texts, fallible)]
    fn texts() -> Result<Draw, SplitLoaderError> {
        Ok(crate::pages::texts::draw)
    }

    #[wasm_split(fill, fallible)]
    fn fill() -> Result<Draw, SplitLoaderError> {
        Ok(crate::pages::fill::draw)
    }

    pub(super) fn ready(part: Part) -> Option<Draw> {
        match part {
            Part::Picker => PICKER.get(),
            Part::Results => RESULTS.get(),
            Part::Browse => BROWSE.get(),
            Part::Texts => TEXTS.get(),
            Part::Fill => FILL.get(),
        }
    }

    pub(super) async fn load(part: Part) -> Result<(), PartFailed> {
        let (found, kept) = match part {
            Part::Picker => (picker().await, &PICKER),
            Part::Results => (results().await, &RESULTS),
            Part::Browse => (browse().await, &BROWSE),
            Part::Texts => (texts().await, &TEXTS),
            Part::Fill => (fill().await, &FILL),
        };
        kept.set(Some(found.map_err(|_| PartFailed)?));
        Ok(())
    }
}
