//! A single server as its own API shows it, in each state a newcomer can meet.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Error, Result, bail};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// How a server meets a newcomer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Accounts at once.
    Open,
    /// A person reads each request.
    Approval {
        /// Whether the request must say why; `None` as before Mastodon 4.4.
        reason: Option<bool>,
    },
    /// No new accounts.
    Closed,
    /// Sign-up is elsewhere: `registrations.url` is given.
    SingleSignOn,
    /// Open, for people of at least this age.
    MinAge(u8),
    /// Pixelfed answers, in the manner of Mastodon.
    Pixelfed,
    /// GoToSocial answers, in the manner of Mastodon.
    GoToSocial,
    /// The same, told by its admin to make figures up.
    Baffling,
    /// A Mastodon of before 4.0: 404 for version 2.
    V1Only,
    /// A Mastodon 4.2: no PKCE, and no page can give a token back.
    Mastodon42,
    /// A Mastodon 4.3.
    Mastodon43,
    /// Pleroma answers, in the manner of Mastodon.
    Pleroma,
    /// One of Misskey's family answers, in the manner of Mastodon.
    Misskey,
    /// Limited federation: 401 for all.
    Limited,
    /// Status 500 for all.
    Failing,
    /// The connection opens and nothing comes.
    Never,
    /// Answers that a browser may not read.
    NoCors,
}

/// People active in a month, as [`State::Baffling`] says: fewer than the whole
/// network has, and more than any small server.
const MADE_UP: u64 = 512_345;

impl State {
    /// How each state is written on the command line and in fixtures.
    pub const FORMS: &str = "open, approval, approval:reason, approval:no-reason, closed, sso, \
                             min-age:N, pixelfed, gotosocial, baffling, v1-only, \
                             mastodon-4.2, mastodon-4.3, pleroma, misskey, limited, failing, never, \
                             no-cors";

    /// The state that a row of our own fixtures notes.
    pub(super) fn noted(row: &Value) -> Option<Self> {
        row["_state"].as_str()?.parse().ok()
    }

    /// The state by a row: as noted, else as the directory lists it. A server
    /// that is not listed is open.
    pub(super) fn of(row: Option<&Value>) -> Self {
        let Some(row) = row else { return Self::Open };
        Self::noted(row).unwrap_or(match row["approval_required"].as_bool() {
            Some(true) => Self::Approval { reason: None },
            _ => Self::Open,
        })
    }
}

impl FromStr for State {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Ok(match text {
            "open" => Self::Open,
            "approval" => Self::Approval { reason: None },
            "approval:reason" => Self::Approval { reason: Some(true) },
            "approval:no-reason" => Self::Approval {
                reason: Some(false),
            },
            "closed" => Self::Closed,
            "sso" => Self::SingleSignOn,
            "pixelfed" => Self::Pixelfed,
            "gotosocial" => Self::GoToSocial,
            "baffling" => Self::Baffling,
            "v1-only" => Self::V1Only,
            "mastodon-4.2" => Self::Mastodon42,
            "mastodon-4.3" => Self::Mastodon43,
            "pleroma" => Self::Pleroma,
            "misskey" => Self::Misskey,
            "limited" => Self::Limited,
            "failing" => Self::Failing,
            "never" => Self::Never,
            "no-cors" => Self::NoCors,
            _ => match text.strip_prefix("min-age:") {
                Some(years) => Self::MinAge(years.parse().context("min-age:N needs years")?),
                None => bail!(
                    "no server state is called `{text}`; there are: {}",
                    Self::FORMS
                ),
            },
        })
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "open",
            Self::Approval { reason: None } => "approval",
            Self::Approval { reason: Some(true) } => "approval:reason",
            Self::Approval {
                reason: Some(false),
            } => "approval:no-reason",
            Self::Closed => "closed",
            Self::SingleSignOn => "sso",
            Self::MinAge(years) => return write!(f, "min-age:{years}"),
            Self::Pixelfed => "pixelfed",
            Self::GoToSocial => "gotosocial",
            Self::Baffling => "baffling",
            Self::V1Only => "v1-only",
            Self::Mastodon42 => "mastodon-4.2",
            Self::Mastodon43 => "mastodon-4.3",
            Self::Pleroma => "pleroma",
            Self::Misskey => "misskey",
            Self::Limited => "limited",
            Self::Failing => "failing",
            Self::Never => "never",
            Self::NoCors => "no-cors",
        })
    }
}

/// A server about to answer: its name, its row in the directory and its state.
pub(super) struct Instance<'a> {
    pub(super) domain: &'a str,
    pub(super) row: Option<&'a Value>,
    pub(super) state: State,
    pub(super) block_list: BlockList,
}

