//! One server in detail: why it would be recommended and what lists know of it,
//! its rules, who runs it, how lively it is, and whom it blocks. The server is
//! asked only when its details are opened; what it does not tell is said to be
//! unknown, and that it could not be asked is said once.

pub mod about;
pub mod activity;
pub mod facts;
pub mod long_text;
pub mod neighbours;
pub mod rules;
pub mod why;

use crate::availability::details::Detail;
use crate::availability::{Availability, Status};
use crate::components::availability::{AvailabilityStatus, SignUpLink};
use crate::components::compare_selection::{CompareBar, CompareChoice};
use crate::components::face::Face;
use crate::components::federation_check::FederationCheck;
use crate::components::links::{ServerName, with_names};
use crate::components::notices::{ListProblem, NoList};
use crate::components::share::{Share, Shared};
use crate::directory::load::Directory;
use crate::i18n::messages::{details as say, note_lang, site};
use crate::quiz::State;
use crate::state::visitor::Visitor;
use crate::words::reading;
use about::About;
use activity::Activity;
use facts::Facts;
use leptos::prelude::*;
use leptos_meta::Title;
use long_text::{LongText, PageLinks};
use neighbours::{ClosedNotice, Neighbours, is_closed};
use picker::answers::Answers;
use picker::decode::InstanceInfo;
use picker::domain;
use picker::live::BlockList;
use picker::model::HealthFlag;
use picker::recommend::Picker;
use rules::Rules;
use std::sync::Arc;
use why::Why;

/// The page of one server.
#[component]
pub fn Details(
    /// Its domain in normal form.
    domain: String,
    /// The answers that it is held against.
    answers: Answers,
) -> impl IntoView {
    let directory = expect_context::<Directory>();
    let shown = domain::display(&domain).text;
    let heading = say::about(&shown);
    let title = site::title(&heading);
    let asking = Memo::new(move |_| directory.lists.with(|lists| lists.asking));
    // As it was when it was opened: a newer list must not take away what is
    // being read or typed.
    let opened = StoredValue::new(None::<Opened>);
    let found = Memo::new_with_compare(
        move |_| {
            let picker = directory.picker.get()?;
            if let Some(opened) = opened.get_value() {
                return Some(Some(opened));
            }
            let new = picker.find(&domain).map(|at| Opened {
                picker: Arc::clone(&picker),
                at,
            });
            opened.set_value(new.clone());
            Some(new)
        },
        |old, new| {
            let place = |it: Option<&Option<Option<Opened>>>| {
                it.map(|it| it.as_ref().map(|it| it.as_ref().map(|it| it.at)))
            };
            place(old) != place(new)
        },
    );
    view! {
        <Title text=title/>
        {move || {
            found
                .get()
                .map(|found| match found {
                    Some(opened) => {
                        view! { <ServerDetails opened=opened answers=answers.clone()/> }.into_any()
                    }
                    // A newer list may know it.
                    None if asking.get() => {
                        view! {
                            <h1>{heading.clone()}</h1>
                            <p class="status">{say::looking()}</p>
                        }
                            .into_any()
                    }
                    None => {
                        view! {
                            <h1>{say::missing()}</h1>
                            <p>{with_names(&say::missing_text(&shown), &[&shown])}</p>
                            <ListProblem/>
                        }
                            .into_any()
                    }
                })
        }}
        <NoList/>
    }
}

/// The server whose details are open, among the servers of that moment.
#[derive(Debug, Clone)]
struct Opened {
    picker: Arc<Picker>,
    at: usize,
}

