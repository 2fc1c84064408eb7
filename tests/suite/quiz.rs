//! The four questions, by mouse and by keyboard.

use e2e::browser::Browser;
use e2e::{Case, Profile, Result, Test, case, ensure, say};
use thirtyfour::Key;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(the_first_screen_asks_what_one_cares_about),
        case!(home_leads_to_the_questions),
        case!(four_answers_by_mouse_give_three_servers),
        case!(the_whole_quiz_by_keyboard_alone),
        case!(skipping_everything_gives_three_servers),
        case!(just_pick_for_me_gives_three_servers_at_once),
        case!(results_can_be_seen_from_any_question),
        case!(the_number_of_matching_servers_is_said),
        case!(free_text_finds_what_no_topic_names),
        // WebKitGTK speaks the languages that the system has installed.
        case!(the_browser_s_languages_come_first)
            .only(&[Browser::Chromium, Browser::Firefox])
            .profile(Profile::speaking(&["fr", "nl"])),
        case!(each_step_is_a_page_with_its_title_and_focus),
    ]
}

async fn the_first_screen_asks_what_one_cares_about(t: &Test) -> Result<()> {
    t.start_quiz().await?;
    let lang = t.js("return document.documentElement.lang").await?;
    ensure!(lang == "en", "the page says it is in {lang}");
    t.see("main", "1 of 4").await?;
    t.see("main", say("topics.trains")?).await?;
    let chosen = t.chosen().await?;
    ensure!(
        chosen.is_empty(),
        "chosen although nobody chose: {chosen:?}"
    );
    let disabled = t.count("main button:disabled").await?;
    ensure!(disabled == 0, "nobody may be held up");
    t.fits().await
}

async fn home_leads_to_the_questions(t: &Test) -> Result<()> {
    t.open("/").await?;
    t.see("h1", say("pages.home.heading")?).await?;
    t.click_text("main a", say("pages.home.start")?).await?;
    t.question("quiz.topics").await
}

async fn four_answers_by_mouse_give_three_servers(t: &Test) -> Result<()> {
    t.start_quiz().await?;
    t.choose(say("topics.tech")?).await?;
    t.go_on().await?;
    t.question("quiz.languages").await?;
    t.choose("German").await?;
    t.go_on().await?;
    t.question("quiz.sign_up").await?;
    t.choose(say("quiz.sign_up_instant")?).await?;
    t.go_on().await?;
    t.question("quiz.size").await?;
    t.choose(say("quiz.size_medium")?).await?;
    t.go_on().await?;
    let cards = t.three_cards().await?;
    let technical = cards.iter().any(|card| {
        card.reasons
            .join(" ")
            .contains(say("topics.tech").unwrap_or("?"))
    });
    ensure!(technical, "none has to do with technology: {cards:#?}");
    let german = cards.iter().all(|card| card.text.contains("German"));
    ensure!(german, "one is not in German: {cards:#?}");
    t.at("the answers in the address", |path| {
        path.starts_with("/servers/?")
            && [
                "topic=tech",
                "lang=de",
                "signup=instant",
                "size=medium",
                "seed=",
            ]
            .iter()
            .all(|part| path.contains(part))
    })
    .await
}

