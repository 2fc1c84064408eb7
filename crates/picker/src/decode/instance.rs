//! What a server says of itself: `GET /api/v2/instance`, and v1 for older
//! Mastodon and other software. Both become one [`InstanceInfo`].

use super::loose::{self, MAX_DESCRIPTION};
use super::outcome::DecodeError;
use super::rules::{self, Rule};
use super::software::Software;
use crate::date::Date;
use crate::domain;
use crate::https_url::HttpsUrl;
use crate::json::{Look as _, Value};
use crate::language::Language;
use crate::model::SignUp;
use crate::plain_text::{one_line, paragraphs};

/// A server's own word.
#[derive(Debug, Clone, PartialEq)]
pub struct InstanceInfo {
    /// Its domain in normal form, when it states a valid one. May differ from
    /// the one that was asked: accounts can live under another name.
    pub domain: Option<String>,
    /// Its name for itself.
    pub title: Option<String>,
    /// What it says of itself, one line of plain text.
    pub description: Option<String>,
    /// The version field as it stands, cleaned.
    pub version: Option<String>,
    /// Which software this is.
    pub software: Software,
    /// How one gets in.
    pub registrations: Registrations,
    /// Languages it names. Often just the installation's default: other
    /// sources go first.
    pub languages: Vec<Language>,
    /// Its rules, in its order.
    pub rules: Vec<Rule>,
    /// Whom to write to.
    pub contact_email: Option<String>,
    /// The contact account, which may be missing.
    pub contact: Option<Contact>,
    /// People active in the last month. Zero is not kept: servers under
    /// limited federation say so whatever is true.
    pub active_month: Option<u64>,
    /// Accounts (v1 only).
    pub total_users: Option<u64>,
    /// It talks to chosen servers only.
    pub limited_federation: Option<bool>,
    /// Pages with what it binds itself and its members to.
    pub pages: Pages,
    /// Its icons, the smallest first that is large enough to be seen, and then its
    /// picture (v2 only).
    pub pictures: Vec<HttpsUrl>,
}

impl InstanceInfo {
    /// Pictures of the server that lie on its own host, the fittest first: no other host
    /// is to learn that somebody looks at this server.
    pub fn faces(&self, domain: &str) -> impl Iterator<Item = &HttpsUrl> {
        self.pictures.iter().filter(move |picture| {
            let host = picture.host();
            let below = host.strip_suffix(domain);
            host == domain || below.is_some_and(|below| below.ends_with('.'))
        })
    }
}

/// The least width of an icon that is not blurred in a space of 48 pixels on a fine
/// screen.
const ICON_FROM: u64 = 96;

/// Icons (Mastodon 4.3 and later: `[{"src": …, "size": "192x192"}]`), then the picture.
/// What Mastodon shows by itself where a server has none (below `/packs/`) is no
/// picture of the server.
fn pictures(root: &Value<'_>) -> Vec<HttpsUrl> {
    let nothing = Value::Null;
    let part = |field: &str| root.get(field).unwrap_or(&nothing);
    let mut icons: Vec<(u64, &str)> = Vec::new();
    for icon in part("icon").as_array().into_iter().flatten().take(20) {
        let size = loose::text(icon, "size").and_then(|size| size.split('x').next()?.parse().ok());
        if let (Some(size), Some(src)) = (size, loose::text(icon, "src")) {
            icons.push((size, src));
        }
    }
    icons.sort_by_key(|(size, _)| (*size < ICON_FROM, *size));
    let icons = icons.into_iter().map(|(_, src)| src);
    let all = icons.chain(loose::text(part("thumbnail"), "url"));
    let own = all.filter_map(HttpsUrl::parse);
    own.filter(|url| !url.as_str().contains("/packs/"))
        .collect()
}

/// Addresses of pages of a server, from Mastodon 4.4 on (v2 only).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages {
    /// What it says of itself at length.
    pub about: Option<HttpsUrl>,
    /// What it does with personal data.
    pub privacy: Option<HttpsUrl>,
    /// The terms of service, where it has set some.
    pub terms: Option<HttpsUrl>,
}

/// How one gets in, by the server's own word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registrations {
    /// New accounts are taken.
    pub enabled: Option<bool>,
    /// A person reviews each request.
    pub approval_required: Option<bool>,
    /// The request must say why. Means something only with approval.
    pub reason_required: Option<bool>,
    /// Why sign-ups are closed, in the server's words, as plain text.
    pub message: Option<String>,
    /// The youngest age that may join, in years.
    pub min_age: Option<u8>,
    /// Where to sign up instead of the usual page.
    pub url: Option<HttpsUrl>,
    /// Members can invite others, also while sign-ups are closed (v1 only).
    pub invites_enabled: Option<bool>,
}

impl Registrations {
    /// The way of signing up; `None` when the answer does not say.
    #[must_use]
    pub const fn sign_up(&self) -> Option<SignUp> {
        match (self.enabled, self.approval_required) {
            (Some(false), _) => Some(SignUp::Closed),
            (Some(true), Some(true)) => Some(SignUp::Approval),
            (Some(true), Some(false)) => Some(SignUp::Instant),
            (Some(true), None) => Some(SignUp::Open),
            (None, _) => None,
        }
    }
}

