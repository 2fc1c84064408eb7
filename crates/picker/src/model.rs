//! What is known of a server, each fact with where it came from and from when.

use crate::date::Date;
use crate::https_url::HttpsUrl;
use crate::language::Language;

/// Where a fact comes from. Later variants outrank earlier ones when two
/// sources state the same fact: the server itself knows best whether it takes
/// sign-ups, and a maintainer's correction stands above everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// `content/servers.toml`, written by this project's maintainers.
    Curated,
    /// The snapshot of the joinmastodon directory that was bundled at build time.
    Snapshot,
    /// The joinmastodon directory, as it answered.
    Joinmastodon,
    /// The server's own API, asked from the visitor's browser.
    Live,
    /// `content/overrides.toml`, a maintainer's correction.
    Override,
}

impl Source {
    /// A short, stable name for data files and messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Curated => "curated",
            Self::Snapshot => "snapshot",
            Self::Joinmastodon => "joinmastodon",
            Self::Live => "live",
            Self::Override => "override",
        }
    }
}

/// A value with its source and the day it was true.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// Who says so.
    pub source: Source,
    /// The day it was stated, when known.
    pub as_of: Option<Date>,
}

impl<T> Fact<T> {
    /// A fact from `source` as of a day.
    pub const fn new(value: T, source: Source, as_of: Option<Date>) -> Self {
        Self {
            value,
            source,
            as_of,
        }
    }
}

/// How one gets an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignUp {
    /// The account works as soon as the mail is confirmed.
    Instant,
    /// A person reads each request first.
    Approval,
    /// New accounts are taken; whether at once or after a person's review is
    /// not known.
    Open,
    /// No new accounts.
    Closed,
}

impl SignUp {
    /// A short, stable name for data files and messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Instant => "instant",
            Self::Approval => "approval",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    /// Reads a way of signing up by its [`SignUp::key`].
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        [Self::Instant, Self::Approval, Self::Open, Self::Closed]
            .into_iter()
            .find(|sign_up| sign_up.key() == key)
    }
}

/// The continent where the operator is legally based, as the joinmastodon
/// directory names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// Africa.
    Africa,
    /// Asia.
    Asia,
    /// Europe.
    Europe,
    /// North America.
    NorthAmerica,
    /// Oceania.
    Oceania,
    /// South America.
    SouthAmerica,
}

impl Region {
    /// All regions, in the order they are offered.
    pub const ALL: [Self; 6] = [
        Self::Africa,
        Self::Asia,
        Self::Europe,
        Self::NorthAmerica,
        Self::Oceania,
        Self::SouthAmerica,
    ];

    /// The directory's own key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Africa => "africa",
            Self::Asia => "asia",
            Self::Europe => "europe",
            Self::NorthAmerica => "north_america",
            Self::Oceania => "oceania",
            Self::SouthAmerica => "south_america",
        }
    }

    /// Reads the directory's key; anything else, the empty string too, is no
    /// statement and so `None`.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.key() == key)
    }
}

/// Who is behind a server, in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegalForm {
    /// An association, company or other legal person (the directory's
    /// `ownership=juridicial`).
    Organisation,
    /// One or several people in their own name (`ownership=natural`).
    People,
}

impl LegalForm {
    /// A short, stable name for data files, addresses and messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::People => "people",
        }
    }

    /// Reads a legal form by its [`LegalForm::key`].
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        [Self::Organisation, Self::People]
            .into_iter()
            .find(|form| form.key() == key)
    }
}

/// How big a community is, by weekly active people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// Under 250 a week: one comes to know the regulars.
    Cosy,
    /// 250 to 2,499 a week.
    Medium,
    /// 2,500 a week and more.
    Large,
}

impl Size {
    /// All sizes, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Cosy, Self::Medium, Self::Large];

    /// The least weekly actives of a medium community.
    pub const MEDIUM_FROM: u64 = 250;
    /// The least weekly actives of a large community.
    pub const LARGE_FROM: u64 = 2_500;

    /// The class that a count of weekly active people falls in.
    #[must_use]
    pub const fn of(weekly_active: u64) -> Self {
        if weekly_active < Self::MEDIUM_FROM {
            Self::Cosy
        } else if weekly_active < Self::LARGE_FROM {
            Self::Medium
        } else {
            Self::Large
        }
    }

    /// A short, stable name for data files, addresses and messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Cosy => "cosy",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// Reads a size by its [`Size::key`].
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.key() == key)
    }
}

