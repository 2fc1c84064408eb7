//! The frame of a page whose data is a file: it is drawn at once where the
//! data is there, says so while it loads, and offers the document where it
//! cannot be had.

use crate::components::unavailable::Unavailable;
use crate::i18n::messages::site as say;
use crate::state::arrival::Arrival;
use crate::state::page_data::{PageData, PageState, read};
use crate::state::site::Site;
use content::page::Page;
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};
use serde::de::DeserializeOwned;

/// Draws a page from its data; nothing where that cannot be read.
type Draw = Box<dyn Fn(&str) -> Option<AnyView> + Send + Sync>;

/// A page of the site inside of `<main>`. `view` draws what is in it.
#[component]
pub fn PageOf<T, V>(
    /// The page's folder, relative to the site's base.
    #[prop(into)]
    route: String,
    /// Draws the content.
    view: fn(Page<T>) -> V,
) -> impl IntoView
where
    T: DeserializeOwned + 'static,
    V: IntoView + 'static,
{
    let draw: Draw = Box::new(move |text| {
        let page = read::<T>(text)?;
        let (title, route) = (page.title.clone(), page.route.clone());
        let description = page.description.clone();
        // Erased: the type of a whole page nests deeper than the compiler follows.
        Some(with_head(title, route, description, view(page).into_any()))
    });
    view! {
        <main id="main">
            <Drawn route=route draw=draw/>
        </main>
    }
}

fn with_head(title: String, route: String, description: String, content: AnyView) -> AnyView {
    view! { <Head title=title route=route description=description/> {content} }.into_any()
}

/// What stands in a page as its data comes.
#[component]
fn Drawn(route: String, draw: Draw) -> impl IntoView {
    let data = expect_context::<PageData>();
    let page = data.page(&route);
    let arrival = expect_context::<Arrival>();
    Effect::new(move |_| {
        if page.with(|page| !matches!(page, PageState::Loading)) {
            arrival.arrived();
        }
    });
    move || match page.get() {
        PageState::Ready(text) => draw(&text).unwrap_or_else(|| {
            data.forget(&route);
            view! { <Unavailable route=route.clone()/> }.into_any()
        }),
        PageState::Loading => view! { <p class="status">{say::loading()}</p> }.into_any(),
        PageState::Failed(_) => view! { <Unavailable route=route.clone()/> }.into_any(),
    }
}

/// The page's title, description and address in the document's head.
#[component]
fn Head(title: String, route: String, description: String) -> impl IntoView {
    view! {
        <Title text=say::title(&title)/>
        <PageAddress route=route description=description/>
    }
}

/// The page's description and address in the document's head.
#[component]
pub fn PageAddress(
    /// The page's folder, relative to the site's base.
    route: String,
    /// One sentence for search results and previews.
    description: String,
) -> impl IntoView {
    let site = expect_context::<Site>();
    // The page for addresses that do not exist has none of its own.
    let canonical = site.absolute(&route).filter(|_| !route.ends_with(".html"));
    view! {
        <Meta name="description" content=description/>
        {canonical.map(|href| view! { <Link rel="canonical" href=href/> })}
    }
}
