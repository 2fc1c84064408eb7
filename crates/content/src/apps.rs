//! `content/apps.toml`: apps for Mastodon.

use picker::date::Date;
use toml::Spanned;

use crate::fields::{Ids, optional_url, required, url, when};
use crate::partial_date::PartialDate;
use crate::table::Table;

/// What an app runs on, in the order in which the page offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Platform {
    Android,
    Iphone,
    Ipad,
    Watch,
    Web,
    Windows,
    Mac,
    Linux,
    Terminal,
    Retro,
}

impl Platform {
    /// All, in order.
    pub const ALL: [Self; 10] = [
        Self::Android,
        Self::Iphone,
        Self::Ipad,
        Self::Watch,
        Self::Web,
        Self::Windows,
        Self::Mac,
        Self::Linux,
        Self::Terminal,
        Self::Retro,
    ];

    /// The name in the file.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Android => "android",
            Self::Iphone => "iphone",
            Self::Ipad => "ipad",
            Self::Watch => "watch",
            Self::Web => "web",
            Self::Windows => "windows",
            Self::Mac => "mac",
            Self::Linux => "linux",
            Self::Terminal => "terminal",
            Self::Retro => "retro",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == text)
    }
}

/// What an app costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Price {
    /// Nothing.
    Free,
    /// Free, some of it paid.
    Freemium,
    /// Money.
    Paid,
}

impl Price {
    /// The name in the file.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Freemium => "freemium",
            Self::Paid => "paid",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Free, Self::Freemium, Self::Paid]
            .into_iter()
            .find(|it| it.key() == text)
    }
}

/// An app.
#[derive(Debug)]
pub struct App {
    /// Its name.
    pub name: String,
    /// What it runs on.
    pub platforms: Vec<Platform>,
    /// What it costs.
    pub price: Price,
    /// What it is best at, in a sentence of ours.
    pub best_at: String,
    /// Where to get it.
    pub url: String,
    /// Where its code is.
    pub source: Option<String>,
    /// When it was last seen in a list of apps.
    pub as_of: Option<PartialDate>,
}

pub(crate) fn read(table: &mut Table<'_, '_>, today: Date) -> Vec<App> {
    let mut names = Ids::default();
    let mut out = Vec::new();
    for (span, row) in table.rows("app") {
        let mut row = Table::new(table.file, span, row);
        let name = row.required("name");
        if let Some(name) = &name {
            names.claim(&mut row, name, "app");
        }
        let mut platforms = Vec::new();
        for text in row.texts("platforms") {
            match Platform::parse(text.get_ref()) {
                Some(platform) => platforms.push(platform),
                None => {
                    let known = Platform::ALL.map(Platform::key).join(", ");
                    let message = format!("\"{}\" is none of: {known}", text.get_ref());
                    row.file.problem(&text.span(), message);
                }
            }
        }
        let span = row.span.clone();
        if platforms.is_empty() {
            let message = "`platforms` must name at least one";
            row.file.problem(&span, message);
        }
        if !row.has("price") {
            row.file.problem(&span, "`price` is missing");
        }
        out.push(App {
            name: name.map(Spanned::into_inner).unwrap_or_default(),
            platforms,
            price: row
                .key("price", "free, freemium, paid", Price::parse)
                .unwrap_or(Price::Free),
            best_at: required(&mut row, "best_at"),
            url: url(&mut row),
            source: optional_url(&mut row, "source"),
            as_of: when(&mut row, "as_of", today),
        });
        row.finish();
    }
    out
}
