//! One server, looked at closely: its rules, who runs it, how lively it is,
//! and whom it talks to. Asked only when opened; what is not known is said.

use crate::app::{Visitor, title};
use crate::components::card::name;
use crate::components::live as check;
use crate::components::talk::talk;
use crate::context::expect_context;
use crate::directory::load::Directory;
use crate::live::details::Detail;
use crate::live::{Live, Status};
use crate::messages::{day, details as say, number, results};
use crate::signal::{Derived, Stored};
use crate::view::{El, Node, all, el, live};
use crate::words::facts;
use leptos::prelude::*;
use picker::decode::activity::complete;
use picker::decode::{InstanceInfo, Software};
use picker::domain;
use picker::language::Language;
use picker::live::BlockList;
use picker::model::{Server, Week};
use std::sync::Arc;

/// How many weeks are drawn.
const WEEKS: usize = 12;

/// The page of one server.
#[must_use]
pub fn details(name: &str) -> Node {
    let directory = expect_context::<Directory>();
    let name = name.to_owned();
    let shown = domain::display(&name).text;
    let heading = shown.clone();
    title(move || say::about(&heading));
    // As it was when it was opened: a newer list must not take away what is
    // being read or typed.
    let opened = Stored::new(None::<Server>);
    let found = Derived::new(move || {
        let picker = directory.picker.get()?;
        if let Some(server) = opened.get_value() {
            return Some(Some(server));
        }
        let at = picker.find(&name);
        let server = at.and_then(|at| picker.servers().get(at).cloned());
        opened.set_value(server.clone());
        Some(server)
    });
    live(move || {
        found.get().map(|found| match found {
            None => all([
                el("h1").child(say::missing()),
                el("p").child(say::missing_text(&shown)),
            ]),
            Some(server) => page(&server),
        })
    })
}

fn page(server: &Server) -> Node {
    let live_checks = expect_context::<Live>();
    let languages = expect_context::<Visitor>().languages();
    let shown = domain::display(&server.domain);
    let on = format!(
        " {} ({})",
        results::on_server(&shown.text),
        results::opens_tab()
    );
    let detail = Detail::ask(live_checks, server.domain.clone());
    on_cleanup(move || live_checks.leave());
    let asked = server.domain.clone();
    let info = Derived::new(move || match live_checks.status(&asked) {
        Some(Status::Done(done)) => Some(done.info),
        _ => None,
    });
    let listed = server.clone();
    let texts = [&server.note, &server.description].into_iter().flatten();
    let texts = texts.map(|text| el("p").attr("dir", "auto").child(text.value.clone()));
    el("article")
        .class("details-page prose")
        .test("details")
        .attr("data-domain", server.domain.clone())
        .child(el("h1").child(name(&shown)))
        .children(texts)
        .child(check::status(server))
        .child(el("p").class("actions").child(check::button(server, &on)))
        .child(el("h2").child(say::rules()))
        .child(live(move || {
            answered(info.get(), |info| rules(info, &languages))
        }))
        .child(el("h2").child(say::facts()))
        .child(live(move || {
            answered(info.get(), |info| about(info, &listed))
        }))
        .child(el("h2").child(say::activity()))
        .child(live(move || {
            let weeks = detail.weeks.get();
            weeks.map_or_else(asking, |weeks| lively(&weeks))
        }))
        .child(el("h2").child(say::blocks()))
        .child(el("p").test("blocks").child(live(move || {
            let blocks = detail.blocks.get();
            blocks.map_or_else(say::asking, |blocks| blocked(&blocks))
        })))
        .child(talk(detail, &server.domain))
        .into()
}

fn asking() -> Node {
    el("p").class("small").child(say::asking()).into()
}

fn answered(
    info: Option<Option<Arc<InstanceInfo>>>,
    show: impl FnOnce(&InstanceInfo) -> Node,
) -> Node {
    match info {
        None => asking(),
        Some(None) => el("p").child(say::not_answered()).into(),
        Some(Some(info)) => show(&info),
    }
}

fn rules(info: &InstanceInfo, languages: &[Language]) -> Node {
    if info.rules.is_empty() {
        return el("p").test("rules").child(say::no_rules()).into();
    }
    let rows = info.rules.iter().map(|rule| {
        // The first of the visitor's languages that it was translated into.
        let all = languages.iter().map(|wanted| rule.in_language(wanted));
        let translated = all.into_iter().find(|(_, _, language)| language.is_some());
        let (text, hint, language) =
            translated.unwrap_or((rule.text.as_str(), rule.hint.as_deref(), None));
        let hint = hint.map(|hint| el("span").class("small hint").child(hint.to_owned()));
        el("li")
            .attr(
                "lang",
                language.map(|language| language.as_str().to_owned()),
            )
            .attr("dir", "auto")
            .child(text.to_owned())
            .child(hint)
    });
    all([
        el("p").class("small").child(say::rules_text()),
        el("ol").class("rules").test("rules").children(rows),
    ])
}

