//! Figures that stay as they were published.

use crate::components::links::with_names;
use crate::state::page_words::PageWords;
use content::page::Figure;
use leptos::prelude::*;

/// Figures, each with its time and source.
#[component]
pub fn Figures(
    /// In order.
    figures: Vec<Figure>,
    /// The class of the list.
    #[prop(default = "figures")]
    class: &'static str,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let items = figures.into_iter().map(move |figure| {
        let as_of = words.fill("common.as_of", &[("date", &figure.when)]);
        let stale = figure.stale.then(|| {
            view! { " · " <strong class="stale">{words.text("common.stale")}</strong> }
        });
        let source = match figure.url {
            Some(url) => {
                view! { " · " <a href=url>{with_names(&figure.source, &[])}</a> }.into_any()
            }
            None => view! { " · " {with_names(&figure.source, &[])} }.into_any(),
        };
        view! {
            <li>
                <strong>{figure.shown}</strong>
                {figure.what}
                {figure.change.map(|change| format!(", {change}"))}
                <p class="small">{as_of} {stale} {source}</p>
            </li>
        }
    });
    view! { <ul class=class>{items.collect_view()}</ul> }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Figures;
    use crate::components::testing::{has, html_at, text};
    use crate::state::page_words::PageWords;
    use content::Words;
    use content::page::Figure;
    use leptos::prelude::*;

    #[test]
    fn a_figure_stands_with_its_time_and_source() {
        let figure = Figure {
            id: "a".to_owned(),
            shown: "11.1 million".to_owned(),
            what: "accounts".to_owned(),
            change: Some("up twofold".to_owned()),
            when: "spring 2023".to_owned(),
            source: "A study".to_owned(),
            url: Some("https://a.example/".to_owned()),
            note: None,
            stale: false,
        };
        let plain = Figure {
            change: None,
            url: None,
            stale: true,
            ..figure.clone()
        };
        let html = html_at("/spread/", move || {
            let pattern = ("common.as_of".to_owned(), "As of {date}".to_owned());
            PageWords::provide(Words::from_iter([pattern]));
            view! { <Figures figures=vec![figure, plain]/> }
        });
        assert_eq!(
            text(&html),
            "11.1 millionaccounts, up twofoldAs of spring 2023 · A study\
             11.1 millionaccountsAs of spring 2023 · [common.stale] · A study"
        );
        assert_eq!(html.matches("<a ").count(), 1, "{html}");
        has(
            &html,
            &["<ul class=\"figures\">", "<strong>11.1 million</strong>"],
        );
    }
}
