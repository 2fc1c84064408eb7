//! `/network/`: today's figures, how they went, and what was said of them.

use maud::{Markup, html};
use picker::messages::english_number;

use super::{figure, heading, outbound, time};
use crate::pages::alive;
use crate::pages::chart::{Chart, Line};
use crate::pages::{Context, Page};
use content::figures::Series;
use content::history::Reading;

/// A column of the history: its chart's id and messages, and where to find it.
struct Measure {
    id: &'static str,
    of: fn(&Reading) -> Option<u64>,
    title: &'static str,
    fallen: &'static str,
    highest: &'static str,
}

const MEASURES: [Measure; 3] = [
    Measure {
        id: "active",
        of: |it| it.active,
        title: "network.chart_active",
        fallen: "network.active_fallen",
        highest: "network.active_highest",
    },
    Measure {
        id: "accounts",
        of: |it| it.accounts,
        title: "network.chart_accounts",
        fallen: "network.accounts_fallen",
        highest: "network.accounts_highest",
    },
    Measure {
        id: "servers",
        of: |it| it.servers,
        title: "network.chart_servers",
        fallen: "network.servers_fallen",
        highest: "network.servers_highest",
    },
];

pub(super) fn page(context: &Context<'_>) -> Page {
    let t = |key: &str| context.t(key);
    let title = t("network.title");
    let description = t("network.description");
    let content = context.content;
    let main = html! {
        div class="prose" { (heading(&title, &description)) }
        section aria-labelledby="today" {
            h2 id="today" { (t("network.today")) }
            (alive::figures(context))
        }
        section aria-labelledby="history" {
            h2 id="history" { (t("network.history")) }
            div class="prose" {
                p { (t("network.history_text")) }
                ul {
                    @for measure in &MEASURES {
                        @if let Some(sentence) = honest(context, measure) { li { (sentence) } }
                    }
                }
            }
            div class="graphs" { @for measure in &MEASURES { (chart(context, measure)) } }
            (sources(context))
            (table(context))
        }
        section aria-labelledby="then" {
            h2 id="then" { (t("network.then")) }
            div class="prose" { p { (t("network.then_text")) } }
            ul class="figures" { @for it in &content.figures.then { (figure(context, it)) } }
            @for it in &content.figures.then {
                @if let Some(note) = &it.note { p class="small" { (note) } }
            }
        }
        (dewey(context))
    };
    Page {
        route: "network/",
        title,
        description,
        main,
        scripts: &[alive::SCRIPT],
        json_ld: None,
        app: None,
    }
}

fn points(context: &Context<'_>, series: &Series, measure: &Measure) -> Vec<(i32, u64)> {
    let readings = context.content.history.of(&series.source);
    readings
        .filter_map(|it| (measure.of)(it).map(|value| (it.months(), value)))
        .collect()
}

/// The highest and the newest reading of the newest series that has any, in a
/// sentence that says so where the figure has fallen.
fn honest(context: &Context<'_>, measure: &Measure) -> Option<String> {
    let content = context.content;
    let series = content.figures.series.last()?;
    let mut readings = content
        .history
        .of(&series.source)
        .filter_map(|it| Some((it.month, (measure.of)(it)?)));
    let first = readings.next()?;
    let (mut peak, mut last) = (first, first);
    for reading in readings {
        if reading.1 > peak.1 {
            peak = reading;
        }
        last = reading;
    }
    let words = context.words;
    let percent = (peak.1 - last.1) * 100 / peak.1;
    let key = if percent == 0 {
        measure.highest
    } else {
        measure.fallen
    };
    Some(words.fill(
        key,
        &[
            ("peak", &words.rounded(peak.1)),
            ("peak_month", &words.date(peak.0)),
            ("last", &words.rounded(last.1)),
            ("last_month", &words.date(last.0)),
            ("percent", &percent.to_string()),
        ],
    ))
}

