//! Looking at a page and using it, in a visitor's terms.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::{By, Key, WebElement};

use crate::browser::Browser;
use crate::test::Test;

/// How long something may take to appear on a busy machine; longer than the
/// site itself waits for an answer.
const PATIENCE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(40);

/// The words of every visible element that matches, as a visitor reads them.
const TEXTS: &str = "return [...document.querySelectorAll(arguments[0])]
    .filter((it) => it.getClientRects().length)
    .map((it) => it.innerText.replace(/\\s+/g, ' ').trim())";

/// A script to be run before those of a page ([`crate::front::Front::run_first`]): while
/// `window.framesHeld` is set the page is given no frame, as on a very busy device.
pub const HOLDS_FRAMES: &str = "const frame = window.requestAnimationFrame;
    window.requestAnimationFrame = (work) => frame.call(window, function later(now) {
        if (window.framesHeld) frame.call(window, later);
        else work(now);
    });";

impl Test {
    /// Goes to a path of the site.
    ///
    /// # Errors
    /// When the page does not load.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.note_problems().await?;
        let address = format!("{}{path}", self.site.url());
        self.driver
            .goto(address)
            .await
            .with_context(|| format!("opening {path}"))
    }

    /// Leaves the site, so that none of its pages is open.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn open_elsewhere(&self) -> Result<()> {
        self.note_problems().await?;
        if self.browser == Browser::Firefox {
            // It keeps the page for the way back, and with it the service
            // worker that the page had: the tab itself has to go.
            let old = self.driver.window().await?;
            let new = self.driver.new_tab().await?;
            self.driver.switch_to_window(old).await?;
            self.driver.close_window().await?;
            self.driver.switch_to_window(new).await?;
            return Ok(());
        }
        self.driver.goto("about:blank").await?;
        Ok(())
    }

    /// Asks until the answer is `Some`, and says what was waited for when it
    /// never is.
    ///
    /// # Errors
    /// When patience ends, or asking fails then.
    pub async fn eventually<T>(
        &self,
        what: &str,
        mut ask: impl AsyncFnMut() -> Result<Option<T>>,
    ) -> Result<T> {
        let start = Instant::now();
        loop {
            // A question may fall between two pages: it is asked again.
            let failed = match ask().await {
                Ok(Some(answer)) => return Ok(answer),
                Ok(None) => None,
                Err(why) => Some(why),
            };
            if start.elapsed() > PATIENCE {
                let waited = format!("waited in vain for {what}");
                return match failed {
                    Some(why) => Err(why.context(waited)),
                    None => bail!(waited),
                };
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The text of each visible element that matches.
    ///
    /// # Errors
    /// When the selector is wrong.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>> {
        let texts = self.js_with(TEXTS, vec![json!(selector)]).await?;
        Ok(serde_json::from_value(texts)?)
    }

    /// The text of the first visible element that matches, once there is one.
    ///
    /// # Errors
    /// When none comes.
    pub async fn text(&self, selector: &str) -> Result<String> {
        let first = async || Ok(self.texts(selector).await?.into_iter().next());
        self.eventually(&format!("`{selector}`"), first).await
    }

    /// Waits until a visible element that matches holds these words.
    ///
    /// # Errors
    /// When it never does; says what was there instead.
    pub async fn see(&self, selector: &str, words: &str) -> Result<()> {
        let found = async || {
            let texts = self.texts(selector).await?;
            Ok(texts.iter().any(|text| text.contains(words)).then_some(()))
        };
        let outcome = self
            .eventually(&format!("`{words}` in `{selector}`"), found)
            .await;
        if outcome.is_err() {
            let there = self.texts(selector).await.unwrap_or_default();
            return outcome.with_context(|| format!("`{selector}` reads {there:?}"));
        }
        outcome
    }

    /// Waits until nothing visible matches.
    ///
    /// # Errors
    /// When something stays.
    pub async fn gone(&self, selector: &str) -> Result<()> {
        let none = async || Ok(self.texts(selector).await?.is_empty().then_some(()));
        self.eventually(&format!("`{selector}` to go"), none).await
    }

    /// How many visible elements match now.
    ///
    /// # Errors
    /// When the selector is wrong.
    pub async fn count(&self, selector: &str) -> Result<usize> {
        Ok(self.texts(selector).await?.len())
    }

    /// The first element that matches, once there is one.
    ///
    /// # Errors
    /// When none comes.
    pub async fn find(&self, selector: &str) -> Result<WebElement> {
        let find = async || {
            let found = self.driver.find_all(By::Css(selector)).await?;
            Ok(found.into_iter().next())
        };
        self.eventually(&format!("`{selector}`"), find).await
    }

    /// Clicks the first element that matches, as a mouse does.
    ///
    /// # Errors
    /// When it never can be clicked.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let click = async || {
            let element = self.find(selector).await?;
            if self.browser != Browser::Chromium && self.is_framed().await? {
                // The drivers of Firefox and WebKit click beside the mark in a
                // frame of another site: the page is told to click.
                let click = "arguments[0].click()";
                self.driver.execute(click, vec![element.to_json()?]).await?;
                return Ok(Some(()));
            }
            if self.browser == Browser::Webkit {
                // A driver scrolls to what it clicks. WebKit's believes what begins less
                // than the page's `scroll-padding` below the window to be in it: it does
                // not scroll there, and refuses the click.
                // In the middle it stays in view while what stands above it grows.
                let show = "arguments[0].scrollIntoView({block: 'center', inline: 'nearest'})";
                self.driver.execute(show, vec![element.to_json()?]).await?;
            }
            element.click().await?;
            Ok(Some(()))
        };
        self.eventually(&format!("a click on `{selector}`"), click)
            .await
    }

    async fn is_framed(&self) -> Result<bool> {
        Ok(self.js("return window !== window.top").await? == true)
    }

    /// Clicks the first visible element that matches and reads so.
    ///
    /// # Errors
    /// When there is none.
    pub async fn click_text(&self, selector: &str, words: &str) -> Result<()> {
        let click = async || {
            for element in self.driver.find_all(By::Css(selector)).await? {
                if element.text().await?.contains(words) {
                    element.click().await?;
                    return Ok(Some(()));
                }
            }
            Ok(None)
        };
        self.eventually(&format!("`{words}` to click in `{selector}`"), click)
            .await
    }

    /// Types into whatever has the focus.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn press(&self, keys: impl Into<Keys>) -> Result<()> {
        let keys = keys.into().0;
        self.driver.action_chain().send_keys(keys).perform().await?;
        Ok(())
    }

    /// What has the focus: its tag and its text, name or label.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn focused(&self) -> Result<Focused> {
        let it = self
            .js("const it = document.activeElement;
                 const label = it.labels && it.labels[0];
                 return [it.tagName.toLowerCase(), it.id,
                         (it.ariaLabel || (label || it).innerText || '').replace(/\\s+/g, ' ').trim()]")
            .await?;
        let text = |i: usize| it[i].as_str().unwrap_or_default().to_owned();
        Ok(Focused {
            tag: text(0),
            id: text(1),
            text: text(2),
        })
    }

    /// Lets a page with [`HOLDS_FRAMES`] paint again, and waits for some frames.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn release_frames(&self) -> Result<()> {
        self.js("window.framesHeld = false;
             return new Promise((done) => {
                 let left = 6;
                 (function next() {
                     if (left-- > 0) window.requestAnimationFrame(next);
                     else done(true);
                 })();
             });")
            .await?;
        Ok(())
    }

    /// Presses Tab until something in the page has the focus. After a page was
    /// opened some browsers' own buttons come first.
    ///
    /// # Errors
    /// When nothing ever has.
    pub async fn first_tab(&self) -> Result<Focused> {
        for _ in 0..4 {
            self.press(Key::Tab).await?;
            let focused = self.focused().await?;
            if focused.tag != "body" {
                return Ok(focused);
            }
        }
        bail!("Tab does not lead into the page")
    }

    /// Presses Tab until what has the focus pleases.
    ///
    /// # Errors
    /// When a hundred presses do not get there: for a keyboard it is not.
    pub async fn tab_to(&self, what: &str, pleases: impl Fn(&Focused) -> bool) -> Result<()> {
        let mut seen = Vec::new();
        for _ in 0..100 {
            let focused = self.focused().await?;
            if pleases(&focused) {
                return Ok(());
            }
            seen.push(format!("{} {}", focused.tag, focused.text));
            self.press(Key::Tab).await?;
        }
        seen.truncate(12);
        bail!("Tab does not lead to {what}; it leads to {seen:?}")
    }

    /// The path with the query, as the address bar has it.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn path(&self) -> Result<String> {
        let path = self
            .js("return location.pathname + location.search")
            .await?;
        Ok(path.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the address pleases.
    ///
    /// # Errors
    /// When it never does.
    pub async fn at(&self, what: &str, pleases: impl Fn(&str) -> bool) -> Result<()> {
        let there = async || Ok(pleases(&self.path().await?).then_some(()));
        let outcome = self.eventually(what, there).await;
        if outcome.is_err() {
            let path = self.path().await?;
            return outcome.with_context(|| format!("the address is {path}"));
        }
        outcome
    }

    /// How far the layout has moved by itself (Chromium's count; zero elsewhere).
    ///
    /// # Errors
    /// When the page is not watched.
    pub async fn layout_shift(&self) -> Result<f64> {
        let shift = self.js("return window.__watch.shift()").await?;
        shift.as_f64().context("the page is not watched")
    }

    /// Fails when the page can be scrolled sideways: nothing may be cut off.
    ///
    /// # Errors
    /// When it can.
    pub async fn fits(&self) -> Result<()> {
        let wide = self
            .js("const root = document.documentElement;
                 return [root.scrollWidth, root.clientWidth,
                   [...document.body.querySelectorAll('*')]
                     .filter((it) => it.getBoundingClientRect().right > root.clientWidth + 1)
                     .slice(0, 5).map((it) => it.outerHTML.slice(0, 120))]")
            .await?;
        let number = |i: usize| wide[i].as_u64().unwrap_or_default();
        ensure!(
            number(0) <= number(1),
            "the page is {} px wide in a window of {}: {}",
            number(0),
            number(1),
            wide[2]
        );
        Ok(())
    }

    /// An attribute of every element that matches; `null` where it is missing.
    ///
    /// # Errors
    /// When the selector is wrong.
    pub async fn attributes(&self, selector: &str, name: &str) -> Result<Vec<Value>> {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .map((it) => it.getAttribute(arguments[1]))";
        let found = self
            .js_with(script, vec![json!(selector), json!(name)])
            .await?;
        Ok(serde_json::from_value(found)?)
    }
}

/// What has the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focused {
    /// The element's name, lower case.
    pub tag: String,
    /// Its id; may be empty.
    pub id: String,
    /// Its label or text.
    pub text: String,
}

/// Keys to press: a text, or one of the named keys.
#[derive(Debug)]
pub struct Keys(String);

impl From<&str> for Keys {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<Key> for Keys {
    fn from(key: Key) -> Self {
        // There are two keys of that name; the one beside the letters is what
        // sends a form in every browser.
        let key = match key {
            Key::Enter => Key::Return,
            key => key,
        };
        Self(key.value().to_string())
    }
}
