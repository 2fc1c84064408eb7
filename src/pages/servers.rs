//! `/servers/`, the picker: one question after the other, then the recommended
//! servers, the details of one, or a few of them compared.

use crate::components::look_around::LookAround;
use crate::components::page_of::PageAddress;
use crate::components::questions::Question;
use crate::components::quiz_session::QuizSession;
use crate::components::translation_note::TranslationNote;
use crate::detail_route::DetailRoute;
use crate::i18n::messages::{self, site as say};
use crate::parts::page::PartPage;
use crate::parts::within::within;
use crate::quiz::{QuestionSet, ROUTE, State, Step};
use crate::state::browse::LastLook;
use crate::state::navigation::Navigation;
use crate::state::page_data::{PageData, PageState, read};
use crate::state::results::{LastResults, ResultsLayout, ShownResults};
use crate::state::site::Site;
use content::page;
use leptos::prelude::*;
use leptos_meta::Title;

/// What is shown of the picker.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shown {
    Question(State),
    Results,
    Details(String),
    Compare(Vec<String>),
}

impl Shown {
    fn from_query(query: &str) -> Self {
        let DetailRoute { server, compare } = DetailRoute::from_query(query);
        if let Some(domain) = server {
            return Self::Details(domain);
        }
        if !compare.is_empty() {
            return Self::Compare(compare);
        }
        let state = State::from_query(query);
        if state.step == Step::Results {
            Self::Results
        } else {
            Self::Question(state)
        }
    }

    /// Tells pages apart that share no element. A question with other answers is
    /// another page: none of its elements, and so no tick, is used again. Other
    /// picks are the same page.
    fn key(&self) -> String {
        match self {
            Self::Question(state) => state.to_query(),
            Self::Results => "results".to_owned(),
            Self::Details(domain) => format!("server={domain}"),
            Self::Compare(domains) => format!("compare={}", domains.join(",")),
        }
    }
}

/// The page.
#[component]
pub fn Servers() -> impl IntoView {
    let site = expect_context::<Site>();
    let navigation = expect_context::<Navigation>();
    provide_context(QuestionSet::ALL);
    provide_context(LastResults::new());
    let query = navigation.own_query();
    let state = Memo::new(move |_| State::from_query(&query.get()));
    let shown = Memo::new(move |_| Shown::from_query(&query.get()));
    let is_results = Signal::derive(move || shown.get() == Shown::Results);
    let session = QuizSession::start(state, is_results);
    let layout = ResultsLayout::Site;
    provide_context(ShownResults { state, layout });
    let LastLook(look) = expect_context::<LastLook>();
    let back = move || {
        let route = query.with(|query| DetailRoute::from_query(query));
        if let Some(list) = look.get().filter(|_| !route.compare.is_empty()) {
            return site.path(&list);
        }
        if !route.is_empty() {
            return navigation.address(&state.with(State::href));
        }
        match session.back(QuestionSet::ALL) {
            Some(back) => navigation.address(&back.href()),
            None => site.path(""),
        }
    };
    let page = move |shown| match shown {
        Shown::Question(state) => view! { <Question state=state draft=session.draft/> }.into_any(),
        Shown::Results => within(PartPage::Results),
        Shown::Details(_) => within(PartPage::ServerDetails),
        Shown::Compare(_) => within(PartPage::Comparison),
    };
    let (lang, dir) = (messages::lang(), messages::dir());
    view! {
        <nav class="before-main" lang=lang.clone() dir=dir>
            <a class="back-link" href=back data-test="back">
                {say::back()}
            </a>
        </nav>
        <main id="main" class="picker" lang=lang dir=dir>
            <For each=move || [shown.get()] key=Shown::key children=page/>
            <TranslationNote/>
        </main>
        <BelowPicker state=state/>
    }
}

