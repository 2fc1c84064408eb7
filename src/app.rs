//! The root of the app: what all components share, and the routes.

use crate::availability::Availability;
use crate::components::announcer::AnnouncerRegion;
use crate::components::footer::SiteFooter;
use crate::components::header::SiteHeader;
use crate::directory::load::Directory;
use crate::embed::Embed;
use crate::pages::about::About;
use crate::pages::apps::Apps;
use crate::pages::articles::Articles;
use crate::pages::different::Different;
use crate::pages::follow::Follow;
use crate::pages::home::Home;
use crate::pages::movement::Movement;
use crate::pages::network::Network;
use crate::pages::networks::Networks;
use crate::pages::not_found::NotFound;
use crate::pages::on_your_page::OnYourPage;
use crate::pages::privacy::Privacy;
use crate::pages::servers::Servers;
use crate::pages::servers_all::ServersAll;
use crate::state::announcer::Announcer;
use crate::state::arrival::Arrival;
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
            <Route path=path!("/about") view=About/>
            <Route path=path!("/apps") view=Apps/>
            <Route path=path!("/articles") view=Articles/>
            <Route path=path!("/different") view=Different/>
            <Route path=path!("/embed") view=Embed/>
            <Route path=path!("/follow") view=Follow/>
            <Route path=path!("/movement") view=Movement/>
            <Route path=path!("/network") view=Network/>
            <Route path=path!("/networks") view=Networks/>
            <Route path=path!("/on-your-page") view=OnYourPage/>
            <Route path=path!("/privacy") view=Privacy/>
            <Route path=path!("/servers") view=Servers/>
            <Route path=path!("/servers/all") view=ServersAll/>
        </FlatRoutes>
        {(!framed).then(|| view! { <SiteFooter/> })}
        <AnnouncerRegion/>
    }
}
