//! Pages that are mostly text.

use super::input::Input;
use super::{figures, lists};
use crate::embed::UNKNOWN_SITE;
use crate::messages;
use crate::page::{
    About, Account, Choice, Follow, Home, NetworkLine, NotFound, OnYourPage, Page, Person, Prose, Summary,
};
use crate::prose;

pub(super) fn home(input: &Input<'_>) -> Page<Home> {
    let content = Home {
        mission: input.content.site.mission.clone(),
        latest: figures::latest(input),
    };
    let messages = ["home.title", "home.description"];
    input.page("", messages, &["home", "common", "dates"], content)
}

pub(super) fn about(input: &Input<'_>) -> Page<About> {
    let content = input.content;
    let about = About {
        mission: content.site.mission.clone(),
        latest: figures::latest(input),
        then: figures::published(input, &content.figures.then),
        finding: content.dewey.finding.clone(),
        report: input.link(&content.dewey.report),
        different: summary(&content.different),
        articles: lists::article_lines(input),
        groups: lists::highlight_lines(input),
        credits: content.site.credits.clone(),
        people: people(input),
        independence: content.site.independence.clone(),
        follow: accounts(input),
        networks: networks(input),
    };
    let sections = ["about", "apps", "articles", "common", "dates", "movement", "networks"];
    let messages = ["about.title", "about.description"];
    input.page("about/", messages, &sections, about)
}

pub(super) fn prose(input: &Input<'_>, route: &str, prose: &prose::Prose) -> Page<Prose> {
    Page {
        route: route.to_owned(),
        title: prose.title.clone(),
        description: prose.description.clone(),
        words: input.words.sections(&[]),
        content: Prose {
            html: prose.body.html(input.base),
        },
    }
}

pub(super) fn follow(input: &Input<'_>) -> Page<Follow> {
    let site = &input.content.site;
    let contribute = &input.content.contribute;
    let content = Follow {
        accounts: accounts(input),
        credits: site.credits.clone(),
        people: people(input),
        independence: site.independence.clone(),
        contribute: summary(contribute),
        contribute_html: contribute.body.html(input.base),
        repository: site.repository.clone(),
    };
    let messages = ["follow.title", "follow.description"];
    let sections = ["follow", "common", "own_server"];
    input.page("follow/", messages, &sections, content)
}

/// Where the site is, without a slash at the end, or what stands in for that.
pub(super) fn site_address(input: &Input<'_>) -> String {
    let unknown = || format!("{UNKNOWN_SITE}{}", input.base);
    let site = input.address.map_or_else(unknown, str::to_owned);
    site.trim_end_matches('/').to_owned()
}

pub(super) fn on_your_page(input: &Input<'_>) -> Page<OnYourPage> {
    let topics = messages::topics(input.words).into_iter();
    let content = OnYourPage {
        site: site_address(input),
        site_known: input.address.is_some(),
        topics: topics
            .map(|(value, label)| Choice { value, label })
            .collect(),
    };
    let messages = ["embed.title", "embed.description"];
    input.page("on-your-page/", messages, &["embed"], content)
}

pub(super) fn not_found(input: &Input<'_>) -> Page<NotFound> {
    let messages = ["frame.not_found", "frame.not_found_text"];
    input.page("404.html", messages, &[], NotFound {})
}

fn summary(prose: &prose::Prose) -> Summary {
    Summary {
        title: prose.title.clone(),
        description: prose.description.clone(),
    }
}

fn networks(input: &Input<'_>) -> Vec<NetworkLine> {
    let networks = input.content.networks.iter().map(|it| NetworkLine {
        id: it.id.clone(),
        name: it.name.clone(),
    });
    networks.collect()
}

fn people(input: &Input<'_>) -> Vec<Person> {
    let people = input.content.site.people.iter().map(|it| Person {
        handle: it.handle.clone(),
        url: it.url.clone(),
        home: it.home.clone(),
    });
    people.collect()
}

fn accounts(input: &Input<'_>) -> Vec<Account> {
    let accounts = input.content.site.follow.iter().map(|it| Account {
        id: it.id.clone(),
        label: it.label.clone(),
        url: it.url.clone(),
        archived: it.archived.clone(),
        handle: (it.network == "mastodon").then(|| it.handle.clone()),
        note: it.note.clone(),
    });
    accounts.collect()
}
