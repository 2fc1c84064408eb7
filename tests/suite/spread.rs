//! Bringing people along: invitations, what one can do.

use crate::filters::open_without_scripts;
use e2e::browser::Browser;
use e2e::{Case, Context, Result, Test, case, ensure, html};
use serde_json::{Value, json};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(an_invitation_follows_what_is_chosen),
        case!(what_is_written_stays_when_the_link_changes),
        case!(what_is_wrong_in_an_invitation_is_said),
        case!(a_post_is_counted_as_mastodon_does),
        case!(an_invitation_leads_to_what_was_chosen),
        case!(an_invitation_leads_to_people_to_follow),
        case!(the_code_on_the_screen_can_be_scanned),
        // The size of a device's pixels is Chromium's to set.
        case!(the_code_can_be_scanned_at_many_sizes).only(&[Browser::Chromium]),
        case!(the_saved_code_can_be_scanned),
        case!(making_an_invitation_asks_nobody),
        case!(all_invitations_are_there_without_any_script),
        case!(paper_has_the_invitation_and_no_form).only(&[Browser::Chromium]),
        case!(dates_come_as_a_calendar),
        case!(an_account_in_the_address_is_followed_from_ones_own_server),
        case!(a_link_whose_account_cannot_be_read_says_so),
        // The others tell pages nothing of the connection; what boot.js does then is the same.
        case!(where_data_is_dear_the_program_comes_for_what_needs_it).only(&[Browser::Chromium]),
        case!(snippets_are_made_for_an_address),
        case!(a_snippet_works_on_another_page_without_any_script),
        case!(a_page_is_looked_at_for_whose_it_is),
        case!(each_sheet_is_one_page_of_paper).only(&[Browser::Chromium]),
        // Only Chromium prints to PDF.
        case!(the_longest_own_words_fit_on_their_sheets).only(&[Browser::Chromium]),
        case!(a_letter_is_changed_and_printed),
        case!(sheets_are_chosen_without_any_script),
        case!(own_words_and_codes_are_on_the_sheets),
        case!(the_codes_of_sheets_can_be_scanned_from_paper).only(&[Browser::Chromium]),
        case!(badges_lead_to_the_picker),
    ]
}

/// Opens the page and waits for its form.
async fn open_builder(t: &Test) -> Result<()> {
    t.open("/invite/").await?;
    t.text("#builder h2").await?;
    // What the link opens is folded.
    t.click("#builder summary").await?;
    Ok(())
}

/// Chooses or writes something, as a visitor's input does.
async fn set(t: &Test, selector: &str, value: &str) -> Result<()> {
    t.js_with(
        "const field = document.querySelector(arguments[0]);
         field.value = arguments[1];
         for (const name of ['input', 'change']) {
             field.dispatchEvent(new Event(name, { bubbles: true }));
         }",
        vec![json!(selector), json!(value)],
    )
    .await?;
    Ok(())
}