fn chart(context: &Context<'_>, measure: &Measure) -> Markup {
    let words = context.words;
    let series = &context.content.figures.series;
    // The newest first: its line has the same look in every chart.
    let lines: Vec<(&Series, Vec<(i32, u64)>)> = series
        .iter()
        .rev()
        .map(|it| (it, points(context, it, measure)))
        .filter(|(_, points)| !points.is_empty())
        .collect();
    let description: Vec<String> = lines
        .iter()
        .map(|(series, points)| {
            let at = |it: Option<&(i32, u64)>| {
                let &(month, value) = it.unwrap_or(&(0, 0));
                let when = content::PartialDate {
                    year: month.div_euclid(12),
                    month: u32::try_from(month.rem_euclid(12) + 1).ok(),
                    day: None,
                };
                (words.date(when), english_number(value))
            };
            let (from, first) = at(points.first());
            let (to, last) = at(points.last());
            let (peak_month, peak) = at(points.iter().max_by_key(|it| it.1));
            words.fill(
                "network.chart_description",
                &[
                    ("series", &series.label),
                    ("first", &first),
                    ("from", &from),
                    ("peak", &peak),
                    ("peak_month", &peak_month),
                    ("last", &last),
                    ("to", &to),
                ],
            )
        })
        .collect();
    let note = html! {
        @if let [(only, _)] = lines.as_slice() {
            p class="small" { (words.fill("network.counted_by", &[("source", &only.label)])) }
        }
    };
    Chart {
        id: measure.id,
        title: words.text(measure.title),
        description: description.join(" "),
        lines: lines
            .into_iter()
            .map(|(series, points)| Line {
                label: series.label.clone(),
                points,
            })
            .collect(),
    }
    .draw(&note)
}

fn sources(context: &Context<'_>) -> Markup {
    html! {
        h3 { (context.t("network.sources")) }
        dl class="prose" {
            @for series in &context.content.figures.series {
                dt {
                    strong {
                        @if let Some(url) = &series.url { a href=(url) { (series.label) } }
                        @else { (series.label) }
                    }
                    ", " (time(context, series.from)) "–" (time(context, series.to))
                }
                dd { (series.note) }
            }
        }
    }
}

fn table(context: &Context<'_>) -> Markup {
    let t = |key: &str| context.t(key);
    html! {
        details class="more" {
            summary { (t("network.table")) }
            p { a href="history.csv" download { (t("network.table_csv")) } }
            @for series in &context.content.figures.series {
                // A long table scrolls inside its box: the keyboard must reach it.
                div class="table" tabindex="0" role="region" aria-label=(series.label) {
                    table {
                        caption { (series.label) }
                        thead {
                            tr {
                                th scope="col" { (t("network.month")) }
                                @for measure in &MEASURES {
                                    th scope="col" { (t(&format!("network.column_{}", measure.id))) }
                                }
                            }
                        }
                        tbody {
                            @for reading in context.content.history.of(&series.source) {
                                tr {
                                    th scope="row" { (reading.month) }
                                    @for measure in &MEASURES {
                                        td { @if let Some(value) = (measure.of)(reading) { (english_number(value)) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn dewey(context: &Context<'_>) -> Markup {
    let t = |key: &str| context.t(key);
    let dewey = &context.content.dewey;
    html! {
        section aria-labelledby="dewey" {
            h2 id="dewey" { (t("network.dewey")) }
            div class="prose" {
                blockquote cite=(dewey.report.url) { p { (dewey.finding) } }
                p { (dewey.publisher) ": " (outbound(context, &dewey.report)) }
                p { (dewey.landing_text) " " (outbound(context, &dewey.landing)) }
                p { (dewey.method) " " span class="small" { (dewey.method_source) } }
                p { (dewey.chart_note) }
            }
            h3 { (t("network.dewey_figures")) }
            ul class="figures quoted" { @for it in &dewey.figures { (figure(context, it)) } }
        }
    }
}
