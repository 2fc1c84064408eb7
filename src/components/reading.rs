//! How the visitor's own words were read: wishes that can be taken out again,
//! and what to know of servers that were named.

use crate::components::links::{ExternalLink, VisuallyHidden, with_names};
use crate::i18n::messages::results as say;
use crate::quiz::QuestionSet;
use crate::state::navigation::Navigation;
use crate::state::results::RecommendedSet;
use crate::words::{language, reading};
use leptos::prelude::*;
use picker::answers::Answers;
use picker::domain;
use picker::model::HealthFlag;
use picker::recommend::{Intent, NameState, Named};
use std::sync::Arc;

/// Wishes and notes above the cards; nothing where there are none.
#[component]
pub fn WordsReading(
    /// The recommended servers, and how the words were read.
    set: Arc<RecommendedSet>,
) -> impl IntoView {
    let given = &set.state.answers;
    let read = &set.recommendation.reading;
    let mut wishes = Vec::new();
    for one in &read.unwanted {
        wishes.push(Wish {
            kind: "not",
            text: say::read_not(&one.words),
            remove: say::read_not_remove(&one.words),
            without: Answers {
                text: one.without.clone(),
                ..given.clone()
            },
        });
    }
    if let Some(spoken) = &read.language {
        wishes.push(Wish {
            kind: "language",
            text: say::read_language(&language(spoken)),
            remove: say::read_language_remove(),
            without: Answers {
                any_words_language: true,
                ..given.clone()
            },
        });
    }
    let wishes: Vec<_> = wishes
        .into_iter()
        .map(|wish| view! { <WishChip wish=wish set=Arc::clone(&set)/> })
        .collect();
    let chips = (!wishes.is_empty()).then(|| {
        view! {
            <ul class="chips" aria-label=say::read_label() data-test="reading">
                {wishes}
            </ul>
        }
    });
    view! {
        {chips}
        <Notes set=set/>
    }
}

/// A wish that was read from the words, and the answers without it.
struct Wish {
    kind: &'static str,
    text: String,
    remove: String,
    without: Answers,
}

#[component]
fn WishChip(wish: Wish, set: Arc<RecommendedSet>) -> impl IntoView {
    let questions = expect_context::<QuestionSet>();
    let navigation = expect_context::<Navigation>();
    let remove = questions
        .allows(&set.state.answers, &wish.without)
        .then(|| {
            let href = navigation.address(&set.state.with_answers(wish.without).href());
            view! {
                <a href=href data-test="take-out">
                    <span aria-hidden="true">"×"</span>
                    <VisuallyHidden>{wish.remove}</VisuallyHidden>
                </a>
            }
        });
    view! {
        <li data-kind=wish.kind>
            <span dir="auto">{wish.text}</span>
            {remove}
        </li>
    }
}

/// Why servers that were named, or that alone are about something, are not among
/// those shown; and what else the words call for.
#[component]
fn Notes(set: Arc<RecommendedSet>) -> impl IntoView {
    let found = &set.recommendation;
    let servers = set.picker.servers();
    let mut notes: Vec<AnyView> = Vec::new();
    for one in &found.reading.names {
        if let Some(line) = reading::named(one) {
            notes.push(view! { <NamedServer line=line named=one.clone()/> }.into_any());
        }
    }
    for one in &found.refused {
        let domain = servers.get(one.server).map(|server| server.domain.as_str());
        let line = domain.and_then(|domain| Some((domain, reading::refused(domain, one)?)));
        if let Some((domain, line)) = line {
            let name = domain::display(domain).text;
            let line = with_names(&line, &[&name]);
            notes.push(view! { <li data-kind="refused">{line}</li> }.into_any());
        }
    }
    for intent in &found.reading.intents {
        if let Some(line) = reading::intent(intent) {
            notes.push(view! { <li data-kind=intent.key()>{line}</li> }.into_any());
        }
    }
    let hides_adult = found.reading.intents.contains(&Intent::Adult)
        || found
            .reading
            .names
            .iter()
            .any(|one| one.state == NameState::Adult);
    if hides_adult && !set.state.answers.adult {
        notes.push(view! { <AllowAdult set=Arc::clone(&set)/> }.into_any());
    }
    (!notes.is_empty()).then(|| {
        view! {
            <ul class="notes" data-test="words-notes">
                {notes}
            </ul>
        }
    })
}

