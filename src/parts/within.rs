//! How a page shows what another part of the program draws.

use super::page::PartPage;
use leptos::prelude::*;

/// Where something that a part draws stands.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    /// It is the whole page, with a main element of its own.
    Page,
    /// In place of what the present page shows, within its main element.
    Content,
    /// A line of the present page; these words stand there until it comes.
    Line(fn() -> String),
}

/// Draws a page of another part within the present one, once its part is there.
/// Provided by the app: the pages of a part cannot name what loads the parts.
#[derive(Debug, Clone, Copy)]
pub struct Within(pub fn(PartPage, Place) -> AnyView);

/// The view of a page of another part, in place of what the present page shows.
#[must_use]
pub fn within(page: PartPage) -> AnyView {
    let Within(draw) = expect_context::<Within>();
    draw(page, Place::Content)
}

/// A line that another part draws; these words stand there until it is there.
#[must_use]
pub fn line(page: PartPage, meanwhile: fn() -> String) -> AnyView {
    let Within(draw) = expect_context::<Within>();
    draw(page, Place::Line(meanwhile))
}