async fn value(t: &Test, selector: &str) -> Result<String> {
    let value = t
        .js_with(
            "return document.querySelector(arguments[0]).value",
            vec![json!(selector)],
        )
        .await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

/// Waits until the text of the invitation ends or goes on like this.
async fn says(t: &Test, part: &str) -> Result<()> {
    let there = async || {
        let text = value(t, "#invitation").await?;
        Ok(text.contains(part).then_some(()))
    };
    t.eventually(&format!("`{part}` in the invitation"), there)
        .await
}

async fn an_invitation_follows_what_is_chosen(t: &Test) -> Result<()> {
    open_builder(t).await?;
    let questions = format!("{}/servers/", t.site.url());
    says(t, &questions).await?;
    ensure!(t.count("#invite-address").await? == 0, "asked of everybody");
    t.click("input[name='kind'][value='here']").await?;
    t.click("input[name='way'][value='mail']").await?;
    t.find("#invite-address")
        .await?
        .send_keys("@ana@garden.example")
        .await?;
    set(t, "#invite-words", "de").await?;
    set(t, "#invite-topic", "art").await?;
    set(t, "#invite-lang", "de").await?;
    says(t, "@ana@garden.example").await?;
    let link = format!("{questions}?v=1&topic=art&lang=de&step=topics");
    says(t, &link).await?;
    t.see("[data-test='link']", &link).await?;
    let mail = t.attributes("[data-test='mail']", "href").await?;
    let mail = mail[0].as_str().unwrap_or_default();
    ensure!(
        mail.starts_with("mailto:?subject=") && mail.contains("%40ana%40garden.example"),
        "{mail}"
    );
    ensure!(t.attributes("#invitation", "lang").await? == [json!("de")]);
    t.accessible().await
}

async fn what_is_written_stays_when_the_link_changes(t: &Test) -> Result<()> {
    open_builder(t).await?;
    let text = format!("Dear Bo, look: {}/servers/", t.site.url());
    set(t, "#invitation", &text).await?;
    set(t, "#invite-server", "https://Kind.Example/about").await?;
    says(t, "Dear Bo, look:").await?;
    says(t, "/servers/?step=results&server=kind.example").await?;
    t.click("input[name='kind'][value='group']").await?;
    let gone = async || {
        let text = value(t, "#invitation").await?;
        Ok((!text.contains("Dear Bo")).then_some(()))
    };
    t.eventually("another text", gone).await?;
    t.click("[data-test='take-back']").await?;
    says(t, "Dear Bo, look:").await?;
    says(t, "server=kind.example").await?;
    t.gone("[data-test='take-back']").await
}

async fn what_is_wrong_in_an_invitation_is_said(t: &Test) -> Result<()> {
    open_builder(t).await?;
    set(t, "#invite-server", "not a server").await?;
    t.reads("#invite-server-problem", "pages.invite.server_wrong")
        .await?;
    t.click("input[name='kind'][value='moving']").await?;
    set(t, "#invite-address", "ana").await?;
    t.reads("#invite-address-problem", "pages.invite.address_wrong")
        .await?;
    t.accessible().await
}

async fn a_post_is_counted_as_mastodon_does(t: &Test) -> Result<()> {
    open_builder(t).await?;
    t.click("input[name='way'][value='post']").await?;
    t.text("#invitation-count").await?;
    // Two letters as people see them, an address, the name of a mention.
    set(
        t,
        "#invitation",
        "é👩‍👩‍👧https://a.example/long/and/longer @ana@garden.example",
    )
    .await?;
    // The family is joined to the address: no letter of ASCII stands before it.
    t.see("#invitation-count", "30 of 500").await?;
    set(t, "#invitation", &"x".repeat(501)).await?;
    t.reads("#invitation-count", "pages.invite.count_over")
        .await?;
    // For another network, a handle counts in full, and less is too much.
    t.click("input[name='kind'][value='here']").await?;
    set(t, "#invitation", "@ana@garden.example").await?;
    t.see("#invitation-count", "19 of 280").await?;
    set(t, "#invitation", &"x".repeat(281)).await?;
    t.reads("#invitation-count", "pages.invite.count_over_elsewhere")
        .await
}

async fn an_invitation_leads_to_what_was_chosen(t: &Test) -> Result<()> {
    open_builder(t).await?;
    set(t, "#invite-topic", "art").await?;
    let link = async || {
        let links = t.attributes("[data-test='link']", "href").await?;
        let link = links[0].as_str().unwrap_or_default().to_owned();
        Ok(link.contains("topic=art").then_some(link))
    };
    let link = t.eventually("the link", link).await?;
    let path = link
        .strip_prefix(&t.site.url())
        .context("not to this site")?
        .to_owned();
    t.open(&path).await?;
    t.question("quiz.topics").await?;
    let ticked = t
        .js("return document.querySelector('input[value=art]').checked")
        .await?;
    ensure!(ticked == true, "the answer is not given");
    Ok(())
}

async fn an_invitation_leads_to_people_to_follow(t: &Test) -> Result<()> {
    open_builder(t).await?;
    let first = t
        .js(
            "const option = document.querySelector('#invite-pack').options[1];
             return [option.value, option.text]",
        )
        .await?;
    let (key, title): (String, String) = serde_json::from_value(first)?;
    set(t, "#invite-pack", &key).await?;
    let ours = format!("/fill/#{key}");
    says(t, &ours).await?;
    t.open(&ours).await?;
    t.see(&format!("[id='{key}']"), &title).await?;
    open_builder(t).await?;
    let own = "/fill/#pack=1&name=Maps&with=ana@garden.example";
    set(t, "#invite-own_pack", "https://garden.example/@ana").await?;
    t.reads("#invite-own_pack-problem", "pages.invite.own_pack_wrong")
        .await?;
    set(t, "#invite-own_pack", &format!("{}{own}", t.site.url())).await?;
    says(t, own).await?;
    t.open(own).await?;
    t.see("[data-test='shared-pack'] h2", "Maps").await
}

/// What stands in the code of a picture.
fn scan(png: &[u8]) -> Result<String> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().context("too large")?];
    let info = reader.next_frame(&mut pixels)?;
    let (width, height) = (info.width as usize, info.height as usize);
    let step = info.color_type.samples();
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        pixels[(y * width + x) * step]
    });
    let grids = image.detect_grids();
    let grid = grids
        .first()
        .with_context(|| format!("no code in {width} x {height}"))?;
    Ok(grid.decode()?.1)
}

