//! `/network/`: today's figures, how they went, and what was said of them.

use picker::messages::english_number;

use super::chart;
use super::input::Input;
use crate::figures::{self, Series};
use crate::history::Reading;
use crate::page::{
    self, Chart, Dewey, Figure, History, HistoryRow, LatestFigure, LatestFigures, Network, Page,
};
use crate::partial_date::PartialDate;

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

/// The network as it was last counted, if it ever was.
pub(super) fn latest(input: &Input<'_>) -> Option<LatestFigures> {
    let latest = input.content.latest()?;
    let counts = [
        ("active", latest.active),
        ("accounts", latest.accounts),
        ("servers", latest.servers),
    ];
    let figures = counts.into_iter().filter_map(|(key, value)| {
        Some(LatestFigure {
            key: key.to_owned(),
            value: value?,
            shown: input.words.rounded(value?),
        })
    });
    Some(LatestFigures {
        date: input.time(latest.when),
        figures: figures.collect(),
        stale: latest.stale,
    })
}

/// Figures as they were published.
pub(super) fn published(input: &Input<'_>, figures: &[figures::Figure]) -> Vec<Figure> {
    let figures = figures.iter().map(|it| Figure {
        id: it.id.clone(),
        shown: it.shown.clone(),
        what: it.what.clone(),
        change: it.change.clone(),
        when: input.words.date_text(&it.when),
        source: it.source.clone(),
        url: it.url.clone(),
        note: it.note.clone(),
        stale: it.age.stale,
    });
    figures.collect()
}

pub(super) fn network(input: &Input<'_>) -> Page<Network> {
    let content = input.content;
    let network = Network {
        latest: latest(input),
        trends: MEASURES.iter().filter_map(|it| trend(input, it)).collect(),
        charts: MEASURES.iter().map(|it| chart(input, it)).collect(),
        series: content
            .figures
            .series
            .iter()
            .map(|it| page::Series {
                label: it.label.clone(),
                url: it.url.clone(),
                from: input.time(it.from),
                to: input.time(it.to),
                note: it.note.clone(),
            })
            .collect(),
        columns: MEASURES.iter().map(|it| it.id.to_owned()).collect(),
        history: content
            .figures
            .series
            .iter()
            .map(|it| history(input, it))
            .collect(),
        then: published(input, &content.figures.then),
        dewey: dewey(input),
    };
    let messages = ["network.title", "network.description"];
    input.page("network/", messages, &["network", "common", "dates"], network)
}

/// The highest and the newest reading of the newest series that has any, in a
/// sentence that says so where the figure has fallen.
fn trend(input: &Input<'_>, measure: &Measure) -> Option<String> {
    let content = input.content;
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
    let words = input.words;
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

fn points(input: &Input<'_>, series: &Series, measure: &Measure) -> Vec<chart::Point> {
    let readings = input.content.history.of(&series.source);
    readings
        .filter_map(|it| Some((it.months(), (measure.of)(it)?)))
        .collect()
}

fn chart(input: &Input<'_>, measure: &Measure) -> Chart {
    // The newest first: its line has the same look in every chart.
    let series = input.content.figures.series.iter().rev();
    let lines: Vec<(&Series, Vec<chart::Point>)> = series
        .map(|it| (it, points(input, it, measure)))
        .filter(|(_, points)| !points.is_empty())
        .collect();
    let described: Vec<String> = lines
        .iter()
        .map(|(series, points)| described(input, series, points))
        .collect();
    let counted_by = match lines.as_slice() {
        [(only, _)] => Some(only.label.clone()),
        _ => None,
    };
    let lines: Vec<chart::Line<'_>> = lines
        .into_iter()
        .map(|(series, points)| chart::Line {
            label: &series.label,
            points,
        })
        .collect();
    Chart {
        id: measure.id.to_owned(),
        title: input.words.text(measure.title),
        description: described.join(" "),
        counted_by,
        ..chart::draw(&lines)
    }
}

/// A line of a chart in a sentence.
fn described(input: &Input<'_>, series: &Series, points: &[chart::Point]) -> String {
    let at = |point: Option<&chart::Point>| {
        let &(month, value) = point.unwrap_or(&(0, 0));
        let date = PartialDate {
            year: month.div_euclid(12),
            month: u32::try_from(month.rem_euclid(12) + 1).ok(),
            day: None,
        };
        (input.words.date(date), english_number(value))
    };
    let (from, first) = at(points.first());
    let (to, last) = at(points.last());
    let (peak_month, peak) = at(points.iter().max_by_key(|it| it.1));
    input.words.fill(
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
}

fn history(input: &Input<'_>, series: &Series) -> History {
    let rows = input.content.history.of(&series.source).map(|it| HistoryRow {
        month: it.month.to_string(),
        values: MEASURES
            .iter()
            .map(|measure| (measure.of)(it).map(english_number))
            .collect(),
    });
    History {
        label: series.label.clone(),
        rows: rows.collect(),
    }
}

fn dewey(input: &Input<'_>) -> Dewey {
    let dewey = &input.content.dewey;
    Dewey {
        finding: dewey.finding.clone(),
        report: input.link(&dewey.report),
        publisher: dewey.publisher.clone(),
        landing_text: dewey.landing_text.clone(),
        landing: input.link(&dewey.landing),
        method: dewey.method.clone(),
        method_source: dewey.method_source.clone(),
        chart_note: dewey.chart_note.clone(),
        figures: published(input, &dewey.figures),
    }
}
