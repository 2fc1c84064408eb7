//! The top of every page.

use crate::messages::site;
use leptos::prelude::*;
use leptos_router::components::A;

/// Name and main links.
pub fn header() -> AnyView {
    view! {
        <header class="site-header">
            <a class="site-name" href="./">
                <svg aria-hidden="true" width="32" height="32">
                    <use href="pictures.svg#mark"></use>
                </svg>
                {site::name()}
            </a>
            <nav class="site-nav" aria-label=site::main_links()>
                <ul>
                    <li>
                        <A href="/servers/">{site::nav_find()}</A>
                    </li>
                    <li>
                        <A href="/about/">{site::nav_about()}</A>
                    </li>
                </ul>
            </nav>
        </header>
    }
    .into_any()
}
