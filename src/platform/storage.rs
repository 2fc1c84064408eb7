//! What is kept on the visitor's device. Storage may be denied (private
//! windows, partitioned frames, a full disk): then nothing is kept, and
//! nothing else happens.

/// Reads a value.
#[must_use]
pub fn get(key: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    return area()?.get_item(key).ok().flatten();
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = key;
        None
    }
}

/// Keeps a value, if the browser lets us.
pub fn set(key: &str, value: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(area) = area() {
        let _ = area.set_item(key, value);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (key, value);
}

/// Forgets a value.
pub fn remove(key: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(area) = area() {
        let _ = area.remove_item(key);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = key;
}

/// Reads a value that lives as long as the tab.
#[must_use]
pub fn get_for_tab(key: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    return tab()?.get_item(key).ok().flatten();
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = key;
        None
    }
}

/// Keeps a value for as long as the tab lives, if the browser lets us.
pub fn set_for_tab(key: &str, value: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(area) = tab() {
        let _ = area.set_item(key, value);
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (key, value);
}

#[cfg(target_arch = "wasm32")]
fn tab() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

#[cfg(target_arch = "wasm32")]
fn area() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
