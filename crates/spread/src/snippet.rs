//! Lines of HTML for pages of others, each in one line and without a script.

use fill::handle::Handle;
use fill::links::profile;

use crate::badge::{self, Tone};
use crate::escape::escape;
use crate::qr::Qr;

/// The longest name of a code, in characters: it has an account's name in it.
const MAX_CODE_LABEL: usize = 400;

/// A badge that is wider than its place shrinks. A page whose policy allows no styles of
/// this kind shows it at its own size.
const SHRINKS: &str = " style=\"max-width:100%;height:auto\"";

/// What a link is called: its label, or its address where nothing of that can be seen.
fn name(label: &str, href: &str, max: usize) -> String {
    let label = badge::clean_up_to(label, max);
    if label.is_empty() {
        badge::clean_up_to(href, max)
    } else {
        label
    }
}

/// A link that looks like a button.
#[must_use]
pub fn button(href: &str, label: &str) -> String {
    format!(
        "<a href=\"{}\" style=\"display:inline-block;padding:.6em 1.1em;border-radius:.6em;\
         background:#17654a;color:#fff;font:600 1rem/1.25 system-ui,sans-serif;\
         text-decoration:none\">{}</a>",
        escape(href),
        escape(&name(label, href, badge::MAX_TEXT))
    )
}

/// A link with a [`badge::badge`] in it.
#[must_use]
pub fn badge_link(href: &str, label: &str, tone: Tone) -> String {
    format!(
        "<a href=\"{}\">{}</a>",
        escape(href),
        badge::drawing(&name(label, href, badge::MAX_TEXT), tone, SHRINKS)
    )
}

/// A link with its own QR code in it; `None` where the address is too long.
#[must_use]
pub fn qr_link(href: &str, label: &str) -> Option<String> {
    let qr = Qr::encode(href)?;
    Some(format!(
        "<a href=\"{}\">{}</a>",
        escape(href),
        qr.svg(&name(label, href, MAX_CODE_LABEL))
    ))
}

/// A link by which a page says whose it is, for readers to see. Mastodon shows the
/// page as verified on the profile that links back to it.
#[must_use]
pub fn rel_me(handle: &Handle) -> String {
    format!(
        "<a rel=\"me\" href=\"{}\">{}</a>",
        escape(&profile(handle)),
        escape(&handle.to_string())
    )
}

/// The same for the head of a page, unseen.
#[must_use]
pub fn rel_me_in_head(handle: &Handle) -> String {
    format!("<link rel=\"me\" href=\"{}\">", escape(&profile(handle)))
}

