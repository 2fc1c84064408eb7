//! The site's pages as HTML, rendered natively by the components that the
//! browser shows.

use crate::app::{App, provide_app};
use crate::state::site::Site;
use any_spawner::Executor;
use content::page::Frame;
use futures::StreamExt;
use leptos::prelude::*;
use leptos_meta::ServerMetaContext;
use leptos_router::location::RequestUrl;
use std::collections::HashMap;

/// A page, as it stands in its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Tags for `<head>`: title, description, canonical address.
    pub head: String,
    /// What stands in the element that the app draws into.
    pub body: String,
}

/// Renders the page of a route (`articles/`, `404.html`) from its data (JSON,
/// see [`crate::state::page_data`]).
#[must_use]
pub fn render(site: &Frame, route: &str, data: &str) -> Rendered {
    // It fails only where it is there already.
    let _ = Executor::init_futures_executor();
    let owner = Owner::new();
    let (meta, output) = ServerMetaContext::new();
    let body = owner.with(|| {
        provide_context(RequestUrl::new(&format!("{}{route}", site.base)));
        provide_context(meta);
        let pages = HashMap::from([(route.to_owned(), data.into())]);
        provide_app(Site::new(site.clone()), pages);
        view! { <App/> }.to_html()
    });
    let document = futures::stream::iter(["<head></head>".to_owned()]);
    let head: String = futures::executor::block_on(async {
        output.inject_meta_context(document).await.collect().await
    });
    let head = head
        .trim_start_matches("<head>")
        .trim_end_matches("</head>")
        .to_owned();
    drop(owner);
    Rendered {
        head,
        body: without_markers(&body),
    }
}

/// Without the comments that mark places for hydration: the browser draws the
/// app anew. No other comment is rendered, and text has no bare `<`.
fn without_markers(html: &str) -> String {
    ["<!>", "<!--<() />-->", "<!---->"]
        .into_iter()
        .fold(html.to_owned(), |html, marker| html.replace(marker, ""))
}
