//! Bringing people along: invitations, what one can do, dates.

use picker::date::Date;
use picker::language::Language;
use spread::calendar::{self, Event, Repeat};
use spread::invite::{new_issue, share_anywhere};

use super::input::Input;
use super::texts::site_address;
use crate::join_in::{Day, TaskLink};
use crate::messages;
use crate::page::{
    Choice, DateLine, FollowMe, INVITATION_KINDS, INVITATION_WAYS, InvitationLanguage,
    InvitationText, Invite, JoinIn, Kit, Link, Page, Print, SheetText, Suggestion, TASK_TIMES, Task,
    TaskGroup,
};

/// How many of the next days of an entry are named.
const NEXT: usize = 3;

pub(super) fn invite(input: &Input<'_>) -> Page<Invite> {
    let choice = |(value, label): (String, String)| Choice { value, label };
    let topics = messages::topics(input.words).into_iter().map(choice);
    let mut languages: Vec<Choice> = input
        .words
        .section("languages")
        // Of tags that mean the same to the picker (`nb`, `nn`, `no`) the one that it uses.
        .filter(|(tag, _)| Language::parse(tag).is_none_or(|it| it.as_str() == *tag))
        .map(|(tag, name)| choice((tag.to_owned(), name.to_owned())))
        .collect();
    languages.sort_by(|a, b| a.label.cmp(&b.label));
    let regions = crate::embed::REGIONS.map(|key| Choice {
        value: key.to_owned(),
        label: input.words.text(&format!("embed.region_{key}")),
    });
    let packs = input.content.packs.iter();
    let packs = packs.map(|it| choice((it.id.clone(), it.title.clone())));
    let content = Invite {
        site: site_address(input),
        site_known: input.address.is_some(),
        texts: invitation_texts(input),
        topics: topics.collect(),
        languages,
        regions: regions.to_vec(),
        packs: packs.collect(),
    };
    let messages = ["invite.title", "invite.description"];
    input.page("invite/", messages, &["invite", "invite_code"], content)
}

fn invitation_texts(input: &Input<'_>) -> Vec<InvitationLanguage> {
    let all = &input.content.invitations;
    let mut out: Vec<InvitationLanguage> = Vec::new();
    for it in all {
        if !out.iter().any(|known| known.tag == it.language) {
            out.push(InvitationLanguage {
                tag: it.language.clone(),
                texts: Vec::new(),
            });
        }
    }
    for language in &mut out {
        for kind in INVITATION_KINDS {
            for way in INVITATION_WAYS {
                let found = all
                    .iter()
                    .find(|it| it.language == language.tag && it.kind == kind && it.way == way);
                language.texts.extend(found.map(|it| InvitationText {
                    kind: it.kind.clone(),
                    way: it.way.clone(),
                    subject: it.subject.clone(),
                    text: it.text.clone(),
                }));
            }
        }
    }
    out
}

pub(super) fn follow_me(input: &Input<'_>) -> Page<FollowMe> {
    let content = FollowMe {
        site: site_address(input),
        site_known: input.address.is_some(),
    };
    let messages = ["follow-me.title", "follow-me.description"];
    let sections = ["follow-me", "invite_code"];
    input.page("follow-me/", messages, &sections, content)
}

pub(super) fn print(input: &Input<'_>) -> Page<Print> {
    let kits = input.content.kits.iter().map(|it| Kit {
        tag: it.language.clone(),
        headline: it.headline.clone(),
        line: it.line.clone(),
        scan: it.scan.clone(),
        small: it.small.clone(),
        texts: it
            .texts
            .iter()
            .map(|text| SheetText {
                title: text.title.clone(),
                description: text.description.clone(),
                html: text.body.html(input.base),
            })
            .collect(),
    });
    let content = Print {
        site: site_address(input),
        site_known: input.address.is_some(),
        kits: kits.collect(),
    };
    let messages = ["print.title", "print.description"];
    input.page("print/", messages, &["print", "invite_code"], content)
}

pub(super) fn join_in(input: &Input<'_>) -> Page<JoinIn> {
    let file = &input.content.join_in;
    let times = TASK_TIMES.map(|key| TaskGroup {
        key: key.to_owned(),
        tasks: file
            .tasks
            .iter()
            .filter(|it| it.time == key)
            .map(|it| Task {
                id: it.id.clone(),
                title: it.title.clone(),
                text: it.text.clone(),
                links: it.links.iter().map(|it| task_link(input, it)).collect(),
            })
            .collect(),
    });
    let content = JoinIn {
        times: times.to_vec(),
        dates: file.dates.iter().map(|it| date_line(input, it)).collect(),
        suggestions: suggestions(input),
    };
    let messages = ["join-in.title", "join-in.description"];
    input.page("join-in/", messages, &["join-in", "common"], content)
}

fn task_link(input: &Input<'_>, it: &TaskLink) -> Link {
    let own = it.to.strip_prefix('/');
    Link {
        url: own.map_or_else(|| it.to.clone(), |path| format!("{}{path}", input.base)),
        label: it.label.clone(),
        note: None,
        as_of: it.as_of.map(|date| input.time(date)),
        archived: None,
    }
}

fn date_line(input: &Input<'_>, it: &Day) -> DateLine {
    let mut next: Vec<Date> = Vec::new();
    let count = if it.repeat == Repeat::FirstSunday { NEXT } else { 1 };
    while next.len() < count {
        let after = next.last().map_or(input.today, |it| Date::from_days(it.days() + 1));
        let Some(day) = it.repeat.next(it.first, after) else {
            break;
        };
        next.push(day);
    }
    DateLine {
        id: it.id.clone(),
        title: it.title.clone(),
        text: it.text.clone(),
        repeat: it.repeat_key.clone(),
        next: next.into_iter().map(|day| input.time(day.into())).collect(),
        link: Link {
            url: it.url.clone(),
            label: it.title.clone(),
            note: None,
            as_of: Some(input.time(it.as_of)),
            archived: None,
        },
    }
}

fn suggestions(input: &Input<'_>) -> Vec<Suggestion> {
    let site = &input.content.site;
    let ours = site.follow.iter().find(|it| it.network == "mastodon");
    let ours = ours.map_or("", |it| it.handle.as_str());
    let all = input.content.join_in.suggestions.iter();
    all.map(|it| Suggestion {
        id: it.id.clone(),
        title: it.title.clone(),
        text: it.text.clone(),
        post: share_anywhere(&format!("{ours} {}", it.text)),
        issue: site
            .repository
            .as_ref()
            .map(|at| new_issue(at, &it.title, &it.text)),
    })
    .collect()
}

/// The days of `/join-in/` as iCalendar.
#[must_use]
pub fn dates(input: &Input<'_>) -> String {
    // Not the address of the build: a calendar that is fetched from another place must
    // find the same days, and not add them once more.
    let events = input.content.join_in.dates.iter().map(|it| Event {
        uid: format!("{}@spread-mastodon.invalid", it.id),
        first: it.first,
        repeat: it.repeat,
        changed: it.changed,
        title: it.title.clone(),
        text: it.text.clone(),
        url: Some(it.url.clone()),
    });
    let events: Vec<Event> = events.collect();
    calendar::calendar(&input.words.text("join-in.calendar_name"), &events)
}
