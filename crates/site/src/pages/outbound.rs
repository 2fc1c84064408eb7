//! Every address outside of the site that the text pages lead to, with its
//! page: for `cargo xtask links` and for the test over the brief.

use content::Content;
use content::fields::Link;
use content::networks::Size;

/// An address, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outbound {
    /// The address.
    pub url: String,
    /// The page: `articles/`.
    pub page: &'static str,
    /// What leads there: the article, the app.
    pub from: String,
    /// A copy in a web archive rather than the thing itself.
    pub archive: bool,
}

/// All of them, page by page.
#[must_use]
pub fn outbound(content: &Content) -> Vec<Outbound> {
    let mut out = Vec::new();
    let mut add = |page, from: &str, url: &str, archived: Option<&str>| {
        let one = |url: &str, archive| Outbound {
            url: url.to_owned(),
            page,
            from: from.to_owned(),
            archive,
        };
        out.push(one(url, false));
        out.extend(archived.map(|url| one(url, true)));
    };
    for article in &content.articles {
        add(
            "articles/",
            &article.title,
            &article.url,
            article.archived.as_deref(),
        );
        for (url, _) in &article.body.links {
            add("articles/", &article.title, url, None);
        }
    }
    let mut link = |page, from: &str, link: &Link| {
        add(page, from, &link.url, link.archived.as_deref());
    };
    for highlight in &content.highlights {
        for item in &highlight.links {
            link("movement/", &highlight.title, item);
        }
    }
    let dewey = &content.dewey;
    link("network/", &dewey.report.label, &dewey.report);
    link("network/", &dewey.landing.label, &dewey.landing);
    for figure in content.figures.then.iter().chain(&dewey.figures) {
        if let Some(url) = &figure.url {
            add("network/", &figure.what, url, None);
        }
    }
    for series in &content.figures.series {
        if let Some(url) = &series.url {
            add("network/", &series.label, url, None);
        }
    }
    for network in &content.networks {
        for link in network.sources.iter().chain([&network.begin]) {
            add(
                "networks/",
                &network.name,
                &link.url,
                link.archived.as_deref(),
            );
        }
        if let Size::Counted(count) = &network.size {
            add("networks/", &network.name, &count.url, None);
        }
        for target in &network.follow {
            add("networks/", &network.name, &target.url, None);
            add("networks/", &network.name, &target.source, None);
        }
    }
    for hashtag in &content.hashtags {
        if let Some(source) = &hashtag.source {
            add("fill/", &hashtag.tag, source, None);
        }
    }
    for pack in &content.packs {
        if let Some(collection) = &pack.collection {
            add("fill/", &pack.title, collection, None);
        }
        for account in &pack.accounts {
            add("fill/", &account.what, &account.source, None);
        }
    }
    for app in &content.apps {
        add("apps/", &app.name, &app.url, None);
        if let Some(source) = &app.source {
            add("apps/", &app.name, source, None);
        }
    }
    for task in &content.join_in.tasks {
        // The others lead to pages of ours.
        let away = task.links.iter().filter(|it| it.as_of.is_some());
        for link in away {
            add("join-in/", &task.title, &link.to, None);
        }
    }
    for day in &content.join_in.dates {
        add("join-in/", &day.title, &day.url, None);
    }
    let site = &content.site;
    for follow in &site.follow {
        add(
            "follow/",
            &follow.label,
            &follow.url,
            follow.archived.as_deref(),
        );
    }
    for person in &site.people {
        add("follow/", &person.handle, &person.url, None);
        if let Some(home) = &person.home {
            add("follow/", &person.handle, home, None);
        }
    }
    if let Some(repository) = &site.repository {
        add("follow/", &site.name, repository, None);
    }
    for (page, prose) in [
        ("different/", &content.different),
        ("privacy/", &content.privacy),
        ("follow/", &content.contribute),
    ] {
        for (url, _) in &prose.body.links {
            add(page, &prose.title, url, None);
        }
    }
    out
}
