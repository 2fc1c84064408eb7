//! `content/site.toml` and `content/retired.toml`.

use picker::date::Date;

use crate::fields::{Ids, address, optional, optional_url, required, url};
use crate::table::Table;

/// Who we are and where to find us.
#[derive(Debug, Default)]
pub struct Site {
    /// The site's name.
    pub name: String,
    /// The three words under it.
    pub tagline: String,
    /// Where the site is published, with a final slash; `None` until a
    /// maintainer says so. Canonical addresses and the sitemap need it.
    pub address: Option<String>,
    /// Where the source and its issues are.
    pub repository: Option<String>,
    /// The mission statement, word for word.
    pub mission: String,
    /// Whose we are not.
    pub independence: String,
    /// How this began.
    pub credits: String,
    /// Who began it.
    pub people: Vec<Person>,
    /// Places to follow.
    pub follow: Vec<Follow>,
}

/// Somebody who is thanked.
#[derive(Debug)]
pub struct Person {
    /// `@name@server`
    pub handle: String,
    /// Their profile, as the brief links it.
    pub url: String,
    /// Their profile at home, when that is another address.
    pub home: Option<String>,
}

/// An account of ours.
#[derive(Debug)]
pub struct Follow {
    /// Stays the same for ever.
    pub id: String,
    /// `@name@server`, or `@name` outside of Mastodon.
    pub handle: String,
    /// What stands on the link.
    pub label: String,
    /// The profile.
    pub url: String,
    /// A copy in a web archive.
    pub archived: Option<String>,
    /// `mastodon` or `twitter`.
    pub network: String,
    /// What to know about it.
    pub note: Option<String>,
}

/// An address of the brief that the site does not show.
#[derive(Debug)]
pub struct Retired {
    /// The address.
    pub url: String,
    /// What was there.
    pub what: String,
    /// Why it is gone.
    pub reason: String,
}

pub(crate) fn read(table: &mut Table<'_, '_>, _today: Date) -> Site {
    let address_text = table.text("address");
    let mut site = Site {
        name: required(table, "name"),
        tagline: required(table, "tagline"),
        address: address(table, address_text)
            .map(|text| format!("{}/", text.trim_end_matches('/'))),
        repository: optional_url(table, "repository"),
        mission: required(table, "mission"),
        independence: required(table, "independence"),
        ..Site::default()
    };
    if let Some((span, row)) = table.section("credits") {
        let mut credits = Table::new(table.file, span, row);
        site.credits = required(&mut credits, "text");
        for (span, row) in credits.rows("person") {
            let mut person = Table::new(credits.file, span, row);
            site.people.push(Person {
                handle: required(&mut person, "handle"),
                url: url(&mut person),
                home: optional_url(&mut person, "home"),
            });
            person.finish();
        }
        credits.finish();
    }
    let mut ids = Ids::default();
    for (span, row) in table.rows("follow") {
        let mut row = Table::new(table.file, span, row);
        site.follow.push(Follow {
            id: ids.read(&mut row),
            handle: required(&mut row, "handle"),
            label: required(&mut row, "label"),
            url: url(&mut row),
            archived: optional_url(&mut row, "archived"),
            network: row
                .key("network", "mastodon, twitter", |text| {
                    matches!(text, "mastodon" | "twitter").then(|| text.to_owned())
                })
                .unwrap_or_default(),
            note: optional(&mut row, "note"),
        });
        row.finish();
    }
    site
}

pub(crate) fn read_retired(table: &mut Table<'_, '_>, _today: Date) -> Vec<Retired> {
    let mut out = Vec::new();
    for (span, row) in table.rows("retired") {
        let mut row = Table::new(table.file, span, row);
        out.push(Retired {
            url: url(&mut row),
            what: required(&mut row, "what"),
            reason: required(&mut row, "reason"),
        });
        row.finish();
    }
    out
}
