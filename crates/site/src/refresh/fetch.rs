//! Asking the live API, patiently and within bounds.

use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};
use picker::decode::{self, MAX_BODY};
use ureq::Agent;

/// How long one request may take in all.
const TIME_LIMIT: Duration = Duration::from_secs(30);
/// How long a server that is gone is listened for.
const MOVE_TIME_LIMIT: Duration = Duration::from_secs(8);
/// The pause before the one retry.
const PAUSE: Duration = Duration::from_secs(1);

pub(super) struct Client {
    agent: Agent,
}

impl Client {
    pub(super) fn new() -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(TIME_LIMIT))
            .user_agent(concat!(
                "spread-mastodon-refresh/",
                env!("CARGO_PKG_VERSION")
            ))
            .build();
        Self {
            agent: config.into(),
        }
    }

    /// The body of a page; asks once more after network errors and 5xx.
    pub(super) fn get(&self, url: &str) -> Result<Vec<u8>> {
        let once = || -> Result<Vec<u8>, ureq::Error> {
            let mut answer = self.agent.get(url).call()?;
            // One byte more than is read, so that the decoder can refuse it.
            let limit = MAX_BODY as u64 + 1;
            answer.body_mut().with_config().limit(limit).read_to_vec()
        };
        let answer = match once() {
            Err(error) if is_passing(&error) => {
                thread::sleep(PAUSE);
                once()
            }
            answer => answer,
        };
        match answer {
            Ok(body) => Ok(body),
            Err(ureq::Error::BodyExceedsLimit(_)) => {
                bail!("{url} has more than {MAX_BODY} bytes")
            }
            Err(error) => bail!("{url} {}", said(&error)),
        }
    }

    /// The domain under which a server now names itself, if it answers.
    pub(super) fn moved_to(&self, pattern: &str, domain: &str) -> Option<String> {
        let url = pattern.replace("{domain}", domain) + "/api/v2/instance";
        let request = self.agent.get(&url).config();
        let mut answer = request
            .timeout_global(Some(MOVE_TIME_LIMIT))
            .build()
            .call()
            .ok()?;
        let body = answer.body_mut().with_config().limit(MAX_BODY as u64);
        let info = decode::instance_v2(&body.read_to_vec().ok()?).ok()?;
        info.domain.filter(|now| now != domain)
    }
}

/// What went wrong, in the words of who will read it.
fn said(error: &ureq::Error) -> String {
    match error {
        ureq::Error::StatusCode(code @ 429) => {
            format!("answered with status {code}: asked too often, try again later")
        }
        ureq::Error::StatusCode(code) => format!("answered with status {code}"),
        ureq::Error::Timeout(_) => format!("took longer than {} s", TIME_LIMIT.as_secs()),
        ureq::Error::HostNotFound => "cannot be found: no such host, or no network".to_owned(),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => {
            "is no address: it begins with https:// and names a host".to_owned()
        }
        error => format!("cannot be fetched: {error}"),
    }
}

fn is_passing(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::StatusCode(code) => *code >= 500,
        ureq::Error::Timeout(_)
        | ureq::Error::Io(_)
        | ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed => true,
        _ => false,
    }
}
