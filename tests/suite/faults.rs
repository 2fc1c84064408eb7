//! The directory API on its bad days: the picker works through all of them.

use e2e::browser::Browser;
use e2e::{Case, Result, Test, case, ensure, say};
use mock_api::{DataSource, Fault, State};
use serde_json::json;

use crate::results::{ask_for, row};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(a_slow_answer_holds_nobody_up),
        case!(an_internal_error_is_said),
        case!(too_many_requests_is_said),
        case!(a_cut_off_answer_is_said),
        case!(a_broken_connection_is_said),
        case!(a_page_instead_of_a_list_is_said),
        case!(an_empty_list_is_no_list),
        case!(a_huge_answer_is_refused),
        case!(no_answer_at_all_is_said),
        case!(an_answer_the_browser_withholds_is_said),
        case!(one_bad_answer_is_tried_again),
        case!(the_visitor_can_try_again),
        case!(an_api_that_is_nowhere_is_said),
        case!(no_list_at_all_is_said_once_and_mended),
        case!(lists_that_never_come_are_given_up_and_asked_for_again),
        case!(unreadable_rows_are_counted),
        case!(a_list_older_than_thirty_days_says_so),
        case!(a_list_that_comes_later_does_not_overrule_the_check),
        case!(nothing_needless_is_sent),
    ]
}

/// The list is broken in this way from the first visit on; three servers come
/// all the same, with the reason why they may not be the newest.
async fn broken(t: &Test, fault: &str, said: &str) -> Result<()> {
    t.mock.set_fault("directory", Some(fault.parse()?))?;
    // What the browser itself remarks on a request that failed on purpose.
    t.expect_problem("127.0.0.1");
    t.open("/servers/?v=1&topic=tech&lang=en&seed=5").await?;
    t.three_cards().await?;
    t.reads("main", said).await?;
    let cards = t.three_cards().await?;
    ensure!(
        cards.iter().all(|card| !card.domain.ends_with(".example")),
        "{cards:#?}"
    );
    // The questions work as well.
    t.start_quiz().await?;
    t.go_on().await?;
    t.question("quiz.languages").await
}

async fn a_slow_answer_holds_nobody_up(t: &Test) -> Result<()> {
    // Māori: only the newest list has servers in that language.
    let rows = [
        "tahi", "rua", "toru", "wha", "rima", "ono", "whitu", "waru", "iwa", "tekau", "maha",
        "katoa",
    ]
    .map(|name| {
        row(
            &format!("{name}.example"),
            "He wāhi kōrero.",
            "mi",
            "general",
        )
    });
    let mock = ask_for(t, DataSource::Rows(rows.to_vec()))?;
    mock.set_fault("directory", Some(Fault::Held))?;
    t.open("/servers/?v=1&lang=mi&seed=5").await?;
    let before = t.picks().await?;
    t.reads("[data-test='sources']", "directory.fetching")
        .await?;
    mock.set_fault("directory", None)?;
    // When the list comes, what the visitor reads stays where it is.
    t.reads("main", "directory.fresh").await?;
    let after = t.picks().await?;
    ensure!(
        before == after,
        "{before:?} became {after:?} under the visitor's eyes"
    );
    let shift = t.layout_shift().await?;
    ensure!(shift <= 0.02, "the page moved by {shift}");
    // It is used when the visitor wants it.
    t.click("[data-test='fresh'] button").await?;
    t.gone("[data-test='fresh']").await?;
    let cards = t.three_cards().await?;
    ensure!(
        cards.iter().all(|card| card.domain.ends_with(".example")),
        "{cards:#?}"
    );
    Ok(())
}

async fn an_internal_error_is_said(t: &Test) -> Result<()> {
    broken(t, "500", "directory.problem_status").await
}

async fn too_many_requests_is_said(t: &Test) -> Result<()> {
    broken(t, "429", "directory.problem_status").await?;
    // Asking again at once is what the status forbids.
    let asked = t.mock.requests_to("/servers").len();
    ensure!(asked <= 2, "asked {asked} times for two visits");
    Ok(())
}

async fn a_cut_off_answer_is_said(t: &Test) -> Result<()> {
    broken(t, "truncated", "directory.problem_not_json").await
}

