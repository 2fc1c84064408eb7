//! The pages of the part [`crate::parts::page::Part::Texts`].

use crate::pages::about::About;
use crate::pages::apps::Apps;
use crate::pages::articles::Articles;
use crate::pages::different::Different;
use crate::pages::follow::Follow;
use crate::pages::follow_me::FollowMe;
use crate::pages::invite::Invite;
use crate::pages::join_in::JoinIn;
use crate::pages::movement::Movement;
use crate::pages::network::Network;
use crate::pages::networks::Networks;
use crate::pages::on_your_page::OnYourPage;
use crate::pages::print::Print;
use crate::pages::privacy::Privacy;
use crate::parts::page::PartPage;
use leptos::prelude::*;

/// Draws one of them; nothing for a page of another part.
pub fn draw(page: PartPage) -> AnyView {
    match page {
        PartPage::About => view! { <About/> }.into_any(),
        PartPage::Apps => view! { <Apps/> }.into_any(),
        PartPage::Articles => view! { <Articles/> }.into_any(),
        PartPage::Different => view! { <Different/> }.into_any(),
        PartPage::Follow => view! { <Follow/> }.into_any(),
        PartPage::FollowMe => view! { <FollowMe/> }.into_any(),
        PartPage::Invite => view! { <Invite/> }.into_any(),
        PartPage::JoinIn => view! { <JoinIn/> }.into_any(),
        PartPage::Movement => view! { <Movement/> }.into_any(),
        PartPage::Network => view! { <Network/> }.into_any(),
        PartPage::Networks => view! { <Networks/> }.into_any(),
        PartPage::OnYourPage => view! { <OnYourPage/> }.into_any(),
        PartPage::Print => view! { <Print/> }.into_any(),
        PartPage::Privacy => view! { <Privacy/> }.into_any(),
        _ => ().into_any(),
    }
}
