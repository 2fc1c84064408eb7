//! What maintainers edit in `content/`, as typed Rust data for the app: plain
//! text and addresses, no markup, so that no parser rides in the bundle.

use serde::Deserialize;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Site {
    name: String,
    tagline: String,
    mission: String,
    independence: String,
    credits: Credits,
    follow: Vec<Follow>,
}

#[derive(Deserialize)]
struct Credits {
    text: String,
    person: Vec<Person>,
}

#[derive(Deserialize)]
struct Person {
    handle: String,
    url: String,
}

#[derive(Deserialize)]
struct Follow {
    label: String,
    url: String,
    note: Option<String>,
    archived: Option<String>,
}

#[derive(Deserialize)]
struct Figures {
    figure: Vec<Figure>,
}

#[derive(Deserialize)]
struct Figure {
    shown: String,
    what: String,
    change: Option<String>,
    when: String,
    source: String,
    note: Option<String>,
}

#[derive(Deserialize)]
struct Dewey {
    finding: String,
    when: String,
    report: String,
    publisher: String,
    url: String,
    archived: Option<String>,
}

#[derive(Deserialize)]
struct Highlights {
    highlight: Vec<Highlight>,
}

#[derive(Deserialize)]
struct Highlight {
    id: String,
    group: String,
    year: u32,
    title: String,
    text: String,
    status: Option<String>,
    #[serde(default)]
    links: Vec<Link>,
}

#[derive(Deserialize)]
struct Link {
    url: String,
    label: String,
    archived: Option<String>,
}

#[derive(Deserialize)]
struct ArticleHead {
    title: String,
    url: String,
    archived: Option<String>,
    publication: String,
    author: Option<String>,
    date: String,
    why: String,
}

#[derive(Deserialize)]
struct Topics {
    topic: Vec<Topic>,
}

#[derive(Deserialize)]
struct Topic {
    key: String,
}

/// Understood in free text or in lists, but no interest that one ticks.
const NOT_OFFERED: [&str; 3] = ["general", "regional", "adult"];

/// Reads `content/` and writes it as Rust.
///
/// # Errors
/// Sentences that name the file and what is wrong in it.
pub(crate) fn rust(folder: &Path) -> Result<String, Vec<String>> {
    let mut out = String::new();
    let site: Site = read(&folder.join("site.toml"))?;
    let _ = writeln!(
        out,
        "/// Who we are.\npub static SITE: Site = Site {{ name: {:?}, tagline: {:?}, mission: {:?}, \
         independence: {:?}, credits: {:?}, people: &[",
        site.name, site.tagline, site.mission, site.independence, site.credits.text
    );
    for person in &site.credits.person {
        link(&mut out, &person.handle, &person.url, None);
    }
    out.push_str("], follow: &[\n");
    for follow in &site.follow {
        out.push_str("Follow { link: ");
        link(
            &mut out,
            &follow.label,
            &follow.url,
            follow.archived.as_deref(),
        );
        let _ = writeln!(out, " note: {:?} }},", follow.note);
    }
    out.push_str("] };\n\n");

    let figures: Figures = read(&folder.join("figures.toml"))?;
    out.push_str("/// Figures with their time.\npub static FIGURES: &[Figure] = &[\n");
    for f in &figures.figure {
        let _ = writeln!(
            out,
            "Figure {{ shown: {:?}, what: {:?}, change: {:?}, when: {:?}, source: {:?}, note: {:?} }},",
            f.shown, f.what, f.change, f.when, f.source, f.note
        );
    }
    out.push_str("];\n\n");

    let dewey: Dewey = read(&folder.join("dewey.toml"))?;
    let _ = write!(
        out,
        "/// The study of where people went.\npub static STUDY: Study = Study {{ finding: {:?}, when: {:?}, link: ",
        dewey.finding, dewey.when
    );
    let label = format!("{}: {}", dewey.publisher, dewey.report);
    link(&mut out, &label, &dewey.url, dewey.archived.as_deref());
    out.push_str("};\n\n");

    let highlights: Highlights = read(&folder.join("highlights.toml"))?;
    out.push_str(
        "/// What people did to spread Mastodon.\npub static HIGHLIGHTS: &[Highlight] = &[\n",
    );
    for h in &highlights.highlight {
        let _ = write!(
            out,
            "Highlight {{ id: {:?}, group: {:?}, year: {}, title: {:?}, text: {:?}, status: {:?}, links: &[",
            h.id, h.group, h.year, h.title, h.text, h.status
        );
        for l in &h.links {
            link(&mut out, &l.label, &l.url, l.archived.as_deref());
        }
        out.push_str("] },\n");
    }
    out.push_str("];\n\n");

    out.push_str("/// Articles, newest first.\npub static ARTICLES: &[Article] = &[\n");
    for (head, body) in articles(&folder.join("articles"))? {
        let _ = write!(
            out,
            "Article {{ publication: {:?}, author: {:?}, date: {:?}, why: {:?}, text: {:?}, link: ",
            head.publication, head.author, head.date, head.why, body
        );
        link(&mut out, &head.title, &head.url, head.archived.as_deref());
        out.push_str("},\n");
    }
    out.push_str("];\n\n");

    let topics: Topics = read(&folder.join("topics.toml"))?;
    out.push_str(
        "/// The topics that are offered, in their order.\npub static TOPICS: &[&str] = &[",
    );
    for topic in &topics.topic {
        if !NOT_OFFERED.contains(&topic.key.as_str()) {
            let _ = write!(out, "{:?}, ", topic.key);
        }
    }
    out.push_str("];\n");
    Ok(out)
}

fn link(out: &mut String, label: &str, url: &str, archived: Option<&str>) {
    let _ = write!(
        out,
        "Link {{ label: {label:?}, url: {url:?}, archived: {archived:?} }},"
    );
}

/// Articles are a head between `+++` lines and plain paragraphs.
fn articles(folder: &Path) -> Result<Vec<(ArticleHead, String)>, Vec<String>> {
    let entries = fs::read_dir(folder)
        .map_err(|error| vec![format!("cannot read {}: {error}", folder.display())])?;
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_none_or(|ext| ext != "md") {
            continue;
        }
        let name = path.display();
        let text = fs::read_to_string(&path).map_err(|e| vec![format!("{name}: {e}")])?;
        let Some((head, body)) = text
            .strip_prefix("+++\n")
            .and_then(|rest| rest.split_once("\n+++\n"))
        else {
            return Err(vec![format!(
                "{name}: the head between +++ lines is missing"
            )]);
        };
        let head: ArticleHead = toml::from_str(head).map_err(|e| vec![format!("{name}: {e}")])?;
        found.push((head, body.trim().to_owned()));
    }
    found.sort_by(|a, b| b.0.date.cmp(&a.0.date));
    Ok(found)
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, Vec<String>> {
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|e| vec![format!("cannot read {name}: {e}")])?;
    toml::from_str(&text).map_err(|e| vec![format!("{name}: {e}")])
}
