//! Passing the picks on: copy, share, print.

use crate::app::Announcer;
use crate::components::card::{outward, unseen};
use crate::context::expect_context;
use crate::messages::{results, share as say};
use crate::platform::{form, page};
use crate::signal::Cell;
use crate::view::{El, Node, el, live};
use picker::domain;

/// Where one shares to Mastodon without naming a server.
const SHARE: &str = "https://share.joinmastodon.org/#text=";

/// Everything but what never needs it, as `%XX`.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            for half in [byte >> 4, byte & 15] {
                let digit = char::from_digit(u32::from(half), 16).unwrap_or('0');
                out.push(digit.to_ascii_uppercase());
            }
            let at = out.len() - 2;
            out.insert(at, '%');
        }
    }
    out
}

/// The address at which one's own server opens a post with this text.
fn on_server(domain: &str, text: &str) -> String {
    format!("https://{domain}/share?text={}", encode(text))
}

/// The section below the picks.
#[must_use]
pub fn share() -> Node {
    let announcer = expect_context::<Announcer>();
    let copy_label = Cell::new(results::copy_link());
    let copy = move |_| {
        page::copy(&page::address(), move |worked| {
            announcer.say(if worked {
                results::copied()
            } else {
                results::copy_failed()
            });
            if worked {
                copy_label.set(results::copied());
            }
        });
    };
    let post = || say::post(&page::address());
    let problem = Cell::new(None::<String>);
    let submit = move |event| {
        let query = form::query(&event);
        event.prevent_default();
        let typed = form::value(&query, "own-server");
        match domain::from_uri(typed.trim_start_matches('@')) {
            Ok(domain) => {
                problem.set(None);
                page::open(&on_server(&domain, &post()));
            }
            Err(_) => problem.set(Some(say::bad_server())),
        }
    };
    let native = page::can_share().then(|| {
        button("web-share")
            .on("click", |_| page::share(&page::title(), &page::address()))
            .child(say::share())
    });
    let actions = el("p")
        .class("actions")
        .child(
            button("copy-link")
                .on("click", copy)
                .child(live(move || copy_label.get())),
        )
        .child(native)
        .child(
            outward("button secondary", "share-mastodon")
                .attr("href", format!("{SHARE}{}", encode(&post())))
                .child(say::on_mastodon())
                .child(unseen(&format!(" ({})", results::opens_tab()))),
        )
        .child(
            button("print")
                .on("click", |_| page::print())
                .child(say::print()),
        );
    let problem = el("p")
        .class("field-problem")
        .attr("id", "own-server-problem")
        .attr("role", "alert")
        .child(live(move || problem.get()));
    let field = el("div")
        .class("field")
        .child(
            el("label")
                .attr("for", "own-server")
                .child(say::server_label()),
        )
        .child(
            el("p")
                .class("hint")
                .attr("id", "own-server-hint")
                .child(say::server_hint()),
        )
        .child(problem)
        .child(
            el("input")
                .attr("type", "text")
                .attr("id", "own-server")
                .attr("name", "own-server")
                .attr("inputmode", "url")
                .attr("autocapitalize", "none")
                .attr("spellcheck", "false")
                .attr("aria-describedby", "own-server-hint own-server-problem"),
        );
    let send = el("button")
        .class("button secondary")
        .attr("type", "submit")
        .child(say::server_button());
    el("section")
        .class("share no-print")
        .attr("aria-labelledby", "share")
        .test("share")
        .child(el("h2").attr("id", "share").child(say::heading()))
        .child(el("p").child(say::text()))
        .child(actions)
        .child(
            el("form")
                .test("share-form")
                .on("submit", submit)
                .child(field)
                .child(send),
        )
        .into()
}

fn button(test: &'static str) -> El {
    el("button")
        .class("button secondary")
        .attr("type", "button")
        .test(test)
}

#[cfg(test)]
mod tests {
    use super::{encode, on_server};

    #[test]
    fn a_text_survives_an_address() {
        assert_eq!(encode("a b&c=é#?/"), "a%20b%26c%3D%C3%A9%23%3F%2F");
        assert_eq!(
            on_server("a.example", "see https://b.example/?x=1"),
            "https://a.example/share?text=see%20https%3A%2F%2Fb.example%2F%3Fx%3D1"
        );
    }
}
