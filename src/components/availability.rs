//! What a server says right now of signing up, and the parts of a card that go
//! by it.

use crate::availability::{Availability, Status, words};
use crate::components::links::{ExternalLink, OnServer, with_names};
use crate::components::live_text::live_text;
use crate::i18n::messages::{live as say, results};
use crate::platform::clock;
use crate::state::announcer::Announcer;
use crate::state::results::RecommendedSet;
use crate::state::visitor::Visitor;
use leptos::prelude::*;
use picker::decode::activity::Trend;
use picker::live::{Board, Check, Door, Outcome, door};
use picker::model::{Server, SignUp};
use picker::recommend::Pick;
use std::sync::Arc;

/// The recommended servers on the page.
pub struct Places {
    /// The pick in each place.
    pub picks: Vec<RwSignal<Pick>>,
    /// Which servers are shown, and whose place some of them took.
    pub board: RwSignal<Board>,
}

/// Shows a set of recommended servers: starts their checks, and gives the place
/// of a server that turns out to take no members to the next in line.
#[must_use]
pub fn checked_places(set: &Arc<RecommendedSet>) -> Places {
    let availability = expect_context::<Availability>();
    let visitor = expect_context::<Visitor>();
    let announcer = expect_context::<Announcer>();
    let domains = set.domains().into_iter().map(str::to_owned);
    let board = RwSignal::new(Board::new(domains.collect()));
    let picks = set.recommendation.picks.iter().cloned();
    let picks: Vec<RwSignal<Pick>> = picks.map(RwSignal::new).collect();
    let places = picks.clone();
    let set = Arc::clone(set);
    Effect::new(move |was_waiting: Option<bool>| {
        let context = visitor.context(set.state.seed.unwrap_or_default());
        let mut now = board.get_untracked();
        let check = |domain: &str| availability.status(domain)?.check().cloned();
        // The next in line may be known to be closed already: until none is.
        while let Some(closed) = now.shown().iter().find(|domain| {
            let known = now.swaps().iter().any(|swap| swap.closed == **domain);
            !known && check(domain).is_some_and(|check| check.is_closed())
        }) {
            let closed = closed.clone();
            let mut drawn = None;
            let place = now.close(&closed, |stay, out| {
                let answers = &set.state.answers;
                let earlier = set.earlier.iter().map(String::as_str);
                let out: Vec<&str> = out.iter().copied().chain(earlier).collect();
                drawn = set.picker.next_after(answers, &context, stay, &out);
                let server = set.picker.servers().get(drawn.as_ref()?.server)?;
                Some(server.domain.clone())
            });
            board.set(now.clone());
            if let (Some(place), Some(pick)) = (place.and_then(|at| places.get(at)), drawn) {
                place.set(pick);
            }
        }
        availability.watch(now.shown());
        let checks: Vec<Check> = now.shown().iter().filter_map(|it| check(it)).collect();
        let is_waiting = checks.len() < now.shown().len();
        if !is_waiting && was_waiting == Some(true) {
            announcer.say(words::summary(&checks, &board.get_untracked()));
        }
        is_waiting
    });
    Places { picks, board }
}

/// Says whose place a server took, if it took one.
#[component]
pub fn InsteadOf(
    /// The domain of the server that is shown.
    domain: String,
    /// Knows which servers were replaced.
    board: RwSignal<Board>,
) -> impl IntoView {
    let closed = board.with_untracked(|board| board.instead_of(&domain).map(str::to_owned));
    closed.map(|closed| {
        view! {
            <p class="small instead" data-test="instead">
                {with_names(&say::instead(&closed), &[&closed])}
            </p>
        }
    })
}

/// What the server says, and what happens after following the link to it.
#[component]
pub fn AvailabilityStatus(
    /// The server as lists know it: until it answers, their word counts.
    server: Server,
) -> impl IntoView {
    let availability = expect_context::<Availability>();
    let domain = server.domain.clone();
    let status = Memo::new(move |_| availability.status(&domain));
    let key = move || status.with(|status| status.as_ref().map_or("checking", words::key));
    let line = move || {
        status.with(|status| match status {
            Some(status) => words::line(status, clock::now()),
            None => say::checking(),
        })
    };
    let next =
        move || status.with(|status| after_click(&server, status.as_ref().and_then(Status::check)));
    view! {
        <div class="live" data-test="live" data-state=key>
            <p class="live-line" inner_html=live_text(line)></p>
            <p class="small next" inner_html=live_text(next)></p>
        </div>
    }
}

/// Whether more or fewer people are active there than before: a row of facts,
/// there from the start with one word, so that its answer moves nothing.
#[component]
pub fn TrendFact(
    /// The server's domain.
    domain: String,
) -> impl IntoView {
    let availability = expect_context::<Availability>();
    let trend = Memo::new(move |_| match availability.status(&domain) {
        Some(Status::Done(done)) => done.trend,
        _ => None,
    });
    let word = move || match trend.get() {
        Some(Trend::Growing) => results::trend_growing(),
        Some(Trend::Steady) => results::trend_steady(),
        Some(Trend::Falling) => results::trend_falling(),
        None => results::unknown(),
    };
    view! {
        <div data-fact="trend">
            <dt>{results::fact_trend()}</dt>
            <dd inner_html=live_text(word)></dd>
        </div>
    }
}

/// The link to a server's own sign-up page, by what the server says now.
#[component]
pub fn SignUpLink(
    /// The server as lists know it: until it answers, their word counts.
    server: Server,
) -> impl IntoView {
    let availability = expect_context::<Availability>();
    let domain = server.domain.clone();
    let target = Memo::new(move |_| {
        let status = availability.status(&server.domain);
        door(&server, status.as_ref().and_then(Status::check))
    });
    view! {
        <ExternalLink
            href=Signal::derive(move || target.with(|target| target.url.clone()))
            class="button sign-up"
            test="sign-up"
        >
            <span inner_html=live_text(move || target.with(label))></span>
            <OnServer domain=domain/>
        </ExternalLink>
    }
}

fn label(target: &Door) -> String {
    match target.sign_up {
        Some(SignUp::Approval) => results::ask_to_join(),
        _ => results::create_account(),
    }
}

fn after_click(server: &Server, check: Option<&Check>) -> String {
    if let Some(check) = check {
        if check.other_software.is_some() {
            return say::next_other();
        }
        if matches!(check.outcome, Outcome::Elsewhere(_)) {
            return say::next_elsewhere();
        }
    }
    match door(server, check).sign_up {
        Some(SignUp::Approval) => results::next_approval(),
        Some(SignUp::Instant) => results::next_instant(),
        Some(SignUp::Closed) => results::closed(),
        Some(SignUp::Open) | None => results::next_open(),
    }
}