impl Instance<'_> {
    fn text(&self, field: &str) -> Option<&str> {
        self.row?[field].as_str()
    }

    fn number(&self, field: &str) -> Option<u64> {
        self.row?[field].as_u64()
    }

    fn languages(&self) -> Value {
        match self.row.map(|row| &row["languages"]) {
            Some(Value::Array(list)) if !list.is_empty() => json!(list),
            _ => json!(["en"]),
        }
    }

    /// The name it gives itself: the first label of its domain.
    fn title(&self) -> &str {
        self.domain.split('.').next().unwrap_or(self.domain)
    }

    fn version(&self) -> String {
        match self.state {
            State::Pixelfed => "3.5.3 (compatible; Pixelfed 0.12.5)".to_owned(),
            State::GoToSocial | State::Baffling => "0.19.1+git-0000000".to_owned(),
            State::V1Only => "3.5.19".to_owned(),
            State::Mastodon42 => "4.2.29".to_owned(),
            State::Mastodon43 => "4.3.22".to_owned(),
            State::Pleroma => "2.7.2 (compatible; Pleroma 2.9.1)".to_owned(),
            State::Misskey => "4.2.1 (compatible; Sharkey 2025.4.3)".to_owned(),
            _ => self.text("version").unwrap_or("4.6.3").to_owned(),
        }
    }

    fn source_url(&self) -> &str {
        match self.state {
            State::Pixelfed => "https://github.com/pixelfed/pixelfed",
            State::GoToSocial | State::Baffling => {
                "https://codeberg.org/superseriousbusiness/gotosocial"
            }
            _ => "https://github.com/mastodon/mastodon",
        }
    }

    fn is_open(&self) -> bool {
        self.state != State::Closed
    }

    fn approval(&self) -> bool {
        matches!(
            self.state,
            State::Approval { .. } | State::GoToSocial | State::Baffling
        )
    }

    fn registrations(&self) -> Value {
        let mut it = json!({
            "enabled": self.is_open(),
            "approval_required": self.approval(),
            "message": null,
        });
        match self.state {
            State::Approval {
                reason: Some(reason),
            } => it["reason_required"] = json!(reason),
            State::Closed => {
                it["message"] =
                    json!("<p>We are <b>full</b> for now.</p><p>Come back in spring.</p>");
            }
            State::SingleSignOn => {
                // Mastodon says "not enabled" here: its own form is off.
                it["enabled"] = json!(false);
                it["url"] = json!(format!(
                    "https://sso.{}/register?client=mastodon",
                    self.domain
                ));
            }
            State::MinAge(years) => it["min_age"] = json!(years),
            _ => {}
        }
        it
    }

    fn contact(&self) -> Value {
        json!({
            "id": "1", "username": "admin", "acct": "admin", "display_name": "The people here",
            "locked": false, "bot": false, "created_at": "2019-04-02T00:00:00.000Z",
            "note": "<p>We keep this place running.</p>",
            "url": format!("https://{}/@admin", self.domain),
            "followers_count": 120, "following_count": 80, "statuses_count": 900,
        })
    }

    /// `/api/v2/instance`.
    pub(super) fn v2(&self) -> Value {
        let mut it = json!({
            "domain": self.domain,
            "title": self.title(),
            "version": self.version(),
            "source_url": self.source_url(),
            "description": self.text("description").unwrap_or_default(),
            "usage": {"users": {"active_month": self.number("last_week_users").unwrap_or(400) * 2}},
            // Without a picture of its own a server sends the address alone.
            "thumbnail": {"url": format!("https://{}/packs/preview.png", self.domain)},
            "languages": self.languages(),
            "configuration": {
                "urls": {
                    "streaming": format!("wss://{}", self.domain),
                    "about": format!("https://{}/about", self.domain),
                    "privacy_policy": format!("https://{}/privacy-policy", self.domain),
                    "terms_of_service": format!("https://{}/terms-of-service", self.domain),
                },
                "statuses": {"max_characters": 500},
                "translation": {"enabled": true},
            },
            "registrations": self.registrations(),
            "contact": {"email": format!("admin@{}", self.domain), "account": self.contact()},
            "rules": self.rules(),
        });
        // An icon, and the picture that stands for the server in previews.
        if self.row.is_some_and(|row| row["_pictures"] == true) {
            let icon = format!("https://{}/icon-192.png", self.domain);
            it["icon"] = json!([{"src": icon, "size": "192x192"}]);
            it["thumbnail"]["url"] = json!(format!("https://{}/site.png", self.domain));
        }
        match self.state {
            // Other software answers in its own way: no account to write to,
            // no picture, no rules.
            State::Pixelfed => {
                it["thumbnail"] = json!({});
                it["contact"]["account"] = Value::Null;
                it["rules"] = json!([]);
            }
            State::GoToSocial => it["usage"]["users"]["active_month"] = json!(0),
            State::Baffling => it["usage"]["users"]["active_month"] = json!(MADE_UP),
            _ => it["api_versions"] = json!({"mastodon": 7}),
        }
        it
    }

    /// `/api/v1/instance`.
    pub(super) fn v1(&self) -> Value {
        json!({
            "uri": self.domain,
            "title": self.title(),
            "short_description": self.text("description").unwrap_or_default(),
            "description": format!("<p>{}</p>", self.title()),
            "email": format!("admin@{}", self.domain),
            "version": self.version(),
            "urls": {"streaming_api": format!("wss://{}", self.domain)},
            "stats": {
                "user_count": self.number("total_users").unwrap_or(2_000),
                "status_count": 250_000,
                "domain_count": 21_000,
            },
            "thumbnail": null,
            "languages": self.languages(),
            "registrations": self.is_open() && self.state != State::SingleSignOn,
            "approval_required": self.approval(),
            "invites_enabled": true,
            "contact_account": self.contact(),
            "rules": self.rules(),
        })
    }

    /// `/api/v1/instance/rules`, the first one in three languages.
    pub(super) fn rules(&self) -> Value {
        json!([
            {
                "id": "1",
                "text": "Be kind.",
                "hint": "Disagree with ideas, not with people.",
                "translations": {
                    "de": {"text": "Sei freundlich.", "hint": "Widersprich Ideen, nicht Menschen."},
                    "fr": {"text": "Soyez bienveillants.", "hint": ""},
                    "ja": {"text": "親切にしましょう。", "hint": ""},
                },
            },
            {"id": "2", "text": "No hate, no harassment.", "hint": "", "translations": {}},
            {"id": "3", "text": "Describe your pictures & mark <b>sensitive</b> media."},
        ])
    }

    /// `/api/v1/instance/extended_description`.
    pub(super) fn extended_description(&self) -> Value {
        json!({
            "updated_at": "2026-03-04T10:00:00.000Z",
            "content": format!(
                "<h2>Who we are</h2><p>The people behind {} &amp; friends.</p>\
                 <p>We pay for it with <b>donations</b>.</p>",
                self.domain
            ),
        })
    }

    /// `/api/v1/instance/activity`: twelve weeks, newest first, all strings,
    /// the first one not over yet.
    pub(super) fn activity(&self) -> Value {
        const WEEK: u64 = 7 * 24 * 3600;
        // Weeks begin on a Monday; the epoch was a Thursday.
        const MONDAY: u64 = 4 * 24 * 3600;
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        let monday = now.saturating_sub((now.saturating_sub(MONDAY)) % WEEK);
        let logins = self.number("last_week_users").unwrap_or(200);
        (0..12_u64)
            .map(|ago| {
                let logins = if ago == 0 {
                    logins / 2
                } else {
                    logins + ago * logins / 50
                };
                json!({
                    "week": monday.saturating_sub(ago * WEEK).to_string(),
                    "statuses": (logins * 21).to_string(),
                    "logins": logins.to_string(),
                    "registrations": (logins / 20 + 11 - ago).to_string(),
                })
            })
            .collect()
    }

    /// `/api/v1/instance/domain_blocks`: status and body.
    pub(super) fn domain_blocks(&self) -> (u16, Value) {
        match &self.block_list {
            BlockList::Members => (
                401,
                json!({"error": "This method requires an authenticated user"}),
            ),
            BlockList::Hidden => (404, Value::Null),
            BlockList::Public(domains) => (200, domains.iter().map(|it| block(it)).collect()),
        }
    }
}