/// Waits until a code reads so in a picture of the window, as a camera sees it.
/// WebKitGTK's driver gives a picture of another place for an element of a scrolled
/// page, and what was painted last for the window.
async fn scans_as(t: &Test, selector: &str, link: &str) -> Result<()> {
    t.find(selector).await?.scroll_into_view().await?;
    let seen = async || {
        let read = scan(&t.driver.screenshot_as_png().await?)?;
        Ok((read == link).then_some(()))
    };
    t.eventually(&format!("a code that reads {link}"), seen)
        .await
}

async fn the_code_on_the_screen_can_be_scanned(t: &Test) -> Result<()> {
    open_builder(t).await?;
    set(t, "#invite-topic", "art").await?;
    says(t, "topic=art").await?;
    let link = t.attributes("[data-test='link']", "href").await?;
    let link = link[0].as_str().context("no link")?;
    scans_as(t, ".invitation .qr", link).await
}

/// From a phone's screen to paper: a card's code is 3 cm wide, 354 pixels at 300 dpi.
async fn the_code_can_be_scanned_at_many_sizes(t: &Test) -> Result<()> {
    open_builder(t).await?;
    let link = t.attributes("[data-test='link']", "href").await?;
    for (width, scale) in [
        (320, 1.0),
        (360, 2.0),
        (768, 1.5),
        (1280, 1.0),
        (1280, 3.125),
    ] {
        let size = json!({
            "width": width, "height": 900, "deviceScaleFactor": scale, "mobile": false,
        });
        t.driver
            .cdp()
            .send_raw("Emulation.setDeviceMetricsOverride", size)
            .await?;
        let code = t.find(".invitation .qr").await?;
        code.scroll_into_view().await?;
        let read = scan(&code.screenshot_as_png().await?)
            .with_context(|| format!("{width} px, times {scale}"))?;
        ensure!(json!(read) == link[0], "{read}");
    }
    Ok(())
}

async fn the_saved_code_can_be_scanned(t: &Test) -> Result<()> {
    open_builder(t).await?;
    let bytes = t
        .js(
            "const href = document.querySelector('[data-test=save-png]').href;
             const [kind, data] = href.split(',');
             return [kind, [...atob(data)].map((it) => it.charCodeAt(0))]",
        )
        .await?;
    ensure!(bytes[0] == "data:image/png;base64", "{}", bytes[0]);
    let png: Vec<u8> = serde_json::from_value(bytes[1].clone())?;
    let link = t.attributes("[data-test='link']", "href").await?;
    ensure!(json!(scan(&png)?) == link[0]);
    let svg = t
        .js(
            "const href = document.querySelector('[data-test=save-svg]').href;
             const svg = new DOMParser().parseFromString(atob(href.split(',')[1]), 'image/svg+xml');
             return [svg.documentElement.tagName, svg.querySelectorAll('path').length]",
        )
        .await?;
    ensure!(svg == json!(["svg", 2]), "{svg}");
    let name = t.attributes("[data-test='save-png']", "download").await?;
    ensure!(name == [json!("mastodon-invitation.png")], "{name:?}");
    Ok(())
}

async fn making_an_invitation_asks_nobody(t: &Test) -> Result<()> {
    open_builder(t).await?;
    let before = t.site.requests().len();
    for kind in ["group", "here", "friend"] {
        t.click(&format!("input[name='kind'][value='{kind}']"))
            .await?;
    }
    set(t, "#invite-server", "kind.example").await?;
    says(t, "server=kind.example").await?;
    t.click("[data-test='copy-text']").await?;
    t.text("[data-test='copied']").await?;
    let asked: Vec<String> = t.mock.requests().into_iter().map(|it| it.path).collect();
    ensure!(asked.is_empty(), "{asked:?}");
    let mut site = t.site.requests().split_off(before);
    // Parts of the program for the next page come meanwhile, whatever one does.
    site.retain(|path| !path.ends_with(".wasm"));
    ensure!(site.is_empty(), "{site:?}");
    Ok(())
}

