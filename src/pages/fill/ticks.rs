//! What the visitor ticked: hashtags and accounts, each once, in the order of
//! ticking. Nothing is ticked but by the visitor.

use crate::components::live_text::live_text;
use crate::platform::{form, storage};
use crate::state::page_words::PageWords;
use ::fill::handle::Handle;
use ::fill::plan::Target;
use ::fill::tag::Hashtag;
use leptos::ev::Event;
use leptos::prelude::*;

const KEY: &str = "ticks";

/// The ticked hashtags (`#Name`) and accounts (`@name@server`); a context of the
/// page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ticks(RwSignal<Vec<String>>);

impl Ticks {
    /// Whether something is ticked; tracked.
    pub fn has(self, what: &str) -> bool {
        self.0.with(|all| all.iter().any(|it| it == what))
    }

    /// Reads all that is ticked; tracked.
    pub fn with<R>(self, read: impl FnOnce(&[String]) -> R) -> R {
        self.0.with(|all| read(all))
    }

    /// What is ticked, as what can be followed; not tracked.
    pub fn targets_untracked(self) -> Vec<Target> {
        self.0.with_untracked(|all| targets(all))
    }

    /// What this tab has kept, and nothing in a new one.
    pub fn restore(self) {
        Effect::new(move |_| {
            let kept = storage::get_for_tab(KEY).unwrap_or_default();
            let kept: Vec<String> = kept.lines().map(str::to_owned).collect();
            if targets(&kept).len() == kept.len() {
                self.set(&kept, true);
            }
        });
    }

    /// Ticks or unticks these, and keeps all ticks for as long as the tab is open:
    /// signing in leaves the page.
    pub fn set(self, what: &[String], ticked: bool) {
        if what.is_empty() {
            return;
        }
        self.0.update(|all| {
            if ticked {
                for it in what {
                    if !all.contains(it) {
                        all.push(it.clone());
                    }
                }
            } else {
                all.retain(|it| !what.contains(it));
            }
        });
        self.0
            .with_untracked(|all| storage::set_for_tab(KEY, &all.join("\n")));
    }
}

/// What is ticked, as what can be followed.
pub fn targets(ticked: &[String]) -> Vec<Target> {
    let target = |what: &String| match what.strip_prefix('#') {
        Some(tag) => Hashtag::parse(tag).map(Target::Tag),
        None => Handle::parse(what).ok().map(Target::Account),
    };
    ticked.iter().filter_map(target).collect()
}

/// The box in front of a hashtag or an account.
#[component]
pub fn Tick(
    /// `#Name` or `@name@server`, which is also its name for screen readers.
    what: String,
) -> impl IntoView {
    let ticks = expect_context::<Ticks>();
    let name = Handle::parse(&what).map_or_else(|_| what.clone(), |handle| handle.readable());
    let own = what.clone();
    let changed = move |event: Event| {
        ticks.set(std::slice::from_ref(&own), form::is_checked(&event));
    };
    view! {
        <input
            type="checkbox"
            class="tick needs-program"
            aria-label=name
            prop:checked=move || ticks.has(&what)
            on:change=changed
        />
    }
}

/// Ticks all of a group that are shown, or unticks them when all are ticked.
#[component]
pub fn TickAll(
    /// The group's name, for screen readers.
    name: String,
    /// What is in the group and shown; tracked.
    shown: Signal<Vec<String>>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let ticks = expect_context::<Ticks>();
    let all_ticked = Memo::new(move |_| shown.with(|all| all.iter().all(|it| ticks.has(it))));
    let clicked = move |_| {
        shown.with_untracked(|all| ticks.set(all, !all_ticked.get_untracked()));
    };
    let (label, label_of) = ("fill.tick_all", "fill.tick_all_of");
    let (undo, undo_of) = ("fill.untick_all", "fill.untick_all_of");
    view! {
        <button
            class="button quiet needs-program no-print"
            type="button"
            aria-label=move || {
                let key = if all_ticked.get() { undo_of } else { label_of };
                words.fill(key, &[("name", &name)])
            }
            inner_html=live_text(move || words.text(if all_ticked.get() { undo } else { label }))
            on:click=clicked
        ></button>
    }
}
