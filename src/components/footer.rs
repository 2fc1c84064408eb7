//! The bottom of every page of the app. `xtask/src/pages/shell.rs` writes the
//! same for the text pages, which are not the app's and so `external`.

use crate::messages::site;
use leptos::prelude::*;

/// Links, and what we are and are not.
pub fn footer() -> AnyView {
    let links = [
        ("about/", site::nav_about()),
        ("different/", site::nav_different()),
        ("network/", site::nav_network()),
        ("articles/", site::nav_articles()),
        ("movement/", site::nav_movement()),
        ("apps/", site::nav_apps()),
        ("follow/", site::nav_follow()),
        ("privacy/", site::nav_privacy()),
    ]
    .map(|(href, name)| {
        view! {
            <li>
                <a href=href rel="external">
                    {name}
                </a>
            </li>
        }
    });
    view! {
        <footer class="site-footer">
            <nav aria-label=site::footer_links()>
                <ul>{links.into_iter().collect_view()}</ul>
            </nav>
            <p>{site::privacy()}</p>
            <p>{site::not_affiliated()}</p>
        </footer>
    }
    .into_any()
}