#[component]
fn NamedServer(line: String, named: Named) -> impl IntoView {
    let name = domain::display(&named.domain).text;
    let line = with_names(&line, &[&name]);
    // Not to one that maintainers took out.
    let open = (named.state != NameState::Flagged(HealthFlag::Excluded)).then(|| {
        let href = format!("https://{}", named.domain);
        view! {
            " "
            <ExternalLink href=href class="" test="named-open">
                {with_names(&say::named_open(&name), &[&name])}
                <VisuallyHidden>{format!(" ({})", say::opens_tab())}</VisuallyHidden>
            </ExternalLink>
        }
    });
    view! {
        <li data-kind="named" data-state=named.state.key()>
            {line}
            {open}
        </li>
    }
}

#[component]
fn AllowAdult(set: Arc<RecommendedSet>) -> impl IntoView {
    let answers = Answers {
        adult: true,
        ..set.state.answers.clone()
    };
    let href = expect_context::<Navigation>().address(&set.state.with_answers(answers).href());
    view! {
        <li>
            <a href=href data-test="allow-adult">
                {say::intent_adult_allow()}
            </a>
        </li>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::WordsReading;
    use crate::components::testing::{has, picker_html, tag, texts};
    use crate::quiz::{QuestionSet, State, Step};
    use crate::state::results::RecommendedSet;
    use crate::state::visitor::Visitor;
    use leptos::prelude::*;
    use picker::model::{HealthFlag, Server};
    use picker::recommend::Picker;
    use picker::topics::{Topic, Topics};
    use std::sync::Arc;

    fn reading(query: &'static str, questions: QuestionSet) -> String {
        picker_html(None, move || {
            provide_context(questions);
            let mut old = Server::new("old.example");
            old.flags.push(HealthFlag::Outdated);
            // As in `meanings.json`, which comes where own words are used.
            let adult = Topic {
                key: "?adult.0.words".to_owned(),
                words: vec!["nsfw".to_owned()],
            };
            let servers = vec![Server::new("a.example"), old];
            let picker = Arc::new(Picker::new(servers, Topics(vec![adult])));
            let context = expect_context::<Visitor>().context(7);
            let set = RecommendedSet::draw(picker, State::from_query(query), &context);
            view! { <WordsReading set=Arc::new(set)/> }
        })
    }

    #[test]
    fn what_is_not_wanted_can_be_taken_out() {
        let html = reading(
            "text=trains,+no+politics&lang=en&seed=7&draw=2",
            QuestionSet::ALL,
        );
        assert!(texts(&html).contains("not: politics"), "{html}");
        let link = tag(&html, "take-out").unwrap();
        has(link, &["text=trains&amp;", "lang=en", "seed=7&amp;step"]);
        let given = reading(
            "text=no+politics&seed=7",
            QuestionSet::ALL.without(Step::Topics),
        );
        assert!(texts(&given).contains("not: politics"), "{given}");
        assert!(tag(&given, "take-out").is_none(), "{given}");
    }

    #[test]
    fn the_language_of_the_words_can_be_taken_out() {
        let html = reading("text=gente+que+gosta+de+futebol&seed=7", QuestionSet::ALL);
        has(&html, &["data-kind=\"language\""]);
        assert!(
            tag(&html, "take-out").unwrap().contains("flex=words"),
            "{html}"
        );
    }

    #[test]
    fn a_server_that_was_named_says_why_it_is_not_there() {
        let html = reading("text=old.example&seed=7", QuestionSet::ALL);
        has(
            &html,
            &["data-state=\"outdated\"", "href=\"https://old.example\""],
        );
        let here = reading("text=a.example&seed=7", QuestionSet::ALL);
        assert!(tag(&here, "words-notes").is_none(), "{here}");
    }

    #[test]
    fn words_for_adult_content_lead_to_the_switch() {
        let html = reading("text=nsfw+art&seed=7", QuestionSet::ALL);
        assert!(
            tag(&html, "allow-adult").unwrap().contains("adult=1"),
            "{html}"
        );
        let allowed = reading("text=nsfw+art&adult=1&seed=7", QuestionSet::ALL);
        assert!(tag(&allowed, "allow-adult").is_none(), "{allowed}");
    }
}
