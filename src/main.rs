//! Starts the app in the browser.

#[cfg(target_arch = "wasm32")]
fn main() {
    spread_mastodon::start::start();
}

/// There is no page to show natively.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