async fn the_whole_quiz_by_keyboard_alone(t: &Test) -> Result<()> {
    t.open("/").await?;
    t.see("h1", say("pages.home.heading")?).await?;
    let start = say("pages.home.start")?;
    t.tab_to("the way into the quiz", |it| {
        it.tag == "a" && it.text.contains(start)
    })
    .await?;
    t.press(Key::Enter).await?;

    // A page of its own, where a screen reader begins at the top; the app
    // takes it over.
    t.question("quiz.topics").await?;
    t.find("[data-test='announcer']").await?;
    let topic = say("topics.nature")?;
    t.tab_to("a topic", |it| {
        it.tag == "input" && it.text.starts_with(topic)
    })
    .await?;
    t.press(" ").await?;
    let ticked = async || Ok((t.chosen().await? == [topic]).then_some(()));
    t.eventually("the topic to be ticked", ticked).await?;
    // The form is sent from within it, as forms are.
    t.press(Key::Enter).await?;

    t.arrived("quiz.languages").await?;
    t.tab_to("a language", |it| {
        it.tag == "input" && it.text.contains("German")
    })
    .await?;
    t.press(" ").await?;
    t.press(Key::Enter).await?;

    t.arrived("quiz.sign_up").await?;
    t.tab_to("the ways to sign up", |it| it.tag == "input")
        .await?;
    t.press(" ").await?;
    // Arrows move the choice and must not send the form.
    t.press(Key::Down).await?;
    let any = say("quiz.sign_up_any")?;
    let moved = async || Ok((t.chosen().await? == [any]).then_some(()));
    t.eventually("the arrow to move the choice", moved).await?;
    t.question("quiz.sign_up").await?;
    let on = say("quiz.continue")?;
    t.tab_to("the button", |it| it.tag == "button" && it.text == on)
        .await?;
    t.press(Key::Enter).await?;

    t.arrived("quiz.size").await?;
    let show = say("quiz.show")?;
    t.tab_to("the button", |it| it.tag == "button" && it.text == show)
        .await?;
    t.press(" ").await?;
    t.three_cards().await?;
    let create = [say("results.create_account")?, say("results.ask_to_join")?];
    t.tab_to("the way into a server", |it| {
        it.tag == "a" && create.iter().any(|words| it.text.contains(words))
    })
    .await
}

async fn skipping_everything_gives_three_servers(t: &Test) -> Result<()> {
    t.start_quiz().await?;
    for next in ["quiz.languages", "quiz.sign_up", "quiz.size"] {
        t.go_on().await?;
        t.question(next).await?;
    }
    t.go_on().await?;
    t.three_cards().await?;
    Ok(())
}

async fn just_pick_for_me_gives_three_servers_at_once(t: &Test) -> Result<()> {
    t.open("/").await?;
    t.click("[data-test='pick-for-me']").await?;
    let from_home = t.three_cards().await?;
    t.start_quiz().await?;
    t.click("[data-test='pick-for-me']").await?;
    let from_quiz = t.three_cards().await?;
    let names = |cards: &[e2e::quiz::Card]| {
        cards
            .iter()
            .map(|card| card.domain.clone())
            .collect::<Vec<_>>()
    };
    // Two visitors, two draws: were they always the same three, they would
    // be all that newcomers ever see.
    let mut draws = vec![names(&from_home), names(&from_quiz)];
    for _ in 0..3 {
        t.start_quiz().await?;
        t.click("[data-test='pick-for-me']").await?;
        draws.push(names(&t.three_cards().await?));
    }
    draws.dedup();
    ensure!(
        draws.len() > 1,
        "five visitors got the same three: {draws:?}"
    );
    Ok(())
}

async fn results_can_be_seen_from_any_question(t: &Test) -> Result<()> {
    for question in ["quiz.topics", "quiz.languages", "quiz.sign_up"] {
        t.start_quiz().await?;
        t.choose(say("topics.books")?).await?;
        let mut at = "quiz.topics";
        for next in ["quiz.languages", "quiz.sign_up", "quiz.size"] {
            if at == question {
                break;
            }
            t.go_on().await?;
            t.question(next).await?;
            at = next;
        }
        t.click("[data-test='see-now']").await?;
        let cards = t.three_cards().await?;
        let books = say("topics.books")?;
        ensure!(
            cards
                .iter()
                .any(|card| card.reasons.join(" ").contains(books)),
            "the answer given before was lost: {cards:#?}"
        );
    }
    Ok(())
}

async fn the_number_of_matching_servers_is_said(t: &Test) -> Result<()> {
    t.start_quiz().await?;
    let number = async || {
        let said = t.texts("[data-test='count']").await?.join(" ");
        let digits: String = said.chars().filter(char::is_ascii_digit).collect();
        Ok(digits.parse::<u32>().ok())
    };
    let all = t.eventually("the number of servers", number).await?;
    t.choose(say("topics.trains")?).await?;
    t.go_on().await?;
    t.question("quiz.languages").await?;
    t.choose("Dutch").await?;
    let fewer = async || Ok(number().await?.filter(|now| *now < all));
    let some = t.eventually("a smaller number", fewer).await?;
    ensure!(some > 0, "our own Dutch server about trains is one");
    Ok(())
}

