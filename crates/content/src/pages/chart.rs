//! Where the parts of a line chart are.
//!
//! Computed here rather than by a plotting library: the colours come from the
//! page's style sheet (so that a chart follows dark mode and high contrast),
//! there is no inline style (the policy forbids it), and the text inside stays
//! text. The chart is 340 units wide, so that its text can be read on a phone.

use picker::messages::english_number;

use crate::page::{Chart, ChartLine, ValueMark, YearMark};

/// A month (months since year 0) and the value that was counted in it.
pub(super) type Point = (i32, u64);

/// One line. Consecutive months are joined; where one is missing, it breaks.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub(super) label: &'a str,
    pub(super) points: Vec<Point>,
}

const WIDTH: u32 = 340;
const HEIGHT: u32 = 230;
const LEFT: u32 = 54;
const RIGHT: u32 = 330;
const TOP: u32 = 14;
const BOTTOM: u32 = 200;
/// From a line of the grid down to the baseline of its label.
const LABEL: f64 = 4.5;

/// Lines that share axes and are never joined. Its texts are left empty.
pub(super) fn draw(lines: &[Line<'_>]) -> Chart {
    let points = || lines.iter().flat_map(|line| &line.points);
    let first = points().map(|it| it.0).min().unwrap_or(0);
    let last = points().map(|it| it.0).max().unwrap_or(1).max(first + 1);
    let highest = points().map(|it| it.1).max().unwrap_or(1);
    let step = step(highest);
    let top = highest.div_ceil(step) * step;
    let [left, right] = [LEFT, RIGHT].map(f64::from);
    let [below, above] = [BOTTOM, TOP].map(f64::from);
    let x = |month: i32| left + (right - left) * f64::from(month - first) / f64::from(last - first);
    #[allow(clippy::cast_precision_loss)]
    let y = |value: u64| below - (below - above) * value as f64 / top as f64;
    Chart {
        id: String::new(),
        title: String::new(),
        description: String::new(),
        counted_by: None,
        width: WIDTH,
        height: HEIGHT,
        left: LEFT,
        right: RIGHT,
        bottom: BOTTOM,
        values: (0..=top / step)
            .map(|n| n * step)
            .map(|value| ValueMark {
                y: round(y(value)),
                label_y: round(y(value) + LABEL),
                label: tick(value, top),
            })
            .collect(),
        years: years(first, last)
            .map(|year| YearMark {
                x: round(x(year * 12)),
                year,
            })
            .collect(),
        lines: lines
            .iter()
            .map(|line| ChartLine {
                label: line.label.to_owned(),
                path: path(&line.points, x, y),
            })
            .collect(),
    }
}

/// Januaries to name: all, or every second where they would stand too close.
fn years(first: i32, last: i32) -> impl Iterator<Item = i32> {
    let every = if last - first > 60 { 2 } else { 1 };
    let start = (first + 11).div_euclid(12);
    (start..=last.div_euclid(12)).filter(move |year| (year - start) % every == 0)
}

fn path(points: &[Point], x: impl Fn(i32) -> f64, y: impl Fn(u64) -> f64) -> String {
    let mut out = String::new();
    let mut before = None;
    for &(month, value) in points {
        let joined = before == Some(month - 1);
        out.push(if joined { 'L' } else { 'M' });
        out.push_str(&format!("{} {}", round(x(month)), round(y(value))));
        // A month that stands alone is a dot.
        if !joined && !points.iter().any(|&(other, _)| other == month + 1) {
            out.push_str("h.01");
        }
        before = Some(month);
    }
    out
}

/// As SVG writes it. One digit behind the point is finer than a pixel.
fn round(n: f64) -> String {
    ((n * 10.0).round() / 10.0).to_string()
}

/// The distance between two lines of the grid: 1, 2 or 5 and zeros, so that
/// there are at most six.
fn step(max: u64) -> u64 {
    let mut ten = 1;
    loop {
        for factor in [1, 2, 5] {
            if ten * factor * 6 >= max {
                return ten * factor;
            }
        }
        ten *= 10;
    }
}

/// Millions where the axis reaches them; the title says so.
#[allow(clippy::cast_precision_loss)]
fn tick(value: u64, top: u64) -> String {
    if top < 1_000_000 {
        return english_number(value);
    }
    let millions = value as f64 / 1e6;
    format!("{millions}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(points: &[Point]) -> Chart {
        draw(&[Line {
            label: "One",
            points: points.to_vec(),
        }])
    }

    #[test]
    fn a_missing_month_is_a_gap_and_not_a_guess() {
        let whole = chart(&[(100, 5), (101, 6), (102, 7), (103, 8)]);
        let gap = chart(&[(100, 5), (101, 6), (103, 8)]);
        assert_eq!(whole.lines[0].path.matches('M').count(), 1);
        assert_eq!(gap.lines[0].path.matches('M').count(), 2);
        assert!(gap.lines[0].path.ends_with("h.01"), "{gap:?}");
    }

    #[test]
    fn the_axis_starts_at_nothing_and_holds_the_highest() {
        let chart = chart(&[(24_000, 669_453), (24_001, 2_058_942)]);
        let labels: Vec<&str> = chart.values.iter().map(|it| it.label.as_str()).collect();
        assert_eq!(labels, ["0", "0.5", "1", "1.5", "2", "2.5"]);
        assert_eq!(chart.values[0].y, BOTTOM.to_string());
        assert_eq!(chart.values[5].y, TOP.to_string());
        assert_eq!(step(2_058_942), 500_000);
        assert_eq!(step(9_930), 2_000);
        assert_eq!(tick(2_000, 10_000), "2,000");
    }

    #[test]
    fn years_keep_their_distance() {
        let months = |count: i32| (0..count).map(|it| (2020 * 12 + it, 1)).collect::<Vec<_>>();
        let years = |count| chart(&months(count)).years.iter().map(|it| it.year).collect();
        let (few, many): (Vec<i32>, Vec<i32>) = (years(36), years(96));
        assert_eq!(few, [2020, 2021, 2022]);
        assert_eq!(many, [2020, 2022, 2024, 2026]);
    }
}
