//! What a screen reader is given: roles, names, states and descriptions of the main
//! pages in the browser's own accessibility tree (`Accessibility.getFullAXTree`),
//! compared with the files in `tests/snapshots`. After a change that is
//! meant, `SPREAD_SNAPSHOTS=write` writes them anew; the diff is then read.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use e2e::browser::Browser;
use e2e::{Case, Context, Result, Test, case, ensure, say};
use serde_json::{Value, json};

pub(crate) fn cases() -> Vec<Case> {
    // Only Chromium's driver gives its tree away.
    vec![
        case!(the_questions_read_so).only(&[Browser::Chromium]),
        case!(what_counts_servers_reads_so).only(&[Browser::Chromium]),
        case!(the_results_read_so).only(&[Browser::Chromium]),
    ]
}

/// What stands for nothing by itself in the browser's tree: boxes, and the texts that
/// are the names of what is around them.
const UNSAID: [&str; 8] = [
    "none",
    "generic",
    "InlineTextBox",
    "LineBreak",
    "LabelText",
    "Legend",
    "DescriptionListDetail",
    "definition",
];

/// States that are said where they are set.
const STATES: [&str; 9] = [
    "checked", "disabled", "expanded", "pressed", "invalid", "required", "selected", "busy",
    "modal",
];

/// The browser's own accessibility tree below `main`, which is what it hands to screen
/// readers: a line for each role with its name, states, level and description, indented
/// as they are nested; of the cards in a list only the first, as they are alike.
async fn tree(t: &Test) -> Result<String> {
    let cdp = t.driver.cdp();
    cdp.send_raw("Accessibility.enable", json!({})).await?;
    let answer = cdp
        .send_raw("Accessibility.getFullAXTree", json!({}))
        .await?;
    let nodes = answer["nodes"].as_array().context("no tree")?;
    let by_id: HashMap<&str, &Value> = nodes
        .iter()
        .filter_map(|node| Some((node["nodeId"].as_str()?, node)))
        .collect();
    let main = nodes
        .iter()
        .find(|node| node["role"]["value"] == "main")
        .context("no main")?;
    let mut lines = Vec::new();
    say_node(main, &by_id, 0, "", &mut lines);
    ensure!(
        lines.len() > 8,
        "the browser gives hardly a tree: {lines:?}"
    );
    Ok(format!("{}\n", lines.join("\n")))
}

/// `said` is the name around a node, which its texts only repeat.
fn say_node(
    node: &Value,
    by_id: &HashMap<&str, &Value>,
    depth: usize,
    said: &str,
    lines: &mut Vec<String>,
) {
    let role = node["role"]["value"].as_str().unwrap_or_default();
    let text = |value: &Value| words(value["value"].as_str().unwrap_or_default());
    let name = text(&node["name"]);
    if role == "StaticText" && (name.is_empty() || said.contains(&name)) {
        return;
    }
    let has_line = !UNSAID.contains(&role) && node["ignored"] != true;
    if has_line {
        let mut line = format!("{}{role}", "  ".repeat(depth));
        if !name.is_empty() {
            line.push_str(&format!(" \"{name}\""));
        }
        let properties = node["properties"].as_array().into_iter().flatten();
        let mut more: Vec<String> = properties.filter_map(|it| state(role, it)).collect();
        let described = text(&node["description"]);
        if !described.is_empty() {
            more.push(format!("described: {described}"));
        }
        if !more.is_empty() {
            line.push_str(&format!(" ({})", more.join(", ")));
        }
        lines.push(line);
    }
    let said = if name.is_empty() { said } else { &name };
    let mut cards = 0;
    for child in node["childIds"].as_array().into_iter().flatten() {
        let Some(child) = child.as_str().and_then(|id| by_id.get(id)) else {
            continue;
        };
        let is_card = holds_card(child, by_id);
        cards += usize::from(is_card);
        if !(is_card && cards > 1) {
            say_node(child, by_id, depth + usize::from(has_line), said, lines);
        }
    }
}

/// Whether this is an entry of a list with the card of a server.
fn holds_card(node: &Value, by_id: &HashMap<&str, &Value>) -> bool {
    let is = |node: &Value, role: &str| node["role"]["value"] == role;
    let children = node["childIds"].as_array().into_iter().flatten();
    let mut children = children.filter_map(|id| by_id.get(id.as_str()?));
    is(node, "listitem") && children.any(|child| is(child, "article"))
}

