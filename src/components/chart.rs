//! Line charts. Their places are worked out when the site is built; here they
//! become SVG, whose colours come from the style sheet, so that a chart follows
//! dark mode and high contrast, and whose text stays text.

use crate::components::links::with_names;
use crate::state::page_words::PageWords;
use content::page::{self, ChartLine, ValueMark, YearMark};
use leptos::prelude::*;

/// A chart with its title and, for more than one line, its key; for one line,
/// who counted.
#[component]
pub fn Chart(
    /// What to draw.
    chart: page::Chart,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let title_id = format!("{}-title", chart.id);
    let description_id = format!("{}-desc", chart.id);
    let page::Chart {
        left,
        right,
        bottom,
        ..
    } = chart;
    let values = chart
        .values
        .into_iter()
        .map(move |ValueMark { y, label_y, label }| {
            view! {
                <line class="grid" x1=left x2=right y1=y.clone() y2=y></line>
                <text class="tick" x=left - 6 y=label_y text-anchor="end">{label}</text>
            }
        });
    let years = chart.years.into_iter().map(move |YearMark { x, year }| {
        view! {
            <line class="grid" x1=x.clone() x2=x.clone() y1=bottom y2=bottom + 5></line>
            <text class="tick" x=x y=bottom + 20 text-anchor="middle">{year}</text>
        }
    });
    let key = (chart.lines.len() > 1).then(|| key(&chart.lines));
    let lines = chart.lines.into_iter().enumerate().map(|(index, line)| {
        view! { <path class=series(index) fill="none" stroke="currentColor" d=line.path></path> }
    });
    let counted_by = chart.counted_by.map(|source| {
        let line = words.fill("network.counted_by", &[("source", &source)]);
        view! { <p class="small">{with_names(&line, &[])}</p> }
    });
    view! {
        <figure class="graph" id=chart.id>
            <figcaption>{chart.title.clone()}</figcaption>
            <svg
                viewBox=format!("0 0 {} {}", chart.width, chart.height)
                role="img"
                aria-labelledby=title_id
                aria-describedby=description_id
            >
                <title id=title_id.clone()>{chart.title}</title>
                <desc id=description_id.clone()>{chart.description}</desc>
                {values.collect_view()}
                {years.collect_view()}
                {lines.collect_view()}
            </svg>
            {key}
            {counted_by}
        </figure>
    }
}

/// Which line is whose.
fn key(lines: &[ChartLine]) -> impl IntoView + use<> {
    let items = lines.iter().enumerate().map(|(index, line)| {
        view! {
            <li>
                <svg viewBox="0 0 32 8" width="32" height="8" aria-hidden="true">
                    <path class=series(index) fill="none" stroke="currentColor" d="M1 4H31"></path>
                </svg>
                {with_names(&line.label, &[])}
            </li>
        }
    });
    view! { <ul class="key">{items.collect_view()}</ul> }
}

/// The class of a line, which gives it its colour.
fn series(index: usize) -> String {
    format!("series-{index}")
}
