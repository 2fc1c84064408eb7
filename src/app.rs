//! The root of the app: what all components share, and the routes.

use crate::availability::Availability;
use crate::components::announcer::AnnouncerRegion;
use crate::components::footer::SiteFooter;
use crate::components::header::SiteHeader;
use crate::components::lazily::Lazily;
use crate::directory::load::Directory;
use crate::pages::home::Home;
use crate::pages::not_found::NotFound;
use crate::parts::page::PartPage;
use crate::parts::within::Within;
use crate::state::announcer::Announcer;
use crate::state::arrival::Arrival;
use crate::state::browse::LastLook;
use crate::state::navigation::Navigation;
use crate::state::page_data::PageData;
use crate::state::selection::Selection;
use crate::state::site::Site;
use crate::state::visitor::Visitor;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::path;
use std::collections::HashMap;
use std::sync::Arc;

/// Provides what all components share. `pages` holds the data of the pages
/// that are there from the start, as JSON by route.
pub fn provide_app(site: Site, pages: HashMap<String, Arc<str>>) {
    provide_meta_context();
    provide_context(site);
    provide_context(PageData::new(site, pages));
    provide_context(Visitor::new());
    let announcer = Announcer::new();
    provide_context(announcer);
    provide_context(Arrival::new(announcer));
    let directory = Directory::new(site);
    provide_context(directory);
    provide_context(Availability::new(directory));
    provide_context(Selection::new());
    provide_context(LastLook(RwSignal::new(None)));
    provide_context(Within(|page, place| {
        view! { <Lazily page=page place=place/> }.into_any()
    }));
}

/// The site, at the address of the document.
#[component]
pub fn App() -> impl IntoView {
    let site = expect_context::<Site>();
    view! {
        <Router base=site.router_base()>
            <Shell/>
        </Router>
    }
}

/// What stands around every page, and the pages. In a frame on another page
/// there is nothing around.
#[component]
fn Shell() -> impl IntoView {
    let site = expect_context::<Site>();
    let framed = use_location()
        .pathname
        .get_untracked()
        .starts_with(&site.path("embed/"));
    if !framed {
        provide_context(Navigation::on_site(site));
    }
    view! {
        {(!framed).then(|| view! {
            <a class="skip-link" href="#main" rel="external">{site.text("frame.skip")}</a>
            <SiteHeader/>
        })}
        <FlatRoutes fallback=NotFound>
            <Route path=path!("/") view=Home/>
            <Route path=path!("/about") view=|| view! { <Lazily page=PartPage::About/> }/>
            <Route path=path!("/apps") view=|| view! { <Lazily page=PartPage::Apps/> }/>
            <Route path=path!("/articles") view=|| view! { <Lazily page=PartPage::Articles/> }/>
            <Route path=path!("/different") view=|| view! { <Lazily page=PartPage::Different/> }/>
            <Route path=path!("/embed") view=|| view! { <Lazily page=PartPage::Embed/> }/>
            <Route path=path!("/fill") view=|| view! { <Lazily page=PartPage::Fill/> }/>
            <Route path=path!("/follow") view=|| view! { <Lazily page=PartPage::Follow/> }/>
            <Route path=path!("/invite") view=|| view! { <Lazily page=PartPage::Invite/> }/>
            <Route path=path!("/join-in") view=|| view! { <Lazily page=PartPage::JoinIn/> }/>
            <Route path=path!("/follow-me") view=|| view! { <Lazily page=PartPage::FollowMe/> }/>
            <Route path=path!("/print") view=|| view! { <Lazily page=PartPage::Print/> }/>
            <Route path=path!("/movement") view=|| view! { <Lazily page=PartPage::Movement/> }/>
            <Route path=path!("/network") view=|| view! { <Lazily page=PartPage::Network/> }/>
            <Route path=path!("/networks") view=|| view! { <Lazily page=PartPage::Networks/> }/>
            <Route path=path!("/on-your-page") view=|| view! { <Lazily page=PartPage::OnYourPage/> }/>
            <Route path=path!("/privacy") view=|| view! { <Lazily page=PartPage::Privacy/> }/>
            <Route path=path!("/servers") view=|| view! { <Lazily page=PartPage::Servers/> }/>
            <Route path=path!("/servers/all") view=|| view! { <Lazily page=PartPage::ServersAll/> }/>
            <Route path=path!("/servers/all/:by/:key") view=|| view! { <Lazily page=PartPage::ServersBy/> }/>
            <Route path=path!("/servers/map") view=|| view! { <Lazily page=PartPage::ServersMap/> }/>
            <Route path=path!("/servers/at") view=|| view! { <Lazily page=PartPage::ServerAt/> }/>
        </FlatRoutes>
        {(!framed).then(|| view! { <SiteFooter/> })}
        <AnnouncerRegion/>
    }
}