/// The tag by which a page names its author, who then stands below the page's preview
/// on Mastodon (4.3 and later).
#[must_use]
pub fn creator(handle: &Handle) -> String {
    format!(
        "<meta name=\"fediverse:creator\" content=\"{}\">",
        escape(&handle.to_string())
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use html5gum::{Error, Token, Tokenizer};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// A tag with all its attributes.
    type Tag = (String, BTreeMap<String, String>);

    fn tag(name: &str, attributes: &[(&str, &str)]) -> Tag {
        let attributes = attributes.iter();
        let attributes = attributes.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        (name.to_owned(), attributes.collect())
    }

    /// Start tags, and what stands between tags, as a browser reads them.
    fn read(html: &str) -> (Vec<Tag>, String) {
        let of = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let (mut tags, mut text) = (Vec::new(), String::new());
        for token in Tokenizer::new(html).flatten() {
            match token {
                Token::StartTag(tag) => {
                    let attributes = tag.attributes.iter();
                    let attributes = attributes.map(|(name, value)| (of(name), of(value)));
                    tags.push((of(&tag.name), attributes.collect()));
                }
                Token::String(part) => text.push_str(&of(&part)),
                Token::EndTag(_) => {}
                // A code point without a meaning is kept as it is.
                Token::Error(error) if error.value == Error::NoncharacterInInputStream => {}
                other => panic!("{other:?} in {html}"),
            }
        }
        (tags, text)
    }

    /// Start tags of a picture with this label, after those of a link that it is in.
    fn linked(href: &str, picture: &str, label: &str) -> Vec<Tag> {
        let (mut tags, _) = read(picture);
        tags[0].1.insert("aria-label".to_owned(), label.to_owned());
        tags.insert(0, tag("a", &[("href", href)]));
        tags
    }

    /// Letters as they come out of [`escape`] and a browser again.
    fn plain(text: &str) -> String {
        let bad = |c: char| c.is_control() || c == '\u{FFFE}' || c == '\u{FFFF}';
        text.chars().map(|c| if bad(c) { ' ' } else { c }).collect()
    }

    #[test]
    fn each_snippet_says_what_it_should() {
        let ana = Handle::parse("@ana@a.example").unwrap();
        assert_eq!(
            rel_me(&ana),
            "<a rel=\"me\" href=\"https://a.example/@ana\">@ana@a.example</a>"
        );
        assert_eq!(
            rel_me_in_head(&ana),
            "<link rel=\"me\" href=\"https://a.example/@ana\">"
        );
        assert_eq!(
            creator(&ana),
            "<meta name=\"fediverse:creator\" content=\"@ana@a.example\">"
        );
        assert!(qr_link(&"x".repeat(301), "x").is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn no_text_and_no_address_leaves_its_place(
            path in "(?s).{0,80}", label in "(?s)[^\r]{0,50}",
        ) {
            let href = format!("https://spread.example/follow/#{path}");
            let seen = plain(&href);
            let (tags, text) = read(&button(&href, &label));
            let (known, _) = read(&button("x", "x"));
            let style = known[0].1["style"].as_str();
            prop_assert_eq!(tags, [tag("a", &[("href", &seen), ("style", style)])]);
            prop_assert_eq!(&text, &name(&label, &href, badge::MAX_TEXT));
            prop_assert!(!text.is_empty(), "a link without a name");

            let snippet = badge_link(&href, &label, Tone::Dark);
            let (tags, text) = read(&snippet);
            let label_shown = name(&label, &href, badge::MAX_TEXT);
            // As wide, with letters in place of what has a meaning in markup.
            let harmless = label_shown.replace(['<', '>', '&', '"'], "a").replace('\'', "i");
            let picture = badge::drawing(&harmless, Tone::Dark, SHRINKS);
            prop_assert_eq!(tags, linked(&seen, &picture, &label_shown));
            prop_assert_eq!(text, label_shown);
            prop_assert!(!snippet.contains('\n'));

            if let Some(snippet) = qr_link(&href, &label) {
                let (tags, text) = read(&snippet);
                let picture = Qr::encode(&href).unwrap().svg("x");
                prop_assert_eq!(tags, linked(&seen, &picture, &name(&label, &href, MAX_CODE_LABEL)));
                prop_assert_eq!(text, "");
                prop_assert!(!snippet.contains('\n'));
            }
        }

        #[test]
        fn whatever_is_typed_as_a_handle_stays_text(
            user in "[A-Za-z0-9_]{1,30}|[a-z]\\PC{0,10}[a-z]", host in "([a-zà-ÿ0-9-]{1,10}\\.){1,2}[a-zß-ÿ]{2,8}",
        ) {
            let Ok(handle) = Handle::parse(&format!("@{user}@{host}")) else { return Ok(()) };
            let (profile, name) = (profile(&handle), handle.to_string());
            let me = [("rel", "me"), ("href", &profile)];
            prop_assert_eq!(read(&rel_me(&handle)), (vec![tag("a", &me)], name.clone()));
            prop_assert_eq!(read(&rel_me_in_head(&handle)), (vec![tag("link", &me)], String::new()));
            let author = [("name", "fediverse:creator"), ("content", name.as_str())];
            prop_assert_eq!(read(&creator(&handle)), (vec![tag("meta", &author)], String::new()));
        }

        /// The strategy above is worth nothing if hardly any of its texts is an account.
        #[test]
        fn plain_names_are_accounts(user in "[A-Za-z0-9_]{1,30}", host in "([a-z0-9]{1,10}\\.){1,2}[a-z]{2,8}") {
            let account = Handle::parse(&format!("@{user}@{host}"));
            prop_assert!(account.is_ok(), "{:?}", account);
        }
    }
}
