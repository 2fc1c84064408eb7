//! The ways a server on the net lets one down, to be played on purpose.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

/// One way to misbehave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The right answer, late.
    Slow(Duration),
    /// An error status with a short HTML body, as proxies send it.
    Status(u16),
    /// The answer stops half way: complete HTTP, broken JSON.
    Truncated,
    /// The connection breaks half way through the body.
    Dropped,
    /// A friendly HTML page with status 200, as captive portals and bot
    /// checks serve it.
    Html,
    /// `[]`, or `{}` where an object is due.
    Empty,
    /// 20 MB of well-formed JSON.
    Huge,
    /// The connection stays open and nothing comes.
    Never,
    /// Nothing comes until the fault is mended; then the right answer does.
    Held,
    /// The right answer without the header that lets a browser read it.
    NoCors,
    /// Status 500 for the first so many requests, then the right answer.
    GoodAfter(u32),
    /// The right answer, but for the request of this number from now: that gets
    /// this status.
    At(u32, u16),
}

impl Fault {
    /// How each fault is written on the command line and at the control
    /// endpoint.
    pub const FORMS: &str = "slow:SECONDS, a status such as 500 or 429, truncated, dropped, html, \
                             empty, huge, never, held, no-cors, good-after:N, \
                             at:N:STATUS";
}

impl FromStr for Fault {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let (name, value) = match text.split_once(':') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        Ok(match (name, value) {
            ("slow", Some(value)) => {
                let seconds: f64 = value.parse().context("slow:SECONDS needs a number")?;
                ensure!(
                    (0.0..=3600.0).contains(&seconds),
                    "slow: 0 to 3600 seconds, not {seconds}"
                );
                Self::Slow(Duration::from_secs_f64(seconds))
            }
            ("truncated", None) => Self::Truncated,
            ("dropped", None) => Self::Dropped,
            ("html", None) => Self::Html,
            ("empty", None) => Self::Empty,
            ("huge", None) => Self::Huge,
            ("never", None) => Self::Never,
            ("held", None) => Self::Held,
            ("no-cors", None) => Self::NoCors,
            ("good-after", Some(value)) => {
                Self::GoodAfter(value.parse().context("good-after:N needs a whole number")?)
            }
            ("at", Some(value)) => {
                let (number, status) = value.split_once(':').context("at:N:STATUS")?;
                Self::At(number.parse()?, status.parse()?)
            }
            (status, None) if status.parse::<u16>().is_ok_and(|s| (400..600).contains(&s)) => {
                Self::Status(status.parse()?)
            }
            _ => bail!("no fault is called `{text}`; there are: {}", Self::FORMS),
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Slow(time) => write!(f, "slow:{}", time.as_secs_f64()),
            Self::Status(status) => write!(f, "{status}"),
            Self::Truncated => f.write_str("truncated"),
            Self::Dropped => f.write_str("dropped"),
            Self::Html => f.write_str("html"),
            Self::Empty => f.write_str("empty"),
            Self::Huge => f.write_str("huge"),
            Self::Never => f.write_str("never"),
            Self::Held => f.write_str("held"),
            Self::NoCors => f.write_str("no-cors"),
            Self::GoodAfter(bad) => write!(f, "good-after:{bad}"),
            Self::At(number, status) => write!(f, "at:{number}:{status}"),
        }
    }
}

/// What can be asked of the mock, and so what can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Endpoint {
    /// `/servers` of the directory.
    Servers,
    /// `/categories` of the directory.
    Categories,
    /// `/languages` of the directory.
    Languages,
    /// `/statistics` of the directory.
    Statistics,
    /// `/default-servers` of the directory.
    DefaultServers,
    /// `/api/v2/instance` of every server.
    InstanceV2,
    /// `/api/v1/instance` of every server.
    InstanceV1,
    /// `/api/v1/instance/activity` of every server.
    Activity,
    /// `/api/v1/instance/domain_blocks` of every server.
    DomainBlocks,
    /// `/api/v1/instance/extended_description` of every server.
    ExtendedDescription,
    /// `/api/v1/instance/rules` of every server.
    Rules,
    /// `/.well-known/host-meta` of every server.
    HostMeta,
    /// `/.well-known/webfinger` of every server.
    Webfinger,
    /// `/.well-known/oauth-authorization-server` of every server.
    Metadata,
    /// `/api/v1/apps` of every server.
    Apps,
    /// `/oauth/token` of every server.
    Token,
    /// `/oauth/revoke` of every server.
    Revoke,
    /// `/api/v1/accounts/verify_credentials` of every server.
    Who,
    /// `/api/v2/search` of every server.
    Search,
    /// `/api/v1/accounts/relationships` of every server.
    Relations,
    /// `/api/v1/accounts/:id/follow` and `…/unfollow` of every server.
    Follow,
    /// `/api/v1/tags/:name` of every server, with and without a verb.
    Tag,
}

