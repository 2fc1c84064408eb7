//! Decoded values as JSON with names that a person can read.

use picker::decode::blocks::{Block, Severity};
use picker::decode::bundle::Bundle;
use picker::decode::nodeinfo::NodeInfo;
use picker::decode::statistics::Day;
use picker::decode::{InstanceInfo, Software, Why};
use picker::domain;
use picker::https_url::HttpsUrl;
use picker::model::{Fact, Server, SignUp, Week};
use serde_json::{Value, json};

pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.values().all(is_empty),
        _ => false,
    }
}

pub(super) fn why(why: Why) -> String {
    match why {
        Why::Missing(field) => format!("no usable \"{field}\""),
        Why::Domain(error) => format!("not a domain: {error}"),
        other => other.key().to_owned(),
    }
}

fn of<'a, T, V: Into<Value>>(fact: Option<&'a Fact<T>>, value: impl FnOnce(&'a T) -> V) -> Value {
    fact.map_or(Value::Null, |fact| value(&fact.value).into())
}

fn texts(facts: &[Fact<String>]) -> Value {
    facts.iter().map(|fact| fact.value.clone()).collect()
}

pub(super) fn server(server: &Server) -> Value {
    let shown = domain::display(&server.domain).text;
    json!({
        "domain": server.domain,
        "shown as": if shown == server.domain { Value::Null } else { shown.into() },
        "sign-up": of(server.sign_up.as_ref(), |s| s.key()),
        "sign-up address": of(server.sign_up_url.as_ref(), HttpsUrl::as_str),
        "languages": server.languages.iter().map(|l| l.value.to_string()).collect::<Value>(),
        "topics": texts(&server.topics),
        "tags": texts(&server.tags),
        "region": of(server.region.as_ref(), |r| r.key()),
        "legal form": of(server.legal_form.as_ref(), |f| f.key()),
        "min age": of(server.min_age.as_ref(), |n| *n),
        "accounts": of(server.total_users.as_ref(), |n| *n),
        "weekly active": of(server.weekly_active.as_ref(), |n| *n),
        "size": of(server.size_class().as_ref(), |s| s.key()),
        "version": of(server.version.as_ref(), String::as_str),
        "adult": of(server.adult.as_ref(), |a| *a),
        "flags": server.flags.iter().map(|flag| flag.key()).collect::<Value>(),
        "note": of(server.note.as_ref(), String::as_str),
        "description": of(server.description.as_ref(), String::as_str),
    })
}

pub(super) fn day(day: &Day) -> Value {
    json!({"day": day.date.to_string(), "servers": day.servers, "users": day.users, "active": day.active})
}

pub(super) fn week(week: &Week) -> Value {
    json!({
        "week": week.start.to_string(), "logins": week.logins,
        "registrations": week.registrations, "statuses": week.statuses,
    })
}

pub(super) fn block(block: &Block) -> Value {
    let severity = match block.severity {
        Some(Severity::Silence) => "silence".into(),
        Some(Severity::Suspend) => "suspend".into(),
        None => Value::Null,
    };
    json!({"domain": block.domain, "severity": severity, "comment": block.comment, "digest": block.digest})
}

pub(super) fn bundle(bundle: &Bundle) -> Value {
    let row = |list: &str, server_row: &Server| {
        let mut row = server(server_row);
        row["list"] = list.into();
        row
    };
    let mut rows: Vec<Value> = Vec::new();
    rows.extend(bundle.curated.iter().map(|s| row("curated", s)));
    if let Some(snapshot) = &bundle.snapshot {
        rows.extend(snapshot.servers.iter().map(|s| row("snapshot", s)));
    }
    for entry in &bundle.overrides {
        let mut row = row("override", &entry.correction);
        row["exclude"] = if entry.exclude {
            true.into()
        } else {
            Value::Null
        };
        row["until"] = entry
            .pause_until
            .map_or(Value::Null, |day| day.to_string().into());
        rows.push(row);
    }
    rows.into()
}

fn software(software: &Software) -> Value {
    match software {
        Software::Mastodon { version } => json!({"name": "Mastodon", "version": version}),
        Software::Other { name, version } => json!({"name": name, "version": version}),
        Software::Unknown => Value::Null,
    }
}

pub(super) fn instance(info: &InstanceInfo) -> Value {
    let registrations = &info.registrations;
    json!({
        "domain": info.domain,
        "title": info.title,
        "description": info.description,
        "software": software(&info.software),
        "registrations": {
            "sign-up": registrations.sign_up().map(SignUp::key),
            "reason required": registrations.reason_required,
            "min age": registrations.min_age,
            "address": registrations.url.as_ref().map(HttpsUrl::as_str),
            "message": registrations.message,
            "invites": registrations.invites_enabled,
        },
        "languages": info.languages.iter().map(ToString::to_string).collect::<Value>(),
        "active in a month": info.active_month,
        "accounts": info.total_users,
        "limited federation": info.limited_federation,
        "contact": {
            "email": info.contact_email,
            "account": info.contact.as_ref().map(|c| c.name.clone()),
            "since": info.contact.as_ref().and_then(|c| c.created).map(|day| day.to_string()),
        },
        "rules": info.rules.iter().map(|rule| json!({
            "text": rule.text,
            "hint": rule.hint,
            "translated into": rule.translations.iter().map(|t| t.language.to_string()).collect::<Value>(),
        })).collect::<Value>(),
    })
}

pub(super) fn nodeinfo(info: &NodeInfo) -> Value {
    json!({
        "software": software(&info.software),
        "name": info.name,
        "open": info.open,
        "accounts": info.total_users,
        "active in a month": info.active_month,
    })
}
