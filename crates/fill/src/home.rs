//! The visitor's own server: from what was typed to the domain whose API and
//! pages are asked. A handle's domain and the server's may differ (Mastodon's
//! `LOCAL_DOMAIN` and `WEB_DOMAIN`), so host-meta is asked first, then webfinger.

use picker::domain;
use picker::json::Look as _;
use std::fmt;

use crate::handle::{Handle, HandleError};
use crate::http::{Request, Response};
use picker::percent;

/// What somebody typed for "your server": their handle or a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// A handle: the account too is known.
    Account(Handle),
    /// Only the domain.
    Server(String),
}

impl Home {
    /// Reads a handle in any form ([`Handle::parse`]), or else the server in what was
    /// typed ([`domain::from_typed`]): a domain, the address of any page on it.
    ///
    /// # Errors
    /// Says why the text is neither.
    pub fn parse(text: &str) -> Result<Self, HandleError> {
        match Handle::parse(text) {
            Ok(handle) => Ok(Self::Account(handle)),
            Err(why @ (HandleError::Empty | HandleError::TooLong)) => Err(why),
            Err(why) => domain::from_typed(text).map(Self::Server).map_err(|_| why),
        }
    }

    /// The domain that was meant.
    #[must_use]
    pub fn domain(&self) -> &str {
        match self {
            Self::Account(handle) => handle.host(),
            Self::Server(host) => host,
        }
    }
}

/// As [`Home::parse`] reads it again.
impl fmt::Display for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(handle) => handle.fmt(f),
            Self::Server(domain) => f.write_str(domain),
        }
    }
}

/// The request for a domain's host-meta (RFC 6415), which Mastodon lets any page
/// read (config/initializers/cors.rb: `/.well-known/*`).
#[must_use]
pub fn host_meta(domain: &str) -> Request {
    Request::get(format!("https://{domain}/.well-known/host-meta"))
}

/// The domain of the server itself out of its host-meta; `None` when the answer
/// does not say. The first `template="https://…{uri}…"` counts, in XML or JSON.
#[must_use]
pub fn web_domain(answer: &Response) -> Option<String> {
    if !answer.ok() {
        return None;
    }
    let body = &answer.body;
    let at = body.find("template")?;
    let rest = &body[at..];
    let start = rest.find("https://")? + "https://".len();
    let address = rest.get(start..)?.split(['"', '\'', '<', ' ']).next()?;
    let (host, path) = address.split_once('/')?;
    path.contains("{uri}")
        .then(|| domain::normalise(host).ok())?
}

/// The request for an account's webfinger (RFC 7033) at its server.
#[must_use]
pub fn webfinger(server: &str, handle: &Handle) -> Request {
    let resource = percent::encode(&format!("acct:{}", handle.acct()));
    Request::get(format!(
        "https://{server}/.well-known/webfinger?resource={resource}"
    ))
}

/// The domain in the handles of a server, out of its webfinger answer for one of
/// its accounts: Mastodon answers for its `WEB_DOMAIN` with a subject on its
/// `LOCAL_DOMAIN`. `None` when the answer does not say, or is about somebody else.
#[must_use]
pub fn handle_domain(answer: &Response, user: &str) -> Option<String> {
    let value = answer.ok().then(|| answer.json()).flatten()?;
    let acct = value.get("subject")?.as_str()?.strip_prefix("acct:")?;
    let handle = Handle::parse(acct).ok()?;
    handle
        .user()
        .eq_ignore_ascii_case(user)
        .then(|| handle.host().to_owned())
}

/// What an account's own server says of acting from elsewhere: Activity Intents
/// (FEP-3b86, in Mastodon 4.6 with mastodon#38120) and the older subscribe link.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Intents {
    /// `…/3b86/Follow`, with `{object}`.
    pub follow: Option<String>,
    /// `http://ostatus.org/schema/1.0/subscribe`, with `{uri}`.
    pub subscribe: Option<String>,
    /// `…/3b86/Object`, with `{object}`.
    pub object: Option<String>,
    /// `…/3b86/Create`, with `{content}`.
    pub create: Option<String>,
}

const FOLLOW: &str = "https://w3id.org/fep/3b86/Follow";
const OBJECT: &str = "https://w3id.org/fep/3b86/Object";
const CREATE: &str = "https://w3id.org/fep/3b86/Create";
const SUBSCRIBE: &str = "http://ostatus.org/schema/1.0/subscribe";

impl Intents {
    /// Reads them out of a webfinger answer. Templates that are not `https://`
    /// to a domain, or that lack their placeholder, are left out.
    #[must_use]
    pub fn decode(answer: &Response) -> Self {
        let mut out = Self::default();
        let Some(value) = answer.ok().then(|| answer.json()).flatten() else {
            return out;
        };
        let links = value.get("links").and_then(|links| links.as_array());
        for link in links.unwrap_or_default() {
            let text = |field| link.get(field).and_then(|value| value.as_str());
            let (Some(rel), Some(template)) = (text("rel"), text("template")) else {
                continue;
            };
            let (slot, place) = match rel {
                FOLLOW => (&mut out.follow, "{object}"),
                SUBSCRIBE => (&mut out.subscribe, "{uri}"),
                OBJECT => (&mut out.object, "{object}"),
                CREATE => (&mut out.create, "{content}"),
                _ => continue,
            };
            if slot.is_none() && is_template(template, place) {
                *slot = Some(template.to_owned());
            }
        }
        out
    }

