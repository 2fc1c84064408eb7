//! The longer list below the picks, a page at a time.

use crate::app::Visitor;
use crate::components::card::card;
use crate::components::results::Shown;
use crate::context::expect_context;
use crate::messages::results as say;
use crate::platform::page;
use crate::signal::{Cell, Derived};
use crate::view::{self, El, Node, el, live};
use picker::recommend::{PAGE, Page};
use std::sync::Arc;

/// All other servers that match, after the visitor asks for them: so many `pages`
/// are open.
pub fn more(shown: Arc<Shown>, pages: Cell<usize>) -> Node {
    let visitor = expect_context::<Visitor>();
    let page_of = {
        let shown = Arc::clone(&shown);
        move |number: usize| -> Page {
            let context = visitor.context(shown.state.seed.unwrap_or_default());
            let answers = &shown.state.answers;
            shown
                .picker
                .ranked(answers, &context, &shown.domains(), number)
        }
    };
    let total = page_of(0).total;
    if total == 0 {
        return Node::Nothing;
    }
    let cards = {
        let servers = Arc::clone(&shown);
        move |number: usize| {
            let servers = servers.picker.servers();
            page_of(number)
                .picks
                .iter()
                .filter_map(|pick| Some(card(servers.get(pick.server)?, pick, false)))
                .map(|card| el("li").child(card))
                .collect::<Vec<_>>()
        }
    };
    let next = move || {
        let left = total.saturating_sub(pages.get() * PAGE);
        (left > 0).then(|| {
            el("button")
                .class("button secondary no-print")
                .attr("type", "button")
                .test("show-more")
                .on("click", move |_| {
                    let first = pages.get_untracked() * PAGE + 1;
                    pages.update(|pages| *pages += 1);
                    page::after_paint(move || {
                        page::focus(&format!(".more-servers > li:nth-child({first}) h3"));
                    });
                })
                .child(say::show_more(left.min(PAGE) as u64))
        })
    };
    el("section")
        .attr("aria-labelledby", "more")
        .child(el("h2").attr("id", "more").child(say::more()))
        .child(el("p").class("small").child(say::more_text()))
        .child(el("ul").class("more-servers").test("more").child(opened(
            0,
            total.div_ceil(PAGE),
            pages,
            Arc::new(cards),
        )))
        .child(live(next))
        .into()
}

type Cards = Arc<dyn Fn(usize) -> Vec<El>>;

/// A page of the list and those after it, each made once, when it is opened.
fn opened(number: usize, all: usize, pages: Cell<usize>, cards: Cards) -> Node {
    if number >= all {
        return Node::Nothing;
    }
    let is_open = Derived::new(move || pages.get() > number);
    live(move || {
        is_open.get().then(|| {
            let rest = opened(number + 1, all, pages, Arc::clone(&cards));
            view::all([cards(number).into(), rest])
        })
    })
}
