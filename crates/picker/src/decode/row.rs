//! One server as a compact row with short keys, as bundled and as snapshots
//! are written:
//!
//! | key | fact | key | fact |
//! |---|---|---|---|
//! | `d` | domain | `s` | way of signing up |
//! | `o` | day of the facts | `k` | sign-up address |
//! | `i` | title | `z` | size class |
//! | `e` | its own description | `f` | legal form |
//! | `n` | our note | `m` | minimum age |
//! | `t` | topics | `x` | for adults: 0 or 1 |
//! | `g` | tags | `u` | accounts |
//! | `l` | languages | `w` | weekly actives |
//! | `r` | region | `v` | version |
//! | `h` | flags | | |

#[cfg(not(target_arch = "wasm32"))]
use serde_json::Map;

use super::counts::add_flag;
use super::loose::{self, Read};
use super::outcome::Why;
use crate::date::Date;
use crate::domain;
use crate::https_url::HttpsUrl;
use crate::json::Value;
use crate::language::Language;
use crate::model::{Fact, HealthFlag, LegalForm, Region, Server, SignUp, Size, Source};

/// Reads one row. `day` stands for all facts of rows that name none (`o`).
pub(super) fn read_row(row: &Value<'_>, source: Source, day: Option<Date>) -> Result<Server, Why> {
    let name = loose::text(row, "d").ok_or(Why::Missing("d"))?;
    let mut server = Server::new(domain::normalise(name).map_err(Why::Domain)?);
    let as_of = loose::date(row, "o").or(day);
    let text = |field: &str| {
        loose::text(row, field).map(|value| Fact::new(value.to_owned(), source, as_of))
    };
    let number = |field: &str| {
        let value = loose::count(row, field).value();
        value.map(|value| Fact::new(value, source, as_of))
    };
    let list = |field: &str| {
        let values = loose::texts(row, field).into_iter();
        values.map(|value| Fact::new(value.to_owned(), source, as_of))
    };
    server.title = text("i");
    server.description = text("e");
    server.note = text("n");
    server.topics = list("t").collect();
    server.tags = list("g").collect();
    let languages = loose::texts(row, "l").into_iter();
    server.languages = languages
        .filter_map(Language::parse)
        .map(|value| Fact::new(value, source, as_of))
        .collect();
    server.region = key(row, "r", Region::parse, source, as_of);
    server.sign_up = key(row, "s", SignUp::parse, source, as_of);
    server.size = key(row, "z", Size::parse, source, as_of);
    server.legal_form = key(row, "f", LegalForm::parse, source, as_of);
    server.sign_up_url = key(row, "k", HttpsUrl::parse, source, as_of);
    server.min_age = loose::count(row, "m")
        .value()
        .and_then(|n| u8::try_from(n).ok())
        .map(|n| Fact::new(n, source, as_of));
    server.total_users = number("u");
    server.weekly_active = number("w");
    server.version = text("v");
    if let Read::Value(adult) = loose::flag(row, "x") {
        server.adult = Some(Fact::new(adult, source, as_of));
    }
    for flag in loose::texts(row, "h")
        .into_iter()
        .filter_map(HealthFlag::parse)
    {
        add_flag(&mut server, flag);
    }
    Ok(server)
}

fn key<T>(
    row: &Value<'_>,
    field: &str,
    parse: impl Fn(&str) -> Option<T>,
    source: Source,
    as_of: Option<Date>,
) -> Option<Fact<T>> {
    let value = parse(loose::text(row, field)?)?;
    Some(Fact::new(value, source, as_of))
}

/// Writes a server as a compact row; `name_day` adds the day of its facts.
/// Sources are not written: the list that a row stands in says them.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn write_row(server: &Server, name_day: bool) -> Map<String, serde_json::Value> {
    let mut row = Map::new();
    let mut day = None;
    let mut put = |field: &str, value: serde_json::Value, as_of: Option<Date>| {
        row.insert(field.to_owned(), value);
        day = day.max(as_of);
    };
    put("d", server.domain.clone().into(), None);
    for (field, fact) in [
        ("i", &server.title),
        ("e", &server.description),
        ("n", &server.note),
        ("v", &server.version),
    ] {
        if let Some(fact) = fact {
            put(field, fact.value.clone().into(), fact.as_of);
        }
    }
    if let Some(fact) = &server.sign_up_url {
        put("k", fact.value.as_str().into(), fact.as_of);
    }
    for (field, facts) in [("t", &server.topics), ("g", &server.tags)] {
        if let Some(first) = facts.first() {
            let values: Vec<&str> = facts.iter().map(|f| f.value.as_str()).collect();
            put(field, values.into(), first.as_of);
        }
    }
    if let Some(first) = server.languages.first() {
        let values: Vec<&str> = server.languages.iter().map(|f| f.value.as_str()).collect();
        put("l", values.into(), first.as_of);
    }
    let keys = [
        (
            "r",
            server.region.as_ref().map(|f| (f.value.key(), f.as_of)),
        ),
        (
            "s",
            server.sign_up.as_ref().map(|f| (f.value.key(), f.as_of)),
        ),
        ("z", server.size.as_ref().map(|f| (f.value.key(), f.as_of))),
        (
            "f",
            server.legal_form.as_ref().map(|f| (f.value.key(), f.as_of)),
        ),
    ];
    for (field, fact) in keys {
        if let Some((key, as_of)) = fact {
            put(field, key.into(), as_of);
        }
    }
    for (field, fact) in [("u", &server.total_users), ("w", &server.weekly_active)] {
        if let Some(fact) = fact {
            put(field, fact.value.into(), fact.as_of);
        }
    }
    if let Some(age) = &server.min_age {
        put("m", age.value.into(), age.as_of);
    }
    if let Some(adult) = &server.adult {
        put("x", u8::from(adult.value).into(), adult.as_of);
    }
    if !server.flags.is_empty() {
        let keys: Vec<&str> = server.flags.iter().map(|flag| flag.key()).collect();
        put("h", keys.into(), None);
    }
    if let Some(day) = day.filter(|_| name_day) {
        row.insert("o".to_owned(), day.to_string().into());
    }
    row
}
