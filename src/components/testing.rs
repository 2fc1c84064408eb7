//! Rendering components in tests, as the site renders them.

use crate::directory::load::Directory;
use crate::state::site::Site;
use content::Words;
use content::page::{Frame, NavLink, Page};
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::location::RequestUrl;

/// The HTML of a view at a path of a site that is published under `/spread/`.
/// Messages without a pattern stand in it as `[section.name]`.
pub(crate) fn html_at<V: IntoView + 'static>(
    path: &str,
    view: impl FnOnce() -> V + Send + 'static,
) -> String {
    // It fails only where it is there already.
    let _ = any_spawner::Executor::init_futures_executor();
    let link = |route: &str| NavLink { route: route.to_owned(), label: format!("to {route}") };
    let site = Site::new(Frame {
        base: "/spread/".to_owned(),
        address: None,
        name: "Spread".to_owned(),
        words: Words::default(),
        header: vec![link("servers/"), link("about/")],
        footer: vec![link("about/"), link("privacy/")],
    });
    let owner = Owner::new();
    owner.with(|| {
        provide_context(RequestUrl::new(path));
        provide_context(site);
        provide_context(Directory::new());
        view! { <Router base="/spread/">{view()}</Router> }.to_html()
    })
}

/// The HTML of a page made of this content.
pub(crate) fn page_html<T, V>(view: fn(Page<T>) -> V, content: T) -> String
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    let page = Page {
        route: "page/".to_owned(),
        title: "The title".to_owned(),
        description: "The description".to_owned(),
        words: Words::default(),
        content,
    };
    html_at("/spread/page/", move || view(page))
}

/// What a person reads, without tags and comments.
pub(crate) fn text(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            letter if !inside => out.push(letter),
            _ => {}
        }
    }
    out
}

/// Asserts that all of these stand in the HTML.
#[track_caller]
pub(crate) fn has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "no {part} in {html}");
    }
}
