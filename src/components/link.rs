//! Links as maintainers write them in `content/`.

use crate::content::Link;
use crate::messages::about;
use leptos::prelude::*;

/// A link and, where there is one, its copy in a web archive.
pub fn link(link: &'static Link) -> AnyView {
    view! {
        <a href=link.url>{link.label}</a>
        {link
            .archived
            .map(|url| {
                view! {
                    " "
                    <a class="small" href=url>
                        {about::archived()}
                        <span class="visually-hidden">{about::archived_of(link.label)}</span>
                    </a>
                }
            })}
    }
    .into_any()
}
