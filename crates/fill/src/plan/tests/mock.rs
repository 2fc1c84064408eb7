//! A server for tests of a plan.

use std::collections::{BTreeMap, BTreeSet};

use crate::http::{Method, Request, Response};

/// A Mastodon in small: what it knows and follows, and what it does wrong.
#[derive(Default)]
pub(super) struct Mock {
    pub(super) follows: BTreeSet<String>,
    pub(super) locked: BTreeSet<String>,
    pub(super) moved: BTreeSet<String>,
    /// Status to answer with at the nth request, in place of doing it.
    pub(super) faults: BTreeMap<usize, u16>,
    /// Requests at which the work is done and the answer lost.
    pub(super) lost: BTreeSet<usize>,
    pub(super) requests: usize,
    /// Accepted requests by account or tag.
    pub(super) by_name: BTreeMap<String, usize>,
    pub(super) follow_posts: BTreeMap<String, usize>,
}

fn id_of(name: &str) -> String {
    format!("id{name}")
}

/// A tag's name as Mastodon keeps it, as far as the tests have letters.
fn fold(name: &str) -> String {
    name.to_lowercase().replace('ü', "u")
}

impl Mock {
    /// `None`: no answer came.
    pub(super) fn ask(&mut self, request: &Request) -> Option<Response> {
        self.requests += 1;
        assert_eq!(request.bearer.as_deref(), Some("t0k"));
        let path = request
            .url
            .strip_prefix("https://social.b.example/api")
            .unwrap()
            .to_owned();
        if let Some(&status) = self.faults.get(&self.requests) {
            let reset = Some("2026-11-28T01:05:00.000000Z".to_owned());
            return Some(Response {
                reset,
                ..Response::new(status, "{}")
            });
        }
        let body = if let Some(query) = path.strip_prefix("/v2/search?") {
            assert_eq!(request.method, Method::Get);
            let q = crate::encode::field(query, "q").unwrap();
            let name = q
                .trim_start_matches('@')
                .split('@')
                .next()
                .unwrap()
                .to_owned();
            *self.by_name.entry(name.clone()).or_default() += 1;
            if name.starts_with("gone") {
                r#"{"accounts":[]}"#.to_owned()
            } else if name.starts_with("other") {
                format!(r#"{{"accounts":[{{"id":"1","acct":"{name}x@a.example"}}]}}"#)
            } else {
                let moved = if self.moved.contains(&name) {
                    r#"{"acct":"new@c.example"}"#
                } else {
                    "null"
                };
                format!(
                    r#"{{"accounts":[{{"id":"9","acct":"x{name}@a.example"}},
                    {{"id":"{}","acct":"{name}@a.example","moved":{moved}}}]}}"#,
                    id_of(&name)
                )
            }
        } else if let Some(query) = path.strip_prefix("/v1/accounts/relationships?") {
            let rows: Vec<String> = query
                .split('&')
                .map(|pair| self.relation(pair.strip_prefix("id[]=id").unwrap()))
                .collect();
            format!("[{}]", rows.join(","))
        } else if let Some(rest) = path.strip_prefix("/v1/accounts/id") {
            let (name, verb) = rest.split_once('/').unwrap();
            self.change(name, verb, request);
            self.relation(name)
        } else {
            let rest = path.strip_prefix("/v1/tags/").unwrap();
            let (name, verb) = rest.split_once('/').unwrap_or((rest, ""));
            let name = crate::encode::unpercent(name).unwrap();
            let tag = format!("#{}", fold(&name));
            if verb.is_empty() {
                *self.by_name.entry(tag.clone()).or_default() += 1;
            } else {
                self.change(&tag, verb, request);
            }
            let following = self.follows.contains(&tag);
            format!(r#"{{"name":"{}","following":{following}}}"#, fold(&name))
        };
        (!self.lost.contains(&self.requests)).then(|| Response::new(200, &body))
    }

    fn change(&mut self, name: &str, verb: &str, request: &Request) {
        assert_eq!(request.method, Method::Post);
        if verb == "follow" {
            *self.by_name.entry(name.to_owned()).or_default() += 1;
            *self.follow_posts.entry(name.to_owned()).or_default() += 1;
            self.follows.insert(name.to_owned());
        } else {
            assert_eq!(verb, "unfollow");
            self.follows.remove(name);
        }
    }

    fn relation(&self, name: &str) -> String {
        let (follows, locked) = (self.follows.contains(name), self.locked.contains(name));
        format!(
            r#"{{"id":"{}","following":{},"requested":{}}}"#,
            id_of(name),
            follows && !locked,
            follows && locked
        )
    }
}
