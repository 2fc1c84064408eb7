//! Asking the published site, one file at a time.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use ureq::Agent;
use url::Url;

/// How long one request may take in all.
const TIME_LIMIT: Duration = Duration::from_secs(30);
/// Larger than any file of a bundle.
const LARGEST: u64 = 20_000_000;

/// An answer, as it came.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Names in small letters, in the order they came.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The first header of that name, which is written in small letters.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter();
        found
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Where answers come from.
pub(super) trait Fetch {
    /// The address of the home page, with its last slash.
    fn base(&self) -> &str;

    /// The answer for a path below it. `coding` is what a browser would take.
    ///
    /// # Errors
    /// When there is no answer.
    fn get(&self, path: &str, coding: &str) -> Result<Answer>;
}

/// By HTTP, following no redirection and unpacking nothing.
pub(super) struct Http {
    base: String,
    agent: Agent,
}

impl Http {
    /// # Errors
    /// When `url` is no address of a page.
    pub(super) fn new(url: &str) -> Result<Self> {
        let mut parsed = Url::parse(url).with_context(|| {
            format!("{url} is no address; it begins with https:// and names a host")
        })?;
        if !matches!(parsed.scheme(), "http" | "https") || parsed.host_str().is_none() {
            bail!("{url} is no address of a site: it begins with https:// and names a host");
        }
        parsed.set_query(None);
        parsed.set_fragment(None);
        if !parsed.path().ends_with('/') {
            parsed.set_path(&format!("{}/", parsed.path()));
        }
        let config = Agent::config_builder()
            .timeout_global(Some(TIME_LIMIT))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent("spread-mastodon-check-site")
            .build();
        Ok(Self {
            base: parsed.into(),
            agent: config.into(),
        })
    }
}

impl Fetch for Http {
    fn base(&self) -> &str {
        &self.base
    }

    fn get(&self, path: &str, coding: &str) -> Result<Answer> {
        let url = format!("{}{path}", self.base);
        let request = self.agent.get(&url).header("Accept-Encoding", coding);
        let mut answer = request
            .call()
            .with_context(|| format!("{url} does not answer"))?;
        let headers = answer.headers().iter();
        let headers = headers
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            })
            .collect();
        let status = answer.status().as_u16();
        let body = answer.body_mut().with_config().limit(LARGEST);
        Ok(Answer {
            status,
            headers,
            body: body
                .read_to_vec()
                .with_context(|| format!("{url} cannot be read to its end"))?,
        })
    }
}
