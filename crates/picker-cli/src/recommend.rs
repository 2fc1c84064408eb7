//! `cargo xtask recommend`: the picker on the command line.

use crate::english;
use crate::input::{self, InputArgs};
use anyhow::Result;
use picker::query::State;
use picker::recommend::{Context, Pick, Picker, Point, PointKind, Recommendation};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::process::ExitCode;

/// Recommend servers from a recorded list
#[derive(Debug, clap::Args)]
pub struct RecommendArgs {
    #[command(flatten)]
    input: InputArgs,
    /// Answers as in an address, such as 'topic=tech&lang=de'
    #[arg(long, default_value = "", value_name = "QUERY")]
    answers: String,
    /// Draws the picks: the same seed gives the same three
    #[arg(long)]
    seed: Option<u64>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Show how each score is made up
    #[arg(long)]
    explain: bool,
}

/// Prints the picks.
///
/// # Errors
/// When the list or the answers cannot be read.
pub fn run(args: &RecommendArgs) -> Result<ExitCode> {
    let input = args.input.load()?;
    let answers = input::answers(&args.answers)?;
    let context = Context {
        today: input.today,
        seed: args
            .seed
            .or(State::from_query(&args.answers).seed)
            .unwrap_or(0),
        browser_languages: args.input.browser.clone(),
    };
    let found = input.picker.recommend(&answers, &context);
    let text = if args.json {
        let mut json = to_json(&input.picker, &found, args.explain);
        json["skipped_rows"] = input
            .skipped
            .iter()
            .map(|row| json!({"index": row.index, "why": row.why.key(), "text": row.text}))
            .collect();
        format!("{json:#}\n")
    } else {
        let mut text = to_text(&input.picker, &found, args.explain);
        if !input.skipped.is_empty() {
            let _ = writeln!(text, "\n{} rows could not be used:", input.skipped.len());
            for row in &input.skipped {
                let _ = writeln!(
                    text,
                    "  row {}: {} ({})",
                    row.index,
                    row.why.key(),
                    row.text
                );
            }
        }
        text
    };
    print(&text);
    Ok(ExitCode::SUCCESS)
}

/// The answer of a command goes to standard output; everything else does not.
#[allow(clippy::print_stdout)]
pub(crate) fn print(text: &str) {
    print!("{text}");
}

fn to_json(picker: &Picker, found: &Recommendation, explain: bool) -> Value {
    let picks: Vec<Value> = found
        .picks
        .iter()
        .map(|pick| pick_json(picker, pick, explain))
        .collect();
    let mut out = json!({"picks": picks, "eligible": found.eligible});
    if explain {
        out["matching"] = found.matching.into();
        out["general_only"] = found.general_only.into();
        out["unknown_words"] = found.unknown_words.clone().into();
        out["relaxations"] = found
            .relaxations
            .iter()
            .map(|relaxation| json!({"give_up": relaxation.kind.key(), "adds": relaxation.adds}))
            .collect();
    }
    out
}

fn pick_json(picker: &Picker, pick: &Pick, explain: bool) -> Value {
    let points = |points: &[Point], met: bool| -> Vec<Value> {
        points.iter().map(|point| point_json(point, met)).collect()
    };
    let mut out = json!({
        "domain": domain(picker, pick),
        "score": pick.score,
        "reasons": points(&pick.reasons, true),
        "misses": points(&pick.misses, false),
    });
    if explain {
        out["parts"] = pick
            .parts
            .iter()
            .map(|part| {
                json!({"aspect": part.aspect.key(), "share": part.share, "value": part.value})
            })
            .collect();
    }
    out
}

fn point_json(point: &Point, met: bool) -> Value {
    json!({
        "kind": point.kind.key(),
        "value": value(&point.kind, met),
        "source": point.source.map(|source| source.key()),
        "as_of": point.as_of.map(|day| day.to_string()),
        "weight": point.weight,
        "text": english::point(point, met),
    })
}

/// The fact itself: of a reason what the server is or has, of a miss too,
/// with `null` where it is not known or not there.
fn value(kind: &PointKind, met: bool) -> Value {
    match kind {
        PointKind::Topic(key) => json!(key),
        PointKind::TopicWords { topic, word, field } => {
            json!({"topic": topic, "word": word, "field": field.key()})
        }
        PointKind::Word { word, field } => {
            json!({"word": word, "field": field.map(|field| field.key())})
        }
        PointKind::WordTopic { word, topic } => json!({"word": word, "topic": topic}),
        PointKind::Language { asked, spoken }
        | PointKind::WordsLanguage { asked, spoken }
        | PointKind::BrowserLanguage { asked, spoken } => match spoken {
            Some(spoken) => json!(spoken.as_str()),
            None => json!(asked.as_str()),
        },
        PointKind::Named => json!(met),
        PointKind::Unwanted(words) => json!(words),
        PointKind::SignUp(is) => json!(is.map(|is| is.key())),
        PointKind::Size { is, .. } => json!(is.map(|is| is.key())),
        PointKind::Region { is, .. } => json!(is.map(|is| is.key())),
        PointKind::LegalForm { is, .. } => json!(is.map(|is| is.key())),
        PointKind::MinAge { is, .. } => json!(is),
        PointKind::General => json!(met),
        PointKind::Active(count) => json!(count),
        PointKind::CurrentSoftware(version) => json!(version),
    }
}

fn domain<'a>(picker: &'a Picker, pick: &Pick) -> &'a str {
    picker
        .servers()
        .get(pick.server)
        .map_or("", |server| server.domain.as_str())
}

fn to_text(picker: &Picker, found: &Recommendation, explain: bool) -> String {
    let mut out = String::new();
    for (place, pick) in found.picks.iter().enumerate() {
        let Some(server) = picker.servers().get(pick.server) else {
            continue;
        };
        let _ = writeln!(
            out,
            "{}. {}  (fits {:.0} %)",
            place + 1,
            server.domain,
            pick.score * 100.0
        );
        if let Some(text) = server.note.as_ref().or(server.description.as_ref()) {
            let short: String = text.value.chars().take(100).collect();
            let _ = writeln!(out, "   {}", short.trim_end());
        }
        for (sign, points, met) in [("+", &pick.reasons, true), ("-", &pick.misses, false)] {
            for point in points {
                let _ = write!(out, "   {sign} {}", english::point(point, met));
                let _ = match english::origin(point) {
                    Some(origin) => writeln!(out, " [{origin}]"),
                    None => writeln!(out),
                };
            }
        }
        if explain {
            for part in &pick.parts {
                let _ = writeln!(
                    out,
                    "     {:>5.1} of {:>4.1} points for {}",
                    part.share * part.value * 100.0,
                    part.share * 100.0,
                    part.aspect.key()
                );
            }
        }
        let _ = writeln!(out);
    }
    if found.picks.is_empty() {
        let _ = writeln!(out, "No server in this list is open and healthy.\n");
    }
    let _ = writeln!(
        out,
        "{} of {} servers could be recommended for these answers{}.",
        found.eligible,
        picker.servers().len(),
        if found.general_only {
            " (nothing was asked for: general-purpose ones)"
        } else {
            ""
        }
    );
    for relaxation in &found.relaxations {
        let _ = writeln!(out, "{}", english::relaxation(relaxation));
    }
    if !found.unknown_words.is_empty() {
        let _ = writeln!(out, "Nobody says: {}", found.unknown_words.join(", "));
    }
    out
}