async fn all_invitations_are_there_without_any_script(t: &Test) -> Result<()> {
    open_without_scripts(t, "/invite/").await?;
    ensure!(
        t.count("#builder h2").await? == 0,
        "a form that does nothing"
    );
    t.click("details.letters summary").await?;
    // What is folded away has no text: three ways for those that are open.
    let mut letters = t.texts(".letter").await?;
    letters.retain(|it| !it.is_empty());
    ensure!(letters.len() == 3, "{letters:?}");
    for letter in letters {
        ensure!(letter.contains("/servers/"), "{letter}");
    }
    open_without_scripts(t, "/join-in/").await?;
    ensure!(t.count(".doors > li").await? > 10, "tasks are missing");
    let prefilled = t.attributes("#suggest-article a", "href").await?;
    let ready = |it: &Value| {
        it.as_str()
            .is_some_and(|it| it.starts_with("https://share.joinmastodon.org/#text=%40"))
    };
    ensure!(prefilled.iter().any(ready), "{prefilled:?}");
    Ok(())
}

async fn paper_has_the_invitation_and_no_form(t: &Test) -> Result<()> {
    open_builder(t).await?;
    // More lines than the field shows.
    let lines: Vec<String> = (1..=20).map(|at| format!("Line {at}")).collect();
    set(t, "#invitation", &lines.join("\n")).await?;
    says(t, "Line 20").await?;
    let media = |media: &str| json!({"media": media});
    let cdp = t.driver.cdp();
    cdp.send_raw("Emulation.setEmulatedMedia", media("print"))
        .await?;
    let shown = t
        .js(
            "const shows = (it) => document.querySelector(it).getClientRects().length > 0;
             return [shows('#builder form'), shows('[data-test=copy-text]'),
                     shows('#invitation'), shows('[data-test=share-form]'),
                     shows('.invitation .qr'),
                     document.querySelector('[data-test=on-paper]').innerText.split('\\n')]",
        )
        .await;
    let pages = printed(t).await;
    cdp.send_raw("Emulation.setEmulatedMedia", media(""))
        .await?;
    let shown = shown?;
    ensure!(
        shown == json!([false, false, false, false, true, lines]),
        "{shown}"
    );
    let pages = pages?;
    ensure!((1..=4).contains(&pages.len()), "{pages:?}");
    Ok(())
}

async fn dates_come_as_a_calendar(t: &Test) -> Result<()> {
    let calendar = String::from_utf8(t.file("/join-in/dates.ics").await?)?;
    ensure!(calendar.starts_with("BEGIN:VCALENDAR\r\n"), "{calendar}");
    ensure!(
        calendar.contains("RRULE:FREQ=MONTHLY;BYDAY=1SU\r\n"),
        "{calendar}"
    );
    t.open("/join-in/").await?;
    let link = t.attributes("a[href$='dates.ics']", "download").await?;
    ensure!(link == [json!("")], "{link:?}");
    Ok(())
}

async fn an_account_in_the_address_is_followed_from_ones_own_server(t: &Test) -> Result<()> {
    t.open("/follow/#@ana@garden.example").await?;
    t.see("h1", "@ana@garden.example").await?;
    let titled = async || {
        let title = t.driver.title().await?;
        Ok(title.contains("@ana@garden.example").then_some(()))
    };
    t.eventually("the account in the title", titled).await?;
    let neighbours = t.attributes("[data-test='neighbours']", "href").await?;
    ensure!(
        neighbours == [json!("/servers/?v=1&text=garden.example&step=results")],
        "{neighbours:?}"
    );
    t.accessible().await?;
    t.fits().await?;
    ensure!(t.mock.requests().is_empty(), "somebody was asked");
    t.find("#server").await?.send_keys("kind.example").await?;
    t.click("#own-server button[type='submit']").await?;
    t.see("[data-follow]", "kind.example").await?;
    let leads = t.attributes("[data-follow]:not([hidden])", "href").await?;
    let wanted = "https://kind.example/authorize_interaction?uri=acct%3Aana%40garden.example";
    ensure!(leads == [json!(wanted)], "{leads:?}");
    // What is no account shows our own page.
    t.open("/follow/#contribute").await?;
    t.reads("h1", "pages.follow.title").await
}

async fn a_link_whose_account_cannot_be_read_says_so(t: &Test) -> Result<()> {
    t.open("/follow/#@ana@localhost").await?;
    t.reads("h1", "pages.follow.unreadable").await?;
    t.see("[data-test='follow-unreadable']", "@ana@localhost")
        .await?;
    t.accessible().await?;
    t.fits().await?;
    // The end of a sentence is none of the account.
    t.open("/follow/#@ana@garden.example).").await?;
    t.see("h1", "@ana@garden.example").await
}

