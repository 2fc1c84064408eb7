//! What a server says of itself at length, and its pages with terms and privacy.

use crate::components::links::ExternalLink;
use crate::components::links::with_names;
use crate::i18n::messages::{day, details as say};
use leptos::prelude::*;
use picker::decode::ExtendedDescription;
use picker::decode::instance::Pages;

/// The text, folded where it is long.
#[component]
pub fn LongText(
    /// The server's answer.
    text: ExtendedDescription,
) -> impl IntoView {
    let updated = text.updated.map(|updated| {
        view! { <p class="small">{say::text_updated(&day(updated))}</p> }
    });
    let paragraphs = text.text.split("\n\n").map(|it| {
        view! { <p dir="auto">{with_names(it, &[])}</p> }
    });
    view! {
        <details class="long-text" data-test="long-text">
            <summary>{say::text_open()}</summary>
            {updated}
            {paragraphs.collect_view()}
        </details>
    }
}

/// Links to what the server binds itself and its members to, as far as it names them.
#[component]
pub fn PageLinks(
    /// The addresses.
    pages: Pages,
) -> impl IntoView {
    let links = [
        (say::page_about(), pages.about),
        (say::page_privacy(), pages.privacy),
        (say::page_terms(), pages.terms),
    ];
    let links: Vec<_> = links
        .into_iter()
        .filter_map(|(label, url)| Some((label, url?)))
        .map(|(label, url)| {
            view! {
                <li>
                    <ExternalLink href=url.to_string() class="" test="server-page">
                        {label}
                    </ExternalLink>
                </li>
            }
        })
        .collect();
    (!links.is_empty()).then(|| view! { <ul class="jump">{links}</ul> })
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::{LongText, PageLinks};
    use crate::components::testing::{picker_html, texts};
    use leptos::prelude::*;
    use picker::decode::ExtendedDescription;
    use picker::decode::instance_v2;

    #[test]
    fn only_pages_that_the_server_names_are_linked() {
        let json = r#"{"domain":"a.example","configuration":{"urls":{
            "privacy_policy":"https://a.example/privacy-policy",
            "terms_of_service":null,"about":"javascript:alert(1)"}}}"#;
        let pages = instance_v2(json.as_bytes()).unwrap().pages;
        let html = picker_html(None, move || view! { <PageLinks pages=pages/> });
        assert!(
            html.contains("href=\"https://a.example/privacy-policy\""),
            "{html}"
        );
        assert_eq!(html.matches("<a ").count(), 1, "{html}");
    }

    #[test]
    fn a_long_text_keeps_its_paragraphs() {
        let text = ExtendedDescription {
            text: "Who <we> are\n\nAn association".to_owned(),
            updated: None,
        };
        let html = picker_html(None, move || view! { <LongText text=text/> });
        assert_eq!(html.matches("<p").count(), 2, "{html}");
        assert!(html.contains("Who &lt;we&gt; are"), "{html}");
        assert!(texts(&html).ends_with("An association"), "{html}");
    }
}