/// The account to turn to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The account's name on the server.
    pub name: String,
    /// Its page.
    pub url: Option<HttpsUrl>,
    /// The day it was made: the server is at least that old.
    pub created: Option<Date>,
}

/// Decodes `GET /api/v2/instance`.
///
/// # Errors
/// When the body is no such answer: see [`DecodeError`].
pub fn instance_v2(bytes: &[u8]) -> Result<InstanceInfo, DecodeError> {
    let text = loose::body(bytes)?;
    let root = loose::object(&text, "an instance (v2)")?;
    if !["domain", "title", "registrations"]
        .iter()
        .any(|f| root.get(f).is_some())
    {
        return Err(DecodeError::WrongShape("an instance (v2)"));
    }
    let nothing = Value::Null;
    let part = |field: &str| root.get(field).unwrap_or(&nothing);
    let contact = part("contact");
    let mut info = common(&root);
    info.domain = loose::text(&root, "domain").and_then(|d| domain::from_uri(d).ok());
    info.registrations = registrations(part("registrations"));
    info.contact_email = email(contact);
    info.contact = contact.get("account").and_then(account);
    info.active_month = root
        .get("usage")
        .and_then(|usage| usage.get("users"))
        .and_then(|users| loose::count(users, "active_month").value())
        .filter(|n| *n > 0);
    info.limited_federation = loose::flag(part("configuration"), "limited_federation").value();
    info.pictures = pictures(&root);
    if let Some(urls) = part("configuration").get("urls") {
        let page = |field: &str| loose::text(urls, field).and_then(HttpsUrl::parse);
        info.pages = Pages {
            about: page("about"),
            privacy: page("privacy_policy"),
            terms: page("terms_of_service"),
        };
    }
    Ok(info)
}

/// Decodes `GET /api/v1/instance`.
///
/// # Errors
/// When the body is no such answer: see [`DecodeError`].
pub fn instance_v1(bytes: &[u8]) -> Result<InstanceInfo, DecodeError> {
    let text = loose::body(bytes)?;
    let root = loose::object(&text, "an instance (v1)")?;
    if !["uri", "title", "registrations"]
        .iter()
        .any(|f| root.get(f).is_some())
    {
        return Err(DecodeError::WrongShape("an instance (v1)"));
    }
    let mut info = common(&root);
    if let Some(short) = loose::line(&root, "short_description", MAX_DESCRIPTION) {
        info.description = Some(short);
    }
    info.domain = loose::text(&root, "uri").and_then(|uri| domain::from_uri(uri).ok());
    info.registrations = Registrations {
        enabled: loose::flag(&root, "registrations").value(),
        invites_enabled: loose::flag(&root, "invites_enabled").value(),
        ..registrations(&root)
    };
    info.contact_email = email(&root);
    info.contact = root.get("contact_account").and_then(account);
    info.total_users = root
        .get("stats")
        .and_then(|stats| loose::count(stats, "user_count").value())
        .filter(|n| *n > 0);
    Ok(info)
}

/// The fields that both versions have.
fn common(root: &Value<'_>) -> InstanceInfo {
    let line = |field: &str, max: usize| loose::line(root, field, max);
    let mut languages: Vec<Language> = Vec::new();
    for language in loose::texts(root, "languages").into_iter().take(32) {
        match Language::parse(language) {
            Some(language) if !languages.contains(&language) => languages.push(language),
            _ => {}
        }
    }
    InstanceInfo {
        domain: None,
        title: line("title", 100),
        description: line("description", MAX_DESCRIPTION),
        version: line("version", 80),
        software: Software::of_instance(root),
        registrations: Registrations::default(),
        languages,
        rules: rules::read(root),
        contact_email: None,
        contact: None,
        active_month: None,
        total_users: None,
        limited_federation: None,
        pages: Pages::default(),
        pictures: Vec::new(),
    }
}

fn registrations(from: &Value<'_>) -> Registrations {
    Registrations {
        enabled: loose::flag(from, "enabled").value(),
        approval_required: loose::flag(from, "approval_required").value(),
        reason_required: loose::flag(from, "reason_required").value(),
        message: loose::text(from, "message")
            .map(|text| paragraphs(text, 2_000))
            .filter(|text| !text.is_empty()),
        min_age: loose::count(from, "min_age")
            .value()
            .and_then(|age| u8::try_from(age).ok())
            .filter(|age| (1..=99).contains(age)),
        url: loose::text(from, "url").and_then(HttpsUrl::parse),
        invites_enabled: None,
    }
}

fn email(from: &Value<'_>) -> Option<String> {
    let email = loose::text(from, "email")?;
    let (user, host) = email.rsplit_once('@')?;
    let plain = |c: char| c.is_alphanumeric() || ".-_+'".contains(c);
    let ok = !user.is_empty() && user.len() <= 64 && user.chars().all(plain);
    (ok && domain::normalise(host).is_ok()).then(|| email.to_owned())
}

fn account(from: &Value<'_>) -> Option<Contact> {
    let name = one_line(
        loose::text(from, "acct").or_else(|| loose::text(from, "username"))?,
        100,
    );
    (!name.is_empty()).then(|| Contact {
        name,
        url: loose::text(from, "url").and_then(HttpsUrl::parse),
        created: loose::date(from, "created_at"),
    })
}
