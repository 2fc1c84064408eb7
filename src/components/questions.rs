//! The four questions.

use crate::components::choices::Radio;
use crate::components::language_question::LanguageQuestion;
use crate::components::question::{HiddenField, QuestionForm};
use crate::components::topic_question::TopicQuestion;
use crate::i18n::messages::quiz as say;
use crate::quiz::state::NO_PREFERENCE;
use crate::quiz::{State, Step};
use leptos::prelude::*;
use picker::answers::SignUpWish;
use picker::model::Size;
use picker::query::key;

/// The question page of a step.
#[component]
pub fn Question(
    /// The answers so far, at the question to show.
    state: State,
    /// Follows the form as it is filled in.
    draft: RwSignal<State>,
) -> impl IntoView {
    match state.step {
        Step::Topics => view! { <TopicQuestion state=state draft=draft/> }.into_any(),
        Step::Language => view! { <LanguageQuestion state=state draft=draft/> }.into_any(),
        Step::SignUp => view! { <SignUpQuestion state=state draft=draft/> }.into_any(),
        Step::Size | Step::Results => view! { <SizeQuestion state=state draft=draft/> }.into_any(),
    }
}

#[component]
fn SignUpQuestion(state: State, draft: RwSignal<State>) -> impl IntoView {
    let wish = state.answers.sign_up;
    // A flexible wish comes from a link or a relaxation: it stays one.
    let flexible = state.answers.flexible_sign_up.then(|| {
        let (name, value) = (key::FLEXIBLE.to_owned(), key::SIGN_UP.to_owned());
        view! { <HiddenField name=name value=value/> }
    });
    let any = state.any_sign_up;
    view! {
        <QuestionForm
            state=state
            draft=draft
            heading=say::sign_up()
            hint=say::sign_up_hint()
            after=flexible.into_any()
        >
            <ul class="choices">
                <Radio
                    name=key::SIGN_UP
                    value=SignUpWish::Instant.key()
                    checked={wish == Some(SignUpWish::Instant)}
                    label=say::sign_up_instant()
                    hint=say::sign_up_instant_hint()
                />
                <Radio
                    name=key::SIGN_UP
                    value=SignUpWish::Any.key()
                    checked={wish == Some(SignUpWish::Any)}
                    label=say::sign_up_any()
                    hint=say::sign_up_any_hint()
                />
                <NoPreference name=key::SIGN_UP checked=any/>
            </ul>
        </QuestionForm>
    }
}

#[component]
fn SizeQuestion(state: State, draft: RwSignal<State>) -> impl IntoView {
    let wish = state.answers.size;
    let any = state.any_size;
    let sizes = Size::ALL.map(|size| {
        let (label, hint) = match size {
            Size::Cosy => (say::size_cosy(), say::size_cosy_hint()),
            Size::Medium => (say::size_medium(), say::size_medium_hint()),
            Size::Large => (say::size_large(), say::size_large_hint()),
        };
        let checked = wish == Some(size);
        view! { <Radio name=key::SIZE value=size.key() checked=checked label=label hint=hint/> }
    });
    view! {
        <QuestionForm state=state draft=draft heading=say::size() hint=say::size_hint()>
            <ul class="choices">{sizes} <NoPreference name=key::SIZE checked=any/></ul>
        </QuestionForm>
    }
}

