//! Badges that lead to the picker.

use crate::state::page_words::PageWords;
use leptos::prelude::*;
use spread::badge::{Tone, badge};
use spread::invite::{Target, link};
use spread::snippet;

/// The languages of the badges: each is the message `embed.badge_label_TAG`.
const LANGUAGES: [&str; 2] = ["en", "de"];

/// Each badge with its line of HTML.
#[component]
pub(super) fn Badges(
    /// Where the site is, without a slash at the end.
    address: String,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let href = link(&address, &Target::Questions(Default::default()));
    let pairs = LANGUAGES
        .into_iter()
        .flat_map(|tag| Tone::ALL.map(|tone| (tag, tone)));
    let badges = pairs.map(|(tag, tone)| {
        let label = words.text(&format!("embed.badge_label_{tag}"));
        let html = snippet::badge_link(&href, &label, tone);
        let name = words.fill(&format!("embed.badge_{}", tone.key()), &[("label", &label)]);
        view! {
            <h3>{name}</h3>
            <p class="looks" lang=tag>
                <a href=href.clone() aria-label=label.clone() inner_html=badge(&label, tone)></a>
            </p>
            <pre tabindex="0"><code data-badge=tone.key()>{html}</code></pre>
        }
    });
    view! {
        <h2 id="badges">{words.text("embed.badges")}</h2>
        <p>{words.text("embed.badges_text")}</p>
        {badges.collect_view()}
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Badges;
    use crate::components::testing::{has, html_at};
    use crate::state::page_words::PageWords;
    use content::Words;
    use leptos::prelude::*;

    #[test]
    fn each_badge_is_shown_and_written_out() {
        let html = html_at("/spread/", || {
            PageWords::provide(Words::default());
            view! { <Badges address="https://a.example".to_owned()/> }
        });
        assert_eq!(html.matches("<svg").count(), 4, "{html}");
        has(
            &html,
            &[
                "<a href=\"https://a.example/servers/\" aria-label=\"[embed.badge_label_en]\"><svg",
                "&lt;a href=\"https://a.example/servers/\"&gt;&lt;svg",
            ],
        );
    }
}
