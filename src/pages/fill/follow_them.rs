//! "Let your server follow them for you": signing in, and what became of each.

use super::names::word;
use super::progress::Progress;
use super::ticks::{Ticks, targets};
use crate::components::live_text::live_text;
use crate::components::server_field::typed;
use crate::fill_route::ROUTE;
use crate::i18n::messages;
use crate::own_server::follower::{Follower, Phase};
use crate::own_server::sign_in::WayBack;
use crate::platform::{clock, page};
use crate::state::home_server::HomeServer;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use ::fill::plan::Target;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use picker::messages::{Value, english_number};

/// The section. It needs the program.
#[component]
pub fn FollowThem() -> impl IntoView {
    let words = expect_context::<PageWords>();
    let follower = expect_context::<Follower>();
    let ticks = expect_context::<Ticks>();
    let ticked = move || {
        let targets = ticks.with(targets);
        if targets.is_empty() {
            return words.text("fill.files_none");
        }
        let accounts = targets.iter().filter(|it| matches!(it, Target::Account(_)));
        let accounts = accounts.count();
        let [tags, accounts] = [targets.len() - accounts, accounts].map(|it| it as u64);
        let (shown_tags, shown_accounts) = (english_number(tags), english_number(accounts));
        words.with(
            "sign_in.ticked",
            &[
                ("tags", Value::Number(tags, &shown_tags)),
                ("accounts", Value::Number(accounts, &shown_accounts)),
            ],
        )
    };
    view! {
        <section aria-labelledby="follow-them" class="needs-program no-print follow-them">
            <div class="prose">
                <h2 id="follow-them">{words.text("sign_in.heading")}</h2>
                <p>{words.text("sign_in.text")}</p>
                <p class="small">{words.text("sign_in.promise")}</p>
                <p data-test="to-follow" inner_html=live_text(ticked)></p>
                <p class="field-problem" role="alert" data-test="trouble">
                    {move || trouble(words, follower)}
                </p>
                {move || match follower.phase() {
                    Phase::Out => view! { <SignIn/> }.into_any(),
                    Phase::Busy(what) => {
                        let key = format!("sign_in.busy_{what}");
                        let text = words.fill(&key, &[("server", &follower.server_name())]);
                        view! { <p class="status" role="status">{text}</p> }.into_any()
                    }
                    Phase::Paste(address) => view! { <Paste address=address/> }.into_any(),
                    Phase::In(me, expected) => {
                        let handle = me.readable();
                        let text = words.fill("sign_in.signed_in", &[("handle", &handle)]);
                        let other = words.text("sign_in.other_account");
                        view! {
                            <p data-test="signed-in"><strong>{text}</strong></p>
                            {(!expected).then(|| view! { <p class="notice problem">{other}</p> })}
                        }
                        .into_any()
                    }
                }}
                <GivenBack/>
            </div>
            <Progress/>
        </section>
    }
}

/// Why nobody is signed in, in words.
fn trouble(words: PageWords, follower: Follower) -> Option<String> {
    let trouble = follower.trouble()?;
    let key = format!("sign_in.trouble_{}", word(trouble.key));
    if let Some(until) = trouble.until {
        let minutes = clock::minutes_until(until);
        return Some(words.with(
            "sign_in.trouble_later_until",
            &[
                ("server", Value::Text(&follower.server_name())),
                ("minutes", Value::Number(minutes, &english_number(minutes))),
            ],
        ));
    }
    Some(words.fill(&key, &[("server", &follower.server_name())]))
}

/// The ways to sign in, once a server is named.
#[component]
fn SignIn() -> impl IntoView {
    let words = expect_context::<PageWords>();
    let follower = expect_context::<Follower>();
    let home = expect_context::<HomeServer>();
    let ticks = expect_context::<Ticks>();
    let path = expect_context::<Site>().path(ROUTE);
    let begin = move |paste: bool| {
        let Some(server) = home.domain() else {
            return;
        };
        let way = if paste {
            WayBack::Paste
        } else {
            WayBack::Redirect(format!("{}{path}", page::origin()))
        };
        follower.sign_in(
            server.clone(),
            home.named(&server),
            way,
            messages::language(),
        );
    };
    let begin = StoredValue::new(begin);
    let label = move || {
        let begun = follower.with_plan(|_| ()).is_some();
        let key = if begun {
            "sign_in.begin_again"
        } else {
            "sign_in.begin"
        };
        words.fill(key, &[("server", &home.name())])
    };
    let ready = move || {
        home.domain().is_some()
            && (!ticks.with(<[String]>::is_empty) || follower.with_plan(|_| ()).is_some())
    };
    view! {
        <p hidden=move || home.domain().is_some()>
            <a href="#yours" rel="external">{words.text("sign_in.name_first")}</a>
        </p>
        <p class="actions" hidden=move || !ready()>
            <button
                class="button"
                type="button"
                data-test="sign-in"
                on:click=move |_| begin.with_value(|begin| begin(false))
            >
                {label}
            </button>
            <button
                class="button quiet"
                type="button"
                data-test="sign-in-paste"
                on:click=move |_| begin.with_value(|begin| begin(true))
            >
                {words.text("sign_in.paste_begin")}
            </button>
        </p>
    }
}

/// The last way: a code that the server shows, to be pasted.
#[component]
fn Paste(
    /// Where the server shows it.
    address: String,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let follower = expect_context::<Follower>();
    let server = follower.server_name();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        follower.paste(&typed(&event, "code"));
    };
    view! {
        <p>
            <a href=address target="_blank" rel="noopener" data-test="paste-open">
                {words.fill("sign_in.paste_open", &[("server", &server)])}
            </a>
        </p>
        <p>{words.text("sign_in.paste_text")}</p>
        <form on:submit=submit>
            <div class="field">
                <label for="code">{words.text("sign_in.paste_label")}</label>
                <input type="text" id="code" name="code" autocomplete="off" spellcheck="false"/>
            </div>
            <p class="actions">
                <button class="button" type="submit">{words.text("sign_in.paste_send")}</button>
                <button
                    class="button quiet"
                    type="button"
                    data-test="paste-cancel"
                    on:click=move |_| {
                        follower.cancel();
                        page::focus_after_paint("#follow-them");
                    }
                >
                    {words.text("sign_in.paste_cancel")}
                </button>
            </p>
        </form>
    }
}

/// What became of the permission after signing out.
#[component]
fn GivenBack() -> impl IntoView {
    let words = expect_context::<PageWords>();
    let follower = expect_context::<Follower>();
    move || {
        let given_back = follower.given_back()?;
        let (server, name) = (follower.server(), follower.server_name());
        let values = [("server", name.as_str())];
        let view = if given_back {
            view! { <p role="status" data-test="given-back">{words.text("sign_in.given_back")}</p> }
                .into_any()
        } else {
            let href = format!("https://{server}/oauth/authorized_applications");
            view! {
                <p role="status" data-test="not-given-back">
                    {words.fill("sign_in.not_given_back", &values)} " "
                    <a href=href>{words.fill("sign_in.authorized", &values)}</a>
                </p>
            }
            .into_any()
        };
        Some(view)
    }
}
