//! What is kept on the visitor's device. Storage may be denied (private
//! windows, partitioned frames, a full disk): then nothing is kept, and
//! nothing else happens.
//!
//! All sites of one host share a storage (`name.github.io/one/`,
//! `name.github.io/two/`). Therefore every key carries the base path of this
//! site: another copy of it next door reads and writes keys of its own.

use std::sync::OnceLock;

static BASE: OnceLock<String> = OnceLock::new();

/// Sets the base path of the site (`/`, `/spread/`), once, before anything is
/// read or written.
pub fn keep_under(base: &str) {
    // A second call changes nothing: there is one site to a document.
    let _ = BASE.set(base.to_owned());
}

/// The key in the browser's storage: `/spread/#language`. A path has no `#`,
/// so that two pairs of path and name never make the same key.
fn full_key(base: &str, name: &str) -> String {
    format!("{base}#{name}")
}

/// For how long a value is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lifetime {
    /// Until it is removed.
    Device,
    /// As long as the tab is open.
    Tab,
}

/// Reads a value.
#[must_use]
pub fn get(name: &str) -> Option<String> {
    read(Lifetime::Device, name)
}

/// Keeps a value, if the browser lets us.
pub fn set(name: &str, value: &str) {
    write(Lifetime::Device, name, Some(value));
}

/// Removes a value.
pub fn remove(name: &str) {
    write(Lifetime::Device, name, None);
}

/// Reads a value that lives as long as the tab.
#[must_use]
pub fn get_for_tab(name: &str) -> Option<String> {
    read(Lifetime::Tab, name)
}

/// Keeps a value for as long as the tab lives, if the browser lets us.
pub fn set_for_tab(name: &str, value: &str) {
    write(Lifetime::Tab, name, Some(value));
}

/// Removes a value that lives as long as the tab.
pub fn remove_for_tab(name: &str) {
    write(Lifetime::Tab, name, None);
}

fn key(name: &str) -> String {
    full_key(BASE.get().map_or("/", String::as_str), name)
}

#[cfg(target_arch = "wasm32")]
mod web {
    use super::Lifetime;
    use wasm_bindgen::prelude::*;

    // Not `web_sys::Storage`: what stands in for the browser's own, as in browsers
    // inside of other apps, may give back anything.
    #[wasm_bindgen]
    extern "C" {
        pub(super) type Area;

        #[wasm_bindgen(method, catch, js_name = getItem)]
        pub(super) fn get_item(this: &Area, key: &str) -> Result<JsValue, JsValue>;

        #[wasm_bindgen(method, catch, js_name = setItem)]
        pub(super) fn set_item(this: &Area, key: &str, value: &str) -> Result<(), JsValue>;

        #[wasm_bindgen(method, catch, js_name = removeItem)]
        pub(super) fn remove_item(this: &Area, key: &str) -> Result<(), JsValue>;
    }

    pub(super) fn area(lifetime: Lifetime) -> Option<Area> {
        let name = match lifetime {
            Lifetime::Device => "localStorage",
            Lifetime::Tab => "sessionStorage",
        };
        // Where storage is denied this throws, or gives nothing, which has no methods.
        let area = js_sys::Reflect::get(&js_sys::global(), &name.into()).ok()?;
        Some(area.unchecked_into())
    }
}

fn read(lifetime: Lifetime, name: &str) -> Option<String> {
    let key = key(name);
    #[cfg(target_arch = "wasm32")]
    return web::area(lifetime)?.get_item(&key).ok()?.as_string();
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (lifetime, key);
        None
    }
}

fn write(lifetime: Lifetime, name: &str, value: Option<&str>) {
    let key = key(name);
    #[cfg(target_arch = "wasm32")]
    if let Some(area) = web::area(lifetime) {
        let _ = match value {
            Some(value) => area.set_item(&key, value),
            None => area.remove_item(&key),
        };
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (lifetime, key, value);
}

#[cfg(test)]
mod tests {
    use super::full_key;
    use proptest::prelude::*;

    #[test]
    fn copies_of_the_site_on_one_host_keep_apart() {
        assert_eq!(full_key("/spread/", "language"), "/spread/#language");
        assert_ne!(
            full_key("/", "directory-1"),
            full_key("/spread/", "directory-1")
        );
    }

    proptest! {
        #[test]
        fn a_key_belongs_to_one_site_and_one_name(
            a in "(/[a-z0-9~%._-]{0,6}){1,3}", b in "(/[a-z0-9~%._-]{0,6}){1,3}",
            one in "[a-z0-9#/-]{1,8}", other in "[a-z0-9#/-]{1,8}",
        ) {
            let same = (&a, &one) == (&b, &other);
            prop_assert_eq!(full_key(&a, &one) == full_key(&b, &other), same);
        }
    }
}
