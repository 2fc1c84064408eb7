//! Links that need no sign-in: to profiles and hashtags, on their own server or
//! on the visitor's. Mastodon's own pages ask to sign in where that is needed.

use crate::handle::Handle;
use crate::home::Intents;
use crate::tag::Hashtag;
use picker::percent;

/// A server whose pages of hashtags everybody can read without signing in: the
/// largest one, run by Mastodon's makers. For visitors who have named none.
pub const TAG_SERVER: &str = "mastodon.social";

/// A profile on the account's own server: works for everybody.
#[must_use]
pub fn profile(handle: &Handle) -> String {
    format!("https://{}/@{}", handle.host(), handle.user())
}

/// A profile as the visitor's own server shows it, with its Follow button.
#[must_use]
pub fn profile_on(server: &str, handle: &Handle) -> String {
    if server == handle.host() {
        profile(handle)
    } else {
        format!("https://{server}/@{}", handle.acct())
    }
}

/// A hashtag on a server; signed in there, it has a Follow button.
#[must_use]
pub fn tag_on(server: &str, tag: &Hashtag) -> String {
    format!("https://{server}/tags/{}", percent::encode(tag.name()))
}

/// Where a signed-in visitor uploads the files of [`crate::csv`].
#[must_use]
pub fn import_on(server: &str) -> String {
    format!("https://{server}/settings/imports")
}

/// How a link of [`follow`] reaches the follow dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The server's intent for following.
    FollowIntent,
    /// The subscribe link of OStatus, which Mastodon and most others publish.
    Subscribe,
    /// The server's intent for any object.
    ObjectIntent,
    /// Mastodon's address, taken because the server did not say.
    AuthorizeInteraction,
}

/// Where the visitor's own server lets them follow an account, and how that is
/// known. The order is that of other software that follows from elsewhere: the
/// verb's intent, subscribe, the intent for objects, Mastodon's address
/// (WordPress ActivityPub, pull requests 3307 and 3316).
#[must_use]
pub fn follow(server: &str, intents: &Intents, handle: &Handle) -> (String, Way) {
    let acct = percent::encode(&format!("acct:{}", handle.acct()));
    let object = percent::encode(&profile(handle));
    if let Some(template) = &intents.follow {
        (template.replace("{object}", &object), Way::FollowIntent)
    } else if let Some(template) = &intents.subscribe {
        (template.replace("{uri}", &acct), Way::Subscribe)
    } else if let Some(template) = &intents.object {
        (template.replace("{object}", &object), Way::ObjectIntent)
    } else {
        let url = format!("https://{server}/authorize_interaction?uri={acct}");
        (url, Way::AuthorizeInteraction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::{field, unpercent};
    use proptest::prelude::*;

    fn alice() -> Handle {
        Handle::parse("@alice@a.example").unwrap()
    }

    #[test]
    fn links_lead_to_the_own_server() {
        assert_eq!(profile(&alice()), "https://a.example/@alice");
        assert_eq!(
            profile_on("b.example", &alice()),
            "https://b.example/@alice@a.example"
        );
        assert_eq!(
            profile_on("a.example", &alice()),
            "https://a.example/@alice"
        );
        let tag = Hashtag::parse("#写真").unwrap();
        assert_eq!(
            tag_on("b.example", &tag),
            "https://b.example/tags/%E5%86%99%E7%9C%9F"
        );
        assert_eq!(import_on("b.example"), "https://b.example/settings/imports");
    }

    #[test]
    fn the_best_way_that_the_server_names_is_taken() {
        let acct = "acct%3Aalice%40a.example";
        let object = "https%3A%2F%2Fa.example%2F%40alice";
        let template = |path: &str| Some(format!("https://b.example/{path}"));
        let mut intents = Intents {
            follow: template("f?o={object}"),
            subscribe: template("s?u={uri}"),
            object: template("o?o={object}"),
            create: None,
        };
        let (url, way) = follow("b.example", &intents, &alice());
        assert_eq!(
            (url, way),
            (format!("https://b.example/f?o={object}"), Way::FollowIntent)
        );
        intents.follow = None;
        let (url, way) = follow("b.example", &intents, &alice());
        assert_eq!(
            (url, way),
            (format!("https://b.example/s?u={acct}"), Way::Subscribe)
        );
        intents.subscribe = None;
        let (url, way) = follow("b.example", &intents, &alice());
        assert_eq!(
            (url, way),
            (format!("https://b.example/o?o={object}"), Way::ObjectIntent)
        );
        let (url, way) = follow("b.example", &Intents::default(), &alice());
        let want = format!("https://b.example/authorize_interaction?uri={acct}");
        assert_eq!((url, way), (want, Way::AuthorizeInteraction));
    }

    proptest! {
        #[test]
        fn no_account_and_no_hashtag_leaves_its_place_in_a_link(
            user in "[A-Za-z0-9_]{1,30}|[a-z]\\PC{0,10}[a-z]",
            host in "([a-zà-ÿ0-9-]{1,10}\\.){1,2}[a-zß-ÿ]{2,8}",
            tag in "#?\\w{1,20}|\\PC{1,20}",
        ) {
            let plain = |address: &str| {
                address.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>'".contains(&b))
            };
            if let Ok(handle) = Handle::parse(&format!("@{user}@{host}")) {
                let (own, elsewhere) = (profile(&handle), profile_on("b.example", &handle));
                let (way, _) = follow("b.example", &Intents::default(), &handle);
                let uri = field(way.split_once('?').unwrap().1, "uri");
                prop_assert_eq!(uri, Some(format!("acct:{}", handle.acct())));
                for address in [own, elsewhere, way] {
                    prop_assert!(plain(&address), "{}", address);
                }
            }
            if let Some(tag) = Hashtag::parse(&tag) {
                let address = tag_on("b.example", &tag);
                let name = address.strip_prefix("https://b.example/tags/").unwrap();
                prop_assert!(plain(&address) && !name.contains(['/', '?', '#', '&']), "{}", address);
                prop_assert_eq!(unpercent(name), Some(tag.name().to_owned()));
            }
        }
    }
}
