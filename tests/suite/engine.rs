//! The engine in the page and the engine here are one: the same answers, the
//! same seed, the same three servers with the same scores, to the last bit.

use std::time::{SystemTime, UNIX_EPOCH};

use e2e::browser::Browser;
use e2e::{Case, Context, Profile, Result, Test, case, ensure};
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
        case!(every_single_answer_gives_three_servers).profile(Profile::hurried()),
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
    let engine = Engine::of(t).await?;
    for answers in ANSWERS {
        for seed in SEEDS {
            let query = format!("v=1&{answers}&seed={seed}");
            let expected = engine.picks(&query, seed)?;
            t.open(&format!("/servers/?{query}")).await?;
            t.three_cards().await?;
            let shown = t.js(SHOWN).await?;
            let shown: Vec<String> = serde_json::from_value(shown)?;
            ensure!(
                shown == expected,
                "{query}: the page shows {shown:?}, not {expected:?}"
            );
        }
    }
    Ok(())
}

/// The engine as this program has it, over the very file that the page has and
/// for the same visitor.
struct Engine {
    picker: Picker,
    browser_languages: Vec<Language>,
}

impl Engine {
    async fn of(t: &Test) -> Result<Self> {
        let bytes = t.file("/directory.json").await?;
        let bundle = decode::bundle::bundle(&bytes)?.value;
        let sources = Sources {
            curated: &bundle.curated,
            snapshot: bundle.snapshot.as_ref(),
            overrides: &bundle.overrides,
            ..Sources::default()
        };
        let directory = merge(&sources, today()?);
        let later = decode::bundle::bundle(&t.file("/meanings.json").await?)?.value;
        let mut topics = bundle.topics.clone();
        topics.0.extend(later.topics.0);
        let languages = t.js("return [...navigator.languages]").await?;
        let languages: Vec<String> = serde_json::from_value(languages)?;
        let languages = languages.iter().filter_map(|tag| Language::parse(tag));
        Ok(Self {
            picker: Picker::new(directory.servers, topics),
            browser_languages: languages.collect(),
        })
    }

    /// The domains for the answers in a query, each with the kinds of what
    /// speaks for it and against it.
    fn picks(&self, query: &str, seed: u64) -> Result<Vec<String>> {
        let context = recommend::Context {
            today: today()?,
            seed,
            browser_languages: self.browser_languages.clone(),
        };
        let answers = State::from_query(query).answers;
        let found = self.picker.recommend(&answers, &context);
        let servers = self.picker.servers();
        Ok(found
            .picks
            .iter()
            .map(|pick| {
                let points = pick.reasons.iter().chain(&pick.misses);
                let kinds: Vec<&str> = points.map(|point| point.kind.key()).collect();
                format!("{} {}", servers[pick.server].domain, kinds.join(" "))
            })
            .collect())
    }
}

fn today() -> Result<Date> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(Date::from_unix(i64::try_from(now.as_secs())?))
}

/// The picks on the page, as [`Engine::picks`] writes them.
const SHOWN: &str = "const cards = \"[data-test='picks'] [data-test='card']\";
    return [...document.querySelectorAll(cards)].map((card) => {
      const points = [...card.querySelectorAll('[data-kind]')];
      return `${card.dataset.domain} ${points.map((point) => point.dataset.kind).join(' ')}`;
    });";

/// Walks addresses within the page, as back and forward do, and gives the
/// domains of the cards at each. The links that change an answer carry the
/// seed: they tell when the page is the one asked for.
const WALK: &str = "const [queries, done] = arguments;
    const channel = new MessageChannel();
    // A timer would wait for four milliseconds each time.
    const pause = () => new Promise((go) => {
      channel.port1.onmessage = go;
      channel.port2.postMessage(null);
    });
    (async () => {
      const found = [];
      for (const query of queries) {
        history.pushState(null, '', `/servers/?${query}`);
        if (location.search !== `?${query}`) throw new Error(`no way to ${query}`);
        dispatchEvent(new PopStateEvent('popstate', { state: null }));
        const seed = query.slice(query.indexOf('seed='));
        const there = () => document.querySelector(`[data-test='answer'] a[href*='${seed}&']`);
        const start = performance.now();
        while (!there() && performance.now() - start < 5000) await pause();
        if (!there()) throw new Error(`the page does not go to ${query}`);
        const cards = document.querySelectorAll(\"[data-test='picks'] [data-test='card']\");
        found.push([...cards].map((card) => {
          const points = [...card.querySelectorAll('[data-kind]')];
          return `${card.dataset.domain} ${points.map((point) => point.dataset.kind).join(' ')}`;
        }));
      }
      return found;
    })().then(done, (why) => done(String(why)));";

/// Every topic or none, with every language or none, every way to sign up and
/// every size or none: the engine finds three servers for each, all of them.
/// The page, which takes a hundred times as long, is led to so many of them
/// that every two answers meet; in Firefox and WebKit, which run the same code
/// and let nobody change the address so often, to a few dozen.
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
    let engine = Engine::of(t).await?;
    let with = |key: &str, values: &[String]| {
        let mut parts = vec![String::new()];
        parts.extend(values.iter().map(|value| format!("&{key}={value}")));
        parts
    };
    let forms: Vec<String> = ["", "&signup=instant", "&signup=any"]
        .iter()
        .flat_map(|sign_up| {
            ["", "&size=cosy", "&size=medium", "&size=large"].map(|size| format!("{sign_up}{size}"))
        })
        .collect();
    let (mut all, mut walk) = (0_usize, Vec::new());
    for (i, topic) in with("topic", &topics).iter().enumerate() {
        for (j, language) in with("lang", &languages).iter().enumerate() {
            for (k, form) in forms.iter().enumerate() {
                all += 1;
                let query = format!("v=1{topic}{language}{form}&seed={}", 1000 + all);
                let picks = engine.picks(&query, 1000 + all as u64)?;
                ensure!(picks.len() == 3, "{query}: {picks:?}");
                // The languages that are offered first with each topic, the
                // others without one; the forms in turn.
                if (i == 0 || j < 9) && k == (i * 5 + j) % forms.len() {
                    walk.push((query, picks));
                }
            }
        }
    }
    if t.browser != Browser::Chromium {
        let every = walk.len() / 40;
        walk = walk.into_iter().step_by(every).collect();
    }
    // In portions, as no script may run for long.
    for portion in walk.chunks(100) {
        let queries: Vec<&str> = portion.iter().map(|(query, _)| query.as_str()).collect();
        let answer = t.driver.execute_async(WALK, vec![json!(queries)]).await?;
        let found: Vec<Vec<String>> = serde_json::from_value(answer.json().clone())
            .with_context(|| format!("{}", answer.json()))?;
        for ((query, picks), found) in portion.iter().zip(found) {
            ensure!(found == *picks, "{query}: {found:?} and not {picks:?}");
        }
    }
    println!(
        "three servers for each of {all} combinations of single answers, the page for {} of them",
        walk.len()
    );
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
