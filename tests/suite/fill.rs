//! `/fill/`: what to follow, without signing in.

use crate::filters::open_without_scripts;
use e2e::browser::Browser;
use e2e::{Case, Context, Result, Test, case, ensure};
use mock_api::Fault;
use serde_json::json;
use thirtyfour::Key;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(fill_begins_with_everything_and_nothing_ticked),
        case!(fill_shows_what_the_picker_was_told),
        case!(fill_is_narrowed_down_and_keeps_the_choice),
        case!(fill_leads_to_the_server_that_is_named),
        case!(fill_leads_on_when_a_server_is_silent),
        case!(fill_makes_files_of_what_is_ticked),
        case!(fill_works_without_scripts),
        case!(fill_works_with_the_keyboard),
        // axe's verdict does not differ in WebKit.
        case!(fill_is_accessible_and_fits).only(&[Browser::Chromium, Browser::Firefox]),
        case!(the_picker_leads_to_fill),
        case!(the_embed_leads_to_fill),
        case!(a_pack_in_a_link_is_shown_and_not_ticked),
        case!(a_pack_that_is_not_whole_is_refused),
        case!(a_pack_is_made_of_what_is_ticked_and_pasted),
        case!(a_pack_is_made_of_a_collection),
        // One engine is enough for a field with a file: the rest is the program's.
        case!(a_pack_is_made_of_a_file).only(&[Browser::Chromium]),
    ]
}

/// Waits until the program has taken the page over.
async fn open(t: &Test, path: &str) -> Result<()> {
    t.open(path).await?;
    t.find("#app[data-app]").await?;
    Ok(())
}

async fn hrefs(t: &Test, selector: &str) -> Result<Vec<String>> {
    let found = t.attributes(selector, "href").await?;
    let found = found.iter().filter_map(|it| it.as_str());
    Ok(found.map(str::to_owned).collect())
}

const ROWS: &str = ".follow-list li";

async fn fill_begins_with_everything_and_nothing_ticked(t: &Test) -> Result<()> {
    open(t, "/fill/").await?;
    let rows = t.count(ROWS).await?;
    ensure!(rows > 350, "{rows} rows");
    let ticked = t
        .js("return document.querySelectorAll('.follow-list :checked').length")
        .await?;
    ensure!(ticked == 0, "{ticked} ticked");
    let links = hrefs(t, "#tags-books .follow-list a[lang]").await?;
    let elsewhere = links
        .iter()
        .find(|it| !it.starts_with("https://mastodon.social/tags/"));
    ensure!(links.len() > 3 && elsewhere.is_none(), "{elsewhere:?}");
    // Nothing was asked of any server but the site.
    ensure!(t.mock.requests().is_empty(), "{:?}", t.mock.requests());
    Ok(())
}

async fn fill_shows_what_the_picker_was_told(t: &Test) -> Result<()> {
    open(
        t,
        "/fill/?v=1&topic=books,nonsense&lang=de,tlh&server=kind.example",
    )
    .await?;
    let checked = t
        .js("return [...document.querySelectorAll('.choice :checked')].map((it) => it.value)")
        .await?;
    ensure!(checked == json!(["books", "de"]), "{checked}");
    let languages = t
        .js(
            "return [...document.querySelectorAll('#app .follow-list li:not([hidden]) a[lang]')]
                 .filter((it) => it.checkVisibility()).map((it) => it.lang)",
        )
        .await?;
    let languages: Vec<String> = serde_json::from_value(languages)?;
    ensure!(
        !languages.is_empty() && languages.iter().all(|it| it == "de"),
        "{languages:?}"
    );
    ensure!(t.count("#tags-games").await? == 0, "games are shown");
    // A server in a link is only offered: links lead there when the visitor says so.
    let offered = t
        .js("return document.querySelector('#server').value")
        .await?;
    ensure!(offered == "kind.example", "{offered}");
    let links = hrefs(t, "#tags-books .follow-list a[lang]").await?;
    ensure!(
        links.iter().all(|it| !it.contains("kind.example")),
        "{links:?}"
    );
    let kept = t.js("return Object.keys(localStorage).join()").await?;
    ensure!(
        !kept.as_str().unwrap_or_default().contains("home-server"),
        "{kept}"
    );
    Ok(())
}