async fn a_broken_connection_is_said(t: &Test) -> Result<()> {
    // WebKit hands a page what came before the end as if it were all.
    let said = match t.browser {
        Browser::Webkit => "directory.problem_not_json",
        _ => "directory.problem_unreachable",
    };
    broken(t, "dropped", said).await
}

async fn a_page_instead_of_a_list_is_said(t: &Test) -> Result<()> {
    broken(t, "html", "directory.problem_not_json").await
}

async fn an_empty_list_is_no_list(t: &Test) -> Result<()> {
    broken(t, "empty", "directory.problem_wrong_shape").await
}

async fn a_huge_answer_is_refused(t: &Test) -> Result<()> {
    broken(t, "huge", "directory.problem_too_large").await
}

async fn no_answer_at_all_is_said(t: &Test) -> Result<()> {
    broken(t, "never", "directory.problem_timeout").await
}

async fn an_answer_the_browser_withholds_is_said(t: &Test) -> Result<()> {
    t.expect_problem("CORS");
    t.expect_problem("Access-Control-Allow-Origin");
    broken(t, "no-cors", "directory.problem_unreachable").await
}

async fn one_bad_answer_is_tried_again(t: &Test) -> Result<()> {
    t.mock.set_fault("servers", Some(Fault::GoodAfter(1)))?;
    t.expect_problem("127.0.0.1");
    t.open("/servers/?v=1&seed=5").await?;
    t.reads("main", "directory.live").await?;
    ensure!(t.mock.requests_to("/servers").len() >= 2);
    Ok(())
}

async fn the_visitor_can_try_again(t: &Test) -> Result<()> {
    // The first request and our own second one fail; the visitor's does not.
    t.mock.set_fault("servers", Some(Fault::GoodAfter(2)))?;
    t.expect_problem("127.0.0.1");
    t.open("/servers/?v=1&seed=5").await?;
    t.three_cards().await?;
    t.reads("main", "directory.problem_status").await?;
    t.click("[data-test='retry']").await?;
    t.reads("main", "directory.live").await?;
    t.three_cards().await?;
    Ok(())
}

async fn an_api_that_is_nowhere_is_said(t: &Test) -> Result<()> {
    // A port on which nothing listens, as behind a firewall or a filter.
    t.point_at("http://127.0.0.1:9");
    t.expect_problem("127.0.0.1");
    t.open("/servers/?v=1&topic=art&seed=3").await?;
    t.three_cards().await?;
    t.reads("main", "directory.problem_unreachable").await
}

async fn no_list_at_all_is_said_once_and_mended(t: &Test) -> Result<()> {
    t.mock.set_fault("directory", Some("503".parse()?))?;
    t.site.replace("/directory.json", "<html>");
    t.expect_problem("127.0.0.1");
    for path in [
        "/servers/?v=1&topic=tech&step=topics",
        "/servers/?v=1&topic=tech&seed=3",
    ] {
        t.open(path).await?;
        t.see("[data-test='nothing']", "has trouble (status 503)")
            .await?;
        let offers = t.count("[data-test='retry']").await?;
        ensure!(offers == 1, "{offers} ways to try again on {path}");
        let said = t.text("main").await?;
        for untrue in [
            "You see the list",
            say("quiz.count_loading")?,
            say("results.loading")?,
        ] {
            ensure!(!said.contains(untrue), "{untrue:?} on {path}");
        }
    }
    t.see("h1", "No server found").await?;
    t.mock.set_fault("directory", None)?;
    t.click("[data-test='retry']").await?;
    t.three_cards().await?;
    t.see("h1", "3 servers for you").await
}

async fn lists_that_never_come_are_given_up_and_asked_for_again(t: &Test) -> Result<()> {
    t.mock.set_fault("directory", Some("never".parse()?))?;
    t.site.set_stuck(Some("/directory.json"));
    t.expect_problem("127.0.0.1");
    t.open("/servers/?v=1&topic=tech&seed=3").await?;
    t.reads("[data-test='nothing']", "directory.problem_timeout")
        .await?;
    t.site.set_stuck(None);
    t.click("[data-test='retry']").await?;
    t.three_cards().await?;
    Ok(())
}

