//! Drawing the app over the document that stands there already, without
//! losing what the visitor has done to it meanwhile: what was typed, ticked,
//! selected, opened, focused, and how far the page was scrolled.

/// The id of the element that the app draws into.
pub const ROOT: &str = "app";

/// The text of a data block of the document, by its id.
#[must_use]
pub fn data_block(id: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    return web::data_block(id)?.text_content();
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = id;
        None
    }
}

/// The route that a data block belongs to.
#[must_use]
pub fn data_route(id: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    return web::data_block(id)?.get_attribute("data-route");
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = id;
        None
    }
}

/// Replaces the document's content by the app, which `mount` draws into the
/// given element. All of it happens in one task: nothing is painted between.
#[cfg(target_arch = "wasm32")]
pub use web::take_over;

#[cfg(target_arch = "wasm32")]
mod web {
    use super::ROOT;
    use wasm_bindgen::JsCast;
    use web_sys::{
        Document, Element, Event, EventInit, FocusOptions, HtmlElement, HtmlInputElement,
        HtmlOptionElement, HtmlSelectElement, HtmlTextAreaElement,
    };

    fn document() -> Option<Document> {
        web_sys::window()?.document()
    }

    pub(super) fn data_block(id: &str) -> Option<Element> {
        document()?.get_element_by_id(id)
    }

    /// See [`super::take_over`].
    pub fn take_over(mount: impl FnOnce(HtmlElement)) {
        let Some(document) = document() else {
            return;
        };
        let Some(root) = document
            .get_element_by_id(ROOT)
            .and_then(|it| it.dyn_into::<HtmlElement>().ok())
        else {
            return;
        };
        let before = Snapshot::take(&document, &root);
        // The app writes these for each page that it shows.
        for selector in ["meta[name='description']", "link[rel='canonical']"] {
            if let Ok(Some(tag)) = document.query_selector(selector) {
                tag.remove();
            }
        }
        root.set_inner_html("");
        mount(root.clone());
        before.restore(&root);
        // For scripts and tests that wait for the app.
        let _ = root.set_attribute("data-app", "");
    }

    /// What a visitor did to the document. Elements are found again by their
    /// place among those of their kind, as the app draws the same document.
    struct Snapshot {
        fields: Vec<Field>,
        open: Vec<bool>,
        focus: Option<Focus>,
        scroll: (f64, f64),
        in_sight: Option<InSight>,
    }

    /// The first text in sight of a page that was scrolled. It stays in its place
    /// where the app draws more above it than the document had.
    struct InSight {
        text: String,
        /// Distance from the top edge of the window, in CSS pixels.
        top: f64,
    }

    const TEXTS: &str = "h1, h2, h3, h4, p, li, dt, dd, th, td, summary, legend, label, pre";

    impl InSight {
        fn take(root: &Element) -> Option<Self> {
            let texts = all(root, TEXTS).into_iter();
            let mut places = texts.map(|it| (it.get_bounding_client_rect(), it));
            let (place, element) = places.find(|(it, _)| it.top() >= 0.0 && it.height() > 0.0)?;
            Some(Self {
                text: element.text_content()?,
                top: place.top(),
            })
        }

        /// How far the text has moved, in CSS pixels.
        fn moved(&self, root: &Element) -> Option<f64> {
            let texts = all(root, TEXTS).into_iter();
            let mut same = texts.filter(|it| it.text_content().as_ref() == Some(&self.text));
            Some(same.next()?.get_bounding_client_rect().top() - self.top)
        }
    }

    struct Field {
        name: String,
        /// The value, which tells checkboxes of one name apart.
        value: String,
        /// What the visitor did to it; `None` for a field as the document has it.
        change: Option<Change>,
    }

    enum Change {
        Ticked(bool),
        Written,
    }

    struct Focus {
        /// The place in the list of all elements of this selector.
        at: usize,
        selection: Option<(u32, u32)>,
    }

    const FIELDS: &str = "input, textarea, select";
    const DETAILS: &str = "details";
    /// What can have the focus.
    const FOCUSABLE: &str = "a[href], button, input, textarea, select, summary, [tabindex]";

    fn all(root: &Element, selector: &str) -> Vec<Element> {
        let Ok(list) = root.query_selector_all(selector) else {
            return Vec::new();
        };
        let items = (0..list.length()).filter_map(|at| list.item(at));
        items.filter_map(|it| it.dyn_into().ok()).collect()
    }

