//! What the part [`crate::parts::page::Part::Results`] draws within other pages.

use crate::components::match_count::MatchCount;
use crate::components::results::Results;
use crate::directory::load::Directory;
use crate::parts::page::PartPage;
use crate::state::results::ShownResults;
use leptos::prelude::*;

/// Draws one of them; nothing for a page of another part.
pub fn draw(page: PartPage) -> AnyView {
    match page {
        PartPage::Results => {
            let ShownResults { state, layout } = expect_context();
            let directory = expect_context::<Directory>();
            directory.load_for(move || state.with(|state| !state.answers.text.is_empty()));
            view! { <Results state=state layout=layout/> }.into_any()
        }
        PartPage::MatchCount => view! { <MatchCount/> }.into_any(),
        _ => ().into_any(),
    }
}
