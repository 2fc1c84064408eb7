//! Bringing people along: invitations, what one can do.

use crate::filters::open_without_scripts;
use e2e::browser::Browser;
use e2e::{Case, Context, Result, Test, case, ensure};
use serde_json::{Value, json};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case!(an_invitation_follows_what_is_chosen),
        case!(what_is_written_stays_when_the_link_changes),
        case!(what_is_wrong_in_an_invitation_is_said),
        case!(a_post_is_counted_as_mastodon_does),
        case!(an_invitation_leads_to_what_was_chosen),
        case!(the_code_on_the_screen_can_be_scanned),
        // The size of a device's pixels is Chromium's to set.
        case!(the_code_can_be_scanned_at_many_sizes).only(&[Browser::Chromium]),
        case!(the_saved_code_can_be_scanned),
        case!(making_an_invitation_asks_nobody),
        case!(all_invitations_are_there_without_any_script),
        case!(paper_has_the_invitation_and_no_form).only(&[Browser::Chromium]),
        case!(dates_come_as_a_calendar),
    ]
}

/// Opens the page and waits for its form.
async fn open_builder(t: &Test) -> Result<()> {
    t.open("/invite/").await?;
    t.text("#builder h2").await?;
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
    t.eventually("another text", gone).await
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

async fn the_code_on_the_screen_can_be_scanned(t: &Test) -> Result<()> {
    open_builder(t).await?;
    set(t, "#invite-topic", "art").await?;
    says(t, "topic=art").await?;
    let code = t.find(".invitation .qr").await?;
    code.scroll_into_view().await?;
    let read = scan(&code.screenshot_as_png().await?)?;
    let link = t.attributes("[data-test='link']", "href").await?;
    ensure!(json!(read) == link[0], "{read} and not {}", link[0]);
    Ok(())
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
    let site = t.site.requests();
    ensure!(site.len() == before, "{:?}", &site[before..]);
    Ok(())
}

async fn all_invitations_are_there_without_any_script(t: &Test) -> Result<()> {
    open_without_scripts(t, "/invite/").await?;
    ensure!(
        t.count("#builder h2").await? == 0,
        "a form that does nothing"
    );
    t.click("details.letters summary").await?;
    let letters = t.texts(".letter").await?;
    ensure!(letters.len() == 3, "{letters:?}");
    for letter in letters {
        ensure!(letter.contains("/servers/"), "{letter}");
    }
    open_without_scripts(t, "/join-in/").await?;
    ensure!(t.count(".doors > li").await? > 10, "tasks are missing");
    let prefilled = t.attributes("#article a", "href").await?;
    let ready = |it: &Value| {
        it.as_str()
            .is_some_and(|it| it.starts_with("https://share.joinmastodon.org/#text=%40"))
    };
    ensure!(prefilled.iter().any(ready), "{prefilled:?}");
    Ok(())
}

async fn paper_has_the_invitation_and_no_form(t: &Test) -> Result<()> {
    open_builder(t).await?;
    let media = |media: &str| json!({"media": media});
    let cdp = t.driver.cdp();
    cdp.send_raw("Emulation.setEmulatedMedia", media("print"))
        .await?;
    let shown = t
        .js(
            "const shows = (it) => document.querySelector(it).getClientRects().length > 0;
             return [shows('#builder form'), shows('[data-test=copy-text]'),
                     shows('#invitation'), shows('.invitation .qr')]",
        )
        .await;
    cdp.send_raw("Emulation.setEmulatedMedia", media(""))
        .await?;
    let shown = shown?;
    ensure!(shown == json!([false, false, true, true]), "{shown}");
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