async fn unreadable_rows_are_counted(t: &Test) -> Result<()> {
    // Two of the mock's own rows are beyond reading.
    t.open("/servers/?v=1&seed=5").await?;
    t.reads("main", "directory.live").await?;
    t.see("main", "2 unreadable rows were left out").await
}

async fn a_list_older_than_thirty_days_says_so(t: &Test) -> Result<()> {
    let row = |name: &str| json!({"d": name, "t": ["tech"], "l": ["en"], "s": "instant"});
    let bundle = |built: &str| {
        let servers = ["a.example", "b.example", "c.example"].map(row);
        json!({"v": 1, "built": built, "topics": [["tech", ["coding"]]], "servers": servers})
            .to_string()
    };
    t.mock.set_fault("directory", Some("500".parse()?))?;
    t.expect_problem("127.0.0.1");
    t.site.replace("/directory.json", bundle("2020-05-01"));
    t.open("/servers/?v=1&topic=tech&lang=en&seed=5").await?;
    t.three_cards().await?;
    t.reads("[data-test='sources']", "directory.old").await?;
    t.see("[data-test='sources']", "2020").await?;
    let today = content::today()?.to_string();
    t.site.replace("/directory.json", bundle(&today));
    t.open("/servers/?v=1&topic=tech&lang=en&seed=5").await?;
    t.three_cards().await?;
    t.reads("[data-test='sources']", "directory.bundled")
        .await?;
    let said = t.text("[data-test='sources']").await?;
    ensure!(!said.contains("out of date"), "{said}");
    Ok(())
}

/// What a server says of itself weighs more than a list, also when the list is the
/// later of the two. The list fails at first and comes when the visitor asks again:
/// one that is merely slow is given up after four seconds, in which a busy machine
/// does not always get through three checks.
async fn a_list_that_comes_later_does_not_overrule_the_check(t: &Test) -> Result<()> {
    const ADDRESS: &str = "/servers/?v=1&topic=tech&lang=en&seed=5";
    const LIVE: &str = "[data-test='picks'] [data-test='live']";
    let by_request = async || {
        let there = async || {
            let states = t.attributes(LIVE, "data-state").await?;
            let all = states.len() == 3 && states.iter().all(|it| *it == json!("approval"));
            Ok(all.then_some(()))
        };
        t.eventually("three times `approval`", there).await?;
        let words = say("results.ask_to_join")?;
        for card in t.three_cards().await? {
            ensure!(card.text.contains(words), "no {words:?} in {}", card.text);
        }
        Ok::<_, e2e::Error>(())
    };
    t.expect_problem("127.0.0.1");
    // Who comes without a newer list: they will be in it, as open to everyone.
    t.mock.set_fault("directory", Some("500".parse()?))?;
    t.open(ADDRESS).await?;
    let rows = t.picks().await?.into_iter().map(|domain| {
        let mut row = row(&domain, "A place for tech.", "en", "tech");
        row["approval_required"] = false.into();
        row
    });
    let list = ask_for(t, DataSource::Rows(rows.collect()))?;
    list.set_fault("directory", Some("500".parse()?))?;
    // The servers themselves are asked where they always were.
    t.mock.set_server("*", State::Approval { reason: None });
    t.forget().await?;
    t.open(ADDRESS).await?;
    by_request().await?;
    t.reads("main", "directory.problem_status").await?;
    list.set_fault("directory", None)?;
    t.click("[data-test='retry']").await?;
    t.reads("[data-test='sources']", "directory.live").await?;
    by_request().await
}

async fn nothing_needless_is_sent(t: &Test) -> Result<()> {
    t.open("/servers/?v=1&seed=5").await?;
    t.three_cards().await?;
    t.reads("main", "directory.live").await?;
    let requests = t.mock.requests();
    ensure!(!requests.is_empty());
    for request in requests {
        ensure!(
            request.method == "GET",
            "{request:?}: a plain request needs no preflight"
        );
        let extra = [
            "cookie",
            "authorization",
            "x-requested-with",
            "content-type",
        ];
        let sent = request
            .headers
            .iter()
            .find(|name| extra.contains(&name.as_str()));
        ensure!(sent.is_none(), "{sent:?} is sent with {}", request.path);
    }
    Ok(())
}
