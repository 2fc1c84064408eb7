//! Copying what stands in a field.

use crate::platform::page;
use crate::state::page_words::PageWords;
use leptos::html::Textarea;
use leptos::prelude::*;

/// Copies `text` and says so: `status` becomes the message `NAME.copied` or
/// `NAME.copy_failed` of the page. Where the browser refuses, the field is selected, to
/// be copied by hand.
pub fn copy_field<E>(
    text: impl Into<Signal<String>>,
    area: NodeRef<Textarea>,
    status: RwSignal<String>,
    name: &'static str,
) -> impl Fn(E) {
    let words = expect_context::<PageWords>();
    let text = text.into();
    move |_| {
        page::copy(&text.get_untracked(), move |copied| {
            let message = if copied { "copied" } else { "copy_failed" };
            if !copied && let Some(area) = area.get_untracked() {
                area.select();
            }
            status.set(words.text(&format!("{name}.{message}")));
        });
    }
}
