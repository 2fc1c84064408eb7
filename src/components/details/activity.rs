//! How many people were active on a server week by week: two charts, and the
//! same figures as a table.

use crate::i18n::messages::{day, details as say, number};
use crate::state::visitor::Visitor;
use leptos::prelude::*;
use picker::decode::activity::complete;
use picker::model::Week;

/// How many weeks are drawn.
const WEEKS: usize = 12;

/// The height of a chart, in the units of its view box.
const HEIGHT: u64 = 48;
/// From one bar to the next, in the same units.
const STEP: usize = 10;
/// Between two bars, in the same units.
const GAP: usize = 2;

/// The last complete weeks, oldest first.
#[component]
pub fn Activity(
    /// The weeks that the server told, newest first.
    weeks: Vec<Week>,
) -> impl IntoView {
    let today = expect_context::<Visitor>().today;
    let mut weeks: Vec<Week> = complete(&weeks, today)
        .iter()
        .take(WEEKS)
        .copied()
        .collect();
    if weeks.is_empty() {
        return view! { <p data-test="weeks">{say::activity_unknown()}</p> }.into_any();
    }
    weeks.reverse();
    let counts = |count: fn(&Week) -> u64| weeks.iter().map(count).collect::<Vec<u64>>();
    let rows = weeks
        .iter()
        .map(|week| {
            view! {
                <tr>
                    <th scope="row">{day(week.start)}</th>
                    <td>{number(week.logins)}</td>
                    <td>{number(week.registrations)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div data-test="weeks">
            <p class="small">{say::activity_text()}</p>
            <div class="charts">
                <Chart label=say::active() values=counts(|week| week.logins)/>
                <Chart label=say::sign_ups() values=counts(|week| week.registrations)/>
            </div>
            <details>
                <summary>{say::table()}</summary>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{say::week()}</th>
                            <th scope="col">{say::active()}</th>
                            <th scope="col">{say::sign_ups()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </div>
    }
    .into_any()
}

/// The heights of the bars from zero, the highest as high as the picture. Each
/// is at least a line: a week without anybody is not a missing week.
fn bars(values: &[u64]) -> Vec<u64> {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let height = |value: &u64| (value.saturating_mul(HEIGHT) / most).max(1);
    values.iter().map(height).collect()
}

#[component]
fn Chart(
    /// What is counted.
    label: String,
    /// The count of each week, oldest first.
    values: Vec<u64>,
) -> impl IntoView {
    let first = number(values.first().copied().unwrap_or(0));
    let last = number(values.last().copied().unwrap_or(0));
    let description = say::chart(&first, &last, values.len() as u64, &label);
    let rects = bars(&values)
        .into_iter()
        .enumerate()
        .map(|(at, height)| {
            view! {
                <rect
                    x=(at * STEP).to_string()
                    y=(HEIGHT - height).to_string()
                    width=(STEP - GAP).to_string()
                    height=height.to_string()
                ></rect>
            }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <svg
                role="img"
                aria-label=description
                viewBox=format!("0 0 {} {HEIGHT}", values.len() * STEP)
                preserveAspectRatio="none"
            >
                {rects}
            </svg>
            <figcaption>{label} ": " <strong>{last}</strong></figcaption>
        </figure>
    }
}

#[cfg(test)]
mod tests {
    use super::{HEIGHT, bars};

    #[test]
    fn the_highest_bar_fills_the_picture_and_none_vanishes() {
        assert_eq!(bars(&[10, 5, 0]), [HEIGHT, HEIGHT / 2, 1]);
        assert_eq!(bars(&[0, 0]), [1, 1]);
        assert_eq!(bars(&[u64::MAX, 1])[1], 1);
    }
}

#[cfg(all(test, feature = "ssr"))]
mod rendering {
    use super::Activity;
    use crate::components::testing::{picker_html, texts};
    use leptos::prelude::*;
    use picker::date::Date;
    use picker::model::Week;

    fn activity(weeks: i32) -> String {
        // Mondays long past: all of them are complete.
        let last = Date::parse("2024-06-03").unwrap();
        let weeks = (0..weeks)
            .map(|ago| Week {
                start: Date::from_days(last.days() - 7 * ago),
                logins: 100 - u64::try_from(ago).unwrap(),
                registrations: 3,
                statuses: 1_000,
            })
            .collect::<Vec<_>>();
        picker_html(None, move || view! { <Activity weeks=weeks/> })
    }

    #[test]
    fn twelve_weeks_are_drawn_and_written_oldest_first() {
        let html = activity(20);
        assert_eq!(html.matches("<rect").count(), 2 * 12, "{html}");
        assert_eq!(html.matches("<tr>").count(), 1 + 12, "{html}");
        let text = texts(&html);
        assert!(html.contains("the last 12 weeks: from 89 to 100"), "{html}");
        assert!(text.ends_with("2024 100 3"), "{text}");
    }

    #[test]
    fn without_weeks_nothing_is_drawn() {
        let html = activity(0);
        assert!(!html.contains("<svg"), "{html}");
        assert!(
            texts(&html).starts_with("The server does not say"),
            "{html}"
        );
    }
}
