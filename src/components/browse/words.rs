//! The field for the visitor's own words, which the engine reads as it reads those of
//! the quiz.

use crate::i18n::messages::browse as say;
use crate::state::browse::Browse;
use crate::state::navigation::Navigation;
use leptos::prelude::*;

/// The field, and what is found nowhere.
#[component]
pub fn OwnWords() -> impl IntoView {
    let browse = expect_context::<Browse>();
    let navigation = expect_context::<Navigation>();
    let unknown = move || {
        browse.browsed.with(|browsed| {
            let unknown = &browsed.as_ref()?.listing.unknown_words;
            (!unknown.is_empty()).then(|| {
                let quoted: Vec<String> = unknown.iter().map(|word| say::quoted(word)).collect();
                view! { <p class="small">{say::words_unknown(&quoted.join(" "))}</p> }
            })
        })
    };
    view! {
        <form class="field own-words" role="search" on:submit=|event| event.prevent_default()>
            <label for="own-words">{say::words()}</label>
            <input
                type="search"
                id="own-words"
                name="text"
                maxlength="200"
                placeholder=say::words_hint()
                autocomplete="off"
                prop:value=move || browse.typed.get()
                on:input=move |event| browse.type_words(navigation, event_target_value(&event))
            />
            {unknown}
        </form>
    }
}
