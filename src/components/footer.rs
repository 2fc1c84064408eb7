//! The bottom of every page.

use crate::messages::site;
use leptos::prelude::*;

/// Links, and what we are and are not.
pub fn footer() -> AnyView {
    view! {
        <footer class="site-footer">
            <nav aria-label=site::footer_links()>
                <ul>
                    <li>
                        <a href="servers/">{site::nav_find()}</a>
                    </li>
                    <li>
                        <a href="about/">{site::nav_about()}</a>
                    </li>
                </ul>
            </nav>
            <p>{site::privacy()}</p>
            <p>{site::not_affiliated()}</p>
        </footer>
    }
    .into_any()
}
