//! The facts of a server as rows of a card, and where each comes from.

use super::{language, topic};
use crate::i18n::messages::{day, details as words, number, results as say};
use picker::date::Date;
use picker::model::{Fact, LegalForm, Region, Server, SignUp, Size, Source};

/// A row: what it is about, and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// A short, stable name, for tests and styles.
    pub key: &'static str,
    /// "Languages"
    pub label: String,
    /// "English, German"
    pub value: String,
}

/// What is known of a server. What is not known is left out, except for the
/// size and the sign-up, which everybody asks for.
#[must_use]
pub fn rows(server: &Server) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |key, label: String, value: String| rows.push(Row { key, label, value });
    row("size", say::fact_size(), size(server));
    row("sign_up", say::fact_sign_up(), sign_up(server));
    if !server.languages.is_empty() {
        let names = server.languages.iter().map(|fact| language(&fact.value));
        row("languages", say::fact_languages(), list(names));
    }
    if !server.topics.is_empty() {
        let names = server.topics.iter().map(|fact| topic(&fact.value));
        row("topics", say::fact_topics(), list(names));
    }
    if let Some(fact) = &server.region {
        row("region", say::fact_region(), region(fact.value));
    }
    if let Some(fact) = &server.legal_form {
        row("legal", say::fact_legal(), legal_form(fact.value));
    }
    if let Some(fact) = &server.min_age {
        let years = say::age_years(u64::from(fact.value));
        row("age", say::fact_age(), years);
    }
    rows
}

/// A fact with who says so and as of when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcedRow {
    /// A short, stable name, for tests and styles.
    pub key: &'static str,
    /// "Languages"
    pub label: String,
    /// "English"
    pub value: String,
    /// "the joinmastodon directory"
    pub source: String,
    /// The day, where it is known.
    pub as_of: Option<String>,
}

/// Every fact that lists have about a server. Sources may differ from value to value:
/// those of one kind that have source and day in common stand together.
#[must_use]
pub fn sourced(server: &Server) -> Vec<SourcedRow> {
    fn add<T>(
        rows: &mut Vec<SourcedRow>,
        key: &'static str,
        label: String,
        fact: Option<&Fact<T>>,
        value: impl Fn(&T) -> String,
    ) {
        rows.extend(fact.map(|fact| SourcedRow {
            key,
            label,
            value: value(&fact.value),
            source: source_name(fact.source),
            as_of: fact.as_of.map(day),
        }));
    }
    let rows = &mut Vec::new();
    add(
        rows,
        "title",
        words::name(),
        server.title.as_ref(),
        String::clone,
    );
    add(
        rows,
        "note",
        say::who_suits(),
        server.note.as_ref(),
        String::clone,
    );
    add(
        rows,
        "description",
        say::fact_description(),
        server.description.as_ref(),
        String::clone,
    );
    let size = server.size_class();
    match &server.weekly_active {
        Some(_) => add(
            rows,
            "size",
            say::fact_size(),
            server.weekly_active.as_ref(),
            |n| say::fact_size_counted(*n, &size_name(Size::of(*n))),
        ),
        None => add(rows, "size", say::fact_size(), size.as_ref(), |size| {
            size_name(*size)
        }),
    }
    add(
        rows,
        "sign_up",
        say::fact_sign_up(),
        server.sign_up.as_ref(),
        |_| sign_up(server),
    );
    add(
        rows,
        "reason",
        words::reason(),
        server.reason_required.as_ref(),
        |it| yes_or_no(*it),
    );
    add(
        rows,
        "sign_up_url",
        words::sign_up_url(),
        server.sign_up_url.as_ref(),
        ToString::to_string,
    );
    for fact in &server.languages {
        add(
            rows,
            "languages",
            say::fact_languages(),
            Some(fact),
            language,
        );
    }
    for fact in &server.topics {
        add(rows, "topics", say::fact_topics(), Some(fact), |key| {
            topic(key)
        });
    }
    for fact in &server.tags {
        add(rows, "tags", words::tags(), Some(fact), String::clone);
    }
    add(
        rows,
        "region",
        say::fact_region(),
        server.region.as_ref(),
        |it| region(*it),
    );
    add(
        rows,
        "legal",
        say::fact_legal(),
        server.legal_form.as_ref(),
        |it| legal_form(*it),
    );
    add(
        rows,
        "age",
        say::fact_age(),
        server.min_age.as_ref(),
        |age| say::age_years(u64::from(*age)),
    );
    add(rows, "adult", words::adult(), server.adult.as_ref(), |it| {
        yes_or_no(*it)
    });
    add(
        rows,
        "accounts",
        words::accounts(),
        server.total_users.as_ref(),
        |n| number(*n),
    );
    add(
        rows,
        "version",
        words::software(),
        server.version.as_ref(),
        String::clone,
    );
    together(core::mem::take(rows))
}