fn about(info: &InstanceInfo, listed: &Server) -> Node {
    let software = match &info.software {
        Software::Mastodon { version } => Some(say::software_version("Mastodon", version)),
        Software::Other { name, version } => Some(match version {
            Some(version) => say::software_version(name, version),
            None => name.clone(),
        }),
        Software::Unknown => info.version.clone(),
    };
    let since = info.contact.as_ref().and_then(|contact| contact.created);
    let since = since.map(|date| say::since_text(&day(date)));
    let legal = listed.legal_form.as_ref();
    let legal = legal.map(|fact| facts::legal_form(fact.value));
    let known = |value: Option<String>| value.unwrap_or_else(say::unknown).into();
    let rows: [(String, Node); 5] = [
        (say::contact(), contact(info)),
        (say::software(), known(software)),
        (say::since(), known(since)),
        (say::legal(), known(legal)),
        (say::month(), known(info.active_month.map(say::people))),
    ];
    let rows = rows.map(|(label, value)| {
        el("div")
            .child(el("dt").child(label))
            .child(el("dd").child(value))
    });
    el("dl").class("facts").test("about").children(rows).into()
}

fn contact(info: &InstanceInfo) -> Node {
    let who = info.contact.as_ref().map(|contact| {
        let name = format!("@{}", contact.name);
        match &contact.url {
            Some(url) => el("a").attr("href", url.clone()).child(name).into(),
            None => Node::from(name),
        }
    });
    let mail = info.contact_email.as_ref().map(|mail| {
        let link = el("a")
            .attr("href", format!("mailto:{mail}"))
            .child(mail.clone());
        all([Node::from(" "), link.into()])
    });
    if who.is_none() && mail.is_none() {
        return say::unknown().into();
    }
    all([who, mail])
}

/// Two charts, and the same as a table.
fn lively(weeks: &[Week]) -> Node {
    let today = expect_context::<Visitor>().today;
    let mut weeks: Vec<Week> = complete(weeks, today).iter().take(WEEKS).copied().collect();
    if weeks.is_empty() {
        return el("p").test("weeks").child(say::activity_unknown()).into();
    }
    weeks.reverse();
    let of = |count: fn(&Week) -> u64| weeks.iter().map(count).collect::<Vec<u64>>();
    let rows = weeks.iter().map(|week| {
        el("tr")
            .child(el("th").attr("scope", "row").child(day(week.start)))
            .child(el("td").child(number(week.logins)))
            .child(el("td").child(number(week.registrations)))
    });
    let heads = [say::week(), say::active(), say::sign_ups()]
        .map(|head| el("th").attr("scope", "col").child(head));
    let table = el("table")
        .child(el("thead").child(el("tr").children(heads)))
        .child(el("tbody").children(rows));
    let charts = el("div")
        .class("charts")
        .child(chart(&say::active(), &of(|week| week.logins)))
        .child(chart(&say::sign_ups(), &of(|week| week.registrations)));
    el("div")
        .test("weeks")
        .child(el("p").class("small").child(say::activity_text()))
        .child(charts)
        .child(
            el("details")
                .child(el("summary").child(say::table()))
                .child(table),
        )
        .into()
}

const HEIGHT: u64 = 48;
const STEP: usize = 10;

/// Bars from zero, the highest as high as the picture: each is at least a
/// line, so that a week without anybody is not a missing week.
fn bars(values: &[u64]) -> Vec<u64> {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let height = |value: &u64| (value.saturating_mul(HEIGHT) / most).max(1);
    values.iter().map(height).collect()
}

fn chart(what: &str, values: &[u64]) -> El {
    let (first, last) = (values.first().copied(), values.last().copied());
    let label = say::chart(
        &number(first.unwrap_or(0)),
        &number(last.unwrap_or(0)),
        values.len() as u64,
        what,
    );
    let rects = bars(values).into_iter().enumerate().map(|(at, height)| {
        el("rect")
            .attr("x", (at * STEP).to_string())
            .attr("y", (HEIGHT - height).to_string())
            .attr("width", (STEP - 2).to_string())
            .attr("height", height.to_string())
    });
    let picture = el("svg")
        .attr("role", "img")
        .attr("aria-label", label)
        .attr("viewBox", format!("0 0 {} {HEIGHT}", values.len() * STEP))
        .attr("preserveAspectRatio", "none")
        .children(rects);
    let caption = el("figcaption")
        .child(what.to_owned())
        .child(": ")
        .child(el("strong").child(number(last.unwrap_or(0))));
    el("figure").class("chart").child(picture).child(caption)
}

fn blocked(list: &BlockList) -> String {
    match list {
        BlockList::Public(blocks) => say::blocks_public(blocks.0.len() as u64),
        BlockList::MembersOnly => say::blocks_members(),
        BlockList::Hidden => say::blocks_hidden(),
        BlockList::Unknown => say::blocks_unknown(),
    }
}

#[cfg(test)]
mod tests {
    use super::{HEIGHT, bars};

    #[test]
    fn the_highest_bar_fills_the_picture_and_none_vanishes() {
        assert_eq!(bars(&[10, 5, 0]), [HEIGHT, HEIGHT / 2, 1]);
        assert_eq!(bars(&[0, 0]), [1, 1]);
        assert_eq!(bars(&[u64::MAX, 1])[1], 1);
    }
}
