//! What visitors type in their own words: read, shown, and taken out again.

use e2e::{Case, Result, Test, case, ensure, say};
use picker::normalize::{Form, standard};
use serde_json::{Value, json};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(what_is_not_wanted_is_shown_and_can_be_taken_out),
        case!(the_language_of_the_words_can_be_taken_out),
        case!(a_server_that_is_named_comes_first_or_a_line_says_why_not),
        case!(three_others_come_until_none_is_left),
        case!(the_browser_normalizes_as_the_engine_does),
    ]
}

/// Only these servers, each with its description.
fn only(t: &Test, servers: &[(&str, &str)]) -> Result<()> {
    let rows: Vec<Value> = servers
        .iter()
        .map(|(name, text)| {
            json!({"d": name, "e": text, "l": ["en"], "t": ["general"], "r": "oceania",
                   "s": "instant", "u": 4000, "w": 900, "v": "4.6.3"})
        })
        .collect();
    let bundle = json!({"v": 1, "built": "2026-11-01", "topics": [], "servers": rows});
    t.site.replace("/directory.json", bundle.to_string());
    t.mock.set_fault("directory", Some("500".parse()?))?;
    t.expect_problem("127.0.0.1");
    Ok(())
}

async fn what_is_not_wanted_is_shown_and_can_be_taken_out(t: &Test) -> Result<()> {
    only(
        t,
        &[
            ("news.example", "Trains and politics, all day"),
            ("quiet.example", "Trains. No politics, please"),
            ("rail.example", "Trains and railways"),
            ("tram.example", "Trams and trains"),
        ],
    )?;
    t.open("/servers/?v=1&text=trains,+no+politics&lang=en&seed=5")
        .await?;
    let picks = t.picks().await?;
    ensure!(
        picks.len() == 3 && !picks.contains(&"news.example".to_owned()),
        "{picks:?}"
    );
    let chip = "[data-test='reading'] [data-kind='not']";
    t.see(chip, "politics").await?;
    t.click("[data-test='take-out']").await?;
    t.at("trains alone", |path| path.contains("text=trains&"))
        .await?;
    let gone = async || Ok((t.count(chip).await? == 0).then_some(()));
    t.eventually("no such wish", gone).await?;
    t.driver.back().await?;
    t.see(chip, "politics").await
}

async fn the_language_of_the_words_can_be_taken_out(t: &Test) -> Result<()> {
    only(
        t,
        &[("a.example", "A place"), ("b.example", "Another place")],
    )?;
    t.open("/servers/?v=1&text=gente+que+gosta+de+futebol&seed=5")
        .await?;
    let chip = "[data-test='reading'] [data-kind='language']";
    t.see(chip, "Portuguese").await?;
    t.click("[data-test='take-out']").await?;
    t.at("any language", |path| path.contains("flex=words"))
        .await?;
    let gone = async || Ok((t.count(chip).await? == 0).then_some(()));
    t.eventually("no such wish", gone).await
}

async fn a_server_that_is_named_comes_first_or_a_line_says_why_not(t: &Test) -> Result<()> {
    let names: Vec<String> = (0..9).map(|at| format!("s{at}.example")).collect();
    let servers: Vec<(&str, &str)> = names
        .iter()
        .map(|name| (name.as_str(), "A place"))
        .collect();
    only(t, &servers)?;
    for asked in ["s7.example", "I+know+%40friend%40s7.example"] {
        t.open(&format!("/servers/?v=1&text={asked}&lang=en&seed=5"))
            .await?;
        let picks = t.picks().await?;
        ensure!(
            picks.first().is_some_and(|first| first == "s7.example"),
            "{asked}: {picks:?}"
        );
    }
    t.open("/servers/?v=1&text=nowhere.example&lang=en&seed=5")
        .await?;
    t.three_cards().await?;
    t.see("[data-state='not_listed']", "nowhere.example")
        .await?;
    let link = t.attributes("[data-test='named-open']", "href").await?;
    ensure!(link == [json!("https://nowhere.example")], "{link:?}");
    Ok(())
}

async fn three_others_come_until_none_is_left(t: &Test) -> Result<()> {
    let names: Vec<String> = (0..7).map(|at| format!("s{at}.example")).collect();
    let servers: Vec<(&str, &str)> = names
        .iter()
        .map(|name| (name.as_str(), "A place"))
        .collect();
    only(t, &servers)?;
    t.open("/servers/?v=1&lang=en&seed=5").await?;
    let first = t.picks().await?;
    let mut seen = first.clone();
    for draw in 1..=2 {
        t.click("[data-test='three-others']").await?;
        t.at("the next draw", |path| {
            path.contains(&format!("seed=5&draw={draw}"))
        })
        .await?;
        let others = async || {
            let picks = t.picks().await?;
            Ok((!picks.iter().any(|one| seen.contains(one))).then_some(picks))
        };
        let others = t.eventually("others", others).await?;
        seen.extend(others);
    }
    ensure!(seen.len() == 7, "{seen:?}");
    t.click("[data-test='three-others']").await?;
    t.see("h1", say("results.all_shown_title")?).await?;
    t.see("[data-test='three-others']", say("results.start_again")?)
        .await?;
    t.click("[data-test='three-others']").await?;
    let again = async || Ok((t.picks().await? == first).then_some(()));
    t.eventually("the first three again", again).await
}

/// Words in many scripts, composed and not.
const WORDS: [&str; 14] = [
    "Bucureşti",
    "ẩm thực",
    "a\u{302}\u{309}m",
    "التَّصْوِير",
    "שָׁלוֹם",
    "ﾌｫﾄ",
    "ペン",
    "\u{1112}\u{1161}\u{11ab}",
    "फ़ोटो",
    "Ọ̀ṣun",
    "İzmir",
    "ｒｕｓｔ",
    "Ἀθῆναι",
    "ﬁlm №5",
];

async fn the_browser_normalizes_as_the_engine_does(t: &Test) -> Result<()> {
    t.open("/servers/").await?;
    for form in [Form::Nfkd, Form::Nfc] {
        let script = format!(
            "return {}.map(word => word.normalize({:?}))",
            json!(WORDS),
            form.key()
        );
        let found: Vec<String> = serde_json::from_value(t.js(&script).await?)?;
        let expected = WORDS.map(|word| standard(word, form));
        ensure!(found == expected, "{}: {found:?}", form.key());
    }
    Ok(())
}