/// As a browser says it of a slow connection, before the page's own scripts.
async fn where_data_is_dear_the_program_comes_for_what_needs_it(t: &Test) -> Result<()> {
    t.site.run_first(
        "Object.defineProperty(navigator, 'connection',
            { get: () => ({ saveData: true, effectiveType: '3g' }) })",
    );
    // Scanned from a badge: only the program can read it.
    t.open("/follow/#@ana@garden.example").await?;
    t.see("h1", "@ana@garden.example").await?;
    t.open("/fill/#pack=1&name=Maps&with=ana@garden.example")
        .await?;
    t.see("[data-test='shared-pack'] h2", "Maps").await?;
    // The forms of builders are there, and ask for the program.
    t.open("/invite/").await?;
    t.gone("#ready").await?;
    t.click("input[name='kind'][value='group']").await?;
    t.text("#ready").await?;
    let chosen = t
        .js("return document.querySelector('input[name=kind]:checked').value")
        .await?;
    ensure!(chosen == "group", "{chosen}");
    t.open("/follow-me/").await?;
    t.find("#me-address")
        .await?
        .send_keys("@ana@garden.example")
        .await?;
    let made = async || {
        let link = value(t, "#snippet-link").await?;
        Ok(link.contains("#@ana@garden.example").then_some(()))
    };
    t.eventually("the snippets", made).await?;
    t.open("/print/").await?;
    t.click(".kit-choices summary").await?;
    t.find("#print-headline").await?.send_keys("Ours").await?;
    t.see(".sheet .headline", "Ours").await
}

async fn snippets_are_made_for_an_address(t: &Test) -> Result<()> {
    t.open("/follow-me/").await?;
    t.find("#me-address").await?;
    let field = async || Ok((t.count("#me-address").await? > 0).then_some(()));
    t.eventually("the form", field).await?;
    set(t, "#me-address", "nobody").await?;
    t.reads("#me-address-problem", "pages.follow-me.address_wrong")
        .await?;
    set(t, "#me-address", "https://garden.example/@ana").await?;
    set(t, "#me-label", "Folge \"mir\" <b>").await?;
    let snippet = async |key: &str| value(t, &format!("#snippet-{key}")).await;
    let link = format!("{}/follow/#@ana@garden.example", t.site.url());
    let there = async || Ok((snippet("link").await? == link).then_some(()));
    t.eventually("the link", there).await?;
    for key in ["button", "badge"] {
        let html = snippet(key).await?;
        ensure!(html.contains("Folge &quot;mir&quot; &lt;b&gt;"), "{html}");
        ensure!(!html.contains('\n') && !html.contains("<script"), "{html}");
    }
    ensure!(snippet("me_head").await? == "<link rel=\"me\" href=\"https://garden.example/@ana\">");
    ensure!(
        snippet("creator_line")
            .await?
            .contains("@ana@garden.example")
    );
    scans_as(t, ".looks .qr", &link).await?;
    t.accessible().await
}

