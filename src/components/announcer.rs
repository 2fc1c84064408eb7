//! The one live region of the page.

use crate::components::live_text::live_text;
use crate::state::announcer::Announcer;
use leptos::prelude::*;

/// The element whose text screen readers announce when it changes. It has to
/// be in the page before its text changes: place it once, outside of what
/// routes replace.
#[component]
pub fn AnnouncerRegion() -> impl IntoView {
    let announcer = expect_context::<Announcer>();
    view! {
        <div
            class="visually-hidden"
            role="status"
            data-test="announcer"
            inner_html=live_text(move || announcer.text())
        ></div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::AnnouncerRegion;
    use crate::state::announcer::Announcer;
    use leptos::prelude::*;

    #[test]
    fn the_region_holds_the_last_announcement() {
        let html = Owner::new().with(|| {
            let announcer = Announcer::new();
            provide_context(announcer);
            announcer.say("3 servers for you".to_owned());
            view! { <AnnouncerRegion /> }.to_html()
        });
        assert!(html.contains("role=\"status\""), "{html}");
        assert!(html.contains("3 servers for you"), "{html}");
    }
}
