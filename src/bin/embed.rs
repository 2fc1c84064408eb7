//! Starts the picker in a frame on somebody else's page. A program of its own:
//! it holds only what is shown there.

#[cfg(target_arch = "wasm32")]
fn main() {
    spread_mastodon::embed::start();
}

/// Natively there is nothing to show: `embed.html` has the first paint.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