/// A page of somebody else with all snippets in it: those of the page as it comes, then
/// with labels that a visitor might write, in both tones.
async fn a_snippet_works_on_another_page_without_any_script(t: &Test) -> Result<()> {
    t.open("/follow-me/").await?;
    t.text("#me-address-hint").await?;
    t.text("[data-copy='button']").await?;
    let mut body = String::new();
    for key in ["button", "badge", "code"] {
        body.push_str(&value(t, &format!("#snippet-{key}")).await?);
        body.push('\n');
    }
    let mut head = String::new();
    for key in ["me_head", "creator_line"] {
        head.push_str(&value(t, &format!("#snippet-{key}")).await?);
    }
    let paragraph = |html: &str| format!("<p>{html}</p>");
    let mut others = paragraph(&value(t, "#snippet-me_link").await?);
    let wide = "W".repeat(60);
    let labels = [
        "<b onclick=\"x\">&amp;'",
        "تابعني على ماستودون",
        wide.as_str(),
    ];
    for (tone, label) in ["dark", "light"]
        .iter()
        .flat_map(|tone| labels.iter().map(move |label| (tone, label)))
    {
        t.click(&format!("input[name='tone'][value='{tone}']"))
            .await?;
        set(t, "#me-label", label).await?;
        let stroke = if *tone == "dark" {
            "#7ed3a9"
        } else {
            "#17654a"
        };
        let escaped = label
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
            .replace('\'', "&#39;");
        let badge = async || {
            let html = value(t, "#snippet-badge").await?;
            Ok((html.contains(stroke) && html.contains(&escaped)).then_some(html))
        };
        others.push_str(&paragraph(&t.eventually("the badge", badge).await?));
        others.push_str(&paragraph(&value(t, "#snippet-button").await?));
    }
    // What cannot be seen is no label.
    set(t, "#me-label", "\u{200B}\u{202E}").await?;
    let named = async || {
        let html = value(t, "#snippet-button").await?;
        Ok(html.contains("Follow me on Mastodon").then_some(()))
    };
    t.eventually("the usual label", named).await?;
    t.open("/on-your-page/").await?;
    for badge in t.texts("code[data-badge]").await? {
        others.push_str(&paragraph(&badge));
    }
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><title>Mine</title>\
         <meta name=\"viewport\" content=\"width=device-width\">{head}</head>\
         <body><main><h1>Mine</h1>{body}</main><aside aria-label=\"More\">{others}</aside></body></html>"
    );
    html::is_valid(&page)?;
    t.site.unwatched();
    t.site.replace("/mine.html", page);
    t.open("/mine.html").await?;
    let seen = t
        .js(
            "return [...document.querySelectorAll('main a')].map((it) => {
                const box = it.getBoundingClientRect();
                const inner = it.querySelector('svg')?.getBoundingClientRect() ?? box;
                return [it.hash, inner.width > 40 && inner.height > 20, it.querySelector('script')];
             })",
        )
        .await?;
    let one = json!(["#@you@your.server", true, null]);
    ensure!(seen == json!([one, one, one]), "{seen}");
    // rel=me, six badges with six buttons, four badges of the picker.
    let names = t
        .js(
            "return [...document.querySelectorAll('aside a')].map((it) =>
                (it.querySelector('svg')?.getAttribute('aria-label') ?? it.textContent).trim())",
        )
        .await?;
    let names: Vec<String> = serde_json::from_value(names)?;
    ensure!(names.len() == 1 + 12 + 4, "{names:?}");
    ensure!(names.iter().all(|it| !it.is_empty()), "{names:?}");
    ensure!(
        names.iter().filter(|it| **it == labels[0]).count() == 4,
        "{names:?}"
    );
    ensure!(t.count("aside b").await? == 0, "a label became markup");
    ensure!(t.count("script").await? == 0);
    t.accessible().await?;
    // The widest badge shrinks on a phone.
    t.window(320, 700).await?;
    let widest = t
        .js(
            "return Math.max(...[...document.querySelectorAll('aside svg')]
                .map((it) => it.getBoundingClientRect().right)) <= innerWidth",
        )
        .await?;
    ensure!(widest == true, "a badge is wider than the page");
    Ok(())
}

async fn a_page_is_looked_at_for_whose_it_is(t: &Test) -> Result<()> {
    t.open("/follow-me/").await?;
    t.text("[data-test='check'] button").await?;
    set(t, "#page-html", "<p>x</p>").await?;
    t.click("[data-test='check'] button").await?;
    t.reads("[data-test='findings'] li", "pages.follow-me.check_first")
        .await?;
    set(t, "#me-address", "@ana@garden.example").await?;
    let page = format!(
        "{}<a rel=me href=https://garden.example/@ana>x</a>\
         <meta name=fediverse:creator content=@bo@garden.example>",
        // Longer than a form's fields may be in an address.
        "<p>long</p>".repeat(2_000)
    );
    set(t, "#page-html", &page).await?;
    t.click("[data-test='check'] button").await?;
    t.reads(
        "[data-test='findings'] li",
        "pages.follow-me.check_me_right",
    )
    .await?;
    t.see("[data-test='findings'] li", "@bo@garden.example")
        .await?;
    ensure!(t.mock.requests().is_empty(), "somebody was asked");
    Ok(())
}

const SHEETS: [&str; 7] = [
    "poster", "cards", "sign", "begin", "workshop", "handout", "letter",
];

/// How many pages a document has as PDF, and the sizes of them in points.
async fn printed(t: &Test) -> Result<Vec<(u32, u32)>> {
    let options = json!({ "preferCSSPageSize": true, "printBackground": true });
    let pdf = t.driver.cdp().send_raw("Page.printToPDF", options).await?;
    let pdf = pdf["data"].as_str().context("no PDF")?.to_owned();
    let pages = t
        .js_with(
            "const pdf = atob(arguments[0]);
             return [...pdf.matchAll(/\\/Type\\s*\\/Page\\b[^]*?\\/MediaBox\\s*\\[([^\\]]*)\\]/g)].map((it) => it[1])",
            vec![json!(pdf)],
        )
        .await?;
    let pages: Vec<String> = serde_json::from_value(pages)?;
    let size = |text: &String| {
        let mut numbers = text.split(' ').filter_map(|it| it.parse::<f64>().ok());
        let (width, height) = (numbers.nth(2)?, numbers.next()?);
        Some((width.round() as u32, height.round() as u32))
    };
    let sizes: Option<Vec<_>> = pages.iter().map(size).collect();
    sizes.with_context(|| format!("{pages:?}"))
}

