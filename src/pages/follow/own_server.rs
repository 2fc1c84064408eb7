//! Following from one's own server: asks for it once, keeps its name on the
//! visitor's device, and shows buttons that lead there.

use crate::platform::form;
use crate::state::home_server::HomeServer;
use crate::state::page_words::PageWords;
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use picker::{domain, percent};

/// The page of a server on which its members can follow an account.
fn follow_address(domain: &str, handle: &str) -> String {
    let account = format!("acct:{}", handle.trim_start_matches('@'));
    format!(
        "https://{domain}/authorize_interaction?uri={}",
        percent::encode(&account)
    )
}

/// Leads to an account on the visitor's own server; hidden until that is known.
#[component]
pub(super) fn FollowButton(
    /// `@name@server`
    handle: String,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let home = expect_context::<HomeServer>();
    let name = handle.clone();
    let label = move || {
        let domain = home.domain()?;
        Some(words.fill(
            "follow.from_server",
            &[("server", &domain), ("handle", &name)],
        ))
    };
    let account = handle.clone();
    let href = move || {
        home.domain()
            .map(|domain| follow_address(&domain, &account))
    };
    view! {
        <a
            class="button secondary"
            hidden=move || home.domain().is_none()
            href=href
            data-follow=handle
        >
            {label}
        </a>
    }
}

/// What came of the visitor's input.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    None,
    NotAServer,
    Remembered(String),
    Forgotten,
}

/// The question for the visitor's server. It needs the program and appears with
/// it; the sentence above it is enough without.
#[component]
pub(super) fn OwnServer() -> impl IntoView {
    let words = expect_context::<PageWords>();
    let home = expect_context::<HomeServer>();
    let answer = RwSignal::new(Answer::None);
    let started = RwSignal::new(false);
    Effect::new(move |_| started.set(true));
    let field = NodeRef::<Input>::new();
    let focus_field = move || {
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = form::value(&form::query(&event), "server");
        if let Ok(domain) = domain::from_typed(&typed) {
            home.remember(&domain);
            answer.set(Answer::Remembered(domain));
        } else {
            answer.set(Answer::NotAServer);
            focus_field();
        }
    };
    let forget = move |_| {
        home.forget();
        answer.set(Answer::Forgotten);
        focus_field();
    };
    let invalid = move || (answer.get() == Answer::NotAServer).then_some("true");
    let status = move || match answer.get() {
        Answer::None => String::new(),
        Answer::NotAServer => words.text("follow.wrong"),
        Answer::Remembered(domain) => words.fill("follow.remembered", &[("server", &domain)]),
        Answer::Forgotten => words.text("follow.forgotten"),
    };
    view! {
        <h2 id="your-server">{words.text("follow.yours")}</h2>
        <p>{words.text("follow.yours_text")}</p>
        <form id="own-server" hidden=move || !started.get() novalidate=true on:submit=submit>
            <div class="field">
                <label for="server">{words.text("follow.server")}</label>
                <p class="hint" id="server-hint">{words.text("follow.server_hint")}</p>
                <input
                    type="text"
                    id="server"
                    name="server"
                    inputmode="url"
                    autocapitalize="none"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="server-hint server-status"
                    aria-invalid=invalid
                    node_ref=field
                    prop:value=move || home.domain().unwrap_or_default()
                />
            </div>
            <div class="actions">
                <button class="button" type="submit">{words.text("follow.remember")}</button>
                <button
                    class="button quiet"
                    type="button"
                    data-forget=""
                    hidden=move || home.domain().is_none()
                    on:click=forget
                >
                    {words.text("follow.forget")}
                </button>
            </div>
            <p class="status" id="server-status" role="status">{status}</p>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::follow_address;

    #[test]
    fn an_account_is_followed_on_the_visitors_own_server() {
        assert_eq!(
            follow_address("a.example", "@b@c.example"),
            "https://a.example/authorize_interaction?uri=acct%3Ab%40c.example"
        );
    }
}
