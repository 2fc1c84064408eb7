//! Following from one's own server: asks for it once, keeps its name on the
//! visitor's device, and shows links that lead there.

use crate::components::live_text::live_text;
use crate::components::server_field::{ServerField, typed};
use crate::directory::load::Directory;
use crate::own_server::resolve::{Found, resolve};
use crate::state::home_server::HomeServer;
use crate::state::page_words::PageWords;
use ::fill::handle::Handle;
use ::fill::home::Home;
use ::fill::links;
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use picker::domain;

/// Leads to where the visitor's own server lets them follow an account; hidden
/// until the server is known.
#[component]
pub fn FollowButton(
    /// `@name@server`
    handle: String,
    /// Whether the account's name stands beside it.
    #[prop(optional)]
    beside_name: bool,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let home = expect_context::<HomeServer>();
    let account = Handle::parse(&handle).ok();
    let name = account
        .as_ref()
        .map_or_else(|| handle.clone(), Handle::readable);
    let is_known = Memo::new(move |_| home.domain().is_some());
    let label = move || {
        let name = name.clone();
        let filled = move |message: &str| {
            words.fill(message, &[("server", &home.name()), ("handle", &name)])
        };
        is_known.get().then(|| {
            if beside_name {
                let rest = live_text(move || filled("own_server.follow_rest"));
                view! {
                    {words.text("own_server.follow")}
                    " "
                    <span class="visually-hidden" inner_html=rest></span>
                }
                .into_any()
            } else {
                let whole = live_text(move || filled("own_server.follow_from"));
                view! { <span inner_html=whole></span> }.into_any()
            }
        })
    };
    let href = move || {
        let domain = home.domain()?;
        let account = account.as_ref()?;
        Some(home.with_intents(|intents| links::follow(&domain, intents, account).0))
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
    Wrong,
    Asking(String),
    Remembered(Found),
    Forgotten,
}

/// The question for the visitor's server. Without the program it is not shown
/// (`needs-program`); what stands around it is enough then.
#[component]
pub fn OwnServer(
    /// A server to offer, by its domain: it stands in the field until the visitor
    /// says that it is theirs.
    #[prop(optional, into)]
    offered: Signal<Option<String>>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let home = expect_context::<HomeServer>();
    let directory = expect_context::<Directory>();
    let answer = RwSignal::new(Answer::None);
    let field = NodeRef::<Input>::new();
    let focus_field = move || {
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Ok(named) = Home::parse(&typed(&event, "server")) else {
            answer.set(Answer::Wrong);
            focus_field();
            return;
        };
        answer.set(Answer::Asking(named.domain().to_owned()));
        spawn_local(async move {
            let found = resolve(directory, &named).await;
            // The page may have been left, or another server been named, meanwhile.
            let asked = Answer::Asking(named.domain().to_owned());
            if answer.try_with_untracked(|now| *now == asked) == Some(true) {
                home.remember(&found.server, named, found.intents.clone());
                answer.set(Answer::Remembered(found));
            }
        });
    };
    let forget = move |_| {
        home.forget();
        answer.set(Answer::Forgotten);
        focus_field();
    };
    let problem = Signal::derive(move || {
        answer
            .with(|it| *it == Answer::Wrong)
            .then(|| words.text("own_server.wrong"))
    });
    let status = move || match answer.get() {
        Answer::None | Answer::Wrong => String::new(),
        Answer::Asking(server) => words.fill(
            "own_server.asking",
            &[("server", &domain::readable(&server))],
        ),
        Answer::Remembered(found) => remembered(words, home, &found),
        Answer::Forgotten => words.text("own_server.forgotten"),
    };
    let value = Signal::derive(move || home.domain().or_else(|| offered.get()).unwrap_or_default());
    view! {
        <form id="own-server" class="needs-program" novalidate=true on:submit=submit>
            <ServerField
                id="server"
                label=words.text("own_server.label")
                hint=words.text("own_server.hint")
                problem=problem
                value=value
                node_ref=field
            />
            <div class="actions">
                <button class="button" type="submit">{words.text("own_server.remember")}</button>
                <button
                    class="button quiet"
                    type="button"
                    data-forget=""
                    hidden=move || home.domain().is_none()
                    on:click=forget
                >
                    {words.text("own_server.forget")}
                </button>
            </div>
            <p class="status" id="server-status" role="status" inner_html=live_text(status)></p>
        </form>
    }
}

/// What was learnt about the server that links now lead to.
fn remembered(words: PageWords, home: HomeServer, found: &Found) -> String {
    let account = home.account_untracked().map(|it| it.readable());
    let server = domain::readable(&found.server);
    let values = [
        ("server", server.as_str()),
        ("handle", account.as_deref().unwrap_or_default()),
    ];
    let message = match (found.answered, found.knows_account) {
        (false, _) => "own_server.silent",
        (true, Some(false)) => "own_server.stranger",
        (true, _) => "own_server.remembered",
    };
    words.fill(message, &values)
}