/// A state that is set, or a heading's level.
fn state(role: &str, property: &Value) -> Option<String> {
    let (name, value) = (property["name"].as_str()?, &property["value"]["value"]);
    match name {
        "level" if role == "heading" => Some(format!("level {value}")),
        "live" if role != "StaticText" && *value != "off" => Some("live".to_owned()),
        "expanded" => Some(if *value == true { "open" } else { "closed" }.to_owned()),
        _ if !STATES.contains(&name) => None,
        _ if *value == true || *value == "true" => Some(name.to_owned()),
        _ => None,
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn reads_as(t: &Test, name: &str) -> Result<()> {
    let tree = tree(t).await?;
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("snapshots");
    let file = folder.join(format!("{name}.txt"));
    if std::env::var_os("SPREAD_SNAPSHOTS").is_some_and(|it| it == "write") {
        std::fs::write(&file, &tree)?;
    }
    let kept = std::fs::read_to_string(&file)
        .with_context(|| format!("{}: write it with SPREAD_SNAPSHOTS=write", file.display()))?;
    let changed: Vec<String> = kept
        .lines()
        .filter(|line| !tree.lines().any(|other| other == *line))
        .map(|line| format!("- {line}"))
        .chain(
            tree.lines()
                .filter(|line| !kept.lines().any(|other| other == *line))
                .map(|line| format!("+ {line}")),
        )
        .collect();
    ensure!(
        kept == tree,
        "{name} reads otherwise (SPREAD_SNAPSHOTS=write if so it shall be):\n{}",
        changed.join("\n")
    );
    Ok(())
}

/// The topics that are asked for below, and no servers: those are the mock's,
/// which do not change.
const BUNDLE: &str = r#"{"v":1,"built":"2026-11-01","topics":[["tech",["coding"]]],"servers":[]}"#;

async fn what_counts_servers_reads_so(t: &Test) -> Result<()> {
    at_noon(t)?;
    t.site.replace("/directory.json", BUNDLE);
    t.with_newest_list().await?;
    t.open("/servers/?v=1&topic=tech&step=language").await?;
    t.question("quiz.languages").await?;
    t.see("[data-test='count']", "match").await?;
    reads_as(t, "languages").await?;
    t.open("/servers/?v=1&topic=tech&lang=en&size=large&seed=5")
        .await?;
    t.three_cards().await?;
    let checked = "[data-test='picks'] [data-test='live']:not([data-state='checking'])";
    let all = async || Ok((t.count(checked).await? == 3).then_some(()));
    t.eventually("the checks", all).await?;
    reads_as(t, "results").await
}

/// Not what counts servers, as the list goes on growing.
async fn the_questions_read_so(t: &Test) -> Result<()> {
    for (step, heading) in [
        ("topics", "quiz.topics"),
        ("signup", "quiz.sign_up"),
        ("size", "quiz.size"),
    ] {
        t.open(&format!("/servers/?v=1&topic=tech&step={step}"))
            .await?;
        t.question(heading).await?;
        t.see("[data-test='count']", "match").await?;
        t.js("document.querySelector(\"[data-test='count']\").textContent = 'so many match'")
            .await?;
        reads_as(t, step).await?;
    }
    Ok(())
}

/// Noon (UTC) of 28 November 2026, in milliseconds: servers that are equally like one
/// take turns from day to day.
const NOON: u128 = 1_795_867_200_000;

/// Sets the page's clock. It goes on from one document to the next: a list kept by one
/// would be from the future in the next otherwise.
fn at_noon(t: &Test) -> Result<()> {
    let ahead = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() - NOON;
    t.site.run_first(&format!(
        "const now = Date.now; Date.now = () => now() - {ahead};"
    ));
    Ok(())
}

async fn the_results_read_so(t: &Test) -> Result<()> {
    at_noon(t)?;
    // With the mock's list, which does not change, and who runs which server: that is
    // asked for last, and holds from the next page on.
    t.with_newest_list().await?;
    let labelled = async || {
        let kept = "return Object.keys(localStorage).some((it) => it.endsWith('ownership-1'))";
        Ok((t.js(kept).await? == true).then_some(()))
    };
    t.eventually("who runs which server", labelled).await?;
    t.open("/servers/?v=1&topic=tech&lang=en&seed=5&compare=spoorlijn.example,strings.example")
        .await?;
    t.find("[data-test='comparison'] tbody tr").await?;
    t.see("[data-test='comparison'] td", say("live.just_now")?)
        .await?;
    reads_as(t, "compare").await?;
    t.open("/servers/?v=1&topic=tech&lang=en&seed=5&server=mastodon.social")
        .await?;
    t.find("[data-test='weeks'] svg").await?;
    reads_as(t, "details").await
}