async fn each_sheet_is_one_page_of_paper(t: &Test) -> Result<()> {
    t.open("/print/").await?;
    t.text("[data-test='print']").await?;
    for language in ["en", "de"] {
        t.click(&format!("[name='language'][value='{language}']"))
            .await?;
        for sheet in SHEETS {
            t.click(&format!("[name='sheet'][value='{sheet}']")).await?;
            let pages = printed(t).await?;
            // A4 in points: 595.28 by 841.89.
            ensure!(
                matches!(pages[..], [(595 | 596, 841 | 842)]),
                "{sheet} in {language}: {pages:?}"
            );
            // All of it is on that page: nothing is cut off.
            let cut = cut_off(t).await?;
            ensure!(cut == 0, "{sheet} in {language}: {cut} sides are cut off");
        }
    }
    Ok(())
}

/// How many sides of the shown sheets are cut off.
async fn cut_off(t: &Test) -> Result<Value> {
    t.js(
        "return [...document.querySelectorAll('.sheet')].filter((it) => it.offsetParent)
            .flatMap((it) => [...it.querySelectorAll('.side')])
            .filter((it) => it.scrollHeight > it.clientHeight + 1
                || it.scrollWidth > it.clientWidth + 1).length",
    )
    .await
}

/// Within the limits of the fields: broad letters, ideographs, words of one piece.
async fn the_longest_own_words_fit_on_their_sheets(t: &Test) -> Result<()> {
    t.open("/print/").await?;
    t.text("[data-test='print']").await?;
    t.click(".kit-choices summary").await?;
    // 300 letters, the most that a code takes.
    let link = format!("https://club.example/{}", "a".repeat(279));
    set(t, "#print-link", &link).await?;
    t.see(".sheet .typed", "aaaa").await?;
    let texts = [
        ("MAMMUT ".repeat(10), "Wir kommen alle mit ".repeat(8)),
        ("W".repeat(70), "W".repeat(160)),
        ("象".repeat(70), "大".repeat(160)),
        // Just below the limits from which letters are smaller.
        ("m".repeat(22), "m".repeat(73)),
    ];
    for (headline, line) in texts {
        set(t, "#print-headline", headline.trim()).await?;
        set(t, "#print-line", line.trim()).await?;
        for sheet in ["poster", "cards", "sign", "begin"] {
            t.click(&format!("[name='sheet'][value='{sheet}']")).await?;
            let pages = printed(t).await?;
            ensure!(pages.len() == 1, "{sheet}, {headline}: {pages:?}");
            let cut = cut_off(t).await?;
            ensure!(cut == 0, "{sheet}, {headline}: {cut} sides are cut off");
        }
    }
    // The longest address has the densest code: on the smallest sheet, at 300 points to
    // the inch.
    t.click("[name='sheet'][value='cards']").await?;
    let cdp = t.driver.cdp();
    let paper =
        json!({ "width": 794, "height": 1123, "deviceScaleFactor": 3.125, "mobile": false });
    cdp.send_raw("Emulation.setDeviceMetricsOverride", paper)
        .await?;
    cdp.send_raw("Emulation.setEmulatedMedia", json!({"media": "print"}))
        .await?;
    let screen = t.driver.screenshot_as_png().await?;
    cdp.send_raw("Emulation.setEmulatedMedia", json!({"media": ""}))
        .await?;
    let read = scan(&screen)?;
    ensure!(read == link, "{read}");
    Ok(())
}

async fn a_letter_is_changed_and_printed(t: &Test) -> Result<()> {
    t.open("/print/").await?;
    t.text("[data-test='print']").await?;
    ensure!(t.count("#letter-en").await? == 0, "beside a poster");
    t.click("[name='sheet'][value='letter']").await?;
    let offered = value(t, "#letter-en").await?;
    ensure!(
        offered.contains("\n– ") && !offered.contains('<'),
        "{offered}"
    );
    set(t, "#letter-en", "Dear <Ms Bo>,\n\nplease come.").await?;
    t.see(".sheet .letter", "Dear <Ms Bo>, please come.")
        .await?;
    let mail = t
        .attributes("[lang='en'] [data-test='mail']", "href")
        .await?;
    ensure!(
        mail[0]
            .as_str()
            .is_some_and(|it| it.ends_with("please%20come.")),
        "{mail:?}"
    );
    t.accessible().await?;
    t.click("[name='language'][value='de']").await?;
    ensure!(t.count("#letter-en").await? == 0, "in another language");
    ensure!(t.count(".sheet .letter").await? == 0);
    Ok(())
}

