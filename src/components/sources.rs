//! Links to what others have published, with what is known of them: the date,
//! what became of them, and a copy in a web archive.

use super::time::DateTime;
use crate::state::page_words::PageWords;
use content::page::Link;
use leptos::prelude::*;

/// An outbound link, with its notes.
#[component]
pub fn SourceLink(
    /// The link.
    link: Link,
) -> impl IntoView {
    let Link { url, label, note, as_of, archived } = link;
    let in_brackets = as_of.is_some() || archived.is_some();
    let notes = (note.is_some() || in_brackets).then(|| {
        let between = as_of.is_some().then_some(", ");
        let label = label.clone();
        view! {
            " "
            <span class="small">
                "("
                {as_of.map(|time| view! { <DateTime time=time/> })}
                {archived.map(|url| view! { {between} <ArchiveLink url=url of=label/> })}
                ")"
                {note.map(|note| format!(" {note}"))}
            </span>
        }
    });
    view! {
        <a href=url>{label}</a>
        {notes}
    }
}

/// A link to a copy in a web archive; its name says of what.
#[component]
pub fn ArchiveLink(
    /// The copy's address.
    url: String,
    /// What it is a copy of.
    of: String,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let name = words.fill("common.archived_of", &[("title", &of)]);
    view! { <a href=url aria-label=name>{words.text("common.archived")}</a> }
}
