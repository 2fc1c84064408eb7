//! The fields that curated servers and corrections have in common.

use std::collections::{HashMap, HashSet};

use picker::date::Date;
use picker::decode::servers::{MAX_KEY, MAX_VALUES};
use picker::domain;
use picker::https_url::HttpsUrl;
use picker::language::Language;
use picker::model::{Fact, LegalForm, Region, Server, SignUp, Size, Source};
use picker::plain_text::one_line;
use toml::Spanned;

use crate::table::Table;

/// The longest line about a server, in characters.
pub const MAX_ABOUT: usize = 160;

const SIGN_UP: &str = "instant, approval, open, closed";
const SIZE: &str = "cosy, medium, large";
const REGION: &str = "africa, asia, europe, north_america, south_america, oceania";
const LEGAL: &str = "organisation, people";

/// A domain in normal form, once per file.
pub(super) fn domain(
    table: &mut Table<'_, '_>,
    seen: &mut HashMap<String, usize>,
) -> Option<String> {
    let text = table.required("domain")?;
    let span = text.span();
    let name = match domain::normalise(text.get_ref()) {
        Ok(name) => name,
        Err(error) => {
            let message = format!("\"{}\" is not a domain: {error}", text.get_ref());
            table.file.problem(&span, message);
            return None;
        }
    };
    if name != *text.get_ref() {
        let message = format!("write the domain as \"{name}\"");
        table.file.problem(&span, message);
    }
    let line = table.file.line(span.start);
    if let Some(first) = seen.insert(name.clone(), line) {
        let message = format!("{name} is already in line {first}");
        table.file.problem(&span, message);
        return None;
    }
    Some(name)
}

/// The facts that curated servers and corrections have in common.
pub(super) fn facts(
    table: &mut Table<'_, '_>,
    server: &mut Server,
    keys: &HashSet<String>,
    source: Source,
) {
    for topic in table.texts("topics") {
        if keys.contains(topic.get_ref()) {
            server
                .topics
                .push(Fact::new(topic.into_inner(), source, None));
        } else {
            let message = format!("topic \"{}\" is not in topics.toml", topic.get_ref());
            table.file.problem(&topic.span(), message);
        }
    }
    for tag in table.texts("tags") {
        let clean = one_line(tag.get_ref(), MAX_KEY);
        if clean != *tag.get_ref() {
            too_long(table, &tag, "tag", MAX_KEY);
        }
        server.tags.push(Fact::new(clean, source, None));
    }
    for language in table.texts("languages") {
        match Language::parse(language.get_ref()) {
            Some(read) if server.languages.iter().any(|known| known.value == read) => {
                let message = format!("\"{}\" is the same as one before it", language.get_ref());
                table.file.problem(&language.span(), message);
            }
            Some(read) => server.languages.push(Fact::new(read, source, None)),
            None => {
                let message = format!("\"{}\" is not a language tag", language.get_ref());
                table.file.problem(&language.span(), message);
            }
        }
    }
    for (field, count) in [
        ("topics", server.topics.len()),
        ("tags", server.tags.len()),
        ("languages", server.languages.len()),
    ] {
        if count > MAX_VALUES {
            let span = table.span.clone();
            let message = format!("`{field}` has {count} values, more than {MAX_VALUES}");
            table.file.problem(&span, message);
        }
    }
    let fact = |value| Fact::new(value, source, None);
    server.region = table.key("region", REGION, Region::parse).map(fact);
    server.sign_up = table
        .key("sign_up", SIGN_UP, SignUp::parse)
        .map(|value| Fact::new(value, source, None));
    server.size = table
        .key("size", SIZE, Size::parse)
        .map(|value| Fact::new(value, source, None));
    server.legal_form = table
        .key("legal_form", LEGAL, LegalForm::parse)
        .map(|value| Fact::new(value, source, None));
    server.min_age = table
        .age("min_age")
        .map(|value| Fact::new(value, source, None));
    server.adult = table
        .flag("adult")
        .map(|value| Fact::new(value, source, None));
    if let Some(url) = table.text("sign_up_url") {
        if let Some(address) = HttpsUrl::parse(url.get_ref()) {
            server.sign_up_url = Some(Fact::new(address, source, None));
        } else {
            let message = "`sign_up_url` must begin with https:// and name a server";
            table.file.problem(&url.span(), message);
        }
    }
}

pub(super) fn too_long(table: &mut Table<'_, '_>, text: &Spanned<String>, what: &str, max: usize) {
    let count = text.get_ref().chars().count();
    let message = if count > max {
        format!("the {what} has {count} characters, more than {max}")
    } else {
        format!("the {what} has markup, line breaks or invisible characters in it")
    };
    table.file.problem(&text.span(), message);
}

/// A line in our own words.
pub(super) fn line(
    table: &mut Table<'_, '_>,
    text: Option<Spanned<String>>,
    source: Source,
) -> Option<Fact<String>> {
    let text = text?;
    let clean = one_line(text.get_ref(), MAX_ABOUT);
    if clean != *text.get_ref() {
        too_long(table, &text, "text", MAX_ABOUT);
    }
    Some(Fact::new(clean, source, None))
}

/// Puts the day of the row on all its facts.
pub(super) fn date_facts(server: &mut Server, as_of: Option<Date>) {
    fn one<T>(fact: &mut Option<Fact<T>>, as_of: Option<Date>) {
        if let Some(fact) = fact {
            fact.as_of = as_of;
        }
    }
    server.languages.iter_mut().for_each(|f| f.as_of = as_of);
    for fact in server.topics.iter_mut().chain(&mut server.tags) {
        fact.as_of = as_of;
    }
    one(&mut server.note, as_of);
    one(&mut server.region, as_of);
    one(&mut server.sign_up, as_of);
    one(&mut server.sign_up_url, as_of);
    one(&mut server.size, as_of);
    one(&mut server.legal_form, as_of);
    one(&mut server.min_age, as_of);
    one(&mut server.adult, as_of);
}