/// Why a server is not recommended although it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HealthFlag {
    /// Figures that cannot be true (more weekly actives than accounts, or
    /// more than the whole network): nothing it claims is believed.
    Implausible,
    /// Nobody was active in the week that was counted.
    Silent,
    /// Software so old that it no longer gets security fixes and has known holes.
    Outdated,
    /// A maintainer took it out, for good or until a day.
    Excluded,
}

impl HealthFlag {
    /// A short, stable name for data files and messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Implausible => "implausible",
            Self::Silent => "silent",
            Self::Outdated => "outdated",
            Self::Excluded => "excluded",
        }
    }

    /// Reads a flag by its [`HealthFlag::key`].
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        [
            Self::Implausible,
            Self::Silent,
            Self::Outdated,
            Self::Excluded,
        ]
        .into_iter()
        .find(|flag| flag.key() == key)
    }
}

/// One week of a server's own activity count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// The first day of the week.
    pub start: Date,
    /// People who logged in.
    pub logins: u64,
    /// New accounts.
    pub registrations: u64,
    /// Posts written.
    pub statuses: u64,
}

/// One server with all that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// The domain in normal form: lower case, ASCII (`xn--…` where needed).
    /// Validated where it was decoded: it is safe in an address.
    pub domain: String,
    /// The server's own name for itself.
    pub title: Option<Fact<String>>,
    /// What it says of itself, as plain text.
    pub description: Option<Fact<String>>,
    /// A line by this project's maintainers on whom it suits.
    pub note: Option<Fact<String>>,
    /// Languages spoken there, the main one first.
    pub languages: Vec<Fact<Language>>,
    /// Topic keys (`tech`, `trains`), each with its own source: the
    /// directory's categories and the curated ones side by side.
    pub topics: Vec<Fact<String>>,
    /// Free keywords beyond the topics ("rust", "birdwatching").
    pub tags: Vec<Fact<String>>,
    /// Where the operator is legally based.
    pub region: Option<Fact<Region>>,
    /// Who runs it, in law.
    pub legal_form: Option<Fact<LegalForm>>,
    /// How one gets an account.
    pub sign_up: Option<Fact<SignUp>>,
    /// Whether the request for an account must say why. Only with approval.
    pub reason_required: Option<Fact<bool>>,
    /// Where to sign up when it is not the usual page (single sign-on): an
    /// https address.
    pub sign_up_url: Option<Fact<HttpsUrl>>,
    /// The youngest age that may join, in years.
    pub min_age: Option<Fact<u8>>,
    /// People active in the last week that was counted.
    pub weekly_active: Option<Fact<u64>>,
    /// The size class alone, where no count is known.
    pub size: Option<Fact<Size>>,
    /// Accounts ever made and not deleted.
    pub total_users: Option<Fact<u64>>,
    /// The software's version, as it names itself.
    pub version: Option<Fact<String>>,
    /// Meant for adults only.
    pub adult: Option<Fact<bool>>,
    /// The last weeks by the server's own count, newest first.
    pub activity: Option<Fact<Vec<Week>>>,
    /// Why it is not recommended; empty for a healthy server.
    pub flags: Vec<HealthFlag>,
}

impl Server {
    /// A server of which nothing but the domain is known.
    #[must_use]
    pub fn new(domain: impl Into<String>) -> Self {
        Self {
            domain: domain.into(),
            title: None,
            description: None,
            note: None,
            languages: Vec::new(),
            topics: Vec::new(),
            tags: Vec::new(),
            region: None,
            legal_form: None,
            sign_up: None,
            reason_required: None,
            sign_up_url: None,
            min_age: None,
            weekly_active: None,
            size: None,
            total_users: None,
            version: None,
            adult: None,
            activity: None,
            flags: Vec::new(),
        }
    }

    /// The size class: from the count when there is one, else as curated.
    #[must_use]
    pub fn size_class(&self) -> Option<Fact<Size>> {
        match &self.weekly_active {
            Some(count) => Some(Fact::new(Size::of(count.value), count.source, count.as_of)),
            None => self.size.clone(),
        }
    }

    /// Where to sign up: the address that the server names itself, else
    /// Mastodon's usual page.
    #[must_use]
    pub fn sign_up_address(&self) -> String {
        match &self.sign_up_url {
            Some(url) => url.value.to_string(),
            None => format!("https://{}/auth/sign_up", self.domain),
        }
    }
}
