//! Answers live in the address: back, forward, reload and shared links.

use e2e::{Case, Result, Test, case, ensure, say};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(back_and_forward_walk_through_the_questions),
        case!(a_reload_keeps_answers_and_picks),
        case!(a_shared_link_shows_the_same_three),
        case!(an_address_written_by_hand_gives_results),
        case!(any_answers_survive_the_questions),
        case!(nonsense_in_the_address_does_no_harm),
        case!(a_changed_answer_leads_straight_back_to_results),
        case!(three_others_is_another_draw_and_back_returns),
        case!(pages_work_with_and_without_a_slash),
    ]
}

async fn back_and_forward_walk_through_the_questions(t: &Test) -> Result<()> {
    t.start_quiz().await?;
    t.choose(say("topics.art")?).await?;
    t.go_on().await?;
    t.question("quiz.languages").await?;
    t.choose("French").await?;
    t.go_on().await?;
    t.question("quiz.sign_up").await?;

    t.driver.back().await?;
    t.question("quiz.languages").await?;
    let chosen = t.chosen().await?;
    ensure!(chosen.is_empty() || chosen == ["français"], "{chosen:?}");
    t.driver.back().await?;
    t.question("quiz.topics").await?;
    t.driver.forward().await?;
    t.question("quiz.languages").await?;
    t.driver.forward().await?;
    t.question("quiz.sign_up").await?;

    // Our own link goes back too, and knows what was answered.
    t.click("[data-test='back']").await?;
    t.question("quiz.languages").await?;
    let chosen = t.chosen().await?;
    ensure!(chosen == ["français"], "{chosen:?}");
    t.click("[data-test='back']").await?;
    t.question("quiz.topics").await?;
    let chosen = t.chosen().await?;
    ensure!(chosen == [say("topics.art")?], "{chosen:?}");
    Ok(())
}

async fn a_reload_keeps_answers_and_picks(t: &Test) -> Result<()> {
    t.with_newest_list().await?;
    t.start_quiz().await?;
    t.choose(say("topics.games")?).await?;
    t.go_on().await?;
    t.question("quiz.languages").await?;
    t.driver.refresh().await?;
    t.question("quiz.languages").await?;
    t.click("[data-test='see-now']").await?;
    let before = t.picks().await?;
    t.driver.refresh().await?;
    let after = t.picks().await?;
    ensure!(before == after, "{before:?} became {after:?}");
    t.at("the topic in the address", |path| {
        path.contains("topic=games")
    })
    .await
}

async fn a_shared_link_shows_the_same_three(t: &Test) -> Result<()> {
    t.with_newest_list().await?;
    let link = "/servers/?v=1&topic=science&lang=en&signup=any&size=medium&seed=2024";
    t.open(link).await?;
    let first = t.picks().await?;
    ensure!(first.len() == 3, "{first:?}");
    // Another visitor: nothing of the first one is left in the browser.
    t.forget().await?;
    t.with_newest_list().await?;
    t.open("/about/").await?;
    t.see("h1", say("pages.about.title")?).await?;
    t.open(link).await?;
    let second = t.picks().await?;
    ensure!(first == second, "{first:?} became {second:?}");
    Ok(())
}

async fn an_address_written_by_hand_gives_results(t: &Test) -> Result<()> {
    // Comma-separated and repeated, without version or seed.
    t.open("/servers/?topic=tech,art&topic=books&lang=de,en")
        .await?;
    t.three_cards().await?;
    t.see("main", say("results.answers")?).await?;
    for words in ["topics.tech", "topics.art", "topics.books"] {
        t.see("main", say(words)?).await?;
    }
    Ok(())
}

