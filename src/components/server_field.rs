//! The field for the name of a server: the visitor's own, or another.

use crate::components::links::with_names;
use crate::components::live_text::live_text;
use crate::platform::form;
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

/// A labelled field that takes a domain, a handle or an address. What is wrong
/// with its content is said above it and announced.
#[component]
pub fn ServerField(
    /// Its id, and its name in the form.
    id: &'static str,
    /// What is asked for.
    label: String,
    /// How it looks, below the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the content.
    #[prop(into)]
    problem: Signal<Option<String>>,
    /// What stands in it when it is drawn, and whenever this changes.
    #[prop(optional, into)]
    value: Signal<String>,
    /// The field, for moving the focus there.
    #[prop(optional)]
    node_ref: NodeRef<Input>,
) -> impl IntoView {
    let (hint_id, problem_id) = (format!("{id}-hint"), format!("{id}-problem"));
    let described = match hint {
        Some(_) => format!("{hint_id} {problem_id}"),
        None => problem_id.clone(),
    };
    view! {
        <div class="field">
            <label for=id>{with_names(&label, &[])}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{with_names(&hint, &[])}</p> })}
            <p
                class="field-problem"
                id=problem_id
                role="alert"
                inner_html=live_text(move || problem.get().unwrap_or_default())
            ></p>
            <input
                type="text"
                id=id
                name=id
                inputmode="url"
                autocapitalize="none"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                prop:value=move || value.get()
                node_ref=node_ref
            />
        </div>
    }
}

/// What stands in the field with this id as its form is sent.
#[must_use]
pub fn typed(event: &SubmitEvent, id: &str) -> String {
    form::value(&form::query(event), id)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::ServerField;
    use crate::components::testing::{has, html_at};
    use leptos::prelude::*;

    #[test]
    fn what_is_wrong_belongs_to_the_field() {
        let html = html_at("/spread/", || {
            let problem = RwSignal::new(Some("No server".to_owned()));
            view! { <ServerField id="one" label="Your server".to_owned() problem=problem/> }
        });
        has(
            &html,
            &[
                "<label for=\"one\">Your server",
                "<p id=\"one-problem\" role=\"alert\" class=\"field-problem\">No server</p>",
                "aria-describedby=\"one-problem\"",
                "aria-invalid=\"true\"",
            ],
        );
        let html = html_at("/spread/", || {
            let problem = RwSignal::new(None);
            let hint = "Such as this".to_owned();
            view! { <ServerField id="one" label="It".to_owned() hint=hint problem=problem/> }
        });
        has(
            &html,
            &["aria-describedby=\"one-hint one-problem\"", "Such as this"],
        );
        assert!(!html.contains("aria-invalid"), "{html}");
    }
}