/// What one source says of one kind as of one day, in one row.
fn together(rows: Vec<SourcedRow>) -> Vec<SourcedRow> {
    let mut all: Vec<SourcedRow> = Vec::new();
    for row in rows {
        match all.last_mut() {
            Some(last)
                if last.key == row.key && last.source == row.source && last.as_of == row.as_of =>
            {
                last.value = format!("{}, {}", last.value, row.value);
            }
            _ => all.push(row),
        }
    }
    all
}

/// Where the facts come from: those of one source and day in one line.
#[must_use]
pub fn sources(server: &Server) -> Vec<String> {
    let mut groups: Vec<(Source, Option<Date>, Vec<String>)> = Vec::new();
    let mut note = |source: Source, as_of: Option<Date>, label: String| {
        let group = groups
            .iter_mut()
            .find(|(s, d, _)| *s == source && *d == as_of);
        match group {
            Some((_, _, labels)) if labels.contains(&label) => {}
            Some((_, _, labels)) => labels.push(label),
            None => groups.push((source, as_of, vec![label])),
        }
    };
    if let Some(fact) = server.size_class() {
        note(fact.source, fact.as_of, say::fact_size());
    }
    if let Some(fact) = &server.sign_up {
        note(fact.source, fact.as_of, say::fact_sign_up());
    }
    for fact in &server.languages {
        note(fact.source, fact.as_of, say::fact_languages());
    }
    for fact in &server.topics {
        note(fact.source, fact.as_of, say::fact_topics());
    }
    if let Some(fact) = &server.description {
        note(fact.source, fact.as_of, say::fact_description());
    }
    if let Some(fact) = &server.note {
        note(fact.source, fact.as_of, say::who_suits());
    }
    if let Some(fact) = &server.region {
        note(fact.source, fact.as_of, say::fact_region());
    }
    if let Some(fact) = &server.legal_form {
        note(fact.source, fact.as_of, say::fact_legal());
    }
    if let Some(fact) = &server.min_age {
        note(fact.source, fact.as_of, say::fact_age());
    }
    groups
        .into_iter()
        .map(|(source, as_of, labels)| {
            let facts = list(labels.into_iter());
            match as_of {
                Some(as_of) => say::source_line_on(&day(as_of), &facts, &source_name(source)),
                None => say::source_line(&facts, &source_name(source)),
            }
        })
        .collect()
}

fn size(server: &Server) -> String {
    let Some(class) = server.size_class() else {
        return say::unknown();
    };
    let name = size_name(class.value);
    let text = match &server.weekly_active {
        Some(Fact { value, .. }) => say::fact_size_counted(*value, &name),
        None => name,
    };
    match class.as_of {
        Some(as_of) => say::fact_size_on(&day(as_of), &text),
        None => text,
    }
}

fn yes_or_no(it: bool) -> String {
    if it { words::yes() } else { words::no() }
}

/// The size in a word.
#[must_use]
pub fn size_name(size: Size) -> String {
    match size {
        Size::Cosy => say::size_cosy(),
        Size::Medium => say::size_medium(),
        Size::Large => say::size_large(),
    }
}

