//! Line charts as SVG, drawn at build time.
//!
//! Drawn by hand rather than by a plotting library: the colours come from the
//! page's style sheet (so that a chart follows dark mode and high contrast),
//! there is no inline style (the policy forbids it), and the text inside stays
//! text. The chart is 340 units wide, so that on a phone its text can be read.

use maud::{Markup, html};
use picker::messages::english_number;

/// One line: points by month (months since year 0) and value.
#[derive(Debug)]
pub(crate) struct Line {
    /// Its name for people.
    pub(crate) label: String,
    /// Consecutive months are joined; where one is missing, the line breaks.
    pub(crate) points: Vec<(i32, u64)>,
}

/// A chart of one or more lines. They share axes and are never joined.
#[derive(Debug)]
pub(crate) struct Chart {
    /// For addresses inside the page.
    pub(crate) id: &'static str,
    /// What is drawn.
    pub(crate) title: String,
    /// The same in a sentence or two, for who cannot see it.
    pub(crate) description: String,
    /// The lines.
    pub(crate) lines: Vec<Line>,
}

const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 230.0;
const LEFT: f64 = 54.0;
const RIGHT: f64 = 330.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 200.0;

impl Chart {
    /// The chart with its title and, for more than one line, its key.
    pub(crate) fn draw(&self, note: &Markup) -> Markup {
        let points = || self.lines.iter().flat_map(|line| &line.points);
        let first = points().map(|it| it.0).min().unwrap_or(0);
        let last = points().map(|it| it.0).max().unwrap_or(1).max(first + 1);
        let step = step(points().map(|it| it.1).max().unwrap_or(1));
        let top = points().map(|it| it.1).max().unwrap_or(1).div_ceil(step) * step;
        let x =
            |month: i32| LEFT + (RIGHT - LEFT) * f64::from(month - first) / f64::from(last - first);
        #[allow(clippy::cast_precision_loss)]
        let y = |value: u64| BOTTOM - (BOTTOM - TOP) * value as f64 / top as f64;
        let title = format!("{}-title", self.id);
        let description = format!("{}-desc", self.id);
        html! {
            figure class="graph" id=(self.id) {
                figcaption { (self.title) }
                svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img"
                    aria-labelledby=(title) aria-describedby=(description) {
                    title id=(title) { (self.title) }
                    desc id=(description) { (self.description) }
                    @for value in (0..=top / step).map(|n| n * step) {
                        line class="grid" x1=(LEFT) x2=(RIGHT) y1=(round(y(value))) y2=(round(y(value))) {}
                        text class="tick" x=(LEFT - 6.0) y=(round(y(value) + 4.5)) text-anchor="end" {
                            (tick(value, top))
                        }
                    }
                    @for year in years(first, last) {
                        line class="grid" x1=(round(x(year * 12))) x2=(round(x(year * 12))) y1=(BOTTOM) y2=(BOTTOM + 5.0) {}
                        text class="tick" x=(round(x(year * 12))) y=(BOTTOM + 20.0) text-anchor="middle" { (year) }
                    }
                    @for (index, line) in self.lines.iter().enumerate() {
                        path class=(format!("series-{index}")) fill="none" stroke="currentColor" d=(path(&line.points, x, y)) {}
                    }
                }
                @if self.lines.len() > 1 {
                    ul class="key" {
                        @for (index, line) in self.lines.iter().enumerate() {
                            li {
                                svg viewBox="0 0 32 8" width="32" height="8" aria-hidden="true" {
                                    path class=(format!("series-{index}")) fill="none" stroke="currentColor" d="M1 4H31" {}
                                }
                                (line.label)
                            }
                        }
                    }
                }
                (note)
            }
        }
    }
}

/// Januaries to name: all, or every second where they would stand too close.
fn years(first: i32, last: i32) -> impl Iterator<Item = i32> {
    let every = if last - first > 60 { 2 } else { 1 };
    let start = (first + 11).div_euclid(12);
    (start..=last.div_euclid(12)).filter(move |year| (year - start) % every == 0)
}

fn path(points: &[(i32, u64)], x: impl Fn(i32) -> f64, y: impl Fn(u64) -> f64) -> String {
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

/// One digit behind the point is finer than a pixel.
fn round(n: f64) -> f64 {
    (n * 10.0).round() / 10.0
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

    fn chart(points: &[(i32, u64)]) -> String {
        Chart {
            id: "c",
            title: "People".into(),
            description: "Fewer".into(),
            lines: vec![Line {
                label: "One".into(),
                points: points.to_vec(),
            }],
        }
        .draw(&html! {})
        .into_string()
    }

    #[test]
    fn a_missing_month_is_a_gap_and_not_a_guess() {
        let whole = chart(&[(100, 5), (101, 6), (102, 7), (103, 8)]);
        let gap = chart(&[(100, 5), (101, 6), (103, 8)]);
        assert_eq!(whole.matches(" d=\"M").count(), 1);
        let path = gap
            .split(" d=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        assert_eq!(path.matches('M').count(), 2, "{path}");
    }

    #[test]
    fn the_axis_starts_at_nothing_and_holds_the_highest() {
        let text = chart(&[(24_000, 669_453), (24_001, 2_058_942)]);
        assert!(text.contains(">0<"), "{text}");
        assert!(text.contains(">2.5<"), "{text}");
        assert_eq!(step(2_058_942), 500_000);
        assert_eq!(step(9_930), 2_000);
        assert_eq!(tick(2_000, 10_000), "2,000");
    }

    #[test]
    fn the_chart_has_a_name_and_a_description_that_point_to_each_other() {
        let text = chart(&[(1, 1), (2, 2)]);
        assert!(text.contains("aria-labelledby=\"c-title\""));
        assert!(text.contains("<title id=\"c-title\">People</title>"));
        assert!(text.contains("<desc id=\"c-desc\">Fewer</desc>"));
    }
}
