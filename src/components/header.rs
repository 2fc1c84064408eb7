//! The top of every page of the app. `xtask/src/pages/shell.rs` writes the
//! same for the text pages, which are not the app's and so `external`.

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
                        <a href="different/" rel="external">
                            {site::nav_different()}
                        </a>
                    </li>
                    <li>
                        <a href="about/" rel="external">
                            {site::nav_about()}
                        </a>
                    </li>
                </ul>
            </nav>
        </header>
    }
    .into_any()
}
