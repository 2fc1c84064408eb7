//! A page of somebody else, on an origin of its own, with the picker in it.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::front::Front;
use crate::test::Test;

/// Notes what the picker tells the page, and who listens to messages.
const LISTEN: &str = "window.said = [];
for (const type of ['ready', 'resize', 'step', 'results', 'select', 'error']) {
  document.addEventListener('spread-picker:' + type, (event) =>
    said.push({ type, detail: event.detail, on: event.target.id }));
}
window.listeners = 0;
const { addEventListener: add, removeEventListener: remove } = window;
const known = new Set();
window.addEventListener = function (type, ...rest) {
  if (type === 'message') known.add(rest[0]);
  window.listeners = known.size;
  return add.call(window, type, ...rest);
};
window.removeEventListener = function (type, ...rest) {
  if (type === 'message') known.delete(rest[0]);
  window.listeners = known.size;
  return remove.call(window, type, ...rest);
};
// A message as it would come from the window of a picker, or from no window.
// Firefox's own constructor refuses a window of another process as the source.
window.forge = (json, origin, picker) => {
  const event = new MessageEvent('message', { data: JSON.parse(json), origin });
  const source = picker && document.querySelector(picker).shadowRoot.querySelector('iframe').contentWindow;
  Object.defineProperty(event, 'source', { value: source });
  window.dispatchEvent(event);
};
// Every height that a picker has had on the page.
window.heights = [];
document.addEventListener('DOMContentLoaded', () => {
  for (const it of document.querySelectorAll('spread-picker')) {
    new ResizeObserver(() => heights.push(Math.round(it.getBoundingClientRect().height))).observe(it);
  }
});
window.warnings = [];
const warn = console.warn.bind(console);
console.warn = (...parts) => { warnings.push(parts.map(String).join(' ')); warn(...parts); };
";

/// All frames of the page, those inside of custom elements too, in their order.
const FRAMES: &str = "const found = [];
const walk = (root) => {
  for (const it of root.querySelectorAll('*')) {
    if (it.localName === 'iframe') found.push(it);
    if (it.shadowRoot) walk(it.shadowRoot);
  }
};
walk(document);
";

impl Test {
    /// Opens a page with this `body` on another origin. `{site}` in it is the
    /// address of our site, without a slash at the end.
    ///
    /// # Errors
    /// When the page does not load.
    pub async fn host(&self, body: &str) -> Result<Front> {
        self.host_with("", body).await
    }

    /// The same with something more in its head.
    ///
    /// # Errors
    /// When the page does not load.
    pub async fn host_with(&self, head: &str, body: &str) -> Result<Front> {
        self.host_on(Front::start(None).await?, head, body).await
    }

    /// The same on a host that sends headers of its own.
    ///
    /// # Errors
    /// When the page does not load.
    pub async fn host_on(&self, host: Front, head: &str, body: &str) -> Result<Front> {
        let page = format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>A page of somebody else</title>{head}\
             <script nonce=\"abc123\" src=\"/listen.js\"></script></head>\
             <body style=\"margin: 0\"><main><h1>Somebody's page</h1>{body}</main></body></html>"
        );
        host.replace("/listen.js", LISTEN);
        host.replace("/", page.replace("{site}", &self.site.url()));
        self.note_problems().await?;
        self.driver
            .goto(host.url())
            .await
            .context("opening the host's page")?;
        Ok(host)
    }

    /// How many frames the page has.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn frames(&self) -> Result<u64> {
        let count = self.js(&format!("{FRAMES} return found.length")).await?;
        count.as_u64().context("no number")
    }

    /// Asks something about a frame, seen from the page: `frame` in the script.
    ///
    /// # Errors
    /// When there is no such frame.
    pub async fn of_frame(&self, at: u64, script: &str) -> Result<Value> {
        let script = format!("{FRAMES} const frame = found[arguments[0]]; {script}");
        self.js_with(&script, vec![json!(at)]).await
    }

    /// Does something inside of a frame, and comes back to the page.
    ///
    /// # Errors
    /// When there is no such frame, or what is done fails.
    pub async fn in_frame<T>(&self, at: u64, act: impl AsyncFnOnce() -> Result<T>) -> Result<T> {
        let enter = async || {
            self.driver.enter_default_frame().await?;
            let script = format!("{FRAMES} return found[arguments[0]]");
            let found = self.driver.execute(script, vec![json!(at)]).await?;
            if found.json().is_null() {
                return Ok(None);
            }
            found.element()?.enter_frame().await?;
            Ok(Some(()))
        };
        self.eventually(&format!("frame {at}"), enter).await?;
        let done = act().await;
        // What went wrong in there counts like all else.
        let noted = if done.is_ok() {
            self.note_frame_problems().await
        } else {
            Ok(())
        };
        self.driver.enter_default_frame().await?;
        let done = done?;
        noted?;
        Ok(done)
    }

    /// What the picker has told the page of this kind so far: each with its
    /// `detail` and the id of the element it happened `on`.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn said(&self, kind: &str) -> Result<Vec<Value>> {
        let said = self
            .js_with(
                "return said.filter((it) => it.type === arguments[0])",
                vec![json!(kind)],
            )
            .await?;
        Ok(serde_json::from_value(said)?)
    }

    /// Waits until the picker has told something of this kind, and gives the
    /// latest.
    ///
    /// # Errors
    /// When it never does.
    pub async fn hears(&self, kind: &str) -> Result<Value> {
        let last = async || Ok(self.said(kind).await?.pop());
        self.eventually(&format!("`{kind}` from the frame"), last)
            .await
    }

    /// How high a frame is on the page, in CSS pixels.
    ///
    /// # Errors
    /// When there is no such frame.
    pub async fn frame_height(&self, at: u64) -> Result<u64> {
        let height = self
            .of_frame(
                at,
                "return Math.round(frame.getBoundingClientRect().height)",
            )
            .await?;
        height.as_u64().context("no height")
    }
}