#[component]
fn ServerDetails(opened: Opened, answers: Answers) -> impl IntoView {
    let Opened { picker, at } = opened;
    let availability = expect_context::<Availability>();
    let context = expect_context::<Visitor>().context(0);
    let Some(server) = picker.servers().get(at).cloned() else {
        return ().into_any();
    };
    let shown = domain::display(&server.domain).text;
    let pick = picker.explain_one(at, &answers, &context);
    let why = pick.map(|pick| view! { <Why pick=pick/> });
    let listed = view! { <Facts server=server.clone()/> };
    let state = State::start().with_answers(answers.clone());
    let neighbours = StoredValue::new((picker, answers));
    let neighbours = move || {
        neighbours.with_value(|(picker, answers)| {
            view! { <Neighbours picker=Arc::clone(picker) of=at answers=answers.clone()/> }
        })
    };
    let closed = {
        let server = server.clone();
        Memo::new(move |_| is_closed(availability, &server))
    };
    let instead = move || {
        closed
            .get()
            .then(|| view! { <ClosedNotice>{neighbours()}</ClosedNotice> })
    };
    let like_it =
        move || (!closed.get()).then(|| view! { <h2>{say::neighbours()}</h2> {neighbours()} });
    let excluded = server.flags.contains(&HealthFlag::Excluded);
    let warnings = server.flags.iter();
    let warnings = warnings
        .map(|flag| with_names(&reading::flagged(&shown, *flag), &[&shown]))
        .map(|text| view! { <p>{text}</p> })
        .collect_view();
    let warnings = (!server.flags.is_empty()).then(|| {
        view! {
            <div class="notice" data-test="not-recommended">
                {warnings}
            </div>
        }
    });
    let sign_up = {
        let server = server.clone();
        move || {
            let open = !excluded && !closed.get();
            open.then(|| view! { <SignUpLink server=server.clone()/> })
        }
    };
    let domain = server.domain.clone();
    let (name, checked, compared) = (domain.clone(), domain.clone(), domain.clone());
    let faced = domain.clone();
    let detail = Detail::ask(availability, domain.clone());
    on_cleanup(move || availability.leave());
    let info = {
        let domain = domain.clone();
        Memo::new(move |_| match availability.status(&domain) {
            Some(Status::Done(done)) => Some(done.info),
            _ => None,
        })
    };
    let note = server.note.as_ref().map(|text| &text.value);
    let description = server.description.as_ref().map(|text| &text.value);
    let of_itself = description.filter(|text| note != Some(text));
    let texts = [(note, note_lang()), (of_itself, None)]
        .into_iter()
        .filter_map(|(text, lang)| Some((text?, lang)))
        .map(|(text, lang)| view! { <p lang=lang dir="auto">{with_names(text, &[])}</p> })
        .collect_view();
    let legal_form = server.legal_form.as_ref().map(|fact| fact.value);
    let not_asked = Memo::new(move |_| info.with(|info| matches!(info, Some(None))));
    let text = move || match detail.text.get() {
        None => view! { <Asking/> }.into_any(),
        Some(None) => view! { <p>{say::text_none()}</p> }.into_any(),
        Some(Some(text)) => view! { <LongText text=text/> }.into_any(),
    };
    let pages = move || {
        let info = info.get().flatten()?;
        Some(view! { <PageLinks pages=info.pages.clone()/> })
    };
    let own_word = move || {
        if not_asked.get() {
            return view! { <p data-test="not-asked">{say::not_answered()}</p> }.into_any();
        }
        view! {
            <h2>{say::rules()}</h2>
            {move || answered(info.get(), |info| view! { <Rules info=info/> }.into_any())}
            <h2>{say::facts()}</h2>
            {move || {
                answered(info.get(), |info| {
                    view! { <About info=info legal_form=legal_form/> }.into_any()
                })
            }}
            <h2>{say::text()}</h2>
            {text}
            {pages}
        }
        .into_any()
    };
    // Asked for on their own: a server that keeps its word to members may tell
    // these to everybody.
    let activity = move || {
        let weeks = detail.weeks.get();
        if not_asked.get() && weeks.as_ref().is_none_or(Vec::is_empty) {
            return None;
        }
        let weeks = match weeks {
            Some(weeks) => view! { <Activity weeks=weeks/> }.into_any(),
            None => view! { <Asking/> }.into_any(),
        };
        Some(view! { <h2>{say::activity()}</h2> {weeks} })
    };
    let blocks = move || {
        let text = detail.blocks.with(|blocks| match blocks {
            None | Some(BlockList::Unknown) if not_asked.get() => None,
            None => Some(say::asking()),
            Some(list) => Some(blocked(list)),
        })?;
        Some(view! {
            <h2>{say::blocks()}</h2>
            <p data-test="blocks">{text}</p>
        })
    };
    view! {
        <article class="details-page prose" data-test="details" data-domain=domain>
            <div class="with-face">
                <Face domain=faced/>
                <h1>
                    <ServerName domain=name/>
                </h1>
            </div>
            {texts}
            {warnings}
            <AvailabilityStatus server=server/>
            <p class="actions">
                {sign_up}
                <CompareChoice domain=compared/>
            </p>
            {instead}
            {why}
            {own_word}
            {activity}
            {blocks}
            <FederationCheck detail=detail domain=checked/>
            {listed}
            {like_it}
            <CompareBar state=state/>
            <Share what=Shared::Server/>
        </article>
    }
    .into_any()
}

#[component]
fn Asking() -> impl IntoView {
    view! { <p class="small">{say::asking()}</p> }
}