impl Endpoint {
    /// All of them, the directory's first.
    pub const ALL: [Self; 22] = [
        Self::Servers,
        Self::Categories,
        Self::Languages,
        Self::Statistics,
        Self::DefaultServers,
        Self::InstanceV2,
        Self::InstanceV1,
        Self::Activity,
        Self::DomainBlocks,
        Self::ExtendedDescription,
        Self::Rules,
        Self::HostMeta,
        Self::Webfinger,
        Self::Metadata,
        Self::Apps,
        Self::Token,
        Self::Revoke,
        Self::Who,
        Self::Search,
        Self::Relations,
        Self::Follow,
        Self::Tag,
    ];

    /// The name on the command line and at the control endpoint.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Servers => "servers",
            Self::Categories => "categories",
            Self::Languages => "languages",
            Self::Statistics => "statistics",
            Self::DefaultServers => "default-servers",
            Self::InstanceV2 => "instance-v2",
            Self::InstanceV1 => "instance-v1",
            Self::Activity => "activity",
            Self::DomainBlocks => "domain-blocks",
            Self::ExtendedDescription => "extended-description",
            Self::Rules => "rules",
            Self::HostMeta => "host-meta",
            Self::Webfinger => "webfinger",
            Self::Metadata => "metadata",
            Self::Apps => "apps",
            Self::Token => "token",
            Self::Revoke => "revoke",
            Self::Who => "who",
            Self::Search => "search",
            Self::Relations => "relations",
            Self::Follow => "follow",
            Self::Tag => "tag",
        }
    }

    /// The endpoints that a name stands for: one of them, or a group:
    /// `directory`, `instance` (all that single servers answer) or `all`.
    pub fn named(name: &str) -> Result<Vec<Self>> {
        let (directory, instance) = Self::ALL.split_at(5);
        Ok(match name {
            "all" => Self::ALL.to_vec(),
            "directory" => directory.to_vec(),
            "instance" => instance.to_vec(),
            _ => match Self::ALL.into_iter().find(|e| e.key() == name) {
                Some(endpoint) => vec![endpoint],
                None => bail!(
                    "no endpoint is called `{name}`; there are: all, directory, instance, {}",
                    Self::ALL.map(Self::key).join(", ")
                ),
            },
        })
    }
}

/// `servers=slow:5`: which endpoints, and how they fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultSpec {
    /// The endpoints that fail.
    pub endpoints: Vec<Endpoint>,
    /// How they do.
    pub fault: Fault,
}

impl FromStr for FaultSpec {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let (name, fault) = text
            .split_once('=')
            .with_context(|| format!("`{text}` is not of the form ENDPOINT=FAULT"))?;
        Ok(Self {
            endpoints: Endpoint::named(name)?,
            fault: fault.parse()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_reads_back_as_it_is_written() {
        for text in [
            "slow:2.5",
            "500",
            "429",
            "truncated",
            "dropped",
            "html",
            "empty",
            "huge",
            "never",
            "held",
            "no-cors",
            "good-after:2",
            "at:3:401",
        ] {
            assert_eq!(text.parse::<Fault>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_wrong_fault_is_refused_with_the_right_ones() {
        for text in [
            "",
            "slow",
            "slow:-1",
            "slow:x",
            "200",
            "html:2",
            "good-after:-1",
        ] {
            assert!(text.parse::<Fault>().is_err(), "{text} was taken");
        }
        let message = "lazy".parse::<Fault>().unwrap_err().to_string();
        assert!(message.contains("truncated"), "{message}");
    }

    #[test]
    fn a_group_of_endpoints_fails_together() {
        let spec: FaultSpec = "directory=500".parse().unwrap();
        assert_eq!(spec.endpoints.len(), 5);
        assert!("servants=500".parse::<FaultSpec>().is_err());
        assert!("servers".parse::<FaultSpec>().is_err());
    }
}
