//! The pages of the part [`crate::parts::page::Part::Spreading`].

use crate::pages::follow_me::FollowMe;
use crate::pages::invite::Invite;
use crate::pages::join_in::JoinIn;
use crate::pages::print::Print;
use crate::parts::page::PartPage;
use leptos::prelude::*;

/// Draws one of them; nothing for a page of another part.
pub fn draw(page: PartPage) -> AnyView {
    match page {
        PartPage::Invite => view! { <Invite/> }.into_any(),
        PartPage::JoinIn => view! { <JoinIn/> }.into_any(),
        PartPage::FollowMe => view! { <FollowMe/> }.into_any(),
        PartPage::Print => view! { <Print/> }.into_any(),
        _ => ().into_any(),
    }
}
