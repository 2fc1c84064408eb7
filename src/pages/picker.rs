//! The pages of the part [`crate::parts::page::Part::Picker`].

use crate::embed::Embed;
use crate::pages::servers::Servers;
use crate::parts::page::PartPage;
use leptos::prelude::*;

/// Draws one of them; nothing for a page of another part.
pub fn draw(page: PartPage) -> AnyView {
    match page {
        PartPage::Embed => view! { <Embed/> }.into_any(),
        PartPage::Servers => view! { <Servers/> }.into_any(),
        _ => ().into_any(),
    }
}
