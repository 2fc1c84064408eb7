//! Whether a page says whose it is: `rel="me"`, which Mastodon checks before it shows
//! the page as verified on a profile, and `fediverse:creator`, which names the author
//! below a preview. A page is read as its visitor pastes it: nothing is fetched.

use fill::handle::Handle;
use fill::links::profile;

/// What a page says about one of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It names this account.
    Right,
    /// It names others alone; this is the first of them.
    Other(String),
    /// It names none.
    Missing,
}

/// What a page says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// Links to profiles of its owner (`a` and `link`).
    pub rel_me: Claim,
    /// Its author.
    pub creator: Claim,
}

/// Reads the HTML of a page for an account.
#[must_use]
pub fn read(html: &str, handle: &Handle) -> Claims {
    let profile = profile(handle).to_lowercase();
    let (mut links, mut creators) = (Vec::new(), Vec::new());
    for tag in tags(html) {
        let value = |name: &str| {
            let found = tag.attributes.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.trim())
        };
        match tag.name.as_str() {
            "a" | "link" => {
                let of_me = value("rel").is_some_and(|rel| {
                    rel.split_whitespace()
                        .any(|it| it.eq_ignore_ascii_case("me"))
                });
                links.extend(value("href").filter(|_| of_me).map(str::to_owned));
            }
            "meta" => {
                let named = value("name").or(value("property"));
                if named.is_some_and(|it| it.eq_ignore_ascii_case("fediverse:creator")) {
                    creators.extend(value("content").map(str::to_owned));
                }
            }
            _ => {}
        }
    }
    Claims {
        // VerifyLinkService compares without regard to case.
        rel_me: claim(links, |it| it.to_lowercase() == profile),
        creator: claim(creators, |it| {
            Handle::parse(it).is_ok_and(|it| it == *handle)
        }),
    }
}

fn claim(found: Vec<String>, is_right: impl Fn(&str) -> bool) -> Claim {
    if found.iter().any(|it| is_right(it)) {
        return Claim::Right;
    }
    let mut found = found.into_iter();
    found.next().map_or(Claim::Missing, Claim::Other)
}

struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

/// Elements whose content is no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// The start tags of a document, in order; comments and scripts are left out.
fn tags(html: &str) -> Vec<Tag> {
    let mut out = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = after_comment(comment);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (tag, after) = tag(rest);
        rest = after;
        if RAW.contains(&tag.name.as_str()) {
            rest = raw_end(rest, &tag.name).map_or("", |at| &rest[at..]);
        }
        out.push(tag);
    }
    out
}

/// What comes after a comment, from behind its `<!--`. `<!-->` and `<!--->` are whole
/// (HTML, 13.2.5.43), and one that never ends takes the rest of the page with it.
fn after_comment(text: &str) -> &str {
    for empty in [">", "->"] {
        if let Some(after) = text.strip_prefix(empty) {
            return after;
        }
    }
    let end = |mark: &str| text.find(mark).map(|at| at + mark.len());
    let ends = [end("-->"), end("--!>")];
    ends.into_iter()
        .flatten()
        .min()
        .map_or("", |at| &text[at..])
}

/// Where the end tag of this name, which is in small letters, begins. Only what is
/// passed is read: a page of many scripts is not gone through for each of them.
fn raw_end(text: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find("</") {
        at += found;
        let after = &text.as_bytes()[at + 2..];
        if after
            .get(..name.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
        {
            return Some(at);
        }
        at += 2;
    }
    None
}

/// The tag that a text begins with, and what comes after it.
fn tag(text: &str) -> (Tag, &str) {
    let ends_name = |c: char| c.is_whitespace() || c == '>' || c == '/';
    let (name, mut rest) = text.split_at(text.find(ends_name).unwrap_or(text.len()));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            break;
        }
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        let ends = |c: char| ends_name(c) || c == '=';
        let length = rest.find(ends).unwrap_or(rest.len());
        // An equals sign without a name is one, as browsers read it.
        let length = if length == 0 { 1 } else { length };
        let (key, after) = rest.split_at(length);
        let (value, after) = value(after);
        attributes.push((key.to_ascii_lowercase(), value));
        rest = after;
    }
    let name = name.to_ascii_lowercase();
    (Tag { name, attributes }, rest)
}