async fn free_text_finds_what_no_topic_names(t: &Test) -> Result<()> {
    t.start_quiz().await?;
    let field = t
        .find("main input[type='text'], main input[name='text']")
        .await?;
    field.send_keys("train").await?;
    let suggested = async || {
        let words = t.attributes("#suggestions option", "value").await?;
        let all = words.iter().filter_map(|it| it.as_str());
        Ok(all
            .into_iter()
            .any(|it| it.starts_with("train"))
            .then_some(()))
    };
    t.eventually("a suggestion", suggested).await?;
    field.send_keys("s").await?;
    t.press(Key::Enter).await?;
    if t.browser == Browser::Webkit {
        // The first one closes its list of suggestions: see the harness.
        t.press(Key::Enter).await?;
    }
    t.question("quiz.languages").await?;
    t.click("[data-test='see-now']").await?;
    let cards = t.three_cards().await?;
    let about = ["train", "rail", "transport", "trein"];
    let found = cards.iter().any(|card| {
        let text = card.text.to_lowercase();
        about.iter().any(|word| text.contains(word))
    });
    ensure!(found, "none has to do with trains: {cards:#?}");
    t.at("the words in the address", |path| {
        path.contains("text=trains")
    })
    .await
}

async fn the_browser_s_languages_come_first(t: &Test) -> Result<()> {
    // The page would speak French.
    t.open("/servers/?hl=en").await?;
    t.question("quiz.topics").await?;
    t.go_on().await?;
    t.question("quiz.languages").await?;
    let first = t
        .js(
            "return [...document.querySelectorAll('main input[name=\"lang\"]')]
               .slice(0, 2).map((it) => it.value)",
        )
        .await?;
    ensure!(
        first == serde_json::json!(["fr", "nl"]),
        "offered first: {first}"
    );
    // The visitor sees that they come from the browser, and that they are an
    // offer: nothing is chosen for them.
    t.see("main", say("quiz.language_from_browser")?).await?;
    let chosen = t.chosen().await?;
    ensure!(
        chosen.is_empty(),
        "chosen although nobody chose: {chosen:?}"
    );
    Ok(())
}

async fn each_step_is_a_page_with_its_title_and_focus(t: &Test) -> Result<()> {
    t.start_quiz().await?;
    let steps = ["quiz.topics", "quiz.languages", "quiz.sign_up", "quiz.size"];
    for (i, step) in steps.into_iter().enumerate() {
        if i > 0 {
            t.go_on().await?;
        }
        t.question(step).await?;
        titled_and_focused(t, say(step)?, i > 0).await?;
    }
    t.go_on().await?;
    t.three_cards().await?;
    let heading = t.text("h1").await?;
    titled_and_focused(t, &heading, true).await?;
    t.driver.back().await?;
    t.question("quiz.size").await?;
    titled_and_focused(t, say("quiz.size")?, true).await
}

/// The title names the page, and after a step a screen reader is at its
/// heading. On the first page of a visit it starts at the top, as always.
async fn titled_and_focused(t: &Test, heading: &str, focused: bool) -> Result<()> {
    let titled = async || Ok(t.driver.title().await?.contains(heading).then_some(()));
    t.eventually(&format!("a title with `{heading}`"), titled)
        .await?;
    let headings = t.count("h1").await?;
    ensure!(headings == 1, "{headings} first headings");
    if focused {
        let at = async || {
            let focused = t.focused().await?;
            let inside = focused.tag == "h1" || focused.text.contains(heading);
            Ok((inside && focused.tag != "body").then_some(()))
        };
        t.eventually(&format!("the focus on `{heading}`"), at)
            .await?;
    }
    Ok(())
}
