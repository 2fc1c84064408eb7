//! Links to other sites, and names of servers and people in texts.

use crate::i18n::messages::results as say;
use leptos::prelude::*;
use picker::domain;
use picker::names::{Part, parts};

/// A link to another site: in a new tab, which cannot reach this one.
#[component]
pub fn ExternalLink(
    /// The address; may follow a signal.
    #[prop(into)]
    href: Signal<String>,
    /// The link's classes.
    class: &'static str,
    /// The link's name for tests.
    test: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=class href=move || href.get() target="_blank" rel="noopener" data-test=test>
            {children()}
        </a>
    }
}

/// Text for screen readers only, which read links without their surroundings.
#[component]
pub fn VisuallyHidden(children: Children) -> impl IntoView {
    view! { <span class="visually-hidden">{children()}</span> }
}

/// The end of a link's text for screen readers: which server it leads to, and
/// that it opens a tab.
#[component]
pub fn OnServer(
    /// The server's domain in normal form.
    domain: String,
) -> impl IntoView {
    let name = domain::display(&domain).text;
    let text = format!(" {} ({})", say::on_server(&name), say::opens_tab());
    view! { <VisuallyHidden>{with_names(&text, &[&name])}</VisuallyHidden> }
}

/// A server's domain as people read it, with its ASCII form beside it where its
/// letters could be mistaken for others.
#[component]
pub fn ServerName(
    /// The domain in normal form.
    domain: String,
) -> impl IntoView {
    let shown = domain::display(&domain);
    view! {
        <bdi translate="no">{shown.text}</bdi>
        {shown.ascii.map(|ascii| view! { <span class="ascii" translate="no">{ascii}</span> })}
    }
}

/// A text in which these names, and whatever else is an address, a domain, a
/// handle or a hashtag, are kept from page translators and from the direction
/// of the words around them.
pub fn with_names(text: &str, names: &[&str]) -> Vec<AnyView> {
    parts(text, names)
        .into_iter()
        .map(|part| match part {
            Part::Text(text) => text.to_owned().into_any(),
            Part::Name(name) => view! { <bdi translate="no">{name.to_owned()}</bdi> }.into_any(),
        })
        .collect()
}

#[cfg(all(test, feature = "ssr"))]
mod rendering {
    use super::{ExternalLink, ServerName};
    use leptos::prelude::*;

    #[test]
    fn a_link_to_another_site_opens_a_tab_that_cannot_reach_this_one() {
        let html = Owner::new().with(|| {
            view! {
                <ExternalLink href="https://a.example/".to_owned() class="button" test="sign-up">
                    "Go"
                </ExternalLink>
            }
            .to_html()
        });
        for part in [
            "href=\"https://a.example/\"",
            "target=\"_blank\"",
            "rel=\"noopener\"",
            "class=\"button\"",
            "data-test=\"sign-up\"",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn a_name_is_not_translated_and_a_look_alike_has_its_ascii_form() {
        let html = |domain: &str| {
            Owner::new().with(|| view! { <ServerName domain=domain.to_owned() /> }.to_html())
        };
        let plain = html("a.example");
        assert!(
            plain.contains("<bdi translate=\"no\">a.example</bdi>"),
            "{plain}"
        );
        assert!(!plain.contains("ascii"), "{plain}");
        let umlaut = html("xn--mnchen-3ya.example");
        assert!(
            umlaut.contains("<bdi translate=\"no\">münchen.example</bdi>"),
            "{umlaut}"
        );
        // With the Cyrillic letter that looks like an "a".
        let doubtful = html("xn--pple-43d.example");
        assert!(doubtful.contains("xn--pple-43d.example"), "{doubtful}");
    }
}
