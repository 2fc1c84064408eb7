//! One server in detail: why it was recommended and what lists know of it; then
//! its rules, who runs it, how lively it is, and whom it blocks. The server is
//! asked only when its details are opened; what it does not tell is said to be
//! unknown, and that it could not be asked is said once.

pub mod about;
pub mod activity;
pub mod rules;

use crate::availability::details::Detail;
use crate::availability::{Availability, Status};
use crate::components::availability::{AvailabilityStatus, SignUpLink};
use crate::components::card::{fact_rows, point_list, source_list};
use crate::components::federation_check::FederationCheck;
use crate::components::links::{ServerName, with_names};
use crate::directory::load::Directory;
use crate::i18n::messages::{details as say, results, site};
use crate::quiz::State;
use crate::state::visitor::Visitor;
use crate::words::points;
use about::About;
use activity::Activity;
use leptos::prelude::*;
use leptos_meta::Title;
use picker::decode::InstanceInfo;
use picker::domain;
use picker::live::BlockList;
use picker::model::Server;
use picker::recommend::Pick;
use rules::Rules;
use std::sync::Arc;

/// The page of one server.
#[component]
pub fn Details(
    /// Its domain in normal form.
    domain: String,
    /// The answers that it is held against.
    state: State,
) -> impl IntoView {
    let directory = expect_context::<Directory>();
    let context = expect_context::<Visitor>().context(state.seed.unwrap_or_default());
    let shown = domain::display(&domain).text;
    let heading = say::about(&shown);
    // As it was when it was opened: a newer list must not take away what is
    // being read or typed.
    let opened = StoredValue::new(None::<(Server, Option<Pick>)>);
    let found = Memo::new(move |_| {
        let picker = directory.picker.get()?;
        if let Some(server) = opened.get_value() {
            return Some(Some(server));
        }
        let server = picker.find(&domain).and_then(|at| {
            let pick = picker.explain_one(at, &state.answers, &context);
            Some((picker.servers().get(at)?.clone(), pick))
        });
        opened.set_value(server.clone());
        Some(server)
    });
    view! {
        <Title text=site::title(&heading)/>
        {move || {
            found
                .get()
                .map(|found| match found {
                    Some((server, pick)) => {
                        view! { <ServerDetails server=server pick=pick/> }.into_any()
                    }
                    None => {
                        view! {
                            <h1>{say::missing()}</h1>
                            <p>{with_names(&say::missing_text(&shown), &[&shown])}</p>
                        }
                            .into_any()
                    }
                })
        }}
    }
}

#[component]
fn ServerDetails(
    /// The server, as lists know it.
    server: Server,
    /// What speaks for it and against it.
    pick: Option<Pick>,
) -> impl IntoView {
    let availability = expect_context::<Availability>();
    let domain = server.domain.clone();
    let (name, checked) = (domain.clone(), domain.clone());
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
    let texts = [note, description.filter(|text| note != Some(text))]
        .into_iter()
        .flatten()
        .map(|text| view! { <p dir="auto">{with_names(text, &[])}</p> })
        .collect_view();
    let legal_form = server.legal_form.as_ref().map(|fact| fact.value);
    let not_asked = Memo::new(move |_| info.with(|info| matches!(info, Some(None))));
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
    let listed = view! {
        {pick.map(|pick| reasons(&pick))}
        <h2>{say::lists()}</h2>
        <dl class="facts" data-test="listed">
            {fact_rows(&server, false)}
        </dl>
        {source_list(&server)}
    };
    view! {
        <article class="details-page prose" data-test="details" data-domain=domain>
            <h1>
                <ServerName domain=name/>
            </h1>
            {texts}
            <AvailabilityStatus server=server.clone()/>
            <p class="actions">
                <SignUpLink server=server/>
            </p>
            {listed}
            {own_word}
            {activity}
            {blocks}
            <FederationCheck detail=detail domain=checked/>
        </article>
    }
}

/// What speaks for the server, and what does not match the answers.
fn reasons(pick: &Pick) -> impl IntoView + use<> {
    let why = (!pick.reasons.is_empty()).then(|| {
        view! {
            <h2>{results::why()}</h2>
            {point_list(&pick.reasons, "reasons", results::why(), points::reason)}
        }
    });
    let misses = (!pick.misses.is_empty()).then(|| {
        view! {
            <h2>{results::misses()}</h2>
            {point_list(&pick.misses, "misses", results::misses(), points::miss)}
        }
    });
    view! {
        {why}
        {misses}
    }
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
    use crate::quiz::State;
    use leptos::prelude::*;
    use picker::model::{Fact, Server, Size, Source};

    fn page(domain: &'static str) -> String {
        let mut server = Server::new("a.example");
        server.description = Some(Fact::new(
            "All about <b>owls</b>".to_owned(),
            Source::Joinmastodon,
            None,
        ));
        server.size = Some(Fact::new(Size::Cosy, Source::Curated, None));
        picker_html(Some(vec![server]), move || {
            let state = State::from_query("size=cosy&seed=7");
            view! { <Details domain=domain.to_owned() state=state/> }
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
            4,
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
        for (name, words) in [("listed", "Size Cosy"), ("reasons", ""), ("where-from", "")] {
            assert!(tag(&html, name).is_some(), "{name}: {html}");
            assert!(texts(&html).contains(words), "{words}: {html}");
        }
        assert!(
            texts(&html).contains("the maintainers of this site"),
            "{html}"
        );
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