    /// All templates as texts, empty where there is none, to be kept and read with
    /// [`Intents::of_templates`].
    #[must_use]
    pub fn templates(&self) -> [&str; 4] {
        let all = [&self.follow, &self.subscribe, &self.object, &self.create];
        all.map(|it| it.as_deref().unwrap_or_default())
    }

    /// What [`Intents::templates`] gave, checked as in [`Intents::decode`].
    #[must_use]
    pub fn of_templates([follow, subscribe, object, create]: [&str; 4]) -> Self {
        let good = |text: &str, place| is_template(text, place).then(|| text.to_owned());
        Self {
            follow: good(follow, "{object}"),
            subscribe: good(subscribe, "{uri}"),
            object: good(object, "{object}"),
            create: good(create, "{content}"),
        }
    }
}

fn is_template(text: &str, place: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else {
        return false;
    };
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_graphic() && !b"\"'<>\\^`|".contains(&b));
    let lone = text.matches(place).count() == 1 && text.matches(['{', '}']).count() == 2;
    text.len() <= 1_000 && plain && lone && domain::normalise(host).is_ok_and(|it| it == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_is_a_handle_or_a_domain() {
        assert_eq!(Home::parse("@me@a.example").unwrap().domain(), "a.example");
        for text in [
            "a.example",
            " https://A.example/about ",
            "https://a.example/home",
        ] {
            assert_eq!(
                Home::parse(text),
                Ok(Home::Server("a.example".to_owned())),
                "{text}"
            );
        }
        for text in ["", "@me", "me", "localhost", "10.0.0.1"] {
            assert!(Home::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn whatever_names_a_server_elsewhere_names_it_here() {
        for (text, is_account) in [
            ("garden.example", false),
            ("garden.example/@friend", false),
            ("garden.example/about", false),
            ("@garden.example", false),
            ("https://garden.example:443/public/local", false),
            ("my server is garden.example", false),
            ("ana@garden.example", true),
            ("<@ana@garden.example>", true),
            ("＠ana＠garden。example", true),
            ("\u{200E}@ana@garden.example\u{200B}", true),
            ("https://garden.example/@ana", true),
        ] {
            let home = Home::parse(text).expect(text);
            assert_eq!(home.domain(), "garden.example", "{text}");
            assert_eq!(matches!(home, Home::Account(_)), is_account, "{text}");
            assert_eq!(
                domain::from_typed(text).as_deref(),
                Ok("garden.example"),
                "{text}"
            );
        }
    }

    #[test]
    fn host_meta_names_the_server_behind_a_domain() {
        let xml = r#"<?xml version="1.0"?><XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
            <Link rel="lrdd" template="https://social.a.example/.well-known/webfinger?resource={uri}"/></XRD>"#;
        assert_eq!(
            web_domain(&Response::new(200, xml)).as_deref(),
            Some("social.a.example")
        );
        for (status, body) in [
            (404, xml),
            (200, ""),
            (200, "<html>template</html>"),
            (200, r#"template="http://a.example/{uri}""#),
            (200, r#"template="https://a.example/x""#),
            (200, r#"template="https://127.0.0.1/{uri}""#),
            (200, r#"template="https://u:p@a.example/{uri}""#),
        ] {
            assert_eq!(web_domain(&Response::new(status, body)), None, "{body}");
        }
    }

    #[test]
    fn only_safe_templates_are_taken_from_webfinger() {
        let body = |template: &str| {
            format!(
                r#"{{"links":[{{"rel":"{SUBSCRIBE}","template":"{template}"}},{{"rel":"self"}},7]}}"#
            )
        };
        let good = "https://a.example/authorize_interaction?uri={uri}";
        let read = |text: &str| Intents::decode(&Response::new(200, text));
        assert_eq!(read(&body(good)).subscribe.as_deref(), Some(good));
        for bad in [
            "javascript:alert('{uri}')",
            "http://a.example/?u={uri}",
            "https://a.example/",
            "https://a.example/{uri}{uri}",
            "https://a.example/{object}",
            "https://a.example/{uri}{x}",
            "https://localhost/{uri}",
            "https://u@a.example/{uri}",
            "https://a.example:1/{uri}",
            "https://a.example/ {uri}",
        ] {
            assert_eq!(read(&body(bad)), Intents::default(), "{bad}");
        }
        assert_eq!(read("nonsense"), Intents::default());
        assert_eq!(
            Intents::decode(&Response::new(500, &body(good))),
            Intents::default()
        );
    }

    #[test]
    fn webfinger_names_the_domain_of_handles() {
        let of = |body: &str| handle_domain(&Response::new(200, body), "me");
        let good = r#"{"subject":"acct:me@a.example"}"#;
        assert_eq!(of(good).as_deref(), Some("a.example"));
        for body in [
            "",
            "{}",
            r#"{"subject":"acct:you@a.example"}"#,
            r#"{"subject":"me@a.example"}"#,
            r#"{"subject":"acct:me@localhost"}"#,
        ] {
            assert_eq!(of(body), None, "{body}");
        }
        assert_eq!(handle_domain(&Response::new(404, good), "me"), None);
    }

    #[test]
    fn webfinger_asks_for_the_acct_uri() {
        let handle = Handle::parse("me@a.example").unwrap();
        assert_eq!(
            webfinger("social.a.example", &handle).url,
            "https://social.a.example/.well-known/webfinger?resource=acct%3Ame%40a.example"
        );
    }
}