/// The value of an attribute, and what comes after it.
fn value(text: &str) -> (String, &str) {
    let Some(rest) = text.trim_start().strip_prefix('=') else {
        return (String::new(), text);
    };
    let rest = rest.trim_start();
    for mark in ['"', '\''] {
        if let Some(inside) = rest.strip_prefix(mark) {
            let (value, after) = inside.split_once(mark).unwrap_or((inside, ""));
            return (unescape(value), after);
        }
    }
    let ends = |c: char| c.is_whitespace() || c == '>';
    let (value, after) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
    (unescape(value), after)
}

/// The entities that occur in addresses.
fn unescape(text: &str) -> String {
    text.replace("&#64;", "@")
        .replace("&#x40;", "@")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snippet;
    use proptest::prelude::*;

    fn ana() -> Handle {
        Handle::parse("@ana@a.example").unwrap()
    }

    #[test]
    fn what_our_own_snippets_say_is_found() {
        let page = format!(
            "<!doctype html><html><head>{}</head><body><p>x</p>{}</body></html>",
            snippet::creator(&ana()),
            snippet::rel_me(&ana())
        );
        let right = Claims {
            rel_me: Claim::Right,
            creator: Claim::Right,
        };
        assert_eq!(read(&page, &ana()), right);
        assert_eq!(
            read(&snippet::rel_me_in_head(&ana()), &ana()).rel_me,
            Claim::Right
        );
    }

    #[test]
    fn pages_are_read_as_people_write_them() {
        for page in [
            "<A HREF=https://A.example/@Ana REL='noopener me'>x</A>",
            "<a class=x rel = \"me nofollow\"\n href = 'https://a.example/@ana' >x",
            "<link/rel='me'/href='https://a.example/@ana'/>",
            "<!--><a rel=me href=https://a.example/@ana>",
            "<!---><a rel=me href=https://a.example/@ana>",
            "<!-- x --!><a rel=me href=https://a.example/@ana>",
            "<SCRIPT>'</p>'</Script ><a rel=me href=https://a.example/@ana>",
            "<style>ſ</style><a rel=me href=https://a.example/@ana>",
            "<a rel=me href=https://b.example/@x></a><a rel=me href='https://a.example/&#64;ana'>",
        ] {
            assert_eq!(read(page, &ana()).rel_me, Claim::Right, "{page}");
        }
        let creator = "<meta property='fediverse:creator' content='ana@A.example'>";
        assert_eq!(read(creator, &ana()).creator, Claim::Right);
    }

    #[test]
    fn a_page_of_many_scripts_is_read_in_one_go() {
        // 3.5 MB. Copied as a whole for each script, these would be 700 GB, and
        // this test would take minutes.
        let page = "<script>x</script>".repeat(200_000);
        assert_eq!(read(&page, &ana()).rel_me, Claim::Missing);
    }

    #[test]
    fn others_and_none_are_told_apart() {
        let other = "<a rel=me href=https://b.example/@bo>";
        let found = read(other, &ana()).rel_me;
        assert_eq!(found, Claim::Other("https://b.example/@bo".to_owned()));
        for page in [
            "",
            "<a href=https://a.example/@ana>no rel</a>",
            "<a rel=home href=https://a.example/@ana>",
            "<!-- <a rel=me href=https://a.example/@ana> -->",
            "<script>'<a rel=me href=https://a.example/@ana>'</script>",
            "<title><a rel=me href=https://a.example/@ana></title>",
            "<p data-x='<a rel=me href=https://a.example/@ana>'>",
        ] {
            assert_eq!(read(page, &ana()).rel_me, Claim::Missing, "{page}");
        }
    }

    proptest! {
        #[test]
        fn any_page_is_read(page in "(?s).*") {
            let _ = read(&page, &ana());
        }

        #[test]
        fn pieces_of_tags_are_read(page in "[<>a= \"'/!me-]{0,60}") {
            let _ = read(&page, &ana());
        }

        #[test]
        fn a_claim_is_found_among_other_things(before in "[a-z <b>]{0,40}", after in "(?s).*") {
            let page = format!("{before}>{}{after}", snippet::rel_me(&ana()));
            // What comes before may have opened a tag, which ends at its `>`.
            prop_assert_eq!(read(&page, &ana()).rel_me, Claim::Right);
        }
    }
}