#[component]
fn NoPreference(name: &'static str, checked: bool) -> impl IntoView {
    view! { <Radio name=name value=NO_PREFERENCE checked=checked label=say::no_preference()/> }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Question;
    use crate::components::testing::{picker_html_at, servers, tag};
    use crate::quiz::State;
    use leptos::prelude::*;
    use picker::language::Language;
    use picker::model::{Fact, Server, Size, Source};

    fn html(query: &'static str, servers: Option<Vec<Server>>) -> String {
        picker_html_at(query, servers, move || {
            let state = State::from_query(query);
            let draft = RwSignal::new(state.clone());
            view! { <Question state=state draft=draft/> }
        })
    }

    /// The opening tags of the fields with this name.
    fn fields(html: &str, name: &str) -> Vec<String> {
        let name = format!("name=\"{name}\"");
        html.split('<')
            .filter(|part| part.starts_with("input ") && part.contains(&name))
            .map(|part| part.split('>').next().unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn the_first_question_ticks_what_was_answered_and_loses_no_topic() {
        let html = html(
            "topic=trains,unheard-of&text=model+trains&step=topics",
            None,
        );
        let topics = fields(&html, "topic");
        let ticked: Vec<&String> = topics.iter().filter(|it| it.contains("checked")).collect();
        assert_eq!(ticked.len(), 1, "{ticked:?}");
        assert!(ticked[0].contains("value=\"trains\""), "{ticked:?}");
        let unknown = topics.iter().find(|it| it.contains("unheard-of")).unwrap();
        assert!(unknown.contains("type=\"hidden\""), "{unknown}");
        assert!(
            fields(&html, "text")[0].contains("value=\"model trains\""),
            "{html}"
        );
        assert!(html.contains("/spread/topics.svg#trains"), "{html}");
        let form = tag(&html, "question").unwrap();
        assert!(form.contains("action=\"/spread/servers/all/\""), "{form}");
        assert!(
            form.contains("data-step=\"topics\"") && !form.contains("target="),
            "{form}"
        );
        assert!(
            tag(&html, "pick-for-me")
                .unwrap()
                .contains("/spread/servers/?step=results")
        );
    }

    #[test]
    fn while_nothing_is_asked_the_number_says_what_it_counts() {
        let said = |query: &'static str| {
            let mut servers = servers(3);
            for server in &mut servers {
                server.size = Some(Fact::new(Size::Cosy, Source::Curated, None));
            }
            let html = html(query, Some(servers));
            let count = html.split("data-test=\"count\"").nth(1).unwrap().to_owned();
            count.split("</p>").next().unwrap().to_owned()
        };
        assert!(
            said("step=topics").contains("3 servers for everybody match"),
            "{}",
            said("step=topics")
        );
        let asked = said("lang=de&step=topics");
        assert!(!asked.contains("everybody"), "{asked}");
    }

    #[test]
    fn languages_show_their_servers_once_the_list_is_there() {
        let mut server = Server::new("a.example");
        let german = Language::parse("de").unwrap();
        server.languages = vec![Fact::new(german, Source::Curated, None)];
        let loading = html("lang=eo&step=language", None);
        assert_eq!(fields(&loading, "lang").len(), 1, "{loading}");
        assert!(!loading.contains("1 server"), "{loading}");
        let loaded = html("lang=eo&step=language", Some(vec![server]));
        let languages = fields(&loaded, "lang");
        assert_eq!(languages.len(), 2, "{loaded}");
        assert!(languages[0].contains("value=\"eo\"") && languages[0].contains("checked"));
        assert!(languages[1].contains("value=\"de\"") && !languages[1].contains("checked"));
        assert!(loaded.contains("1 server"), "{loaded}");
        assert!(tag(&loaded, "see-now").is_some());
    }

    #[test]
    fn a_radio_button_is_chosen_and_other_answers_are_carried_along() {
        let html = html("topic=tech&signup=none&flex=signup&step=signup", None);
        let buttons = fields(&html, "signup");
        assert_eq!(buttons.len(), 3);
        assert!(buttons[2].contains("value=\"none\"") && buttons[2].contains("checked"));
        assert!(!buttons[0].contains("checked") && !buttons[1].contains("checked"));
        assert!(
            fields(&html, "topic")[0].contains("type=\"hidden\""),
            "{html}"
        );
        assert!(
            fields(&html, "flex")[0].contains("value=\"signup\""),
            "{html}"
        );
        assert!(fields(&html, "step").is_empty(), "{html}");
    }

    #[test]
    fn with_a_seed_the_button_leads_back_to_the_results() {
        let html = html("size=cosy&seed=7&step=size", None);
        assert!(
            tag(&html, "continue")
                .unwrap()
                .contains("value=\"results\""),
            "{html}"
        );
        assert!(tag(&html, "see-now").is_none(), "{html}");
        let sizes = fields(&html, "size");
        assert!(sizes[0].contains("value=\"cosy\"") && sizes[0].contains("checked"));
        assert!(html.contains("Question 4 of 4"), "{html}");
    }
}
