//! Checkboxes and radio buttons in lists, the later ones behind "More".

use leptos::prelude::*;

/// One thing to tick: the control, what stands beside it, and its label.
#[component]
pub fn Choice(
    /// `checkbox` or `radio`.
    kind: &'static str,
    /// The name of the field.
    name: &'static str,
    /// The value of the field when it is ticked.
    value: String,
    /// Whether it is ticked at first.
    checked: bool,
    /// Stands between the control and its label.
    #[prop(optional)]
    picture: Option<AnyView>,
    /// The label.
    children: Children,
) -> impl IntoView {
    view! {
        <li>
            <label class="choice">
                <input type=kind name=name value=value checked=checked/>
                {picture}
                <span class="label">{children()}</span>
            </label>
        </li>
    }
}

/// One radio button with a line of help.
#[component]
pub fn Radio(
    /// The name of the field.
    name: &'static str,
    /// The value of the field.
    value: &'static str,
    /// Whether it is chosen at first.
    checked: bool,
    /// What it stands for.
    label: String,
    /// What helps to choose.
    #[prop(optional)]
    hint: Option<String>,
) -> impl IntoView {
    view! {
        <Choice kind="radio" name=name value=value.to_owned() checked=checked>
            {label}
            {hint.map(|hint| view! { <small>{hint}</small> })}
        </Choice>
    }
}

/// A list of choices behind a summary.
#[component]
pub fn MoreChoices(
    /// The class of the list.
    class: &'static str,
    /// What the summary says.
    label: String,
    /// Whether it is open at first.
    open: bool,
    /// The choices.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="more" open=open>
            <summary>{label}</summary>
            <ul class=class>{children()}</ul>
        </details>
    }
}