/// What a server tells about itself; `None` before it has answered.
fn answered(
    info: Option<Option<Arc<InstanceInfo>>>,
    show: impl FnOnce(Arc<InstanceInfo>) -> AnyView,
) -> AnyView {
    match info {
        Some(Some(info)) => show(info),
        _ => view! { <Asking/> }.into_any(),
    }
}

fn blocked(list: &BlockList) -> String {
    match list {
        BlockList::Public(blocks) => say::blocks_public(blocks.0.len() as u64),
        BlockList::MembersOnly => say::blocks_members(),
        BlockList::Hidden => say::blocks_hidden(),
        BlockList::Unknown => say::blocks_unknown(),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Details;
    use crate::components::testing::{picker_html, tag, texts};
    use crate::directory::load::Directory;
    use leptos::prelude::*;
    use picker::answers::Answers;
    use picker::model::{Fact, HealthFlag, Server, SignUp, Size, Source};

    fn page(domain: &'static str) -> String {
        page_with(domain, |_| {})
    }

    fn page_with(domain: &'static str, change: fn(&mut Server)) -> String {
        let mut server = Server::new("a.example");
        server.description = Some(Fact::new(
            "All about <b>owls</b>".to_owned(),
            Source::Joinmastodon,
            None,
        ));
        server.size = Some(Fact::new(Size::Cosy, Source::Curated, None));
        change(&mut server);
        picker_html(Some(vec![server]), move || {
            let answers = Answers::from_query("size=cosy");
            view! { <Details domain=domain.to_owned() answers=answers/> }
        })
    }

    #[test]
    fn before_the_server_answers_each_part_says_that_it_is_asked() {
        let html = page("a.example");
        assert!(
            html.contains("<h1><bdi translate=\"no\">a.example</bdi>"),
            "{html}"
        );
        assert_eq!(
            texts(&html).matches("Asking the server …").count(),
            5,
            "{html}"
        );
        assert!(
            tag(&html, "sign-up").is_some() && tag(&html, "talk").is_some(),
            "{html}"
        );
    }

    #[test]
    fn what_lists_know_and_why_it_was_picked_needs_no_answer() {
        let html = page("a.example");
        for (name, words) in [("known", "Cosy"), ("reasons", "")] {
            assert!(tag(&html, name).is_some(), "{name}: {html}");
            assert!(texts(&html).contains(words), "{words}: {html}");
        }
        assert!(
            texts(&html).contains("the maintainers of this site"),
            "{html}"
        );
    }

    #[test]
    fn a_server_that_takes_nobody_has_no_link_to_sign_up() {
        let closed = page_with("a.example", |server| {
            server.sign_up = Some(Fact::new(SignUp::Closed, Source::Curated, None));
        });
        assert!(tag(&closed, "sign-up").is_none(), "{closed}");
        assert!(tag(&closed, "closed").is_some(), "{closed}");
    }

    #[test]
    fn what_speaks_against_a_server_is_said() {
        let silent = page_with("a.example", |it| it.flags = vec![HealthFlag::Silent]);
        assert!(texts(&silent).contains("Nobody was active on"), "{silent}");
        assert!(tag(&silent, "sign-up").is_some(), "{silent}");
        let excluded = page_with("a.example", |it| it.flags = vec![HealthFlag::Excluded]);
        assert!(tag(&excluded, "not-recommended").is_some(), "{excluded}");
        assert!(tag(&excluded, "sign-up").is_none(), "{excluded}");
        assert!(tag(&page("a.example"), "not-recommended").is_none());
    }

    #[test]
    fn a_server_is_not_called_unknown_while_the_newest_list_is_asked() {
        let html = picker_html(Some(vec![]), || {
            let directory = expect_context::<Directory>();
            directory.lists.update(|lists| lists.asking = true);
            view! { <Details domain="x.example".to_owned() answers=Answers::default()/> }
        });
        let text = texts(&html);
        assert!(!text.contains("We do not know"), "{text}");
        assert!(text.contains("Looking for it in the newest list"), "{text}");
    }

    #[test]
    fn what_a_server_says_of_itself_stays_text() {
        let html = page("a.example");
        assert!(!html.contains("<b>"), "{html}");
        assert!(html.contains("All about &lt;b&gt;owls"), "{html}");
    }

    #[test]
    fn a_server_that_is_in_no_list_is_said_to_be_unknown_and_not_asked() {
        let html = page("x.example");
        let text = texts(&html);
        assert!(text.contains("We do not know this server"), "{text}");
        assert!(text.contains("x.example is not in our list."), "{text}");
        assert!(tag(&html, "details").is_none(), "{html}");
    }
}
