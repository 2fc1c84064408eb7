//! A pack of one's own: from what is ticked, or from what is pasted (handles, a
//! file, a Collection's address), with a name, as a link.

use super::names::word;
use super::ticks::Ticks;
use crate::components::live_text::live_text;
use crate::directory::load::Directory;
use crate::fill_route::ROUTE;
use crate::own_server::requests::send;
use crate::platform::{form, page};
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use ::fill::collection::Collection;
use ::fill::csv;
use ::fill::handle::Handle;
use ::fill::pack::Pack;
use ::fill::plan::Target;
use leptos::ev::{Event, SubmitEvent};
use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The largest file that is read, in bytes. A pack holds a hundred accounts; who
/// follows thousands may still choose among them.
const MAX_FILE: f64 = 1_000_000.0;
/// The field that holds the link.
const LINK: &str = "pack-link";

/// What came of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Made {
    Nothing,
    Asking,
    /// The end of a message's name, and what it is about.
    Wrong(&'static str, String),
    /// The link, and how many rows of a file were left out.
    Link(String, usize),
}

/// The accounts in a pasted text, and how many rows of it name none: a file as
/// Mastodon imports it, or handles with spaces, commas or new lines between them.
///
/// # Errors
/// With the part that is no account.
fn pasted(text: &str) -> Result<(Vec<Handle>, usize), String> {
    // A file is known by its first line; one row that is wrong does not spoil it.
    if csv::has_headers(text)
        && let Ok(file) = csv::read(text)
    {
        return Ok((file.accounts, file.skipped));
    }
    let parts = text.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
    let handles: Result<Vec<Handle>, String> = parts
        .filter(|part| !part.is_empty())
        .map(|part| Handle::parse(part).map_err(|_| part.to_owned()))
        .collect();
    // A row of a file has more than its account: true, false, languages.
    match (handles, csv::read(text)) {
        (Err(_), Ok(file)) if file.skipped == 0 && text.contains(',') => Ok((file.accounts, 0)),
        (handles, _) => Ok((handles?, 0)),
    }
}

