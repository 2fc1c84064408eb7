//! Links, names and manners of the pages.

use e2e::{Case, Result, Test, case, ensure, say};
use serde_json::json;
use thirtyfour::Key;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(every_page_has_its_title_and_one_heading),
        case!(the_first_tab_skips_to_the_content),
        case!(links_to_other_sites_give_nothing_away),
        case!(links_between_pages_lead_somewhere),
        case!(the_sign_up_link_leads_to_the_server),
    ]
}

async fn every_page_has_its_title_and_one_heading(t: &Test) -> Result<()> {
    let mut titles = Vec::new();
    for path in ["/", "/servers/", "/about/", "/no/such/page"] {
        t.open(path).await?;
        let heading = t.text("h1").await?;
        let headings = t.count("h1").await?;
        ensure!(headings == 1, "{headings} first headings on {path}");
        let named = async || {
            let title = t.driver.title().await?;
            let ours = title.ends_with(say("pages.frame.name")?) && !titles.contains(&title);
            Ok(ours.then_some(title))
        };
        let title = t
            .eventually(&format!("a title of its own for {path} ({heading})"), named)
            .await?;
        titles.push(title);
    }
    Ok(())
}

async fn the_first_tab_skips_to_the_content(t: &Test) -> Result<()> {
    // The last one when the app has taken the page over.
    for (path, there) in [("/", "h1"), ("/servers/", "h1"), ("/servers/", APP)] {
        t.open(path).await?;
        t.find(there).await?;
        let first = t.first_tab().await?;
        ensure!(
            first.text == say("pages.frame.skip")?,
            "the first stop on {path} is {first:?}"
        );
        t.press(Key::Enter).await?;
        t.press(Key::Tab).await?;
        let inside = t
            .js("return !!document.activeElement.closest('main')")
            .await?;
        ensure!(
            inside == true,
            "the next stop on {path} is {:?}",
            t.focused().await?
        );
    }
    Ok(())
}

/// The page, once the app has drawn it.
const APP: &str = "#app[data-app]";

async fn links_to_other_sites_give_nothing_away(t: &Test) -> Result<()> {
    for path in ["/", "/about/", "/servers/?v=1&topic=art&seed=5"] {
        t.open(path).await?;
        if path.contains("seed") {
            t.three_cards().await?;
        } else {
            t.text("h1").await?;
        }
        let careless = t
            .js("return [...document.querySelectorAll('a[href]')]
                   .filter((it) => it.origin !== location.origin && it.target === '_blank')
                   .filter((it) => !it.relList.contains('noopener'))
                   .map((it) => it.href)")
            .await?;
        ensure!(careless == serde_json::json!([]), "{path}: {careless}");
        let insecure = t
            .js("return [...document.querySelectorAll('a[href]')]
                   .filter((it) => it.origin !== location.origin)
                   .filter((it) => !['https:', 'mailto:'].includes(it.protocol))
                   .map((it) => it.href)")
            .await?;
        ensure!(insecure == serde_json::json!([]), "{path}: {insecure}");
    }
    Ok(())
}

/// The kind of a page with a part of the list of servers: `topic`, `language`, `region`.
fn kind_of_part(path: &str) -> Option<&str> {
    let (kind, _) = path.strip_prefix("/servers/all/")?.split_once('/')?;
    Some(kind)
}

async fn links_between_pages_lead_somewhere(t: &Test) -> Result<()> {
    let mut kinds: Vec<String> = Vec::new();
    let mut known = vec!["/".to_owned()];
    let mut next = 0;
    while let Some(path) = known.get(next).cloned() {
        next += 1;
        if let Some(kind) = kind_of_part(&path) {
            // There are some eighty, of three kinds: one of each is read, the others
            // are asked for.
            if kinds.iter().any(|it| it == kind) {
                t.file(&path).await?;
                continue;
            }
            kinds.push(kind.to_owned());
        }
        t.open(&path).await?;
        t.text("h1").await?;
        let lost = t
            .texts("h1")
            .await?
            .contains(&say("pages.frame.not_found")?.to_owned());
        ensure!(!lost, "a link leads to {path}, which does not exist");
        // The app draws its own links; until then there is only the one home.
        let drawn = async || {
            let links = t
                .js("return [...document.querySelectorAll('a[href]')]
                       .filter((it) => it.origin === location.origin)
                       .map((it) => it.pathname)
                       // Feeds and tables are no pages.
                       .filter((it) => !/\\.\\w+$/.test(it))")
                .await?;
            let links: Vec<String> = serde_json::from_value(links)?;
            Ok((links.len() > 3).then_some(links))
        };
        let links = t.eventually(&format!("links on {path}"), drawn).await?;
        // Those of the document lead somewhere, too, though the app takes some away as
        // soon as it has the servers.
        let document = String::from_utf8(t.file(&path).await?)?;
        let written = t
            .js_with(
                "const page = new DOMParser().parseFromString(arguments[0], 'text/html');
                 return [...page.querySelectorAll('a[href^=\"/\"]')]
                   .map((it) => it.getAttribute('href').replace(/[?#].*/, ''))
                   .filter((it) => !/\\.\\w+$/.test(it))",
                vec![json!(document)],
            )
            .await?;
        let written: Vec<String> = serde_json::from_value(written)?;
        for link in links.into_iter().chain(written) {
            if !known.contains(&link) {
                known.push(link);
            }
        }
        let read = known.iter().filter(|it| kind_of_part(it).is_none());
        ensure!(read.count() < 60, "too many pages to walk: {known:?}");
    }
    ensure!(known.len() >= 3, "only {known:?} were found");
    ensure!(kinds.len() == 3, "parts of the list of {kinds:?} alone");
    Ok(())
}

async fn the_sign_up_link_leads_to_the_server(t: &Test) -> Result<()> {
    t.open("/servers/?v=1&lang=en&seed=9").await?;
    for card in t.three_cards().await? {
        let href = card.sign_up.unwrap_or_default();
        let expected = format!("https://{}/auth/sign_up", card.domain);
        ensure!(href == expected, "{href} on the card of {}", card.domain);
    }
    let targets = t.attributes("[data-test='sign-up']", "target").await?;
    ensure!(
        targets.iter().all(|it| it == "_blank"),
        "{targets:?}: our page would be gone"
    );
    Ok(())
}
