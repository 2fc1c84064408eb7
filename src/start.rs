//! Starts the app in the browser, over the document that stands there.

use crate::app::{App, provide_app};
use crate::i18n::{detection, messages};
use crate::parts::page::{Part, PartPage};
use crate::parts::program::load;
use crate::platform::task::{idle, press_over, yield_to_event_loop};
use crate::platform::{device, history, history_guard, page, storage, takeover};
use crate::state::site::{self, Site};
use content::page::Frame;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashMap;
use std::sync::Arc;

/// Reads what the document says of the site and of itself, then draws the app.
///
/// If the code fails later, `boot.js` shows the section `#broken`, which waits
/// hidden in the document: this code cannot draw anything any more then.
pub fn start() {
    console_error_panic_hook::set_once();
    // It fails only where it is there already.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let data = takeover::data_block("site").and_then(|text| content::json::read::<Frame>(&text));
    let Some(data) = data else {
        page::report(
            "spread-mastodon: the document has no data block \"site\"; it is not one of this build",
        );
        return;
    };
    storage::keep_under(&data.base);
    spawn_local(async move {
        if let Some(language) = detection::wanted(&data.base)
            && let Some(words) = detection::words(&data.base, language).await
        {
            messages::speak(Some(words));
        }
        // The page stays as it is until all that draws it is there.
        let page = takeover::data_route("page").and_then(|route| PartPage::at(&route));
        let parts = page.map(|page| page.first_parts(&page::query()));
        for part in parts.unwrap_or_default() {
            if load(part).await.is_err() {
                page::report("spread-mastodon: a part of the program did not load");
                page::stop();
            }
        }
        if let Some(next) = page.and_then(PartPage::next_part) {
            spawn_local(async move {
                // Whoever shows what it draws finds out whether it came.
                let _ = load(next).await;
            });
            // It is asked for before the page is drawn, which takes a while.
            yield_to_event_loop().await;
        }
        press_over().await;
        take_over(data);
        if page != Some(PartPage::Embed) && !device::saves_data() {
            load_other_parts().await;
        }
    });
}

/// Gets what other pages need while the browser has nothing else to do, so that
/// links there are followed at once.
async fn load_other_parts() {
    for part in Part::ALL {
        idle().await;
        // A part that failed is asked for again when its page is shown.
        let _ = load(part).await;
    }
}

fn take_over(data: Frame) {
    history_guard::tolerate_refusals();
    // A document may be asked for by the name of its file. The router knows pages by
    // their folders.
    if let Some(folder) = site::folder_of_file(&page::address()) {
        page::replace_address(&folder);
    }
    let first = takeover::data_route("page").zip(takeover::data_block("page").map(Arc::from));
    let pages: HashMap<String, Arc<str>> = first.into_iter().collect();
    takeover::take_over(move |root| {
        let handle = mount_to(root, move || {
            provide_app(Site::new(data), pages);
            view! { <App/> }
        });
        // For as long as the document is there.
        handle.forget();
    });
    history::manage_scroll();
}
