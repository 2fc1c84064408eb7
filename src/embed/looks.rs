//! The host's looks on the document: attributes and custom properties that
//! `style/embed.css` goes by.

use crate::embed::accent::{Accent, Rgb};
use crate::embed::options::{Options, Theme};
use crate::platform::frame;

/// Everything at the start. What `embed/first.js` held back may be seen now.
pub fn apply(options: &Options) {
    frame::mark("data-wait", None);
    theme(options.theme);
    accent(options.accent);
    frame::mark("data-layout", options.compact.then_some("compact"));
}

/// The colours of the page.
pub fn theme(theme: Theme) {
    frame::mark("data-theme", theme.key());
}

/// The host's own colour, for light pages and dark ones; `None` is our green.
pub fn accent(wish: Option<Rgb>) {
    frame::mark("data-accent", wish.is_some().then_some(""));
    let Some(wish) = wish else {
        return;
    };
    for (scheme, colours) in ["light", "dark"].into_iter().zip(Accent::of(wish)) {
        for (name, colour) in [
            ("leaf", colours.leaf),
            ("leaf-strong", colours.strong),
            ("leaf-soft", colours.soft),
            ("on-leaf", colours.on_leaf),
        ] {
            frame::set_property(&format!("--{scheme}-{name}"), &colour.css());
        }
    }
}