async fn fill_is_narrowed_down_and_keeps_the_choice(t: &Test) -> Result<()> {
    open(t, "/fill/").await?;
    let all = t.count(ROWS).await?;
    t.click(".choice:has([value='music'])").await?;
    t.see("[data-test='shown']", "hashtags").await?;
    let music = t.count(ROWS).await?;
    ensure!(music > 5 && music < all, "{music} of {all}");
    t.click(".choice:has([value='games'])").await?;
    t.at("both in the address", |it| {
        it.contains("topic=") && it.contains("music") && it.contains("games")
    })
    .await?;
    let both = t.count(ROWS).await?;
    ensure!(both > music, "{both} after {music}");
    open(t, &t.path().await?).await?;
    ensure!(t.count(ROWS).await? == both, "a reload forgot");
    t.click(".choice:has([value='eo'])").await?;
    t.see("[data-test='shown']", "Nothing here fits").await?;
    t.click_text("button", "Show everything").await?;
    t.at("nothing in the address", |it| it == "/fill/").await?;
    ensure!(t.count(ROWS).await? == all, "not everything");
    Ok(())
}

/// Names a server in the field.
pub(crate) async fn name_server(t: &Test, text: &str) -> Result<()> {
    let field = t.find("#server").await?;
    field.clear().await?;
    field.send_keys(text).await?;
    t.click("#own-server button[type='submit']").await
}

async fn fill_leads_to_the_server_that_is_named(t: &Test) -> Result<()> {
    open(t, "/fill/").await?;
    ensure!(
        t.count("[data-follow]").await? == 0,
        "a button leads nowhere"
    );
    name_server(t, "nowhere").await?;
    t.see("#server-problem", "neither an address nor").await?;
    // Its pages are on another domain than its handles.
    name_server(t, "@ana@split.example").await?;
    t.see("#server-status", "social.split.example").await?;
    let tags = hrefs(t, "#tags-books .follow-list a[lang]").await?;
    let away = tags
        .iter()
        .find(|it| !it.starts_with("https://social.split.example/tags/"));
    ensure!(away.is_none(), "{away:?}");
    let profile = hrefs(t, "#mastodon .follow-list li a").await?;
    let want = "https://social.split.example/@Mastodon@mastodon.social";
    ensure!(profile.first().is_some_and(|it| it == want), "{profile:?}");
    let follow = hrefs(t, "#mastodon [data-follow]").await?;
    let want =
        "https://social.split.example/authorize_interaction?uri=acct%3AMastodon%40mastodon.social";
    ensure!(follow.first().is_some_and(|it| it == want), "{follow:?}");
    let import = hrefs(t, "[data-test='import']").await?;
    ensure!(
        import == ["https://social.split.example/settings/imports"],
        "{import:?}"
    );
    // Two questions, to that server alone, without anything of the visitor's.
    let asked: Vec<String> = t.mock.requests().into_iter().map(|it| it.path).collect();
    ensure!(
        asked
            == [
                "/instance/split.example/.well-known/host-meta",
                "/instance/social.split.example/.well-known/webfinger?resource=acct%3Aana%40split.example",
            ],
        "{asked:?}"
    );
    for request in t.mock.requests() {
        let told = ["cookie", "authorization", "referer"];
        let told = request
            .headers
            .iter()
            .find(|it| told.contains(&it.as_str()));
        ensure!(told.is_none(), "{}: {told:?}", request.path);
    }
    // Asked once: the next visit knows, and can forget.
    open(t, "/fill/").await?;
    t.see("[data-follow]", "Follow").await?;
    t.click("[data-forget]").await?;
    t.gone("[data-follow]").await?;
    open(t, "/fill/").await?;
    ensure!(t.count("[data-follow]").await? == 0, "not forgotten");
    Ok(())
}