fn sign_up(server: &Server) -> String {
    let asks = server.reason_required.as_ref().is_some_and(|f| f.value);
    match server.sign_up.as_ref().map(|fact| fact.value) {
        Some(SignUp::Instant) => say::sign_up_instant(),
        Some(SignUp::Approval) if asks => say::sign_up_approval_reason(),
        Some(SignUp::Approval) => say::sign_up_approval(),
        Some(SignUp::Open) => say::sign_up_open(),
        Some(SignUp::Closed) => say::sign_up_closed(),
        None => say::unknown(),
    }
}

/// A region's name.
#[must_use]
pub fn region(region: Region) -> String {
    match region {
        Region::Africa => say::region_africa(),
        Region::Asia => say::region_asia(),
        Region::Europe => say::region_europe(),
        Region::NorthAmerica => say::region_north_america(),
        Region::Oceania => say::region_oceania(),
        Region::SouthAmerica => say::region_south_america(),
    }
}

/// Who runs it.
#[must_use]
pub fn legal_form(form: LegalForm) -> String {
    match form {
        LegalForm::Organisation => say::legal_organisation(),
        LegalForm::People => say::legal_people(),
    }
}

fn source_name(source: Source) -> String {
    match source {
        Source::Curated => say::source_curated(),
        Source::Snapshot => say::source_snapshot(),
        Source::Joinmastodon => say::source_joinmastodon(),
        Source::Live => say::source_live(),
        Source::Override => say::source_override(),
    }
}

/// "a, b, c", each once.
fn list(items: impl Iterator<Item = String>) -> String {
    let mut seen: Vec<String> = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen.join(&say::list_separator())
}

#[cfg(test)]
mod tests {
    use super::{rows, sources};
    use picker::date::Date;
    use picker::model::{Fact, Server, SignUp, Size, Source};

    fn value(server: &Server, key: &str) -> Option<String> {
        let row = rows(server).into_iter().find(|row| row.key == key)?;
        Some(row.value)
    }

    #[test]
    fn the_size_is_said_in_words_and_number_with_its_day() {
        let mut server = Server::new("a.example");
        assert_eq!(value(&server, "size").as_deref(), Some("not known"));
        server.size = Some(Fact::new(Size::Cosy, Source::Curated, None));
        assert_eq!(value(&server, "size").as_deref(), Some("Cosy"));
        let day = Date::parse("2026-11-23");
        server.weekly_active = Some(Fact::new(6971, Source::Joinmastodon, day));
        assert_eq!(
            value(&server, "size").as_deref(),
            Some("Large: 6,971 people active a week (23 November 2026)")
        );
    }

    #[test]
    fn whether_a_reason_is_asked_for_is_said() {
        let mut server = Server::new("a.example");
        server.sign_up = Some(Fact::new(SignUp::Approval, Source::Joinmastodon, None));
        assert_eq!(
            value(&server, "sign_up").as_deref(),
            Some("A person reviews each request")
        );
        server.reason_required = Some(Fact::new(true, Source::Live, None));
        assert_eq!(
            value(&server, "sign_up").as_deref(),
            Some("A person reviews each request and asks why you want to join")
        );
    }

    #[test]
    fn facts_of_one_source_and_day_share_a_line() {
        let day = Date::parse("2026-11-23");
        let mut server = Server::new("a.example");
        server.weekly_active = Some(Fact::new(10, Source::Joinmastodon, day));
        server.sign_up = Some(Fact::new(SignUp::Instant, Source::Joinmastodon, day));
        server.topics = ["tech", "trains"]
            .map(|topic| Fact::new(topic.to_owned(), Source::Curated, None))
            .into();
        assert_eq!(
            sources(&server),
            [
                "Size, Sign-up: the joinmastodon directory, 23 November 2026",
                "Topics: the maintainers of this site"
            ]
        );
    }
}
