//! A date for people and for machines.

use content::page::Time;
use leptos::prelude::*;

/// A `<time>` with its date in both forms.
#[component]
pub fn DateTime(
    /// The date.
    time: Time,
) -> impl IntoView {
    view! { <time datetime=time.datetime>{time.text}</time> }
}
