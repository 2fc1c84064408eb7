//! Public Collections of Mastodon 4.6, by their address on the web
//! (`https://server/collections/ID`): `GET /api/v1/collections/:id` needs no
//! sign-in and names the accounts beside the Collection (documentation of mastodon
//! at 2903485, content/en/methods/collections.md).

use picker::domain;
use picker::json::{Look as _, Value};
use picker::plain_text::plain_line;

use crate::handle::Handle;
use crate::http::{Request, Response};
use crate::pack::{MAX_MEMBERS, MAX_NAME};
use crate::plan::is_id;

/// A Collection by its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// The domain of its server.
    pub server: String,
    id: String,
}

impl Collection {
    /// Reads the address of a Collection; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix("https://")?;
        let rest = rest.split(['?', '#']).next()?;
        let (host, path) = rest.split_once('/')?;
        let id = path.strip_prefix("collections/")?.trim_end_matches('/');
        let server = domain::normalise(host).ok()?;
        is_id(id).then(|| Self {
            server,
            id: id.to_owned(),
        })
    }

    /// The question for it.
    #[must_use]
    pub fn request(&self) -> Request {
        Request::get(format!(
            "https://{}/api/v1/collections/{}",
            self.server, self.id
        ))
    }

    /// Its name, which may be empty, and its accounts, each once, as far as they can
    /// be read; `None` when the answer is no Collection, or an empty one.
    #[must_use]
    pub fn decode(&self, answer: &Response) -> Option<(String, Vec<Handle>)> {
        let value = answer.ok().then(|| answer.json()).flatten()?;
        let text = |value: &Value<'_>, field: &str| {
            let text = value.get(field).and_then(|it| it.as_str());
            text.unwrap_or_default().to_owned()
        };
        let name = value.get("collection").map(|it| text(it, "name"));
        let mut out: Vec<Handle> = Vec::new();
        for row in value.get("accounts")?.as_array()?.iter().take(MAX_MEMBERS) {
            let acct = text(row, "acct");
            let (user, host) = acct.split_once('@').unwrap_or((&acct, &self.server));
            if let Ok(handle) = Handle::new(user, host)
                && !out.contains(&handle)
            {
                out.push(handle);
            }
        }
        let name = plain_line(&name.unwrap_or_default(), MAX_NAME);
        (!out.is_empty()).then_some((name, out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_collections_are_asked() {
        let it = Collection::parse(" https://A.example/collections/116?x=1 ").unwrap();
        assert_eq!(it.request().url, "https://a.example/api/v1/collections/116");
        for text in [
            "",
            "http://a.example/collections/1",
            "https://a.example/@me",
            "https://a.example/collections/",
            "https://a.example/collections/../1",
            "https://localhost/collections/1",
            "https://a.example/collections/1/2",
        ] {
            assert_eq!(Collection::parse(text), None, "{text}");
        }
    }

    #[test]
    fn accounts_are_read_and_nothing_else_is_believed() {
        let it = Collection::parse("https://a.example/collections/116").unwrap();
        let body = r#"{"collection":{"id":"116","name":"News\nand more"},"accounts":[
            {"acct":"one"},{"acct":"two@b.example"},{"acct":"ONE@a.example"},{"acct":"../x"},7,{}]}"#;
        let (name, accounts) = it.decode(&Response::new(200, body)).unwrap();
        let accounts: Vec<String> = accounts.iter().map(ToString::to_string).collect();
        assert_eq!(accounts, ["@one@a.example", "@two@b.example"]);
        assert_eq!(name, "News and more");
        for (status, body) in [
            (404, body),
            (200, ""),
            (200, "{}"),
            (200, r#"{"accounts":[]}"#),
        ] {
            assert_eq!(
                it.decode(&Response::new(status, body)),
                None,
                "{status} {body}"
            );
        }
    }
}
