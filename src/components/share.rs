//! Passing the picks on: copy, share, print.

use crate::app::Announcer;
use crate::messages::{results, share as say};
use crate::platform::{form, page};
use leptos::prelude::*;
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
pub fn share() -> AnyView {
    let announcer = expect_context::<Announcer>();
    let copy_label = RwSignal::new(results::copy_link());
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
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = form::value(&form::query(&event), "own-server");
        match domain::from_uri(typed.trim_start_matches('@')) {
            Ok(domain) => {
                problem.set(None);
                page::open(&on_server(&domain, &post()));
            }
            Err(_) => problem.set(Some(say::bad_server())),
        }
    };
    let native = page::can_share().then(|| {
        view! {
            <button
                class="button secondary"
                type="button"
                data-test="web-share"
                on:click=move |_| page::share(&page::title(), &page::address())
            >
                {say::share()}
            </button>
        }
    });
    view! {
        <section class="share no-print" aria-labelledby="share" data-test="share">
            <h2 id="share">{say::heading()}</h2>
            <p>{say::text()}</p>
            <p class="actions">
                <button
                    class="button secondary"
                    type="button"
                    data-test="copy-link"
                    on:click=copy
                >
                    {move || copy_label.get()}
                </button>
                {native}
                <a
                    class="button secondary"
                    href=format!("{SHARE}{}", encode(&post()))
                    target="_blank"
                    rel="noopener"
                    data-test="share-mastodon"
                >
                    {say::on_mastodon()}
                    <span class="visually-hidden">{format!(" ({})", results::opens_tab())}</span>
                </a>
                <button
                    class="button secondary"
                    type="button"
                    data-test="print"
                    on:click=|_| page::print()
                >
                    {say::print()}
                </button>
            </p>
            <form on:submit=submit data-test="share-form">
                <div class="field">
                    <label for="own-server">{say::server_label()}</label>
                    <p class="hint" id="own-server-hint">
                        {say::server_hint()}
                    </p>
                    <p class="field-problem" id="own-server-problem" role="alert">
                        {move || problem.get()}
                    </p>
                    <input
                        type="text"
                        id="own-server"
                        name="own-server"
                        inputmode="url"
                        autocapitalize="none"
                        spellcheck="false"
                        aria-describedby="own-server-hint own-server-problem"
                    />
                </div>
                <button class="button secondary" type="submit">
                    {say::server_button()}
                </button>
            </form>
        </section>
    }
    .into_any()
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
