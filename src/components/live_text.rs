//! Texts that change in place: counts, states, labels of buttons, what is wrong with a
//! field.
//!
//! Translators of whole pages replace text nodes by their own elements. A text node
//! that the app changes is not on the page any more then, and the first text would stay
//! for ever. So these texts are the content of their element, which is replaced.

use picker::names::{Part, parts};
use spread::escape::escape;

/// For `inner_html` of the element whose only content the text is. Names in it are
/// kept from translators, as [`crate::components::links::with_names`] does.
pub fn live_text(text: impl Fn() -> String + Send + 'static) -> impl Fn() -> String + Send {
    move || text_html(&text())
}

/// A text as HTML, with its names kept from translators.
#[must_use]
pub fn text_html(text: &str) -> String {
    let mut out = String::new();
    for part in parts(text, &[]) {
        match part {
            // The ends of lines stay what they are: `escape` is for one line.
            Part::Text(text) => {
                for (at, line) in text.split('\n').enumerate() {
                    if at > 0 {
                        out.push('\n');
                    }
                    out.push_str(&escape(line));
                }
            }
            Part::Name(name) => {
                out.push_str("<bdi translate=\"no\">");
                out.push_str(&escape(name));
                out.push_str("</bdi>");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::text_html;

    #[test]
    fn a_text_stays_text_and_its_names_stay_names() {
        assert_eq!(
            text_html("<b>Asking</b> a.example & others"),
            "&lt;b&gt;Asking&lt;/b&gt; <bdi translate=\"no\">a.example</bdi> &amp; others"
        );
        assert_eq!(text_html(""), "");
        assert_eq!(text_html("One\nTwo\n"), "One\nTwo\n");
    }
}