/// Whom a server blocks, and who may see it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockList {
    /// Everyone may see that these are blocked.
    Public(Vec<String>),
    /// Its members may see it: 401 for all others.
    Members,
    /// Nobody may: 404 without a word.
    Hidden,
}

impl BlockList {
    /// The list of a server that nothing was said about: by the length of its
    /// name one of the three, so that all of them occur.
    pub(super) fn of(domain: &str) -> Self {
        match domain.len() % 3 {
            0 => Self::Members,
            1 => Self::Hidden,
            _ => Self::Public(
                [
                    "spam-factory.example",
                    "loudplace.example",
                    "hatehouse.example",
                ]
                .map(str::to_owned)
                .to_vec(),
            ),
        }
    }
}

/// One blocked server. Part of a long name is hidden, as many servers do; its
/// digest still tells who is meant.
fn block(domain: &str) -> Value {
    let shown = match domain.get(..3).zip(domain.get(5..)) {
        Some((start, rest)) if rest.len() > 10 => format!("{start}**{rest}"),
        _ => domain.to_owned(),
    };
    json!({
        "domain": shown,
        "digest": digest(domain),
        "severity": if domain.starts_with('l') { "silence" } else { "suspend" },
        "comment": "",
    })
}

/// SHA-256 of a domain as hexadecimal digits, as Mastodon publishes it.
fn digest(domain: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(domain.as_bytes())
        .iter()
        .fold(String::new(), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
