//! How long a recommendation takes, and how that grows with the list.
//!
//! `cargo bench -p picker`: lists of 331 servers (the joinmastodon directory),
//! 10,000 (all of Mastodon) and 72,000 (all of the network and more), with the
//! words of `content/`. Beside each, in the same run, what today's pickers do:
//! filter by category and language, sort by weekly users.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/support/mod.rs"]
mod support;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use picker::answers::Answers;
use picker::date::Date;
use picker::language::Language;
use picker::model::Server;
use picker::recommend::{Context, Picker};
use std::hint::black_box;
use std::time::Duration;
use support::{synthetic, topics};

const SIZES: [usize; 3] = [331, 10_000, 72_000];
const QUESTIONS: [(&str, &str); 4] = [
    ("nothing", ""),
    (
        "topics and language",
        "topic=tech,art&lang=de,en&signup=instant",
    ),
    ("text", "text=rust+programming+and+model+trains"),
    (
        "everything",
        "topic=tech,trains&lang=en&text=queer+cycling+rust+music&signup=instant&size=cosy&region=europe",
    ),
];

/// The first three by category, language and size.
fn by_size<'a>(servers: &'a [Server], answers: &Answers) -> Vec<&'a str> {
    let mut list: Vec<&Server> = servers
        .iter()
        .filter(|server| {
            answers.topics.is_empty()
                || (server.topics.iter()).any(|topic| answers.topics.contains(&topic.value))
        })
        .filter(|server| {
            answers.languages.is_empty()
                || (server.languages.iter()).any(|spoken| {
                    (answers.languages.iter()).any(|wanted| spoken.value.meets(wanted) > 0.0)
                })
        })
        .collect();
    let people = |server: &Server| server.weekly_active.as_ref().map(|fact| fact.value);
    list.sort_by(|a, b| {
        people(b)
            .cmp(&people(a))
            .then_with(|| a.domain.cmp(&b.domain))
    });
    list.iter()
        .take(3)
        .map(|server| server.domain.as_str())
        .collect()
}

fn recommend(c: &mut Criterion) {
    let mut group = c.benchmark_group("recommend");
    group
        .measurement_time(Duration::from_secs(3))
        .sample_size(20);
    for size in SIZES {
        let picker = Picker::new(synthetic::servers(size, 1), topics());
        for (name, question) in QUESTIONS {
            let answers = Answers::from_query(question);
            let mut context = Context {
                today: Date::from_days(20_000),
                seed: 0,
                browser_languages: Language::parse("en").into_iter().collect(),
            };
            group.bench_function(BenchmarkId::new(name, size), |b| {
                b.iter(|| {
                    context.seed += 1;
                    black_box(picker.recommend(black_box(&answers), &context))
                });
            });
        }
        let (_, question) = QUESTIONS[1];
        let answers = Answers::from_query(question);
        group.bench_function(BenchmarkId::new("by category and size", size), |b| {
            b.iter(|| black_box(by_size(picker.servers(), black_box(&answers))));
        });
    }
    group.finish();
}

fn index(c: &mut Criterion) {
    let mut group = c.benchmark_group("index");
    group
        .measurement_time(Duration::from_secs(5))
        .sample_size(10);
    for size in SIZES {
        let servers = synthetic::servers(size, 1);
        group.bench_function(BenchmarkId::from_parameter(size), |b| {
            b.iter_batched(
                || (servers.clone(), topics()),
                // The picker is given back, so that dropping it is not timed.
                |(servers, topics)| Picker::new(servers, topics),
                criterion::BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, recommend, index);
criterion_main!(benches);
