//! A server as its own members meet it: where it is, and how it lets them follow.

use serde_json::{Value, json};

/// The domain of the server that keeps the accounts of `domain` (Mastodon's
/// `WEB_DOMAIN`): of `split.example` another one, as on some servers.
pub(super) fn web_domain(domain: &str) -> String {
    if domain == "split.example" {
        format!("social.{domain}")
    } else {
        domain.to_owned()
    }
}

/// The domain in the handles of a server (Mastodon's `LOCAL_DOMAIN`): the other way
/// round.
pub(super) fn handle_domain(server: &str) -> &str {
    let split = server.strip_prefix("social.");
    split.filter(|it| *it == "split.example").unwrap_or(server)
}

/// `/.well-known/host-meta`, as Mastodon writes it.
pub(super) fn host_meta(domain: &str) -> String {
    let server = web_domain(domain);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n  \
         <Link rel=\"lrdd\" template=\"https://{server}/.well-known/webfinger?resource={{uri}}\"/>\n\
         </XRD>\n"
    )
}

/// `/.well-known/webfinger` for `acct:name@domain`, as Mastodon 4.6 answers it;
/// status 404 for an account called `nobody`.
pub(super) fn webfinger(server: &str, resource: &str) -> (u16, Value) {
    let account = resource.strip_prefix("acct:").unwrap_or_default();
    let Some((name, _)) = account.split_once('@').filter(|it| it.0 != "nobody") else {
        return (404, Value::Null);
    };
    let profile = format!("https://{server}/@{name}");
    let interact = format!("https://{server}/authorize_interaction?uri=");
    let links = json!([
        {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": profile},
        {"rel": "self", "type": "application/activity+json",
         "href": format!("https://{server}/users/{name}")},
        {"rel": "http://ostatus.org/schema/1.0/subscribe", "template": format!("{interact}{{uri}}")},
        {"rel": "https://w3id.org/fep/3b86/Create",
         "template": format!("https://{server}/share?text={{content}}")},
        {"rel": "https://w3id.org/fep/3b86/Object", "template": format!("{interact}{{object}}")},
    ]);
    let subject = format!("acct:{name}@{}", handle_domain(server));
    (
        200,
        json!({"subject": subject, "aliases": [profile], "links": links}),
    )
}

/// `/api/v1/collections/:id`, as Mastodon 4.6 answers it: one Collection, with an
/// account of the server and one from elsewhere.
pub(super) fn collection(server: &str, id: &str) -> (u16, Value) {
    if id != "116" {
        return (404, json!({"error": "Record not found"}));
    }
    let collection = json!({"id": id, "name": "Good company", "description": "", "language": "en",
        "local": true, "discoverable": true, "item_count": 2,
        "url": format!("https://{server}/collections/{id}")});
    let accounts =
        json!([{"id": "1", "acct": "gardener"}, {"id": "2", "acct": "baker@bread.example"}]);
    (200, json!({"collection": collection, "accounts": accounts}))
}