/// The form, and the link that it makes.
#[component]
pub fn OwnPack() -> impl IntoView {
    let words = expect_context::<PageWords>();
    let ticks = expect_context::<Ticks>();
    let directory = expect_context::<Directory>();
    let path = expect_context::<Site>().path(ROUTE);
    let made = RwSignal::new(Made::Nothing);
    let link = move |name: &str, accounts: &[Handle], skipped: usize| {
        let fragment = Pack::new(name, accounts).and_then(|pack| pack.fragment());
        made.set(match fragment {
            Ok(fragment) => Made::Link(format!("{}{path}#{fragment}", page::origin()), skipped),
            Err(why) => Made::Wrong(why.key(), String::new()),
        });
    };
    let link = StoredValue::new(link);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let query = form::query(&event);
        let (name, text) = (
            form::value(&query, "pack-name"),
            form::value(&query, "pack-from"),
        );
        if let Some(collection) = Collection::parse(&text) {
            made.set(Made::Asking);
            spawn_local(async move {
                let answer = send(directory, &collection.request()).await.ok();
                let found = answer.and_then(|answer| collection.decode(&answer));
                let Some((own_name, accounts)) = found else {
                    let _ = made.try_set(Made::Wrong("collection", String::new()));
                    return;
                };
                let name = if name.trim().is_empty() {
                    own_name
                } else {
                    name
                };
                link.try_with_value(|link| link(&name, &accounts, 0));
            });
            return;
        }
        match pasted(&text) {
            Err(part) => made.set(Made::Wrong("bad-account", part)),
            Ok((mut accounts, skipped)) => {
                let ticked = ticks.targets_untracked();
                accounts.extend(ticked.into_iter().filter_map(|it| match it {
                    Target::Account(handle) => Some(handle),
                    Target::Tag(_) => None,
                }));
                link.with_value(|link| link(&name, &accounts, skipped));
            }
        }
    };
    // Read here, and sent nowhere: it stands in the field then, to be looked through.
    let from = NodeRef::<Textarea>::new();
    let read_file = move |event: Event| {
        form::file_text(&event, MAX_FILE, move |text| {
            match (text, from.get_untracked()) {
                (Some(text), Some(field)) => field.set_value(&text),
                _ => made.set(Made::Wrong("file", String::new())),
            }
        });
    };
    let problem = move || match made.get() {
        Made::Wrong(key, what) => {
            Some(words.fill(&format!("pack.wrong_{}", word(key)), &[("what", &what)]))
        }
        _ => None,
    };
    let result = move || match made.get() {
        Made::Link(link, skipped) => {
            let left_out = (skipped > 0).then(|| {
                let text = words.count("pack.left_out", skipped as u64);
                view! { <p data-test="left-out">{text}</p> }
            });
            Some(view! { {left_out} <TheLink link=link/> }.into_any())
        }
        Made::Asking => Some(view! { <p>{words.text("pack.asking")}</p> }.into_any()),
        _ => None,
    };
    view! {
        <section aria-labelledby="own-pack" class="needs-program no-print prose">
            <h2 id="own-pack">{words.text("pack.own")}</h2>
            <p>{words.text("pack.own_text")}</p>
            <form on:submit=submit data-test="own-pack">
                <div class="field">
                    <label for="pack-name">{words.text("pack.name")}</label>
                    <input type="text" id="pack-name" name="pack-name" autocomplete="off"/>
                </div>
                <div class="field">
                    <label for="pack-from">{words.text("pack.from")}</label>
                    <p class="hint" id="pack-from-hint">{words.text("pack.from_hint")}</p>
                    <textarea
                        id="pack-from"
                        name="pack-from"
                        rows="4"
                        autocapitalize="none"
                        spellcheck="false"
                        aria-describedby="pack-from-hint pack-problem"
                        node_ref=from
                    ></textarea>
                </div>
                <div class="field">
                    <label for="pack-file">{words.text("pack.file")}</label>
                    <input type="file" id="pack-file" accept=".csv,text/csv" on:change=read_file/>
                </div>
                <p class="field-problem" id="pack-problem" role="alert">{problem}</p>
                <button class="button secondary" type="submit">{words.text("pack.make")}</button>
            </form>
            <div role="status">{result}</div>
        </section>
    }
}

/// The link, to be copied.
#[component]
fn TheLink(link: String) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let copied = RwSignal::new(false);
    let text = link.clone();
    let copy = move |_| {
        page::copy(&text, move |worked| {
            copied.set(worked);
            if !worked {
                page::select(LINK);
            }
        });
    };
    view! {
        <div class="field">
            <label for=LINK>{words.text("pack.link")}</label>
            <input type="text" id=LINK readonly dir="ltr" value=link/>
        </div>
        <button
            class="button secondary"
            type="button"
            inner_html=live_text(move || {
                words.text(if copied.get() { "pack.copied" } else { "pack.copy" })
            })
            on:click=copy
        ></button>
    }
}

#[cfg(test)]
mod tests {
    use super::pasted;

    #[test]
    fn handles_and_files_are_read_alike() {
        let names = |text: &str| {
            pasted(text).map(|it| it.0.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        let two = Ok(vec!["@a@x.example".to_owned(), "@b@y.example".to_owned()]);
        for text in [
            "@a@x.example b@y.example",
            "https://x.example/@a, acct:b@y.example;\n",
            "Account address,Show boosts,Notify on new posts,Languages\n\
             a@x.example,true,false,\nb@y.example,true,false,\n",
            "Account address,Show boosts\na@x.example,true\nb@y.example,true\n",
            "List,a@x.example\nList,b@y.example\n",
            "Account address\na@x.example\nb@y.example\n",
        ] {
            assert_eq!(names(text), two, "{text}");
        }
        assert_eq!(names("@a@x.example @nobody"), Err("@nobody".to_owned()));
        assert_eq!(names(" "), Ok(Vec::new()));
        let spoilt = "Account address,Show boosts\na@x.example,true\n,true\nb@y.example,true\n";
        assert_eq!((names(spoilt), pasted(spoilt).map(|it| it.1)), (two, Ok(1)));
    }
}