/// What comes with the page's data: the way to the list of all servers, and the head
/// of the document. Nothing, where the data cannot be fetched.
#[component]
fn BelowPicker(state: Memo<State>) -> impl IntoView {
    let data = expect_context::<PageData>().page(ROUTE);
    move || {
        let PageState::Ready(text) = data.get() else {
            return None;
        };
        let page = read::<page::Picker>(&text)?;
        Some(view! {
            // The title of the document as it is built. In the browser each step
            // has a title of its own.
            {cfg!(not(target_arch = "wasm32"))
                .then(|| view! { <Title text=say::title(&page.title)/> })}
            <PageAddress route=page.route.clone() description=page.description.clone()/>
            <LookAround page=page state=state/>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;
    use crate::quiz::Step;

    #[test]
    fn the_query_says_what_is_shown() {
        let shown = |query: &str| Shown::from_query(query);
        assert!(matches!(shown(""), Shown::Question(state) if state.step == Step::Topics));
        assert!(
            matches!(shown("topic=tech&step=size"), Shown::Question(state) if state.step == Step::Size)
        );
        assert_eq!(shown("topic=tech"), Shown::Results);
        assert_eq!(
            shown("topic=tech&server=A.example"),
            Shown::Details("a.example".to_owned())
        );
        let domains = ["a.example", "b.example"].map(str::to_owned);
        assert_eq!(
            shown("compare=a.example,b.example"),
            Shown::Compare(domains.to_vec())
        );
    }

    #[test]
    fn a_question_with_other_answers_is_another_page_and_other_picks_are_not() {
        let key = |query: &str| Shown::from_query(query).key();
        assert_ne!(key("topic=tech&step=size"), key("topic=art&step=size"));
        assert_eq!(key("topic=tech&seed=1"), key("topic=tech&seed=2"));
        assert_ne!(key("topic=tech"), key("topic=tech&server=a.example"));
    }
}

#[cfg(all(test, feature = "ssr"))]
mod rendering {
    use super::Servers;
    use crate::components::testing::{picker_html_at, tag};
    use crate::state::browse::LastLook;
    use crate::state::page_data::PageData;
    use crate::state::site::Site;
    use leptos::prelude::*;
    use picker::model::Server;
    use std::collections::HashMap;

    #[test]
    fn a_comparison_leads_back_to_where_it_was_begun() {
        let query = "topic=tech&compare=a.example,b.example";
        let html = html_after(query, Some("servers/all/?topic=tech&sort=name"));
        let link = tag(&html, "back").unwrap();
        assert!(
            link.contains("href=\"/spread/servers/all/?topic=tech&amp;sort=name\""),
            "{link}"
        );
    }

    fn html(query: &str) -> String {
        html_after(query, None)
    }

    fn html_after(query: &str, look: Option<&'static str>) -> String {
        let servers = vec![Server::new("a.example"), Server::new("b.example")];
        picker_html_at(query, Some(servers), move || {
            expect_context::<LastLook>().0.set(look.map(str::to_owned));
            let data = serde_json::json!({
                "route": "servers/", "title": "Find a server", "description": "d",
                "words": {}, "content": {"all": 2},
            });
            let pages = HashMap::from([("servers/".to_owned(), data.to_string().into())]);
            provide_context(PageData::new(expect_context::<Site>(), pages));
            view! { <Servers/> }
        })
    }

    #[test]
    fn each_address_shows_its_page_with_a_way_back() {
        for (query, part, back) in [
            ("", "data-step=\"topics\"", "href=\"/spread/\""),
            (
                "topic=tech&step=language",
                "data-step=\"language\"",
                "href=\"/spread/servers/?v=1&amp;topic=tech&amp;step=topics\"",
            ),
            (
                "topic=tech&seed=7",
                "data-test=\"results\"",
                "href=\"/spread/servers/?v=1&amp;topic=tech&amp;seed=7&amp;step=size\"",
            ),
            (
                "topic=tech&seed=7&server=a.example",
                "data-test=\"details\"",
                "href=\"/spread/servers/?v=1&amp;topic=tech&amp;seed=7&amp;step=results\"",
            ),
            (
                "topic=tech&seed=7&compare=a.example,b.example",
                "b.example",
                "href=\"/spread/servers/?v=1&amp;topic=tech&amp;seed=7&amp;step=results\"",
            ),
        ] {
            let html = html(query);
            assert!(html.contains(part), "{query}: {html}");
            let link = tag(&html, "back").unwrap();
            assert!(link.contains(back), "{query}: {link}");
            assert_eq!(html.matches("<main").count(), 1, "{query}");
            assert!(tag(&html, "look-around-all").is_some(), "{query}: {html}");
        }
    }
}
