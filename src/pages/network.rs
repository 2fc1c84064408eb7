//! `/network/`: the latest figures, how they went, and what was said of them.

use crate::components::chart::Chart;
use crate::components::figures::Figures;
use crate::components::latest_figures::{Freshness, LatestFigures};
use crate::components::links::with_names;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::components::sources::SourceLink;
use crate::components::time::DateTime;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use content::page::{self, History, Page, Series};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Network() -> impl IntoView {
    view! { <PageOf route="network/" view=network/> }
}

fn network(page: Page<page::Network>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let content = page.content;
    let trends = content
        .trends
        .into_iter()
        .map(|sentence| view! { <li>{with_names(&sentence, &[])}</li> });
    let charts = content
        .charts
        .into_iter()
        .map(|chart| view! { <Chart chart=chart/> });
    let notes: Vec<String> = content
        .then
        .iter()
        .filter_map(|figure| figure.note.clone())
        .collect();
    let notes = notes
        .into_iter()
        .map(|note| view! { <p class="small">{note}</p> });
    view! {
        <div class="prose"><PageHeading title=page.title description=page.description/></div>
        <section aria-labelledby="today">
            <h2 id="today">{words.text("network.today")}</h2>
            <LatestFigures latest=content.latest freshness=Freshness::OfToday/>
        </section>
        <section aria-labelledby="history">
            <h2 id="history">{words.text("network.history")}</h2>
            <div class="prose">
                <p>{words.text("network.history_text")}</p>
                <ul>{trends.collect_view()}</ul>
            </div>
            <div class="graphs">{charts.collect_view()}</div>
            <Sources series=content.series/>
            <Table columns=content.columns history=content.history/>
        </section>
        <section aria-labelledby="then">
            <h2 id="then">{words.text("network.then")}</h2>
            <div class="prose"><p>{words.text("network.then_text")}</p></div>
            <Figures figures=content.then/>
            {notes.collect_view()}
        </section>
        <Dewey dewey=content.dewey/>
    }
}

/// Who counted, and how.
#[component]
fn Sources(series: Vec<Series>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let series = series.into_iter().map(|series| {
        let label = with_names(&series.label, &[]);
        let label = match series.url {
            Some(url) => view! { <a href=url>{label}</a> }.into_any(),
            None => label.into_any(),
        };
        view! {
            <dt>
                <strong>{label}</strong>
                ", " <DateTime time=series.from/> "–" <DateTime time=series.to/>
            </dt>
            <dd>{series.note}</dd>
        }
    });
    view! {
        <h3>{words.text("network.sources")}</h3>
        <dl class="prose">{series.collect_view()}</dl>
    }
}

/// All readings.
#[component]
fn Table(columns: Vec<String>, history: Vec<History>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let file = expect_context::<Site>().path("network/history.csv");
    let heads: Vec<String> = columns
        .iter()
        .map(|key| words.text(&format!("network.column_{key}")))
        .collect();
    let tables = history.into_iter().map(|History { label, rows }| {
        let heads = heads
            .iter()
            .map(|head| view! { <th scope="col">{head.clone()}</th> });
        let rows = rows.into_iter().map(|row| {
            let values = row
                .values
                .into_iter()
                .map(|value| view! { <td>{value}</td> });
            view! { <tr><th scope="row">{row.month}</th> {values.collect_view()}</tr> }
        });
        let caption = with_names(&label, &[]);
        // A long table scrolls inside its box, so the keyboard must reach it.
        view! {
            <div class="table" tabindex="0" role="region" aria-label=label>
                <table>
                    <caption>{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words.text("network.month")}</th>
                            {heads.collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <details class="more">
            <summary>{words.text("network.table")}</summary>
            <p><a href=file download="">{words.text("network.table_csv")}</a></p>
            {tables.collect_view()}
        </details>
    }
}

/// Where people went from Twitter, by the Dewey Square Group.
#[component]
fn Dewey(dewey: page::Dewey) -> impl IntoView {
    let words = expect_context::<PageWords>();
    view! {
        <section aria-labelledby="dewey">
            <h2 id="dewey">{words.text("network.dewey")}</h2>
            <div class="prose">
                <blockquote cite=dewey.report.url.clone()><p>{dewey.finding}</p></blockquote>
                <p>{dewey.publisher} ": " <SourceLink link=dewey.report/></p>
                <p>{dewey.landing_text} " " <SourceLink link=dewey.landing/></p>
                <p>{dewey.method} " " <span class="small">{dewey.method_source}</span></p>
                <p>{dewey.chart_note}</p>
            </div>
            <h3>{words.text("network.dewey_figures")}</h3>
            <Figures figures=dewey.figures class="figures quoted"/>
        </section>
    }
}
