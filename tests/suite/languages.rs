//! The picker in other languages than English.

use e2e::browser::Browser;
use e2e::{Case, Context, Profile, Result, Test, case, ensure, say};
use serde_json::json;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(a_language_is_asked_for_in_the_address_and_kept),
        // WebKitGTK speaks the languages that the system has installed.
        case!(the_browsers_language_is_spoken)
            .only(&[Browser::Chromium, Browser::Firefox])
            .profile(Profile::speaking(&["de-AT", "en"])),
        case!(a_translation_that_does_not_come_leaves_english),
        case!(from_right_to_left_everything_fits_and_is_translated),
        case!(every_language_is_spoken_and_fits),
    ]
}

const RESULTS: &str = "/servers/?v=1&topic=tech&lang=de&seed=5";

/// The words of the page in this language, and that it says which it is.
async fn speaks(t: &Test, language: &str, direction: &str) -> Result<()> {
    let place = async || {
        let found = t
            .js("const it = document.getElementById('main'); return [it.lang, it.dir]")
            .await?;
        Ok((found == json!([language, direction])).then_some(()))
    };
    t.eventually(&format!("{language}, {direction}"), place)
        .await
}

async fn a_language_is_asked_for_in_the_address_and_kept(t: &Test) -> Result<()> {
    t.open("/servers/?hl=de").await?;
    t.see("h1", "Was liegt dir am Herzen?").await?;
    speaks(t, "de", "ltr").await?;
    t.open(RESULTS).await?;
    t.three_cards().await?;
    t.see("h1", "3 Server für dich").await?;
    t.see("[data-test='picks']", "Woher wir das wissen").await?;
    t.accessible().await?;
    // Who made the translation, and the way back to English with the answers.
    t.see(".translation-note", "Maschine").await?;
    t.click(".translation-note a").await?;
    t.at("the results in English", |now| {
        now.contains("topic=tech") && now.contains("hl=en")
    })
    .await?;
    t.three_cards().await?;
    t.gone(".translation-note").await?;
    t.open("/servers/?hl=en").await?;
    t.question("quiz.topics").await?;
    t.open("/servers/").await?;
    t.question("quiz.topics").await
}

async fn the_browsers_language_is_spoken(t: &Test) -> Result<()> {
    t.open("/servers/").await?;
    t.see("h1", "Was liegt dir am Herzen?").await
}

async fn a_translation_that_does_not_come_leaves_english(t: &Test) -> Result<()> {
    for broken in [
        "<html>Sorry</html>",
        // Made for another version of the site.
        r#"{"language":"de","right_to_left":false,"list":1,"messages":[]}"#,
    ] {
        t.site.replace("/locales/de.json", broken);
        t.open("/servers/?hl=de").await?;
        t.question("quiz.topics").await?;
        let lang = t.js("return document.getElementById('main').lang").await?;
        ensure!(lang != "de", "called German: {lang}");
    }
    Ok(())
}

async fn every_language_is_spoken_and_fits(t: &Test) -> Result<()> {
    let root = toolchain::paths::root();
    let all = site::locales::languages(&root.join("locales"));
    ensure!(all.len() > 10, "only {all:?}");
    let english = say("quiz.topics")?;
    for language in all {
        let direction = if language == "ar" { "rtl" } else { "ltr" };
        let see = async |path: &str| {
            t.open(&format!("{path}&hl={language}")).await?;
            if path == RESULTS {
                t.three_cards().await?;
            }
            speaks(t, &language, direction).await?;
            let title = t.text("h1").await?;
            ensure!(title != english, "{path} in {language} says {title}");
            t.text(".translation-note a").await?;
            for width in [320, 360, 1280] {
                t.window(width, 800).await?;
                let fits = t.fits().await;
                fits.with_context(|| format!("{path} in {language} at {width} px"))?;
            }
            Ok(())
        };
        for step in ["topics", "language", "signup", "size"] {
            see(&format!("/servers/?v=1&step={step}")).await?;
        }
        see(RESULTS).await?;
    }
    Ok(())
}

async fn from_right_to_left_everything_fits_and_is_translated(t: &Test) -> Result<()> {
    let pseudo = site::locales::pseudo(&toolchain::paths::root(), "ar")?;
    t.site.replace("/locales/de.json", pseudo.as_str());
    t.open("/servers/?hl=de").await?;
    t.see("h1", "⟦").await?;
    speaks(t, "ar", "rtl").await?;
    for path in ["/servers/", RESULTS] {
        t.open(path).await?;
        if path == RESULTS {
            t.three_cards().await?;
        }
        t.see("h1", "⟦").await?;
        for width in [360, 1280] {
            t.window(width, 900).await?;
            t.fits().await?;
            t.accessible().await?;
        }
        // No button says what no translator has seen.
        let bare = t
            .js(
                "return [...document.querySelectorAll('#main button, #main .button')]
                .filter((it) => it.offsetParent && it.innerText.trim())
                .map((it) => it.innerText).filter((it) => !it.includes('⟦'))",
            )
            .await?;
        ensure!(bare == json!([]), "not translatable: {bare}");
    }
    Ok(())
}
