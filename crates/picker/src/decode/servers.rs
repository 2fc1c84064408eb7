//! The joinmastodon directory: `GET /servers`.

use super::counts::{Network, distrust_counts, is_outdated};
use super::loose::{self, MAX_DESCRIPTION, Read};
use super::outcome::{DecodeError, Decoded, Note, NoteKind, Why};
use crate::date::Date;
use crate::domain;
use crate::json::Value;
use crate::language::Language;
use crate::model::{Fact, HealthFlag, Region, Server, SignUp, Source};
use crate::plain_text::{lower, one_line};
use crate::vocabulary::Vocabulary;

/// The longest key (a category, a keyword) that is kept, in characters.
pub const MAX_KEY: usize = 40;
/// The most languages, categories or keywords of one server that are believed.
pub const MAX_VALUES: usize = 16;

/// Decodes a list of servers from `source`, as of the day it was served.
///
/// Each row stands alone: what cannot be used is skipped and counted, a
/// domain that comes twice is merged into its first row.
///
/// # Errors
/// When the body as a whole is no list: see [`DecodeError`].
pub fn servers(
    bytes: &[u8],
    source: Source,
    as_of: Date,
) -> Result<Decoded<Vec<Server>>, DecodeError> {
    let mut found: Vec<Server> = Vec::new();
    let mut places = Vocabulary::default();
    let mut skipped = Vec::new();
    let mut notes = Vec::new();
    let listed = loose::rows(bytes, "a list of servers", &mut skipped, |index, row| {
        let name = loose::text(row, "domain").ok_or(Why::Missing("domain"))?;
        let domain = domain::normalise(name).map_err(Why::Domain)?;
        let mut reader = Reader {
            row,
            index,
            source,
            as_of,
            notes: &mut notes,
        };
        let server = reader.server(domain);
        // Numbers are given in the order of first sight.
        let place = places.intern(&server.domain);
        if let Some(first) = found.get_mut(place as usize) {
            fill(first, server);
            return Err(Why::Duplicate);
        }
        found.push(server);
        Ok(())
    })?;
    distrust_counts(&mut found, Network::KNOWN);
    Ok(Decoded {
        value: found,
        listed,
        skipped,
        notes,
    })
}

struct Reader<'a> {
    row: &'a Value<'a>,
    index: usize,
    source: Source,
    as_of: Date,
    notes: &'a mut Vec<Note>,
}

impl Reader<'_> {
    fn fact<T>(&self, value: T) -> Fact<T> {
        Fact::new(value, self.source, Some(self.as_of))
    }

    fn note(&mut self, field: &'static str, kind: NoteKind) {
        let index = self.index;
        self.notes.push(Note { index, field, kind });
    }

    fn readable<T>(&mut self, field: &'static str, read: Read<T>) -> Option<T> {
        if matches!(read, Read::Unreadable) {
            self.note(field, NoteKind::Unreadable);
        }
        read.value()
    }

    fn server(&mut self, domain: String) -> Server {
        let mut server = Server::new(domain);
        if let Some(text) = loose::text(self.row, "description") {
            let line = one_line(text, MAX_DESCRIPTION);
            if line.ends_with('…') && !text.trim_end().ends_with('…') {
                self.note("description", NoteKind::Shortened);
            }
            server.description = (!line.is_empty()).then(|| self.fact(line));
        }
        server.languages = self.languages();
        server.topics = self.categories();
        if let Some(region) = loose::text(self.row, "region") {
            match Region::parse(&region.to_ascii_lowercase()) {
                Some(region) => server.region = Some(self.fact(region)),
                None => self.note("region", NoteKind::Unknown),
            }
        }
        let approval = loose::flag(self.row, "approval_required");
        server.sign_up = self.readable("approval_required", approval).map(|yes| {
            self.fact(if yes {
                SignUp::Approval
            } else {
                SignUp::Instant
            })
        });
        let total = loose::count(self.row, "total_users");
        let weekly = loose::count(self.row, "last_week_users");
        let total = self.readable("total_users", total);
        let weekly = self.readable("last_week_users", weekly);
        server.total_users = total.map(|n| self.fact(n));
        server.weekly_active = weekly.map(|n| self.fact(n));
        if let Some(version) = loose::line(self.row, "version", MAX_KEY * 2) {
            if is_outdated(&version) {
                server.flags.push(HealthFlag::Outdated);
            }
            server.version = Some(self.fact(version));
        }
        server
    }

    fn languages(&mut self) -> Vec<Fact<Language>> {
        let mut out: Vec<Fact<Language>> = Vec::new();
        for text in both(self.row, "language", "languages") {
            match Language::parse(text) {
                Some(language) if out.iter().any(|known| known.value == language) => {}
                Some(language) if out.len() < MAX_VALUES => out.push(self.fact(language)),
                Some(_) => self.note("languages", NoteKind::Shortened),
                None => self.note("languages", NoteKind::Unreadable),
            }
        }
        out
    }

    fn categories(&mut self) -> Vec<Fact<String>> {
        let mut out: Vec<Fact<String>> = Vec::new();
        for text in both(self.row, "category", "categories") {
            let key = lower(&one_line(text, MAX_KEY));
            if key.is_empty() || out.iter().any(|known| known.value == key) {
                continue;
            }
            if out.len() < MAX_VALUES {
                out.push(self.fact(key));
            } else {
                self.note("categories", NoteKind::Shortened);
            }
        }
        out
    }
}

/// The main value of a pair of fields first, then the list.
fn both<'a>(row: &'a Value<'a>, one: &str, many: &str) -> Vec<&'a str> {
    let mut all = loose::texts(row, one);
    all.extend(loose::texts(row, many));
    all
}

/// Fills what the first row of a repeated domain left open.
fn fill(first: &mut Server, again: Server) {
    fn or<T>(slot: &mut Option<T>, value: Option<T>) {
        if slot.is_none() {
            *slot = value;
        }
    }
    or(&mut first.description, again.description);
    or(&mut first.region, again.region);
    or(&mut first.sign_up, again.sign_up);
    or(&mut first.total_users, again.total_users);
    or(&mut first.weekly_active, again.weekly_active);
    if first.version.is_none() {
        first.version = again.version;
        first.flags = again.flags;
    }
    for language in again.languages {
        if first.languages.iter().all(|l| l.value != language.value) {
            first.languages.push(language);
        }
    }
    for topic in again.topics {
        if first.topics.iter().all(|t| t.value != topic.value) {
            first.topics.push(topic);
        }
    }
}

/// Labels servers with their operator's legal form. The directory offers it
/// as a filter only (`servers?ownership=juridicial`, `=natural`), so two more
/// queries say it by which domains they hold. A domain on both is not labelled.
pub fn label_ownership(
    servers: &mut [Server],
    organisations: &[String],
    people: &[String],
    source: Source,
    as_of: Date,
) {
    use crate::model::LegalForm;

    let organisations: Vocabulary = organisations.iter().map(String::as_str).collect();
    let people: Vocabulary = people.iter().map(String::as_str).collect();
    for server in servers {
        let domain = server.domain.as_str();
        let form = match (organisations.get(domain), people.get(domain)) {
            (Some(_), None) => LegalForm::Organisation,
            (None, Some(_)) => LegalForm::People,
            _ => continue,
        };
        server.legal_form = Some(Fact::new(form, source, Some(as_of)));
    }
}
