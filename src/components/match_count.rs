//! How many servers match the answers so far, beside a question. It comes with the
//! engine, after the question itself.

use crate::components::live_text::live_text;
use crate::directory::Lists;
use crate::directory::load::Directory;
use crate::i18n::messages::quiz as say;
use crate::platform::page;
use crate::state::announcer::Announcer;
use crate::state::draft::Draft;
use crate::state::visitor::Visitor;
use leptos::prelude::*;
use picker::answers::Answers;

/// How long the visitor has paused when the number of servers is announced, in
/// milliseconds: what is typed or ticked is read out first.
const ANNOUNCEMENT_PAUSE: u32 = 700;

/// How many servers match so far: shown at once, announced when the visitor
/// pauses.
#[component]
pub fn MatchCount() -> impl IntoView {
    let Draft(draft) = expect_context();
    let directory = expect_context::<Directory>();
    let visitor = expect_context::<Visitor>();
    let announcer = expect_context::<Announcer>();
    directory.load_for(move || draft.with(|state| !state.answers.text.is_empty()));
    let text = Memo::new(move |_| match directory.picker.get() {
        Some(picker) => {
            let context = visitor.context(0);
            draft.with(|state| {
                let matching = picker.matching(&state.answers, &context);
                let count = matching.servers as u64;
                // Nothing was asked for that they could match.
                if matching.for_everybody && count > 0 {
                    say::count_unasked(count)
                } else {
                    say::count(count)
                }
            })
        }
        None if directory.lists.with(Lists::nothing) => String::new(),
        None => say::count_loading(),
    });
    Effect::new(move |before: Option<Answers>| {
        let now = draft.get().answers;
        // Only what the visitor changed is announced: on arrival the title is.
        if before.is_some_and(|before| before != now) {
            let announcement = text.get();
            page::after(ANNOUNCEMENT_PAUSE, move || {
                if text.try_get_untracked().as_ref() == Some(&announcement) {
                    announcer.say(announcement);
                }
            });
        }
        now
    });
    view! {
        <p class="status" data-test="count" inner_html=live_text(move || text.get())></p>
    }
}
