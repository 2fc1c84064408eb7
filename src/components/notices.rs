//! What is said about the lists: where they come from, and when one is missing.

use crate::components::live_text::{live_text, text_html};
use crate::directory::load::Directory;
use crate::directory::{Lists, explain};
use crate::i18n::messages::directory as say;
use crate::state::visitor::Visitor;
use leptos::prelude::*;

#[component]
fn Retry(class: &'static str) -> impl IntoView {
    let directory = expect_context::<Directory>();
    view! {
        <button class=class type="button" data-test="retry" on:click=move |_| directory.retry()>
            {say::retry()}
        </button>
    }
}

/// Says when the newest list could not be fetched, with a way to try again.
#[component]
pub fn ListProblem() -> impl IntoView {
    let directory = expect_context::<Directory>();
    let complaint = Memo::new(move |_| directory.lists.with(Lists::complaint));
    move || {
        complaint.get().map(|text| {
            view! {
                <div class="notice" data-test="list-problem">
                    <p inner_html=text_html(&text)></p>
                    <Retry class="button secondary"/>
                </div>
            }
        })
    }
}

/// Stands in place of results when there is no list at all.
#[component]
pub fn NoList() -> impl IntoView {
    let directory = expect_context::<Directory>();
    let reason = Memo::new(move |_| {
        directory.lists.with(|lists| {
            let why = lists.live_problem.and_then(explain);
            lists.nothing().then(|| why.unwrap_or_default())
        })
    });
    move || {
        reason.get().map(|why| {
            view! {
                <div class="notice problem" data-test="nothing">
                    <p inner_html=text_html(&say::nothing(&why))></p>
                    <p>
                        <a href="https://joinmastodon.org/servers">{say::instead()}</a>
                    </p>
                    <Retry class="button"/>
                </div>
            }
        })
    }
}

/// Where the lists come from and how old they are.
#[component]
pub fn ListSources() -> impl IntoView {
    let directory = expect_context::<Directory>();
    let today = expect_context::<Visitor>().today;
    let lines = move || {
        let (mut lines, asking) = directory
            .lists
            .with(|lists| (lists.sources(today), lists.asking));
        if asking {
            lines.push(say::fetching());
        }
        if let Some(picker) = directory.picker.get() {
            lines.push(say::in_all(picker.servers().len() as u64));
        }
        lines.join(" ")
    };
    view! {
        <p class="sources" data-test="sources" inner_html=live_text(lines)></p>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::{ListProblem, ListSources, NoList};
    use crate::components::testing::{picker_html, tag, texts};
    use crate::directory::Lists;
    use crate::directory::load::Directory;
    use crate::platform::fetch::FetchError;
    use leptos::prelude::*;
    use picker::decode::bundle;
    use std::sync::Arc;

    const BUNDLE: &str = r#"{"v":1,"built":"2024-10-01","topics":[["tech",["coding"]]],
        "servers":[{"d":"a.example","t":["tech"],"l":["en"],"s":"instant"}]}"#;

    fn notices(lists: impl Fn(&mut Lists) + Send + 'static) -> String {
        picker_html(None, move || {
            expect_context::<Directory>().lists.update(&lists);
            view! {
                <NoList/>
                <ListProblem/>
                <ListSources/>
            }
        })
    }

    #[test]
    fn nothing_is_complained_of_while_lists_are_loading() {
        let html = notices(|lists| lists.asking = true);
        assert!(tag(&html, "nothing").is_none(), "{html}");
        assert!(tag(&html, "list-problem").is_none(), "{html}");
    }

    #[test]
    fn an_older_list_is_enough_and_the_newer_one_can_be_tried_again() {
        let html = notices(|lists| {
            lists.bundle = Some(Arc::new(bundle(BUNDLE.as_bytes()).unwrap()));
            lists.live_problem = Some(FetchError::Timeout);
        });
        assert!(tag(&html, "nothing").is_none(), "{html}");
        assert!(tag(&html, "list-problem").is_some(), "{html}");
        assert!(tag(&html, "retry").is_some(), "{html}");
        assert!(
            texts(&html).contains("1 server in the list bundled"),
            "{html}"
        );
    }

    #[test]
    fn without_any_list_another_directory_is_named() {
        let html = notices(|lists| {
            lists.bundle_problem = Some(FetchError::Offline);
            lists.live_problem = Some(FetchError::Offline);
        });
        assert!(tag(&html, "nothing").is_some(), "{html}");
        assert!(
            html.contains("href=\"https://joinmastodon.org/servers\""),
            "{html}"
        );
        assert!(tag(&html, "list-problem").is_none(), "{html}");
    }
}