async fn fill_leads_on_when_a_server_is_silent(t: &Test) -> Result<()> {
    t.mock.set_fault("host-meta", Some(Fault::NoCors))?;
    open(t, "/fill/").await?;
    name_server(t, "quiet.example").await?;
    t.see("#server-status", "did not answer").await?;
    let tags = hrefs(t, "#tags-books .follow-list a[lang]").await?;
    ensure!(
        tags[0].starts_with("https://quiet.example/tags/"),
        "{tags:?}"
    );
    t.mock.set_fault("host-meta", None)?;
    name_server(t, "nobody@garden.example").await?;
    t.see("#server-status", "does not know @nobody@garden.example")
        .await?;
    t.expect_problem("CORS");
    t.expect_problem("access control");
    Ok(())
}

/// The text behind the address of a file.
async fn file(t: &Test, name: &str) -> Result<String> {
    let link = hrefs(t, &format!("[data-test='{name}']")).await?;
    let link = link.first().context("no file")?;
    let text = link
        .strip_prefix("data:text/csv;charset=utf-8,")
        .with_context(|| format!("not a file: {link}"))?;
    let text = t
        .js_with("return decodeURIComponent(arguments[0])", vec![json!(text)])
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn fill_makes_files_of_what_is_ticked(t: &Test) -> Result<()> {
    open(t, "/fill/").await?;
    ensure!(
        t.count("[data-test='file-following']").await? == 0,
        "a file of nothing"
    );
    t.click("#mastodon .tick[aria-label='@Mastodon@mastodon.social']")
        .await?;
    t.see("[data-test='ticked']", "1 account is ticked").await?;
    let names = t
        .attributes("[data-test='file-following']", "download")
        .await?;
    ensure!(names == [json!("following_accounts.csv")], "{names:?}");
    let csv = file(t, "file-following").await?;
    let head = "Account address,Show boosts,Notify on new posts,Languages\n";
    ensure!(
        csv == format!("{head}Mastodon@mastodon.social,true,false,\n"),
        "{csv}"
    );
    let csv = file(t, "file-lists").await?;
    ensure!(
        csv == "List name,Account address\nMastodon itself,Mastodon@mastodon.social\n",
        "{csv}"
    );
    // A hashtag is no account; all of a group are.
    t.click("#tags-books .tick").await?;
    t.see("[data-test='ticked']", "1 account is ticked").await?;
    t.click("#mastodon button").await?;
    let all = t.count("#mastodon .tick").await?;
    t.see(
        "[data-test='ticked']",
        &format!("{all} accounts are ticked"),
    )
    .await?;
    ensure!(file(t, "file-following").await?.lines().count() == all + 1);
    t.click("#mastodon button").await?;
    t.see("[data-test='ticked']", "Nothing is ticked").await?;
    // What the build wrote is the same in form.
    let built = t.file("/fill/mastodon/following_accounts.csv").await?;
    ensure!(String::from_utf8(built)?.starts_with(head));
    Ok(())
}

async fn fill_works_without_scripts(t: &Test) -> Result<()> {
    open_without_scripts(t, "/fill/").await?;
    t.text("h1").await?;
    ensure!(t.count(ROWS).await? > 350, "rows are missing");
    for hidden in ["main form", "main button", ".tick", "[data-follow]"] {
        let shown = t.count(hidden).await?;
        ensure!(shown == 0, "{shown} of {hidden} lead nowhere");
    }
    let tags = hrefs(t, "#tags-books a[lang]").await?;
    ensure!(
        tags.iter()
            .all(|it| it.starts_with("https://mastodon.social/tags/"))
    );
    for file in hrefs(t, "#mastodon a[download]").await? {
        let csv = String::from_utf8(t.file(&file).await?)?;
        ensure!(csv.contains("Mastodon@mastodon.social"), "{file}: {csv}");
    }
    Ok(())
}

async fn fill_works_with_the_keyboard(t: &Test) -> Result<()> {
    open(t, "/fill/?topic=trains&lang=en").await?;
    t.tab_to("the field", |it| it.id == "server").await?;
    t.press("garden.example").await?;
    t.press(Key::Enter).await?;
    t.see("#server-status", "garden.example").await?;
    t.tab_to("a box", |it| it.tag == "input" && it.text.starts_with('#'))
        .await?;
    t.press(" ").await?;
    let ticked = t
        .js("return document.querySelectorAll('.follow-list :checked').length")
        .await?;
    ensure!(ticked == 1, "{ticked} ticked");
    Ok(())
}

async fn fill_is_accessible_and_fits(t: &Test) -> Result<()> {
    open(t, "/fill/?topic=books").await?;
    name_server(t, "garden.example").await?;
    t.see("#server-status", "garden.example").await?;
    for width in [320, 1280] {
        t.window(width, 900).await?;
        let at = || format!("{width} px");
        t.accessible().await.with_context(at)?;
        t.fits().await.with_context(at)?;
    }
    Ok(())
}

async fn the_picker_leads_to_fill(t: &Test) -> Result<()> {
    t.open("/servers/?v=1&topic=books&lang=en&seed=5").await?;
    t.three_cards().await?;
    let cards = t.attributes("[data-test='card']", "data-domain").await?;
    let links = hrefs(t, "[data-test='card'] [data-test='then-fill']").await?;
    let first = cards[0].as_str().unwrap_or_default();
    ensure!(
        links[0] == format!("/fill/?v=1&topic=books&lang=en&server={first}"),
        "{links:?}"
    );
    t.click("[data-test='to-fill']").await?;
    t.see("h1", "Fill it").await?;
    t.at("the answers in the address", |it| {
        it == "/fill/?v=1&topic=books&lang=en"
    })
    .await?;
    let checked = t
        .js("return [...document.querySelectorAll('.choice :checked')].map((it) => it.value)")
        .await?;
    ensure!(checked == json!(["books", "en"]), "{checked}");
    Ok(())
}

async fn the_embed_leads_to_fill(t: &Test) -> Result<()> {
    t.open("/embed/?topic=books&lang=en").await?;
    t.question("quiz.topics").await?;
    t.click("[data-test='see-now']").await?;
    t.three_cards().await?;
    let links = hrefs(t, "[data-test='to-fill']").await?;
    ensure!(links == ["/fill/?v=1&topic=books&lang=en"], "{links:?}");
    let target = t.attributes("[data-test='to-fill']", "target").await?;
    ensure!(target == [json!("_blank")], "{target:?}");
    Ok(())
}

async fn a_pack_in_a_link_is_shown_and_not_ticked(t: &Test) -> Result<()> {
    open(
        t,
        "/fill/#pack=1&name=Gute%20Leute&with=ana@x.example,bo@y.example",
    )
    .await?;
    t.see("[data-test='shared-pack'] h2", "Gute Leute").await?;
    t.see("[data-test='shared-pack']", "Somebody put this list")
        .await?;
    let links = hrefs(t, "[data-test='shared-pack'] li a:first-child").await?;
    ensure!(
        links == ["https://x.example/@ana", "https://y.example/@bo"],
        "{links:?}"
    );
    ensure!(t.count("[data-test='shared-pack'] :checked").await? == 0);
    ensure!(t.mock.requests().is_empty(), "{:?}", t.mock.requests());
    // No host learns of it.
    let told = t
        .site
        .requests()
        .into_iter()
        .find(|it| it.contains("x.example"));
    ensure!(told.is_none(), "{told:?}");
    t.click("[data-test='shared-pack'] button").await?;
    t.see("[data-test='ticked']", "2 accounts are ticked").await
}

async fn a_pack_that_is_not_whole_is_refused(t: &Test) -> Result<()> {
    open(t, "/fill/#pack=1&name=Maps&with=ana@x.example,nobody").await?;
    t.see("[data-test='pack-refused']", "number 2 in it is no account")
        .await?;
    ensure!(t.count("[data-test='shared-pack']").await? == 0);
    open(t, "/about/").await?;
    open(t, "/fill/#pack=2&name=Maps&with=ana@x.example").await?;
    t.see("[data-test='pack-refused']", "newer version").await
}

async fn make(t: &Test, name: &str, from: &str) -> Result<()> {
    for (field, text) in [("#pack-name", name), ("#pack-from", from)] {
        let field = t.find(field).await?;
        field.clear().await?;
        // WebKit's driver refuses to type nothing.
        if !text.is_empty() {
            field.send_keys(text).await?;
        }
    }
    t.click("[data-test='own-pack'] button").await
}

async fn made(t: &Test) -> Result<String> {
    let link = async || {
        let link = t
            .js("return document.querySelector('#pack-link')?.value")
            .await?;
        Ok(link.as_str().map(str::to_owned))
    };
    t.eventually("a link", link).await
}

async fn a_pack_is_made_of_what_is_ticked_and_pasted(t: &Test) -> Result<()> {
    open(t, "/fill/").await?;
    make(t, "", "").await?;
    t.see("#pack-problem", "Give it a name").await?;
    make(t, "Friends", "").await?;
    t.see("#pack-problem", "Tick or paste at least one").await?;
    make(t, "Friends", "ana@x.example and bo").await?;
    t.see("#pack-problem", "This is not an account: and")
        .await?;
    t.click("#mastodon .tick").await?;
    make(t, "Friends", "@ana@x.example, https://y.example/@bo").await?;
    let link = made(t).await?;
    let end = "/fill/#pack=1&name=Friends&with=ana@x.example,bo@y.example,Mastodon@mastodon.social";
    ensure!(link == format!("{}{end}", t.site.url()), "{link}");
    t.open("/about/").await?;
    t.open(end).await?;
    t.see("[data-test='shared-pack'] h2", "Friends").await
}

async fn a_pack_is_made_of_a_collection(t: &Test) -> Result<()> {
    open(t, "/fill/").await?;
    make(t, "", "https://garden.example/collections/116").await?;
    let link = made(t).await?;
    ensure!(
        link.ends_with(
            "#pack=1&name=Good%20company&with=gardener@garden.example,baker@bread.example"
        ),
        "{link}"
    );
    make(t, "", "https://garden.example/collections/7").await?;
    t.see("#pack-problem", "did not come").await
}

async fn a_pack_is_made_of_a_file(t: &Test) -> Result<()> {
    open(t, "/fill/").await?;
    let path = std::env::temp_dir().join("spread-following_accounts.csv");
    std::fs::write(&path, "Account address\nana@x.example\n,\nbo@y.example\n")?;
    let field = t.find("#pack-file").await?;
    field.send_keys(path.to_str().context("a path")?).await?;
    let read = async || {
        let text = t
            .js("return document.querySelector('#pack-from').value")
            .await?;
        let there = text.as_str().is_some_and(|it| it.contains("bo@y.example"));
        Ok(there.then_some(()))
    };
    t.eventually("the file in the field", read).await?;
    t.find("#pack-name").await?.send_keys("Friends").await?;
    t.click("[data-test='own-pack'] button").await?;
    t.see("[data-test='left-out']", "1 row of the file").await?;
    let link = made(t).await?;
    ensure!(
        link.ends_with("#pack=1&name=Friends&with=ana@x.example,bo@y.example"),
        "{link}"
    );
    Ok(())
}
