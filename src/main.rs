//! The program that the browser runs. Natively it does nothing: pages are
//! rendered by the crate `site`, through [`spread_mastodon::render`].

#[cfg(target_arch = "wasm32")]
fn main() {
    spread_mastodon::start::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
