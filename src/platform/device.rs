//! What the browser says of the visitor's device and connection. Extensions against
//! tracking put values of their own there.

/// A property of `navigator`; `None` where reading it fails.
#[cfg(target_arch = "wasm32")]
pub(super) fn of_navigator(name: &str) -> Option<wasm_bindgen::JsValue> {
    js_sys::Reflect::get(&web_sys::window()?.navigator(), &name.into()).ok()
}

/// The browser's `User-Agent`; empty where there is none.
#[must_use]
pub fn user_agent() -> String {
    #[cfg(target_arch = "wasm32")]
    return of_navigator("userAgent")
        .and_then(|it| it.as_string())
        .unwrap_or_default();
    #[cfg(not(target_arch = "wasm32"))]
    String::new()
}

/// How many fingers a touch screen tells apart; 0 without one.
#[must_use]
pub fn touch_points() -> i32 {
    #[cfg(target_arch = "wasm32")]
    {
        let points = of_navigator("maxTouchPoints").and_then(|it| it.as_f64());
        // NaN becomes 0.
        #[allow(clippy::cast_possible_truncation)]
        let points = points.unwrap_or_default() as i32;
        points
    }
    #[cfg(not(target_arch = "wasm32"))]
    0
}

/// Whether the visitor has asked the browser to save data
/// (`navigator.connection.saveData`, which not every browser has).
#[must_use]
pub fn saves_data() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        let connection = of_navigator("connection");
        let saves = connection.and_then(|it| js_sys::Reflect::get(&it, &"saveData".into()).ok());
        saves.is_some_and(|saves| saves.is_truthy())
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}
