//! The second question: languages.

use crate::components::choices::{Choice, MoreChoices};
use crate::components::live_text::live_text;
use crate::components::question::QuestionForm;
use crate::directory::load::Directory;
use crate::i18n::messages::quiz as say;
use crate::quiz::{LanguageChoice, State, languages};
use crate::state::visitor::Visitor;
use crate::words;
use leptos::prelude::*;
use picker::language::Language;
use picker::plain_text::lower;
use picker::query::key;

/// How many of the others' languages are shown before "More languages".
const FIRST: usize = 8;

/// The page of this question.
#[component]
pub fn LanguageQuestion(
    /// The answers so far.
    state: State,
    /// Follows the form as it is filled in.
    draft: RwSignal<State>,
) -> impl IntoView {
    let flexible = view! {
        <ul class="choices">
            <Choice
                kind="checkbox"
                name=key::FLEXIBLE
                value=key::LANGUAGE.to_owned()
                checked=state.answers.flexible_language
            >
                {say::languages_flexible()}
                <small>{say::languages_flexible_hint()}</small>
            </Choice>
        </ul>
    };
    view! {
        <QuestionForm
            state=state
            draft=draft
            heading=say::languages()
            hint=say::languages_hint()
            after=flexible.into_any()
        >
            <LanguageList draft=draft/>
        </QuestionForm>
    }
}

/// A language that can be ticked, and why it stands where it does.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Offer {
    choice: LanguageChoice,
    /// It is one of the browser's.
    from_browser: bool,
}

/// The languages in the order in which they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Offers {
    first: Vec<Offer>,
    more: Vec<Offer>,
}

impl Offers {
    fn new(servers: &[picker::model::Server], browser: &[Language], chosen: &[Language]) -> Self {
        let (own, others) = languages(servers, browser, chosen);
        let from_browser = |choice: &LanguageChoice| {
            let primary = choice.language.primary();
            browser.iter().any(|one| one.primary() == primary)
        };
        let own = own.into_iter().map(|choice| Offer {
            from_browser: from_browser(&choice),
            choice,
        });
        let mut others = others.into_iter().map(|choice| Offer {
            choice,
            from_browser: false,
        });
        Self {
            first: own.chain(others.by_ref().take(FIRST)).collect(),
            more: others.collect(),
        }
    }
}

/// The languages to tick: the browser's own at once, the others when the first
/// list is there. A newer list changes nothing: the visitor may be at them.
#[component]
fn LanguageList(draft: RwSignal<State>) -> impl IntoView {
    let directory = expect_context::<Directory>();
    let browser = expect_context::<Visitor>().languages();
    let loaded = Memo::new(move |_| directory.picker.with(Option::is_some));
    let offers = Memo::new(move |_| {
        loaded.track();
        let chosen = draft.with_untracked(|state| state.answers.languages.clone());
        directory.picker.with_untracked(|picker| {
            let servers = picker.as_ref().map_or(&[][..], |picker| picker.servers());
            Offers::new(servers, &browser, &chosen)
        })
    });
    // Rows stay the same elements when the list comes: only their counts appear.
    let row =
        move |offer: Offer| view! { <Row offer=offer draft=draft loaded=loaded offers=offers/> };
    let has_more = Memo::new(move |_| offers.with(|offers| !offers.more.is_empty()));
    let is_chosen = move |offer: &Offer| {
        draft.with_untracked(|state| state.answers.languages.contains(&offer.choice.language))
    };
    view! {
        <ul class=LIST>
            <For
                each=move || offers.with(|offers| offers.first.clone())
                key=|offer| offer.choice.language.clone()
                children=row
            />
        </ul>
        {move || {
            has_more
                .get()
                .then(|| {
                    let open = offers.with_untracked(|offers| offers.more.iter().any(is_chosen));
                    view! {
                        <MoreChoices class=LIST label=say::languages_more() open=open>
                            <For
                                each=move || offers.with(|offers| offers.more.clone())
                                key=|offer| offer.choice.language.clone()
                                children=row
                            />
                        </MoreChoices>
                    }
                })
        }}
    }
}

const LIST: &str = "choices languages";

#[component]
fn Row(
    offer: Offer,
    draft: RwSignal<State>,
    loaded: Memo<bool>,
    offers: Memo<Offers>,
) -> impl IntoView {
    let language = offer.choice.language;
    let tag = language.as_str().to_owned();
    let checked = draft.with_untracked(|state| state.answers.languages.contains(&language));
    let name = words::own_name(&language);
    let translated = words::language(&language);
    let mut known = Vec::new();
    if lower(&translated) != lower(&name) {
        known.push(translated);
    }
    if offer.from_browser {
        known.push(say::language_from_browser());
    }
    let small = move || {
        let mut parts = known.clone();
        if loaded.get() {
            parts.push(say::language_servers(
                offers.with(|offers| count(offers, &language)),
            ));
        }
        parts.join(" · ")
    };
    view! {
        <Choice kind="checkbox" name=key::LANGUAGE value=tag.clone() checked=checked>
            <span lang=tag>{name}</span>
            <small inner_html=live_text(small)></small>
        </Choice>
    }
}

/// How many servers speak a language.
fn count(offers: &Offers, language: &Language) -> u64 {
    let mut all = offers.first.iter().chain(&offers.more);
    let found = all.find(|offer| offer.choice.language == *language);
    found.map_or(0, |offer| offer.choice.servers)
}

#[cfg(test)]
mod tests {
    use super::{FIRST, Offers};
    use picker::language::Language;
    use picker::model::{Fact, Server, Source};

    fn tag(text: &str) -> Language {
        Language::parse(text).unwrap()
    }

    #[test]
    fn the_browsers_languages_come_first_and_rare_ones_last() {
        let tags = ["de", "fr", "es", "it", "nl", "sv", "da", "fi", "pl", "cs"];
        let servers: Vec<Server> = (0..tags.len())
            .map(|n| {
                let mut server = Server::new(format!("s{n}.example"));
                let spoken = tags.iter().take(n + 1);
                server.languages = spoken
                    .map(|it| Fact::new(tag(it), Source::Curated, None))
                    .collect();
                server
            })
            .collect();
        let offers = Offers::new(&servers, &[tag("nl-BE")], &[tag("sw")]);
        let names = |offers: &[super::Offer]| -> Vec<String> {
            let tags = offers.iter().map(|it| it.choice.language.to_string());
            tags.collect()
        };
        let first = names(&offers.first);
        assert_eq!(first[..4], ["nl", "sw", "de", "fr"]);
        assert_eq!(first.len(), 2 + FIRST);
        assert_eq!(names(&offers.more), ["cs"]);
        let own: Vec<bool> = offers.first.iter().map(|it| it.from_browser).collect();
        assert_eq!(own[..3], [true, false, false]);
    }
}
