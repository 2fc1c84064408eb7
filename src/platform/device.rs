//! What the browser says of the visitor's device and connection.

/// The browser's `User-Agent`; empty where there is none.
#[must_use]
pub fn user_agent() -> String {
    #[cfg(target_arch = "wasm32")]
    return web_sys::window()
        .and_then(|window| window.navigator().user_agent().ok())
        .unwrap_or_default();
    #[cfg(not(target_arch = "wasm32"))]
    String::new()
}

/// How many fingers a touch screen tells apart; 0 without one.
#[must_use]
pub fn touch_points() -> i32 {
    #[cfg(target_arch = "wasm32")]
    return web_sys::window().map_or(0, |window| window.navigator().max_touch_points());
    #[cfg(not(target_arch = "wasm32"))]
    0
}

/// Whether the visitor has asked the browser to save data
/// (`navigator.connection.saveData`, which not every browser has).
#[must_use]
pub fn saves_data() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        use js_sys::Reflect;
        let Some(window) = web_sys::window() else {
            return false;
        };
        let connection = Reflect::get(&window.navigator(), &"connection".into());
        let saves = connection.and_then(|connection| Reflect::get(&connection, &"saveData".into()));
        saves.is_ok_and(|saves| saves.is_truthy())
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}