/// Answers drawn at random, led through the four questions and back again
/// without a change: each question shows what was answered, and the results
/// have what the address had.
async fn any_answers_survive_the_questions(t: &Test) -> Result<()> {
    use picker::query::State;
    let mut random = 20_261_123_u64;
    // A linear congruential generator (Knuth, MMIX): the same answers each time.
    let mut pick = |all: &[&'static str]| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from(random >> 33).unwrap_or_default();
        all[at % all.len()]
    };
    for _ in 0..6 {
        let parts = [
            pick(&[
                "",
                "topic=tech&",
                "topic=art,books&",
                "topic=unheard-of,lgbt&",
            ]),
            pick(&["", "text=trains+%26+b%C3%BCcher&", "text=100%25&"]),
            pick(&["", "lang=de&", "lang=eu,pt-br&", "lang=ja&flex=lang&"]),
            pick(&["", "signup=instant&", "signup=any&", "signup=none&"]),
            pick(&["", "size=cosy&", "size=large&", "size=none&"]),
            pick(&["", "region=europe&", "legal=people&age=17&", "adult=1&"]),
        ];
        let query = parts.concat();
        let asked = State::from_query(&query).answers;
        t.open(&format!("/servers/?v=1&{query}step=topics")).await?;
        t.find("[data-test='announcer']").await?;
        for step in ["quiz.topics", "quiz.languages", "quiz.sign_up", "quiz.size"] {
            t.question(step).await?;
            t.go_on().await?;
        }
        t.cards().await?;
        for step in ["quiz.size", "quiz.sign_up", "quiz.languages", "quiz.topics"] {
            t.driver.back().await?;
            t.question(step).await?;
        }
        t.click("[data-test='see-now']").await?;
        t.cards().await?;
        let path = t.path().await?;
        let kept = State::from_query(path.split_once('?').map_or("", |(_, query)| query)).answers;
        ensure!(kept == asked, "{query} became {path}");
    }
    Ok(())
}

async fn nonsense_in_the_address_does_no_harm(t: &Test) -> Result<()> {
    let long = format!("/servers/?text={}", "x".repeat(2000));
    for address in [
        "/servers/?topic=&lang=&signup=&size=&seed=",
        "/servers/?topic=%F0%9F%9A%82&lang=zz-not-a-language&signup=soon&size=tiny&seed=-1",
        "/servers/?seed=99999999999999999999999&topic=<script>alert(1)</script>",
        "/servers/?step=nowhere&v=7",
        "/servers/?%%%&&&===",
        &long,
    ] {
        t.open(address).await?;
        // More than "Looking for your servers …".
        let whole = async || {
            let shown = t.texts("main").await?.join(" ");
            Ok((shown.len() > 40).then_some(()))
        };
        t.eventually(&format!("a whole page at {address}"), whole)
            .await?;
    }
    Ok(())
}

async fn a_changed_answer_leads_straight_back_to_results(t: &Test) -> Result<()> {
    t.open("/servers/?v=1&topic=science&seed=7").await?;
    t.three_cards().await?;
    t.click("[data-test='answer'][data-step='topics'] a")
        .await?;
    t.question("quiz.topics").await?;
    let chosen = t.chosen().await?;
    ensure!(chosen == [say("topics.science")?], "{chosen:?}");
    t.choose(say("topics.music")?).await?;
    t.go_on().await?;
    t.three_cards().await?;
    t.at("both topics", |path| {
        path.contains("science") && path.contains("music")
    })
    .await
}

async fn three_others_is_another_draw_and_back_returns(t: &Test) -> Result<()> {
    t.with_newest_list().await?;
    t.open("/servers/?v=1&seed=11").await?;
    let first = t.picks().await?;
    t.click("[data-test='three-others']").await?;
    t.at("another draw", |path| path.contains("seed=11&draw=1"))
        .await?;
    let changed = async || Ok(Some(t.picks().await?).filter(|picks| *picks != first));
    let second = t.eventually("three others", changed).await?;
    ensure!(second.len() == 3);
    t.driver.back().await?;
    let returned = async || Ok((t.picks().await? == first).then_some(()));
    t.eventually("the first three again", returned).await
}

async fn pages_work_with_and_without_a_slash(t: &Test) -> Result<()> {
    for (path, heading) in [
        ("/servers", "quiz.topics"),
        ("/servers/", "quiz.topics"),
        ("/about", "pages.about.title"),
        ("/about/", "pages.about.title"),
    ] {
        t.open(path).await?;
        t.see("h1", say(heading)?).await?;
    }
    t.open("/no/such/page").await?;
    t.see("h1", say("pages.frame.not_found")?).await
}
