//! The page `/embed/`.

use crate::components::links::ExternalLink;
use crate::components::questions::Question;
use crate::components::quiz_session::QuizSession;
use crate::components::topic_question::PlainTopics;
use crate::components::translation_note::TranslationNote;
use crate::directory::Lists;
use crate::directory::load::Directory;
use crate::embed::appearance;
use crate::embed::host_channel::HostChannel;
use crate::embed::host_options::Options;
use crate::embed::protocol::FrameMessage;
use crate::i18n::messages::{self, embed as say, results as said, site as frame_words};
use crate::parts::page::PartPage;
use crate::parts::within::within;
use crate::platform::{frame, page};
use crate::quiz::{QuestionSet, State, Step};
use crate::state::navigation::Navigation;
use crate::state::results::{LastResults, ResultsLayout, ShownResults};
use crate::state::site::Site;
use crate::words::answers;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use std::sync::Arc;

/// The page. Its options stand in the address and hold for as long as it is open.
#[component]
pub fn Embed() -> impl IntoView {
    let site = expect_context::<Site>();
    let query = use_location().search.get_untracked();
    let options = Arc::new(Options::from_query(&query));
    if let Some(warning) = options.warning() {
        frame::warn(&warning);
    }
    appearance::apply(&options);
    if let (Some(lang), Some(dir)) = (messages::lang(), messages::dir()) {
        page::set_language(&lang, dir);
    }
    frame::replace_entries();

    let navigation = Navigation::in_frame(site, options.fixed_query().to_owned());
    provide_context(navigation);
    provide_context(options.questions);
    provide_context(LastResults::new());
    provide_context(PlainTopics {
        compact: options.compact,
    });
    let directory = expect_context::<Directory>();
    directory.limit(options.servers.clone());
    let channel = HostChannel::open(&options);
    Effect::new(move |_| channel.start());
    send_problems(directory, channel);
    warn_of_unknown_servers(directory, options.servers.clone());
    view! {
        <Head options=Arc::clone(&options)/>
        <Picker options=Arc::clone(&options) channel=channel/>
        <TranslationNote/>
        {options.powered.then(|| view! { <Foot/> })}
    }
}

/// The questions and the results, one after the other.
#[component]
fn Picker(options: Arc<Options>, channel: HostChannel) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let last = expect_context::<LastResults>();
    let questions = options.questions;
    let state = Memo::new(move |_| options.state(&navigation.query()));
    let is_results = Memo::new(move |_| state.with(|state| state.step == Step::Results));
    let session = QuizSession::start(state, is_results.into());
    let layout = ResultsLayout::Frame;
    provide_context(ShownResults { state, layout });
    Effect::new(move |_| {
        let state = state.get();
        if let Some(message) = message(&state, questions, last, channel) {
            channel.send(message);
        }
    });
    view! {
        <nav class="before-main">
            {move || session.back(questions).map(|back| view! { <BackLink to=back/> })}
        </nav>
        <main id="main" class="picker">
            // A question with other answers is another page: none of its
            // elements, and so no tick, is used again.
            <For
                each=move || [state.get()]
                key=page_key
                children=move |shown| {
                    if shown.step == Step::Results {
                        within(PartPage::Results)
                    } else {
                        view! { <Question state=shown draft=session.draft/> }.into_any()
                    }
                }
            />
        </main>
    }
}

/// Tells pages apart that share no element: other picks are the same page.
fn page_key(state: &State) -> String {
    if state.step == Step::Results {
        String::new()
    } else {
        state.to_query()
    }
}

#[component]
fn BackLink(to: State) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    view! {
        <a class="back-link" href=navigation.address(&to.href()) data-test="back">
            {frame_words::back()}
        </a>
    }
}

/// What the host is sent of a state; `None` while there is no result yet. Tracks
/// the results.
fn message(
    state: &State,
    questions: QuestionSet,
    last: LastResults,
    channel: HostChannel,
) -> Option<FrameMessage> {
    if state.step != Step::Results {
        let (index, total) = questions.number(state.step);
        return Some(FrameMessage::Step {
            index: u32::try_from(index).unwrap_or_default(),
            total: u32::try_from(total).unwrap_or_default(),
            name: state.step.key(),
            answers: channel.shared_answers(state),
        });
    }
    let shown = last.get().filter(|shown| shown.state == *state)?;
    Some(FrameMessage::Results {
        count: u32::try_from(shown.recommendation.picks.len()).unwrap_or_default(),
        answers: channel.shared_answers(state),
    })
}

