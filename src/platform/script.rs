//! Scripts of the site that a page needs beside the program.

/// Loads a script, once for the life of the document.
pub fn load_once(src: &str) {
    #[cfg(target_arch = "wasm32")]
    if let Some(document) = web_sys::window().and_then(|window| window.document())
        && let Some(head) = document.head()
        && let Ok(script) = document.create_element("script")
    {
        let scripts = document.get_elements_by_tag_name("script");
        let mut all = (0..scripts.length()).filter_map(|index| scripts.item(index));
        if all.any(|it| it.get_attribute("src").as_deref() == Some(src)) {
            return;
        }
        if script.set_attribute("src", src).is_ok() {
            let _ = head.append_child(&script);
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    let _ = src;
}
