//! For addresses that do not exist.

use crate::app::PageTitle;
use crate::messages::site;
use leptos::prelude::*;

/// Says so, and leads on.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageTitle text=site::not_found()/>
        <main id="main" class="prose" data-test="not-found">
            <h1>{site::not_found()}</h1>
            <p>{site::not_found_text()}</p>
            <ul>
                <li>
                    <a href="./">{site::home()}</a>
                </li>
                <li>
                    <a href="servers/">{site::nav_find()}</a>
                </li>
                <li>
                    <a href="about/" rel="external">
                        {site::nav_about()}
                    </a>
                </li>
            </ul>
        </main>
    }
    .into_any()
}
