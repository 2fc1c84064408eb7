//! Starts the picker in a frame on somebody else's page. A program of its own:
//! it holds only what is shown there.

#[cfg(target_arch = "wasm32")]
fn main() {
    spread_mastodon::embed::start();
}

/// Natively it prints what the frame shows before the program is there.
#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::print_stdout)]
fn main() {
    use spread_mastodon::embed::{embed, options::Options};
    let owner = leptos::prelude::Owner::new();
    let first = owner.with(|| embed(Options::from_query("")).to_html());
    println!("{first}");
}
