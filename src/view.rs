//! What is on the page, as a value: elements, texts, and parts that follow a
//! signal. [`crate::platform::dom`] puts it into the document; natively it is
//! written as HTML, for the prerendered page and for tests.
//!
//! Signals, effects and contexts are Leptos's. Its `view!` is not used: it
//! makes a type of each element and code for each type, and that was half of
//! all that a visitor had to load (docs/decisions.md has the numbers). The
//! builder below is Leptos's own builder syntax with one type for everything.

use crate::platform::dom::Event;
use std::borrow::Cow;

/// Anything that can stand on the page.
pub enum Node {
    /// Nothing at all.
    Nothing,
    /// A text. Never read as HTML.
    Text(Cow<'static, str>),
    /// An element.
    Element(El),
    /// Several, one after the other.
    Many(Vec<Node>),
    /// A part that is made anew whenever a signal that it read changes.
    Live(Box<dyn Fn() -> Node>),
}

/// The value of an attribute.
pub enum Value {
    /// The attribute is not there.
    Absent,
    /// The attribute's text; empty for one that is just there.
    Text(Cow<'static, str>),
    /// A value that follows the signals that it reads.
    Live(Box<dyn Fn() -> Value>),
}

/// What is done when something happens.
pub type Listener = Box<dyn FnMut(Event)>;

/// An element. Boxed: it is handed on with every attribute that it gets.
pub struct El(pub Box<Parts>);

/// What an element is made of.
pub struct Parts {
    /// Its tag, in lower case.
    pub tag: &'static str,
    /// Its attributes.
    pub attributes: Vec<(&'static str, Value)>,
    /// What it listens to, by the name of the event.
    pub listeners: Vec<(&'static str, Listener)>,
    /// What is in it.
    pub children: Vec<Node>,
}

/// An element without anything yet.
#[must_use]
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        listeners: Vec::new(),
        children: Vec::new(),
    }))
}

/// A part that follows the signals that `make` reads.
pub fn live<N: Into<Node>>(make: impl Fn() -> N + 'static) -> Node {
    Node::Live(Box::new(move || make().into()))
}

/// All of them, one after the other.
pub fn all(nodes: impl IntoIterator<Item: Into<Node>>) -> Node {
    Node::Many(nodes.into_iter().map(Into::into).collect())
}

impl El {
    /// Sets an attribute; `false` and `None` leave it out.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.set(name, value.into());
        self
    }

    // The three below are not inlined: they are called hundreds of times.
    #[inline(never)]
    fn set(&mut self, name: &'static str, value: Value) {
        self.0.attributes.push((name, value));
    }

    #[inline(never)]
    fn add(&mut self, node: Node) {
        if !matches!(node, Node::Nothing) {
            self.0.children.push(node);
        }
    }

    #[inline(never)]
    fn listen(&mut self, event: &'static str, act: Listener) {
        self.0.listeners.push((event, act));
    }

    /// Sets an attribute that follows the signals that `make` reads.
    #[must_use]
    pub fn live_attr<V: Into<Value>>(
        self,
        name: &'static str,
        make: impl Fn() -> V + 'static,
    ) -> Self {
        self.attr(name, Value::Live(Box::new(move || make().into())))
    }

    /// Sets the classes.
    #[must_use]
    pub fn class(self, names: &'static str) -> Self {
        self.attr("class", names)
    }

    /// Names the element for tests.
    #[must_use]
    pub fn test(self, name: &'static str) -> Self {
        self.attr("data-test", name)
    }

    /// Adds what is in it.
    #[must_use]
    pub fn child(mut self, node: impl Into<Node>) -> Self {
        self.add(node.into());
        self
    }

    /// Adds all of these.
    #[must_use]
    pub fn children(mut self, nodes: impl IntoIterator<Item: Into<Node>>) -> Self {
        for node in nodes {
            self.add(node.into());
        }
        self
    }

    /// Does something when an event happens.
    #[must_use]
    pub fn on(mut self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(act));
        self
    }
}

impl From<El> for Node {
    fn from(el: El) -> Self {
        Self::Element(el)
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<&'static str> for Node {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<()> for Node {
    fn from((): ()) -> Self {
        Self::Nothing
    }
}

impl<N: Into<Self>> From<Option<N>> for Node {
    fn from(node: Option<N>) -> Self {
        node.map_or(Self::Nothing, Into::into)
    }
}

impl<N: Into<Self>> From<Vec<N>> for Node {
    fn from(nodes: Vec<N>) -> Self {
        all(nodes)
    }
}

impl<N: Into<Self>, const COUNT: usize> From<[N; COUNT]> for Node {
    fn from(nodes: [N; COUNT]) -> Self {
        all(nodes)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl From<bool> for Value {
    fn from(there: bool) -> Self {
        if there { "".into() } else { Self::Absent }
    }
}

impl<V: Into<Self>> From<Option<V>> for Value {
    fn from(value: Option<V>) -> Self {
        value.map_or(Self::Absent, Into::into)
    }
}

/// Elements that have no end tag.
#[cfg(not(target_arch = "wasm32"))]
const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

#[cfg(not(target_arch = "wasm32"))]
impl Node {
    /// The node as HTML, as it is before anything happens.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Nothing => {}
            Self::Text(text) => escape(text, out),
            Self::Element(el) => el.write(out),
            Self::Many(nodes) => nodes.iter().for_each(|node| node.write(out)),
            Self::Live(make) => make().write(out),
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl El {
    fn write(&self, out: &mut String) {
        let parts = &*self.0;
        out.push('<');
        out.push_str(parts.tag);
        for (name, value) in &parts.attributes {
            value.write(name, out);
        }
        out.push('>');
        if VOID.contains(&parts.tag) {
            return;
        }
        parts.children.iter().for_each(|node| node.write(out));
        out.push_str("</");
        out.push_str(parts.tag);
        out.push('>');
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Value {
    fn write(&self, name: &str, out: &mut String) {
        match self {
            Self::Absent => {}
            Self::Text(text) => {
                out.push(' ');
                out.push_str(name);
                if !text.is_empty() {
                    out.push_str("=\"");
                    escape(text, out);
                    out.push('"');
                }
            }
            Self::Live(make) => make().write(name, out),
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, all, el, live};

    #[test]
    fn a_view_is_written_as_html_and_texts_stay_texts() {
        let view: Node = el("p")
            .class("a \"b\"")
            .attr("hidden", true)
            .attr("lang", None::<String>)
            .attr("dir", Some("auto"))
            .live_attr("title", || "now".to_owned())
            .child("<script> & co")
            .child(el("br"))
            .child(None::<String>)
            .child(live(|| Some(el("b").child("x"))))
            .children([el("input").attr("checked", false), el("input")])
            .into();
        assert_eq!(
            view.to_html(),
            "<p class=\"a &quot;b&quot;\" hidden dir=\"auto\" title=\"now\">\
             &lt;script&gt; &amp; co<br><b>x</b><input><input></p>"
        );
        assert_eq!(all(["a", "b"]).to_html(), "ab");
    }
}
