//! One server, and why.

use crate::components::live;
use crate::context::use_context;
use crate::messages::results as say;
use crate::quiz::State;
use crate::view::{El, Node, all, el};
use crate::words::{facts, points};
use picker::domain;
use picker::model::{Server, SignUp};
use picker::recommend::{Pick, Point};

/// The answers that the cards stand below, for links that keep them.
#[derive(Debug, Clone)]
pub struct Looks(pub State, pub Closer);

/// Ways to look at a server more closely: it, and its name for people.
pub type Closer = fn(&State, &Server, &str) -> Node;

/// A domain as people read it, with its ASCII form where they differ.
#[must_use]
pub fn name(shown: &domain::DisplayDomain) -> Node {
    all([
        Some(el("bdi").child(shown.text.clone())),
        shown
            .ascii
            .clone()
            .map(|ascii| el("span").class("ascii").child(ascii)),
    ])
}

/// A card with everything that speaks for and against a server. `main` cards
/// are the recommended ones, the others are one level below.
#[must_use]
pub fn card(server: &Server, pick: &Pick, main: bool) -> Node {
    let shown = domain::display(&server.domain);
    let own_title = server
        .title
        .as_ref()
        .filter(|title| title.value != shown.text)
        .map(|title| {
            el("span")
                .class("ascii")
                .attr("dir", "auto")
                .child(title.value.clone())
        });
    let heading = el(if main { "h2" } else { "h3" })
        .attr("tabindex", "-1")
        .child(name(&shown))
        .child(own_title);
    let note = server.note.as_ref();
    let note = note.map(|note| el("p").class("note").child(note.value.clone()));
    let description = server.description.as_ref().map(|text| {
        el("p")
            .class("description")
            .attr("dir", "auto")
            .child(text.value.clone())
    });
    el("article")
        .class("card")
        .test("card")
        .attr("data-domain", server.domain.clone())
        // To the last bit: the tests hold it against the engine's own.
        .attr("data-score", format!("{:x}", pick.score.to_bits()))
        .child(heading)
        .child(main.then(|| live::instead(&server.domain)))
        .child(note)
        .child(description)
        .child(points(&pick.reasons, "reasons", say::why, |point| {
            points::reason(&point.kind)
        }))
        .child(points(&pick.misses, "misses", say::misses, |point| {
            points::miss(&point.kind)
        }))
        .child(facts_of(server, main))
        .child(sources_of(server))
        .child(actions(server, &shown.text, main))
        .into()
}

/// What speaks for a server, or against it.
fn points(
    points: &[Point],
    class: &'static str,
    label: fn() -> String,
    words: fn(&Point) -> String,
) -> Option<El> {
    let lines = points.iter().map(|point| {
        el("li")
            .attr("data-kind", point.kind.key())
            .child(words(point))
    });
    (!points.is_empty()).then(|| {
        el("ul")
            .class(class)
            .attr("aria-label", label())
            .test(class)
            .children(lines)
    })
}

fn facts_of(server: &Server, main: bool) -> El {
    // How one signs up is what the live check says on the main cards: the
    // list's older word beside it would only confuse.
    let rows = facts::rows(server)
        .into_iter()
        .filter(|row| !main || row.key != "sign_up");
    let rows = rows.map(|row| {
        el("div")
            .attr("data-fact", row.key)
            .child(el("dt").child(row.label))
            .child(el("dd").child(row.value))
    });
    el("dl")
        .class("facts")
        .children(rows)
        .child(main.then(|| live::trend(server)))
}

fn sources_of(server: &Server) -> El {
    let lines = facts::sources(server)
        .into_iter()
        .map(|line| el("li").child(line));
    el("details")
        .class("where-from")
        .attr("id", format!("where-from-{}", server.domain))
        .test("where-from")
        .child(el("summary").child(say::where_from()))
        .child(el("ul").class("small").children(lines))
}

/// A link to a server, in a new tab that knows nothing of this one.
#[must_use]
pub fn outward(class: &'static str, test: &'static str) -> El {
    el("a")
        .class(class)
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .test(test)
}

/// What only screen readers need, as they read links without what is around.
#[must_use]
pub fn unseen(text: &str) -> El {
    el("span").class("visually-hidden").child(text.to_owned())
}

fn actions(server: &Server, name: &str, main: bool) -> Node {
    let on = format!(" {} ({})", say::on_server(name), say::opens_tab());
    let looks = use_context::<Looks>();
    let (status, sign_up) = if main {
        (live::status(server), live::button(server, &on))
    } else {
        (listed_next(server), listed_button(server, &on))
    };
    let explore = outward("button secondary", "look-around")
        .attr("href", format!("https://{}/explore", server.domain))
        .child(say::look_around())
        .child(unseen(&on));
    let closer = looks.map(|Looks(state, closer)| closer(&state, server, name));
    let actions = el("p")
        .class("actions")
        .child(sign_up)
        .child(explore)
        .child(closer);
    all([status, actions.into()])
}

/// What happens after the click, by the lists.
fn listed_next(server: &Server) -> Node {
    let next = match server.sign_up.as_ref().map(|fact| fact.value) {
        Some(SignUp::Approval) => say::next_approval(),
        Some(SignUp::Instant) => say::next_instant(),
        Some(SignUp::Closed) => say::closed(),
        Some(SignUp::Open) | None => say::next_open(),
    };
    el("p").class("small next").child(next).into()
}

fn listed_button(server: &Server, on: &str) -> Node {
    let label = match server.sign_up.as_ref().map(|fact| fact.value) {
        Some(SignUp::Approval) => say::ask_to_join(),
        _ => say::create_account(),
    };
    outward("button", "sign-up")
        .attr("href", server.sign_up_address())
        .child(label)
        .child(unseen(on))
        .into()
}
