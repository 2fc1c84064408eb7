//! In place of a page that cannot be drawn.

use crate::i18n::messages::site as say;
use crate::state::site::Site;
use leptos::prelude::*;

/// The data of a page, or its part of the program, could not be had: its document
/// may be.
#[component]
pub fn Unavailable(
    /// The page's folder, relative to the site's base.
    #[prop(into)]
    route: String,
) -> impl IntoView {
    let href = expect_context::<Site>().path(&route);
    view! {
        <div class="prose">
            <h1>{say::page_failed()}</h1>
            <p>
                {say::page_failed_text()} " "
                <a href=href rel="external">{say::page_failed_link()}</a>
            </p>
        </div>
    }
}
