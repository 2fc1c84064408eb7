//! Puts a [`crate::view`] into the document and keeps its live parts up to
//! date, on Leptos's render effects.

/// Something that happened on the page.
pub struct Event {
    /// The browser's own event.
    #[cfg(target_arch = "wasm32")]
    pub(super) inner: web_sys::Event,
}

impl Event {
    /// Keeps the browser from doing what it would do by itself.
    pub fn prevent_default(&self) {
        #[cfg(target_arch = "wasm32")]
        self.inner.prevent_default();
    }

    /// Whether the checkbox that it happened to is ticked now.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        #[cfg(target_arch = "wasm32")]
        {
            use wasm_bindgen::JsCast;
            self.inner
                .target()
                .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
                .is_some_and(|input| input.checked())
        }
        #[cfg(not(target_arch = "wasm32"))]
        false
    }
}

/// Does something now (once the page stands) and again whenever a signal that
/// it read changes, for as long as the part of the page that it belongs to.
/// Natively nothing happens: a prerendered page does nothing.
pub fn whenever(run: impl Fn() + 'static) {
    #[cfg(target_arch = "wasm32")]
    browser::whenever(Box::new(run));
    #[cfg(not(target_arch = "wasm32"))]
    drop(run);
}

#[cfg(target_arch = "wasm32")]
pub use browser::mount;

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::Event;
    use crate::view::{Node, Parts, Value};
    use leptos::prelude::{Effect, RenderEffect, StoredValue};
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

    const SVG: &str = "http://www.w3.org/2000/svg";

    pub(super) fn whenever(run: Box<dyn Fn()>) {
        Effect::new(move |_| run());
    }

    /// Puts a view into the element with this id, in place of what stands there.
    /// Whoever had the focus in there keeps it, if the view has the same control.
    pub fn mount(id: &str, view: impl FnOnce() -> Node) {
        let Some(place) = document().get_element_by_id(id) else {
            return;
        };
        keeping_focus(|| {
            let new = document().create_document_fragment();
            append(&new, view(), None);
            place.replace_children_with_node_1(&new);
        });
        // For whoever has to tell the app from what stood there before it.
        let _ = place.set_attribute("data-app", "");
    }

    fn document() -> Document {
        #[allow(clippy::expect_used)] // A page without a document has nobody to tell.
        web_sys::window()
            .and_then(|window| window.document())
            .expect("a browser's document")
    }

    fn append(parent: &web_sys::Node, node: Node, before: Option<&web_sys::Node>) {
        let put = |node: &web_sys::Node| {
            let _ = parent.insert_before(node, before);
        };
        match node {
            Node::Nothing => {}
            Node::Text(text) => put(&document().create_text_node(&text)),
            Node::Element(el) => {
                if let Some(element) = build(*el.0) {
                    put(&element);
                }
            }
            Node::Many(nodes) => {
                for node in nodes {
                    append(parent, node, before);
                }
            }
            Node::Live(make) => {
                // Two marks, and between them what is there now.
                let (start, end) = (mark(), mark());
                put(&start);
                put(&end);
                keep(Box::new(move || refill(&start, &end, make())));
            }
        }
    }

    fn mark() -> web_sys::Node {
        document().create_comment("").into()
    }

    /// Runs now and again whenever a signal that it read changes, for as long
    /// as the part of the page that it belongs to.
    fn keep(run: Box<dyn Fn()>) {
        StoredValue::new_local(RenderEffect::new(move |_| run()));
    }

    fn refill(start: &web_sys::Node, end: &web_sys::Node, node: Node) {
        let inside = start.next_sibling();
        // A text that changes stays the same node: readers of the page see one
        // change and not two.
        if let Node::Text(text) = &node
            && let Some(only) = &inside
            && only.node_type() == web_sys::Node::TEXT_NODE
            && only.next_sibling().as_ref() == Some(end)
        {
            if only.node_value().as_deref() != Some(text) {
                only.set_node_value(Some(text));
            }
            return;
        }
        let Some(parent) = end.parent_node() else {
            return;
        };
        keeping_focus(|| {
            let mut open = Vec::new();
            while let Some(old) = start.next_sibling().filter(|old| old != end) {
                note_open(&old, &mut open);
                let _ = parent.remove_child(&old);
            }
            append(&parent, node, Some(end));
            for id in open {
                if let Some(twin) = document().get_element_by_id(&id) {
                    let _ = twin.set_attribute("open", "");
                }
            }
        });
    }

    /// Notes by their ids the details that the visitor has opened in here, to be
    /// open in what comes instead.
    fn note_open(old: &web_sys::Node, ids: &mut Vec<String>) {
        if let Some(old) = old.dyn_ref::<Element>()
            && let Ok(open) = old.query_selector_all("details[id][open]")
        {
            let all = (0..open.length()).filter_map(|at| open.item(at)?.dyn_into::<Element>().ok());
            ids.extend(all.map(|it| it.id()));
        }
    }

    /// Gives the focus to the new twin of the control that had it, if the old
    /// one went away.
    fn keeping_focus(change: impl FnOnce()) {
        let before = document()
            .active_element()
            .filter(|element| element.tag_name() != "BODY");
        change();
        let Some(before) = before.filter(|element| !element.is_connected()) else {
            return;
        };
        let twin = twin_of(&before).and_then(|twin| twin.dyn_into::<HtmlElement>().ok());
        if let Some(twin) = twin {
            // What is no control was made to take the focus, as by the link
            // that skips to the content.
            if let Some(order) = before.get_attribute("tabindex") {
                let _ = twin.set_attribute("tabindex", &order);
            }
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = twin.focus_with_options(&options);
            // The caret stays where it was in what is being typed.
            if let (Some(old), Some(new)) = (
                before.dyn_ref::<HtmlInputElement>(),
                twin.dyn_ref::<HtmlInputElement>(),
            ) && let Ok(Some(at)) = old.selection_start()
            {
                let _ = new.set_selection_range(at, at);
            }
        }
    }

    fn twin_of(element: &Element) -> Option<Element> {
        let id = element.id();
        if !id.is_empty() {
            return document().get_element_by_id(&id);
        }
        let same = |name: &str| element.get_attribute(name);
        let key = ["name", "data-test", "href"]
            .into_iter()
            .find_map(|name| Some((name, same(name)?)))?;
        let value = same("value");
        let all = document()
            .query_selector_all(&format!("{}[{}]", element.tag_name(), key.0))
            .ok()?;
        (0..all.length())
            .filter_map(|at| all.item(at)?.dyn_into::<Element>().ok())
            .find(|other| {
                other.get_attribute(key.0).as_deref() == Some(&key.1)
                    && other.get_attribute("value") == value
            })
    }

    fn build(el: Parts) -> Option<Element> {
        let document = document();
        let element = if matches!(el.tag, "svg" | "use" | "rect") {
            document.create_element_ns(Some(SVG), el.tag)
        } else {
            document.create_element(el.tag)
        }
        .ok()?;
        for (name, value) in el.attributes {
            match value {
                Value::Live(make) => {
                    let element = element.clone();
                    keep(Box::new(move || follow(&element, name, make())));
                }
                value => set(&element, name, value),
            }
        }
        for (name, mut act) in el.listeners {
            let listener = Closure::<dyn FnMut(web_sys::Event)>::new(move |inner| {
                act(Event { inner });
            });
            let _ =
                element.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            StoredValue::new_local(listener);
        }
        for child in el.children {
            append(&element, child, None);
        }
        Some(element)
    }

    fn set(element: &Element, name: &str, value: Value) {
        match value {
            Value::Text(text) => {
                let _ = element.set_attribute(name, &text);
            }
            Value::Absent => {
                let _ = element.remove_attribute(name);
            }
            Value::Live(make) => set(element, name, make()),
        }
    }

    /// Like [`set`], for what may have been changed by the visitor meanwhile:
    /// the attribute of a checkbox says only how it began.
    fn follow(element: &Element, name: &str, value: Value) {
        if name == "checked" {
            let on = matches!(value, Value::Text(_));
            let _ = js_sys::Reflect::set(element, &name.into(), &JsValue::from_bool(on));
            return;
        }
        set(element, name, value);
    }
}
