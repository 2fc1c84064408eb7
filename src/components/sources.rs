//! Links to what others have published, with what is known of them: the date,
//! what became of them, and a copy in a web archive.

use super::links::with_names;
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
    let Link {
        url,
        label,
        note,
        as_of,
        archived,
    } = link;
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
                {note.map(|note| view! { " " {with_names(&note, &[])} })}
            </span>
        }
    });
    view! {
        <a href=url>{with_names(&label, &[])}</a>
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

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::SourceLink;
    use crate::components::testing::{has, html_at, text};
    use crate::state::page_words::PageWords;
    use content::Words;
    use content::page::{Link, Time};
    use leptos::prelude::*;

    fn shown(link: Link) -> String {
        html_at("/spread/", move || {
            PageWords::provide(Words::default());
            view! { <SourceLink link=link/> }
        })
    }

    fn link() -> Link {
        Link {
            url: "https://a.example/".to_owned(),
            label: "A report".to_owned(),
            note: None,
            as_of: None,
            archived: None,
        }
    }

    #[test]
    fn a_plain_link_has_nothing_behind_it() {
        assert_eq!(text(&shown(link())), "A report");
    }

    #[test]
    fn date_copy_and_note_stand_behind_the_link() {
        let as_of = Time {
            datetime: "2023-04".to_owned(),
            text: "April 2023".to_owned(),
        };
        let archived = Some("https://archive.example/1".to_owned());
        let html = shown(Link {
            as_of: Some(as_of),
            archived: archived.clone(),
            note: Some("moved".to_owned()),
            ..link()
        });
        assert_eq!(
            text(&html),
            "A report (April 2023, [common.archived]) moved"
        );
        has(&html, &["<time datetime=\"2023-04\">April 2023</time>"]);
        let html = shown(Link { archived, ..link() });
        assert_eq!(text(&html), "A report ([common.archived])");
        has(&html, &["aria-label=\"[common.archived_of]\""]);
    }
}
