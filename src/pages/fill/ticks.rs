//! What the visitor ticked: hashtags and accounts, each once, in the order of
//! ticking. Nothing is ticked but by the visitor.

use crate::platform::form;
use crate::state::page_words::PageWords;
use leptos::ev::Event;
use leptos::prelude::*;

/// The ticked hashtags (`#Name`) and accounts (`@name@server`); a context of the
/// page.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ticks(RwSignal<Vec<String>>);

impl Ticks {
    /// Whether something is ticked; tracked.
    pub(super) fn has(self, what: &str) -> bool {
        self.0.with(|all| all.iter().any(|it| it == what))
    }

    /// Reads all that is ticked; tracked.
    pub(super) fn with<R>(self, read: impl FnOnce(&[String]) -> R) -> R {
        self.0.with(|all| read(all))
    }

    /// Ticks or unticks these.
    pub(super) fn set(self, what: &[String], ticked: bool) {
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
    }
}

/// The box in front of a hashtag or an account.
#[component]
pub(super) fn Tick(
    /// `#Name` or `@name@server`, which is also its name for screen readers.
    what: String,
) -> impl IntoView {
    let ticks = expect_context::<Ticks>();
    let (own, name) = (what.clone(), what.clone());
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
pub(super) fn TickAll(
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
            on:click=clicked
        >
            {move || words.text(if all_ticked.get() { undo } else { label })}
        </button>
    }
}
