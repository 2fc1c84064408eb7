//! The pages of the part [`crate::parts::page::Part::Picker`].

use crate::embed::Embed;
use crate::pages::server_at::ServerAt;
use crate::pages::servers::Servers;
use crate::pages::servers_all::{ServersAll, ServersBy};
use crate::pages::servers_map::ServersMap;
use crate::parts::page::PartPage;
use leptos::prelude::*;

/// Draws one of them; nothing for a page of another part.
pub fn draw(page: PartPage) -> AnyView {
    match page {
        PartPage::Embed => view! { <Embed/> }.into_any(),
        PartPage::Servers => view! { <Servers/> }.into_any(),
        PartPage::ServersAll => view! { <ServersAll/> }.into_any(),
        PartPage::ServersBy => view! { <ServersBy/> }.into_any(),
        PartPage::ServerAt => view! { <ServerAt/> }.into_any(),
        PartPage::ServersMap => view! { <ServersMap/> }.into_any(),
        _ => ().into_any(),
    }
}
