//! Waiting without blocking the page.

/// Lets the browser do what has come up meanwhile (draw, handle a tap) before
/// the next step of a longer work. Natively nothing waits.
pub async fn yield_to_event_loop() {
    sleep(0).await;
}

/// Lets everything else go first: waits until the browser has nothing to do.
/// WebKit cannot tell when that is; there it is [`yield_to_event_loop`].
/// Natively nothing waits.
pub async fn idle() {
    #[cfg(target_arch = "wasm32")]
    {
        let mut is_asked = false;
        let wait = js_sys::Promise::new(&mut |resolve, _| {
            let window = web_sys::window();
            // Fails where there is no such function.
            let asked = window.map(|window| window.request_idle_callback(&resolve));
            is_asked = matches!(asked, Some(Ok(_)));
        });
        if is_asked {
            let _ = wasm_bindgen_futures::JsFuture::from(wait).await;
            return;
        }
    }
    yield_to_event_loop().await;
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

/// Waits for the next picture that the browser draws; in a page that is not shown it
/// draws none. Natively nothing waits.
#[allow(clippy::unused_async)]
pub async fn next_frame() {
    #[cfg(target_arch = "wasm32")]
    {
        let wait = js_sys::Promise::new(&mut |resolve, _| {
            if let Some(window) = web_sys::window() {
                let _ = window.request_animation_frame(&resolve);
            }
        });
        let _ = wasm_bindgen_futures::JsFuture::from(wait).await;
    }
}

/// Waits until a key, a button or a finger that is down has been lifted and has done
/// what it does, as far as `public/boot.js` knows of it: the element that it is on has
/// to stay until then. Natively nothing waits.
#[allow(clippy::unused_async)]
pub async fn press_over() {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::JsCast;
        let press = js_sys::Reflect::get(&js_sys::global(), &"press".into());
        if let Some(Ok(press)) = press.ok().map(JsCast::dyn_into::<js_sys::Promise>) {
            let _ = wasm_bindgen_futures::JsFuture::from(press).await;
        }
    }
}

/// Waits until what has changed now is painted. Natively nothing waits.
pub async fn painted() {
    next_frame().await;
    next_frame().await;
}
