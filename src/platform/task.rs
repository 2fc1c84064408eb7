//! Waiting without blocking the page.

/// Lets the browser do what has come up meanwhile (draw, handle a tap) before
/// the next step of a longer work. Natively nothing waits.
pub async fn yield_to_event_loop() {
    sleep(0).await;
}

/// Waits for so many milliseconds. Natively nothing waits.
#[allow(clippy::unused_async)]
pub async fn sleep(milliseconds: i32) {
    #[cfg(target_arch = "wasm32")]
    {
        let wait = js_sys::Promise::new(&mut |resolve, _| {
            if let Some(window) = web_sys::window() {
                let _ = window
                    .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
            }
        });
        let _ = wasm_bindgen_futures::JsFuture::from(wait).await;
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = milliseconds;
}