/// The heading, and what the host has answered already.
#[component]
fn Head(options: Arc<Options>) -> impl IntoView {
    let title = options
        .heading
        .then(|| view! { <p class="embed-title">{say::title()}</p> });
    let given: Vec<String> = answers::summary(&options.start, &[])
        .into_iter()
        .filter(|row| !options.questions.asks(row.step))
        .map(|row| say::given_one(&row.label, &row.value))
        .collect();
    let given = (!given.is_empty()).then(|| {
        let given = given.join(&said::list_separator());
        view! {
            <p class="small" data-test="given">
                {say::given(&given)}
            </p>
        }
    });
    let shared = options.shares_answers.then(|| {
        view! {
            <p class="small" data-test="shared">
                {say::shared()}
            </p>
        }
    });
    let is_empty = title.is_none() && given.is_none() && shared.is_none();
    (!is_empty).then(|| {
        view! {
            <header class="embed-head">
                {title} {given} {shared}
            </header>
        }
    })
}

/// Where the picker comes from.
#[component]
fn Foot() -> impl IntoView {
    let site = expect_context::<Site>();
    view! {
        <footer class="embed-foot small">
            <ExternalLink href=site.path("") class="quiet-link" test="powered">
                {say::powered(&say::site())}
            </ExternalLink>
        </footer>
    }
}

/// Tells the host when the newest list could not be fetched.
fn send_problems(directory: Directory, channel: HostChannel) {
    let failed = Memo::new(move |_| directory.lists.with(|lists| lists.complaint().is_some()));
    Effect::new(move |_| {
        if failed.get() {
            channel.send(FrameMessage::Error("directory"));
        }
    });
}

/// Names the servers of the host's choice that are in no list, once all lists
/// have been fetched or failed.
fn warn_of_unknown_servers(directory: Directory, servers: Vec<String>) {
    if servers.is_empty() {
        return;
    }
    let settled = Memo::new(move |_| directory.lists.with(has_settled));
    Effect::new(move |_| {
        if !settled.get() {
            return;
        }
        let Some(picker) = directory.picker.get_untracked() else {
            return;
        };
        let unknown = servers.iter().filter(|it| picker.find(it).is_none());
        let unknown: Vec<&str> = unknown.map(String::as_str).collect();
        if !unknown.is_empty() {
            let unknown = unknown.join(", ");
            frame::warn(&format!("spread-picker: in no list of servers: {unknown}"));
        }
    });
}

fn has_settled(lists: &Lists) -> bool {
    let bundle = lists.bundle.is_some() || lists.bundle_problem.is_some();
    bundle && !lists.asking && (lists.live.is_some() || lists.live_problem.is_some())
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Embed;
    use crate::components::testing::{picker_html_at, tag};
    use leptos::prelude::*;

    fn html(query: &str) -> String {
        picker_html_at(query, None, || {
            view! { <Embed/> }
        })
    }

    #[test]
    fn the_first_question_stands_there_with_what_was_given() {
        let html = html("topic=academia&locked=topic&answers=share");
        assert!(html.contains("data-step=\"language\""), "{html}");
        assert!(html.contains("Question 1 of 3"), "{html}");
        assert!(html.contains("Topics: Universities and research"), "{html}");
        assert!(tag(&html, "shared").is_some(), "{html}");
        assert!(tag(&html, "back").is_none(), "{html}");
        assert!(
            tag(&html, "question")
                .unwrap()
                .contains("target=\"_blank\""),
            "{html}"
        );
    }

    #[test]
    fn topics_have_no_pictures_and_links_stay_in_the_frame_with_its_options() {
        let html = html("theme=dark");
        assert!(
            html.contains("data-step=\"topics\"") && !html.contains("<svg"),
            "{html}"
        );
        let link = tag(&html, "pick-for-me").unwrap();
        assert!(
            link.contains("href=\"/spread/embed/?theme=dark&amp;step=results\""),
            "{link}"
        );
    }

    #[test]
    fn a_host_may_hide_what_is_around() {
        let html = html("heading=off&powered=off");
        assert!(
            !html.contains("<header") && !html.contains("<footer"),
            "{html}"
        );
        assert!(html.contains("Question 1 of 4"), "{html}");
    }

    #[test]
    fn links_out_of_the_frame_open_a_tab_that_cannot_reach_this_one() {
        let html = html("");
        let link = tag(&html, "powered").unwrap();
        assert!(
            link.contains("target=\"_blank\"") && link.contains("rel=\"noopener\""),
            "{link}"
        );
    }
}
