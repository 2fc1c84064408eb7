//! How long the list takes to narrow down: 331 servers (the joinmastodon directory)
//! and 10,000 (all of Mastodon), with the words of `content/`.
//!
//! `cargo bench -p picker --bench browse`

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/support/mod.rs"]
mod support;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use picker::browse::View;
use picker::recommend::Picker;
use std::hint::black_box;
use std::time::Duration;
use support::{context, synthetic, topics};

const QUERIES: [(&str, &str); 5] = [
    ("everything", ""),
    ("by name", "sort=name"),
    ("facts", "signup=instant&size=cosy,medium&region=europe"),
    ("topics and language", "topic=tech,art&lang=de,en"),
    ("text", "text=rust+programming+and+model+trains"),
];

fn browse(c: &mut Criterion) {
    let mut group = c.benchmark_group("browse");
    group
        .measurement_time(Duration::from_secs(3))
        .sample_size(20);
    for size in [331, 10_000] {
        let picker = Picker::new(synthetic::servers(size, 1), topics());
        let context = context(1);
        for (name, query) in QUERIES {
            let view = View::from_query(query);
            group.bench_function(BenchmarkId::new(name, size), |b| {
                b.iter(|| black_box(picker.browse(black_box(&view), &context)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, browse);
criterion_main!(benches);