async fn sheets_are_chosen_without_any_script(t: &Test) -> Result<()> {
    open_without_scripts(t, "/print/").await?;
    let shown =
        async || {
            let shown = t
            .js("return [...document.querySelectorAll('.sheet')].filter((it) => it.offsetParent)
                    .map((it) => [it.dataset.sheet, it.lang])")
            .await?;
            Ok::<_, e2e::Error>(shown)
        };
    ensure!(
        shown().await? == json!([["poster", "en"]]),
        "{}",
        shown().await?
    );
    for sheet in SHEETS {
        t.click(&format!("[name='sheet'][value='{sheet}']")).await?;
        ensure!(
            shown().await? == json!([[sheet, "en"]]),
            "{}",
            shown().await?
        );
    }
    t.click("[name='language'][value='de']").await?;
    ensure!(
        shown().await? == json!([["letter", "de"]]),
        "{}",
        shown().await?
    );
    ensure!(
        t.count("[data-test='print']").await? == 0,
        "a button that does nothing"
    );
    Ok(())
}

async fn own_words_and_codes_are_on_the_sheets(t: &Test) -> Result<()> {
    t.open("/print/").await?;
    t.text("[data-test='print']").await?;
    t.click(".kit-choices summary").await?;
    set(t, "#print-headline", "Our <club> moves").await?;
    t.see(".sheet .headline", "Our <club> moves").await?;
    set(t, "#print-link", "javascript:alert(1)").await?;
    t.reads("#print-link-problem", "pages.print.link_wrong")
        .await?;
    t.see(".sheet .typed", "/servers/").await?;
    set(t, "#print-link", "https://club.example/@us").await?;
    t.see(".sheet .typed", "club.example/@us").await?;
    t.accessible().await?;
    ensure!(t.mock.requests().is_empty(), "somebody was asked");
    Ok(())
}

/// As a scanner sees a printed page: at 150 and 300 points to the inch.
async fn the_codes_of_sheets_can_be_scanned_from_paper(t: &Test) -> Result<()> {
    t.open("/print/").await?;
    t.text("[data-test='print']").await?;
    let cdp = t.driver.cdp();
    let address = format!("{}/servers/", t.site.url());
    for sheet in ["poster", "cards", "sign", "begin"] {
        t.click(&format!("[name='sheet'][value='{sheet}']")).await?;
        for scale in [1.5625, 3.125] {
            let paper = json!({ "width": 794, "height": 1123, "deviceScaleFactor": scale, "mobile": false });
            cdp.send_raw("Emulation.setDeviceMetricsOverride", paper)
                .await?;
            cdp.send_raw("Emulation.setEmulatedMedia", json!({"media": "print"}))
                .await?;
            let codes = t
                .js("return [...document.querySelectorAll('.qr')].filter((it) => it.getClientRects().length)
                        .map((it) => it.getBoundingClientRect().width / 96 * 25.4)")
                .await?;
            let widths: Vec<f64> = serde_json::from_value(codes)?;
            // 20 mm can be scanned from a hand's distance.
            ensure!(widths.iter().all(|it| *it > 20.0), "{sheet}: {widths:?} mm");
            let screen = t.driver.screenshot_as_png().await?;
            let read = scan(&screen).with_context(|| format!("{sheet}, times {scale}"))?;
            ensure!(read == address, "{read}");
            cdp.send_raw("Emulation.setEmulatedMedia", json!({"media": ""}))
                .await?;
        }
        t.window(1280, 900).await?;
    }
    Ok(())
}

async fn badges_lead_to_the_picker(t: &Test) -> Result<()> {
    t.open("/on-your-page/").await?;
    t.text("#badges").await?;
    let badges = t
        .js(
            "return [...document.querySelectorAll('.looks a')].map((it) => [it.pathname,
                it.querySelector('svg').getBoundingClientRect().width > 150])",
        )
        .await?;
    let one = json!(["/servers/", true]);
    ensure!(badges == json!([one, one, one, one]), "{badges}");
    Ok(())
}
