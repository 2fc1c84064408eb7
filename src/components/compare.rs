//! Two to four servers side by side.

pub mod table;

use crate::availability::Availability;
use crate::components::links::with_names;
use crate::components::live_text::live_text;
use crate::directory::load::Directory;
use crate::i18n::messages::details::missing_text;
use crate::i18n::messages::{compare as say, site};
use crate::quiz::State;
use crate::state::visitor::Visitor;
use leptos::prelude::*;
use leptos_meta::Title;
use table::{Column, ComparisonTable};

/// The page with the table. A link may name servers that are in no list: those
/// are named, and neither counted nor asked.
#[component]
pub fn Compare(
    /// The answers, against which the servers are held.
    state: State,
    /// The domains in normal form.
    domains: Vec<String>,
) -> impl IntoView {
    let directory = expect_context::<Directory>();
    let availability = expect_context::<Availability>();
    let visitor = expect_context::<Visitor>();
    on_cleanup(move || availability.leave());
    let named = domains.len();
    let known = {
        let domains = domains.clone();
        Memo::new(move |_| {
            let picker = directory.picker.get()?;
            let known = domains.iter().filter(|it| picker.find(it).is_some());
            Some(known.cloned().collect::<Vec<String>>())
        })
    };
    Effect::new(move |_| availability.watch(&known.get().unwrap_or_default()));
    let heading = move || {
        let count = known.with(|known| known.as_ref().map_or(named, Vec::len));
        say::title(count as u64)
    };
    let table = move || {
        let picker = directory.picker.get()?;
        let context = visitor.context(state.seed.unwrap_or_default());
        let mut columns = Vec::new();
        let mut missing = Vec::new();
        for domain in &domains {
            let column = picker.find(domain).and_then(|at| {
                Some(Column {
                    server: picker.servers().get(at)?.clone(),
                    pick: picker.explain_one(at, &state.answers, &context)?,
                })
            });
            match column {
                Some(column) => columns.push(column),
                None => missing.push(view! {
                    <p data-test="missing">{with_names(&missing_text(domain), &[domain])}</p>
                }),
            }
        }
        let state = state.clone();
        Some(view! {
            {missing}
            {(!columns.is_empty())
                .then(|| view! { <ComparisonTable columns=columns state=state/> })}
        })
    };
    view! {
        <Title text=move || site::title(&heading())/>
        <h1 inner_html=live_text(heading)></h1>
        {table}
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Compare;
    use crate::components::testing::{picker_html, tag, texts};
    use crate::quiz::State;
    use leptos::prelude::*;
    use picker::model::{Fact, Server, Size, Source};

    fn page(domains: &'static [&'static str]) -> String {
        let mut large = Server::new("a.example");
        large.size = Some(Fact::new(Size::Large, Source::Curated, None));
        let servers = vec![large, Server::new("b.example")];
        picker_html(Some(servers), move || {
            let state = State::from_query("size=cosy&seed=7");
            let domains = domains.iter().map(|domain| (*domain).to_owned()).collect();
            view! { <Compare state=state domains=domains/> }
        })
    }

    #[test]
    fn each_server_has_a_column_and_each_fact_a_row() {
        let html = page(&["a.example", "b.example"]);
        let text = texts(&html);
        assert!(text.starts_with("2 servers side by side"), "{text}");
        assert_eq!(html.matches("<th scope=\"col\"").count(), 3, "{html}");
        assert!(text.contains("Size Large not known"), "{text}");
        assert!(text.contains("Large, not cosy"), "{text}");
        assert!(html.contains("server=a.example"), "{html}");
    }

    #[test]
    fn a_server_that_is_in_no_list_is_named_and_not_counted() {
        let html = page(&["a.example", "x.example"]);
        let text = texts(&html);
        assert!(text.starts_with("1 server "), "{text}");
        assert!(tag(&html, "missing").is_some(), "{html}");
        assert!(text.contains("x.example is not in our list."), "{text}");
        assert_eq!(html.matches("<th scope=\"col\"").count(), 2, "{html}");
    }
}