    fn field(element: &Element) -> Field {
        let name = element.get_attribute("name").unwrap_or_default();
        let (value, change) = if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            let change = match input.type_().as_str() {
                "checkbox" | "radio" => (input.checked() != input.default_checked())
                    .then(|| Change::Ticked(input.checked())),
                "hidden" => None,
                _ => (input.value() != input.default_value()).then_some(Change::Written),
            };
            (input.value(), change)
        } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            let changed = area
                .default_value()
                .is_ok_and(|default| default != area.value());
            (area.value(), changed.then_some(Change::Written))
        } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
            let options = all(element, "option");
            let options = options
                .iter()
                .filter_map(|it| it.dyn_ref::<HtmlOptionElement>());
            // Without a default the first one is selected.
            let mut default = None;
            for option in options {
                if default.is_none() || option.default_selected() {
                    default = Some(option.value());
                }
            }
            let changed = default.is_some_and(|default| default != select.value());
            (select.value(), changed.then_some(Change::Written))
        } else {
            (String::new(), None)
        };
        Field {
            name,
            value,
            change,
        }
    }

    impl Snapshot {
        fn take(document: &Document, root: &Element) -> Self {
            let active = document.active_element();
            let focus = active.and_then(|active| {
                let at = all(root, FOCUSABLE).iter().position(|it| *it == active)?;
                let input = active.dyn_ref::<HtmlInputElement>();
                let selection = input.and_then(|input| {
                    let start = input.selection_start().ok()??;
                    Some((start, input.selection_end().ok()??))
                });
                Some(Focus { at, selection })
            });
            let window = web_sys::window();
            let scroll = |of: fn(&web_sys::Window) -> Result<f64, wasm_bindgen::JsValue>| {
                window
                    .as_ref()
                    .and_then(|window| of(window).ok())
                    .unwrap_or_default()
            };
            let scroll = (
                scroll(web_sys::Window::scroll_x),
                scroll(web_sys::Window::scroll_y),
            );
            Self {
                fields: all(root, FIELDS).iter().map(field).collect(),
                open: all(root, DETAILS)
                    .iter()
                    .map(|it| it.has_attribute("open"))
                    .collect(),
                focus,
                scroll,
                in_sight: (scroll.1 > 0.0).then(|| InSight::take(root)).flatten(),
            }
        }

        fn restore(&self, root: &Element) {
            for (old, element) in self.fields.iter().zip(all(root, FIELDS)) {
                restore_field(old, &element);
            }
            for (open, element) in self.open.iter().zip(all(root, DETAILS)) {
                if *open {
                    let _ = element.set_attribute("open", "");
                } else {
                    let _ = element.remove_attribute("open");
                }
            }
            if let Some(focus) = &self.focus
                && let Some(element) = all(root, FOCUSABLE).get(focus.at)
            {
                restore_focus(focus, element);
            } else if self.focus.is_none() {
                // The Tab key goes on from the place that the address names, such
                // as behind a skip link that was followed.
                crate::platform::history::focus_named();
            }
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(self.scroll.0, self.scroll.1);
                if let Some(moved) = self.in_sight.as_ref().and_then(|it| it.moved(root)) {
                    window.scroll_by_with_x_and_y(0.0, moved);
                }
            }
        }
    }

    /// Repeats what the visitor did, and lets the app hear of it as of any other
    /// input. Fields that they left alone are as the app draws them, which knows
    /// the answers in the address.
    fn restore_field(old: &Field, element: &Element) {
        let now = field(element);
        if now.name != old.name {
            return;
        }
        match old.change {
            None => {}
            Some(Change::Ticked(checked)) => {
                if let Some(input) = element.dyn_ref::<HtmlInputElement>()
                    && now.value == old.value
                    && input.checked() != checked
                {
                    input.set_checked(checked);
                    tell(element);
                }
            }
            Some(Change::Written) => {
                let _ = js_sys::Reflect::set(element, &"value".into(), &old.value.as_str().into());
                tell(element);
            }
        }
    }

    fn tell(element: &Element) {
        let options = EventInit::new();
        options.set_bubbles(true);
        for name in ["input", "change"] {
            if let Ok(event) = Event::new_with_event_init_dict(name, &options) {
                let _ = element.dispatch_event(&event);
            }
        }
    }

    fn restore_focus(focus: &Focus, element: &Element) {
        let Some(element) = element.dyn_ref::<HtmlElement>() else {
            return;
        };
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
        if let (Some((start, end)), Some(input)) =
            (focus.selection, element.dyn_ref::<HtmlInputElement>())
        {
            // Refused by inputs that have no selection, such as checkboxes.
            let _ = input.set_selection_range(start, end);
        }
    }
}
