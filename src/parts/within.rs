//! How a page shows what another part of the program draws.

use super::page::PartPage;
use leptos::prelude::*;

/// Draws a page of another part within the present one, once its part is there.
/// Provided by the app: the pages of a part cannot name what loads the parts.
#[derive(Debug, Clone, Copy)]
pub struct Within(pub fn(PartPage) -> AnyView);

/// The view of a page of another part, within the present page.
#[must_use]
pub fn within(page: PartPage) -> AnyView {
    let Within(draw) = expect_context::<Within>();
    draw(page)
}
