//! The face of a server: its icon, or its picture, from its own host, once it has
//! answered for itself. Until then, and where it has none, its first letter; so that
//! the picture moves nothing when it comes, and leaves nothing broken when it does not.

use crate::availability::{Availability, Status};
use crate::platform::device;
use leptos::prelude::*;
use picker::domain;

/// The face. It says nothing that the name beside it does not say.
#[component]
pub fn Face(
    /// The server's domain in normal form.
    domain: String,
) -> impl IntoView {
    let availability = expect_context::<Availability>();
    let initial = initial(&domain);
    // How many of its pictures turned out broken: each gives its place to the next.
    let broken = RwSignal::new(0);
    let address = Memo::new(move |_| match availability.status(&domain) {
        // No picture where data is dear.
        Some(Status::Done(done)) if !device::saves_data() => {
            let info = done.info.as_ref()?;
            let mut faces = info.faces(&domain);
            faces.nth(broken.get()).map(ToString::to_string)
        }
        _ => None,
    });
    let picture = move || {
        let address = address.get()?;
        Some(view! {
            <img
                referrerpolicy="no-referrer"
                loading="lazy"
                decoding="async"
                width="48"
                height="48"
                alt=""
                src=address
                on:error=move |_| broken.update(|broken| *broken += 1)
            />
        })
    };
    view! {
        <span class="face" aria-hidden="true" translate="no" data-test="face">
            {initial}
            {picture}
        </span>
    }
}

/// The first letter of a domain as people read it.
fn initial(domain: &str) -> String {
    let name = domain::display(domain).text;
    let first = name.chars().find(|c| c.is_alphanumeric());
    first.map_or_else(String::new, |first| first.to_uppercase().collect())
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Face;
    use crate::components::testing::{picker_html, texts};
    use leptos::prelude::*;

    #[test]
    fn before_the_server_has_answered_its_first_letter_stands_for_it() {
        let html = picker_html(None, || view! { <Face domain="owls.example".to_owned()/> });
        assert_eq!(texts(&html), "O");
        assert!(!html.contains("<img"), "{html}");
        assert!(html.contains("aria-hidden=\"true\""), "{html}");
    }
}
