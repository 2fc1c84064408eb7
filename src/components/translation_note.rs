//! Who made the translation that a page is shown in, and the way to the English one.

use crate::i18n::messages::{lang, site as say};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The line; nothing where the page is in English.
#[component]
pub fn TranslationNote() -> impl IntoView {
    lang()?;
    let query = use_location().search;
    Some(view! {
        <p class="hint translation-note">
            {say::translated()} " "
            // Another language comes with another document.
            <a href=move || query.with(|query| in_english(query)) hreflang="en" rel="external">
                {say::in_english()}
            </a>
        </p>
    })
}

/// The same address in English.
fn in_english(query: &str) -> String {
    let query = query.strip_prefix('?').unwrap_or(query);
    let kept = query
        .split('&')
        .filter(|part| !part.is_empty() && !part.starts_with("hl="));
    let parts: Vec<&str> = kept.chain(["hl=en"]).collect();
    format!("?{}", parts.join("&"))
}

#[cfg(test)]
mod tests {
    use super::in_english;

    #[test]
    fn the_link_to_english_keeps_the_answers() {
        assert_eq!(in_english(""), "?hl=en");
        assert_eq!(in_english("?hl=de"), "?hl=en");
        let query = "v=1&topic=art&hl=de&seed=7";
        assert_eq!(in_english(query), "?v=1&topic=art&seed=7&hl=en");
    }
}
