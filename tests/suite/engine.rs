//! The engine in the page and the engine here are one: the same answers, the
//! same seed, the same three servers.

use std::time::{SystemTime, UNIX_EPOCH};

use e2e::browser::Browser;
use e2e::{Case, Context, Result, Test, case, ensure};
use picker::date::Date;
use picker::decode;
use picker::language::Language;
use picker::merge::{Sources, merge};
use picker::query::State;
use picker::recommend::{self, Picker};
use serde_json::json;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(the_page_picks_what_the_engine_picks),
        // What is walked is the same code in every browser, and long.
        case!(every_single_answer_gives_three_servers).only(&[Browser::Chromium]),
    ]
}

/// Answers of many kinds; each is drawn with several seeds.
const ANSWERS: [&str; 10] = [
    "",
    "topic=tech",
    "topic=tech&lang=de",
    "topic=art&lang=ja",
    "topic=science,nature&lang=en&signup=any",
    "lang=fr&signup=instant&size=cosy",
    "text=trains",
    "text=birds+and+photography&lang=en",
    "size=large",
    "topic=furry&lang=nl&signup=instant&size=large&flex=lang,signup",
];
const SEEDS: [u64; 3] = [1, 42, 9_007_199_254_740_993];

async fn the_page_picks_what_the_engine_picks(t: &Test) -> Result<()> {
    // Only what is bundled: both must know exactly the same servers.
    t.mock.set_fault("directory", Some("500".parse()?))?;
    t.expect_problem("127.0.0.1");
    t.open("/servers/").await?;
    t.reads("main", "directory.problem_status").await?;
    let picker = bundled(t).await?;
    let languages = t.js("return [...navigator.languages]").await?;
    let languages: Vec<String> = serde_json::from_value(languages)?;
    let browser_languages: Vec<Language> = languages
        .iter()
        .filter_map(|tag| Language::parse(tag))
        .collect();
    for answers in ANSWERS {
        for seed in SEEDS {
            let query = format!("v=1&{answers}&seed={seed}");
            let context = recommend::Context {
                today: today()?,
                seed,
                browser_languages: browser_languages.clone(),
            };
            let expected = picker.recommend(&State::from_query(&query).answers, &context);
            let expected: Vec<&str> = expected
                .picks
                .iter()
                .map(|pick| picker.servers()[pick.server].domain.as_str())
                .collect();
            t.open(&format!("/servers/?{query}")).await?;
            let shown = t.picks().await?;
            ensure!(
                shown == expected,
                "{query}: the page shows {shown:?}, not {expected:?}"
            );
        }
    }
    Ok(())
}

/// The engine over the very file that the page has.
async fn bundled(t: &Test) -> Result<Picker> {
    let answer = reqwest::get(format!("{}/directory.json", t.site.url())).await?;
    let bytes = answer.error_for_status()?.bytes().await?;
    let bundle = decode::bundle::bundle(&bytes)?.value;
    let sources = Sources {
        curated: &bundle.curated,
        snapshot: bundle.snapshot.as_ref(),
        overrides: &bundle.overrides,
        ..Sources::default()
    };
    let directory = merge(&sources, today()?);
    Ok(Picker::new(directory.servers, bundle.topics.clone()))
}

fn today() -> Result<Date> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(Date::from_unix(i64::try_from(now.as_secs())?))
}

/// Walks addresses within the page, as back and forward do, and gives those
/// that do not come to three cards. The links that change an answer carry the
/// seed: they tell when the page is the one asked for.
const WALK: &str = "const [queries, done] = arguments;
    const pause = () => new Promise((go) => setTimeout(go));
    (async () => {
      const wrong = [];
      let lost = 0;
      let seed = 1000;
      for (const query of queries) {
        seed += 1;
        history.pushState(null, '', `/servers/?v=1${query}&seed=${seed}`);
        const go = () => dispatchEvent(new PopStateEvent('popstate', { state: null }));
        go();
        let again = false;
        const start = performance.now();
        const there = () => document.querySelector(`[data-test='answer'] a[href*='seed=${seed}']`);
        const cards = () => document.querySelectorAll(\"[data-test='picks'] [data-test='card']\").length;
        while (!(there() && cards() === 3) && performance.now() - start < 10000) {
          // Open point, see docs/testing.md: one step in some hundred is lost.
          if (!again && performance.now() - start > 3000) { again = true; go(); }
          await pause();
        }
        if (!there()) lost += 1;
          if (cards() !== 3 || lost > 2) wrong.push(`${query}: ${cards()} cards, ${lost} lost`);
      }
      return wrong;
    })().then(done, (why) => done([String(why)]));";

async fn every_single_answer_gives_three_servers(t: &Test) -> Result<()> {
    t.mock.set_fault("directory", Some("500".parse()?))?;
    t.expect_problem("127.0.0.1");
    t.open("/servers/").await?;
    t.question("quiz.topics").await?;
    let topics = values(t, "topic").await?;
    t.go_on().await?;
    t.question("quiz.languages").await?;
    let languages = values(t, "lang").await?;
    ensure!(
        topics.len() > 20 && languages.len() > 10,
        "{topics:?} {languages:?}"
    );
    t.click("[data-test='see-now']").await?;
    t.three_cards().await?;

    let with = |key: &str, values: &[String]| {
        let mut parts = vec![String::new()];
        parts.extend(values.iter().map(|value| format!("&{key}={value}")));
        parts
    };
    // Every topic with the languages that are offered first, and every
    // language without a topic; "No preference" is the same as skipping.
    let first = &languages[..languages.len().min(9)];
    let mut pairs = Vec::new();
    for topic in with("topic", &topics) {
        let offered = if topic.is_empty() { &languages } else { first };
        let languages = with("lang", offered);
        pairs.extend(
            languages
                .iter()
                .map(|language| format!("{topic}{language}")),
        );
    }
    let mut queries = Vec::new();
    for pair in pairs {
        for sign_up in ["", "&signup=instant", "&signup=any"] {
            for size in ["", "&size=cosy", "&size=medium", "&size=large"] {
                queries.push(format!("{pair}{sign_up}{size}"));
            }
        }
    }
    // In portions: no script may run for longer than half a minute.
    let mut walked = 0;
    for portion in queries.chunks(200) {
        let answer = t.driver.execute_async(WALK, vec![json!(portion)]).await?;
        let wrong: Vec<String> = serde_json::from_value(answer.json().clone())?;
        ensure!(
            wrong.is_empty(),
            "{} of {}: {wrong:#?}",
            wrong.len(),
            portion.len()
        );
        walked += portion.len();
    }
    println!("{walked} combinations of single answers, three servers for each");
    Ok(())
}

/// What a question offers.
async fn values(t: &Test, name: &str) -> Result<Vec<String>> {
    let found = t
        .attributes(&format!("main input[name='{name}']"), "value")
        .await?;
    let values = found.iter().map(|it| it.as_str().map(str::to_owned));
    values
        .collect::<Option<Vec<_>>>()
        .context("an option without a value")
}
