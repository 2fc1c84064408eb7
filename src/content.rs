//! What maintainers wrote in `content/`, baked in by `build/content.rs`.

/// A link with its label, and a web archive's copy where there is one.
#[derive(Debug)]
pub struct Link {
    /// What it says.
    pub label: &'static str,
    /// Where it leads.
    pub url: &'static str,
    /// The same page in a web archive.
    pub archived: Option<&'static str>,
}

/// Who we are.
#[derive(Debug)]
pub struct Site {
    /// The site's name.
    pub name: &'static str,
    /// Three words of what it is about.
    pub tagline: &'static str,
    /// The mission, word for word.
    pub mission: &'static str,
    /// Whom we do not belong to.
    pub independence: &'static str,
    /// Who made this.
    pub credits: &'static str,
    /// The people named in the credits.
    pub people: &'static [Link],
    /// Places to follow.
    pub follow: &'static [Follow],
}

/// A place to follow.
#[derive(Debug)]
pub struct Follow {
    /// Where.
    pub link: Link,
    /// What to know before going there.
    pub note: Option<&'static str>,
}

/// A figure of its time.
#[derive(Debug)]
pub struct Figure {
    /// The number as people say it.
    pub shown: &'static str,
    /// What was counted.
    pub what: &'static str,
    /// How it had changed.
    pub change: Option<&'static str>,
    /// When that was.
    pub when: &'static str,
    /// Who said so.
    pub source: &'static str,
    /// What to know about it.
    pub note: Option<&'static str>,
}

/// A study and its finding.
#[derive(Debug)]
pub struct Study {
    /// What it found.
    pub finding: &'static str,
    /// When.
    pub when: &'static str,
    /// The report.
    pub link: Link,
}

/// Something that people did.
#[derive(Debug)]
pub struct Highlight {
    /// Its name in addresses.
    pub id: &'static str,
    /// The group it belongs to.
    pub group: &'static str,
    /// The year.
    pub year: u32,
    /// In a few words.
    pub title: &'static str,
    /// In a sentence or two.
    pub text: &'static str,
    /// What became of it.
    pub status: Option<&'static str>,
    /// Where to read on.
    pub links: &'static [Link],
}

/// An article that others wrote.
#[derive(Debug)]
pub struct Article {
    /// The article: its title and address.
    pub link: Link,
    /// Where it appeared.
    pub publication: &'static str,
    /// Who wrote it.
    pub author: Option<&'static str>,
    /// The day, as `2022-12-21`.
    pub date: &'static str,
    /// Why one would read it, in a line.
    pub why: &'static str,
    /// What it says, in our words.
    pub text: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/content.rs"));
