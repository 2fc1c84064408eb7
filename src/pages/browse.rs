//! The pages of the part [`crate::parts::page::Part::Browse`].

use crate::pages::beside_results::{Comparison, ServerDetails};
use crate::pages::server_at::ServerAt;
use crate::pages::servers_all::{ServersAll, ServersBy};
use crate::pages::servers_map::ServersMap;
use crate::parts::page::PartPage;
use leptos::prelude::*;

/// Draws one of them; nothing for a page of another part.
pub fn draw(page: PartPage) -> AnyView {
    match page {
        PartPage::ServersAll => view! { <ServersAll/> }.into_any(),
        PartPage::ServersBy => view! { <ServersBy/> }.into_any(),
        PartPage::ServerAt => view! { <ServerAt/> }.into_any(),
        PartPage::ServersMap => view! { <ServersMap/> }.into_any(),
        PartPage::ServerDetails => view! { <ServerDetails/> }.into_any(),
        PartPage::Comparison => view! { <Comparison/> }.into_any(),
        _ => ().into_any(),
    }
}
