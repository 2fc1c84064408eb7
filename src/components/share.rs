//! Passing the results on: copy, share, print.

use crate::components::links::{ExternalLink, VisuallyHidden};
use crate::components::live_text::live_text;
use crate::components::server_field::{ServerField, typed};
use crate::i18n::messages::{results, share as say};
use crate::platform::page;
use crate::state::announcer::Announcer;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use picker::domain;
use spread::invite;

/// The field that holds the link where it could not be copied.
pub const LINK_FIELD: &str = "link-to-copy";

/// What the page shows that is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The recommended servers.
    Picks,
    /// One server.
    Server,
}

impl Shared {
    /// What the link holds.
    fn text(self) -> String {
        match self {
            Self::Picks => say::text(),
            Self::Server => say::server_text(),
        }
    }

    /// The label of the button that copies the link.
    fn copy(self) -> String {
        match self {
            Self::Picks => results::copy_link(),
            Self::Server => say::server_copy(),
        }
    }

    /// The text that is shared.
    fn post(self) -> String {
        match self {
            Self::Picks => say::post(&page::address()),
            Self::Server => say::server_post(&page::address()),
        }
    }
}

/// The section below the results, or below the page of a server.
#[component]
pub fn Share(
    /// What is passed on.
    what: Shared,
) -> impl IntoView {
    let copy_failed = RwSignal::new(false);
    let address = move || invite::share_anywhere(&what.post());
    let on_mastodon = RwSignal::new(address());
    let location = use_location();
    Effect::new(move |_| {
        location.pathname.track();
        location.search.track();
        // The router draws a page before its address stands in the address bar.
        page::after_paint(move || {
            on_mastodon.try_set(address());
        });
    });
    let native = page::can_share().then(|| {
        view! {
            <button
                class="button secondary"
                type="button"
                data-test="web-share"
                on:click=|_| page::share(&[("title", &page::title()), ("url", &page::address())])
            >
                {say::share()}
            </button>
        }
    });
    view! {
        <section class="share no-print" aria-labelledby="share" data-test="share">
            <h2 id="share">{say::heading()}</h2>
            <p>{what.text()}</p>
            <p class="actions">
                <CopyLink what=what failed=copy_failed/>
                {native}
                <ExternalLink
                    href=on_mastodon
                    class="button secondary"
                    test="share-mastodon"
                >
                    {say::on_mastodon()}
                    <VisuallyHidden>{format!(" ({})", results::opens_tab())}</VisuallyHidden>
                </ExternalLink>
                <button
                    class="button secondary"
                    type="button"
                    data-test="print"
                    on:click=|_| page::print()
                >
                    {say::print()}
                </button>
            </p>
            {move || copy_failed.get().then(|| view! { <LinkToCopy link=page::address()/> })}
            <ShareForm post=Signal::derive(move || what.post())/>
        </section>
    }
}

#[component]
fn CopyLink(
    what: Shared,
    /// Set when the browser refuses: without https there is no clipboard.
    failed: RwSignal<bool>,
) -> impl IntoView {
    let announcer = expect_context::<Announcer>();
    let label = RwSignal::new(what.copy());
    let copy = move |_| {
        page::copy(&page::address(), move |worked| {
            failed.set(!worked);
            if worked {
                announcer.say(results::copied());
                label.set(results::copied());
            } else {
                // It may have worked before, and said so.
                label.set(what.copy());
                announcer.say(results::copy_failed());
                page::after_paint(|| page::select(LINK_FIELD));
            }
        });
    };
    view! {
        <button
            class="button secondary"
            type="button"
            data-test="copy-link"
            on:click=copy
            inner_html=live_text(move || label.get())
        ></button>
    }
}

/// Says that copying did not work, and holds the link to be copied by hand.
#[component]
pub fn LinkToCopy(
    /// The link.
    link: String,
) -> impl IntoView {
    view! {
        <div class="field" data-test="copy-failed">
            <label for=LINK_FIELD>{results::copy_failed()}</label>
            <input
                type="text"
                id=LINK_FIELD
                readonly
                dir="ltr"
                value=link
                on:focus=|_| page::select(LINK_FIELD)
            />
        </div>
    }
}

/// Writing a post on a server that the visitor names.
#[component]
pub fn ShareForm(
    /// The text of the post when the form is sent.
    #[prop(into)]
    post: Signal<String>,
    /// The server that stands in the field.
    #[prop(optional, into)]
    server: Signal<String>,
) -> impl IntoView {
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        match domain::from_typed(&typed(&event, "own-server")) {
            Ok(domain) => {
                problem.set(None);
                page::open(&invite::share_on(&domain, &post.get_untracked()));
            }
            Err(_) => problem.set(Some(say::bad_server())),
        }
    };
    view! {
        <form data-test="share-form" on:submit=submit>
            <ServerField
                id="own-server"
                label=say::server_label()
                hint=say::server_hint()
                problem=problem
                value=server
            />
            <button class="button secondary" type="submit">
                {say::server_button()}
            </button>
        </form>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod rendering {
    use super::{LinkToCopy, Share, Shared};
    use crate::components::testing::{picker_html, tag};
    use leptos::prelude::*;

    #[test]
    fn the_link_stands_in_a_field_only_after_copying_has_failed() {
        let html = picker_html(None, || view! { <Share what=Shared::Picks/> });
        assert!(tag(&html, "copy-link").is_some(), "{html}");
        assert!(tag(&html, "copy-failed").is_none(), "{html}");
        let html = picker_html(
            None,
            || view! { <LinkToCopy link="https://a.example/".to_owned()/> },
        );
        assert!(html.contains("Copying did not work here."), "{html}");
        assert!(
            html.contains("for=\"link-to-copy\"") && html.contains("id=\"link-to-copy\""),
            "{html}"
        );
        assert!(html.contains("readonly"), "{html}");
    }

    #[test]
    fn sharing_on_mastodon_opens_a_tab_that_cannot_reach_this_one() {
        let html = picker_html(None, || view! { <Share what=Shared::Picks/> });
        let link = tag(&html, "share-mastodon").unwrap();
        assert!(
            link.contains("href=\"https://share.joinmastodon.org/#text="),
            "{link}"
        );
        assert!(link.contains("rel=\"noopener\""), "{link}");
    }
}
