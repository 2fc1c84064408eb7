//! Starts the app in the browser. Natively it prints what the page shows
//! before the app has started, for the build to put into `servers/index.html`.

#[cfg(target_arch = "wasm32")]
fn main() {
    spread_mastodon::start::start();
}

#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::print_stdout)]
fn main() {
    let owner = leptos::prelude::Owner::new();
    println!("{}", owner.with(|| spread_mastodon::app::app().to_html()));
}
