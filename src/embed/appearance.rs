//! The host's colours and layout on the document: attributes and custom
//! properties that `style/embed.css` reads.

use crate::embed::accent::{Accent, Rgb};
use crate::embed::host_options::Options;
use crate::embed::options::Theme;
use crate::platform::frame;

/// Applies everything at the start. What `embed/first.js` hid until now is shown.
pub fn apply(options: &Options) {
    frame::mark("data-wait", None);
    theme(options.theme);
    accent(options.accent);
    frame::mark("data-layout", options.compact.then_some("compact"));
}

/// Sets the colour scheme.
pub fn theme(theme: Theme) {
    frame::mark("data-theme", theme.key());
}

/// Sets the host's own colour, for the light scheme and the dark one; `None` is
/// the site's green.
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
