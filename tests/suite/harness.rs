//! The harness itself: it must notice what is wrong, else every green test
//! above it says nothing.

use e2e::browser::Browser;
use e2e::{Case, Result, Test, case, ensure};
use mock_api::Fault;
use thirtyfour::Key;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(a_page_is_read_and_used),
        case!(suggestions_take_the_first_enter).only(&[Browser::Webkit]),
        case!(an_error_in_a_page_is_noticed),
        case!(a_breach_of_the_policy_is_noticed),
        // The others have no log that a driver could read.
        case!(a_warning_of_the_browser_itself_is_noticed).only(&[Browser::Chromium]),
        case!(axe_finds_what_is_wrong),
        case!(the_mock_answers_a_page),
        case!(a_site_that_is_down_does_not_load),
    ]
}

const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>A page</title></head>
<body><main><h1>Hello</h1><label for="name">Name</label> <input id="name">
<button type="button" id="b">Greet</button><p id="out" role="status"></p></main>
<script src="/page.js"></script></body></html>"#;

const SCRIPT: &str = "document.querySelector('#b').addEventListener('click', () => {
  document.querySelector('#out').textContent = 'Hello, ' + document.querySelector('#name').value;
});";

fn put(t: &Test) {
    t.site.replace("/page/", PAGE);
    t.site.replace("/page.js", SCRIPT);
}

async fn a_page_is_read_and_used(t: &Test) -> Result<()> {
    put(t);
    t.open("/page/").await?;
    t.see("h1", "Hello").await?;
    t.tab_to("the field", |it| it.text == "Name").await?;
    t.press("Ada").await?;
    t.tab_to("the button", |it| it.text == "Greet").await?;
    t.press(Key::Enter).await?;
    t.see("#out", "Hello, Ada").await?;
    t.accessible().await?;
    t.window(360, 700).await?;
    t.fits().await
}

/// WebKit's own way, in a page that does nothing: the first Enter belongs to
/// the open list of suggestions, the second one sends the form. What the tests
/// of the free text do in WebKit rests on it.
async fn suggestions_take_the_first_enter(t: &Test) -> Result<()> {
    for (list, presses) in [("", 1), (" list=\"words\"", 2)] {
        let field = format!("<input id=\"name\" name=\"name\"{list}>");
        let form = "<form action=\"/page/\">";
        let words = "</form><datalist id=\"words\"><option value=\"Adalbert\"></datalist>";
        let page = PAGE
            .replacen("<input id=\"name\">", &field, 1)
            .replacen("<label", &format!("{form}<label"), 1)
            .replacen("<p id", &format!("{words}<p id"), 1);
        t.site.replace("/page/", page);
        t.site.replace("/page.js", "");
        t.open("/page/").await?;
        t.find("#name").await?.send_keys("Ada").await?;
        for press in 1..=presses {
            t.press(Key::Enter).await?;
            if press < presses {
                // Time enough to be sent, if it were.
                tokio::time::sleep(std::time::Duration::from_millis(500)).await;
                ensure!(t.path().await? == "/page/", "sent with the first Enter");
            }
        }
        t.at("the form was sent", |path| path == "/page/?name=Ada")
            .await?;
    }
    Ok(())
}

async fn an_error_in_a_page_is_noticed(t: &Test) -> Result<()> {
    put(t);
    t.site.replace(
        "/page.js",
        "console.error('first'); throw new Error('second')",
    );
    t.open("/page/").await?;
    let seen = t.problems().await?;
    ensure!(seen.iter().any(|it| it.contains("first")), "{seen:?}");
    ensure!(seen.iter().any(|it| it.contains("second")), "{seen:?}");
    t.expect_problem("first");
    t.expect_problem("second");
    Ok(())
}

async fn a_breach_of_the_policy_is_noticed(t: &Test) -> Result<()> {
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\">";
    let inline = "</title><script>document.title = 'ran'</script>";
    // After the watching script, which is put in first.
    let page = PAGE.replacen("<title>", &format!("{policy}<title>"), 1);
    t.site
        .replace("/page/", page.replacen("</title>", inline, 1));
    t.site.replace("/page.js", SCRIPT);
    t.open("/page/").await?;
    let seen = t.problems().await?;
    ensure!(
        seen.iter().any(|it| it.starts_with("policy: script-src")),
        "{seen:?}"
    );
    t.expect_problem("script-src");
    t.expect_problem("Content Security Policy");
    Ok(())
}

/// What no script in the page can see: Chromium's word on a header or on markup.
async fn a_warning_of_the_browser_itself_is_noticed(t: &Test) -> Result<()> {
    let frame = "<iframe title=\"A frame\" allow=\"no-such-feature\"></iframe></main>";
    t.site.replace("/page/", PAGE.replacen("</main>", frame, 1));
    t.site.replace("/page.js", SCRIPT);
    t.open("/page/").await?;
    let seen = t.problems().await?;
    ensure!(
        seen.iter().any(|it| it.contains("no-such-feature")),
        "{seen:?}"
    );
    t.expect_problem("no-such-feature");
    Ok(())
}

async fn axe_finds_what_is_wrong(t: &Test) -> Result<()> {
    t.site.replace(
        "/page/",
        PAGE.replacen("<label for=\"name\">Name</label>", "", 1),
    );
    t.site.replace("/page.js", SCRIPT);
    t.open("/page/").await?;
    let found = t.axe().await?;
    ensure!(found.iter().any(|it| it["id"] == "label"), "{found:?}");
    Ok(())
}

async fn the_mock_answers_a_page(t: &Test) -> Result<()> {
    put(t);
    let script = format!(
        "fetch('{}/servers').then((it) => it.json()).then(
           (rows) => {{ document.querySelector('#out').textContent = rows.length + ' rows'; }},
           (why) => {{ document.querySelector('#out').textContent = 'no answer'; }})",
        t.mock.url()
    );
    t.site.replace("/page.js", script);
    t.open("/page/").await?;
    t.see("#out", "rows").await?;
    t.mock.set_fault("servers", Some(Fault::NoCors))?;
    t.open("/page/").await?;
    t.see("#out", "no answer").await?;
    ensure!(t.mock.requests_to("/servers").len() == 2);
    // How each browser says that it kept the answer from the page.
    t.expect_problem("CORS");
    t.expect_problem("Access-Control-Allow-Origin");
    Ok(())
}

async fn a_site_that_is_down_does_not_load(t: &Test) -> Result<()> {
    put(t);
    t.site.set_down(true);
    let opened = t.open("/page/").await;
    let seen = t.texts("h1").await.unwrap_or_default();
    ensure!(
        opened.is_err() || !seen.contains(&"Hello".to_owned()),
        "the page is there"
    );
    t.site.set_down(false);
    t.open("/page/").await?;
    t.see("h1", "Hello").await
}
