//! What feed, sitemap and previews are made from.

use content::Content;
use content::page::Frame;
use content::pages::Input;

/// The file that hosts send for an address that does not exist.
pub(crate) const NOT_FOUND: &str = "404.html";

/// What feed, sitemap and previews are made from.
pub(crate) struct Site<'a> {
    pub(crate) content: &'a Content,
    pub(crate) frame: &'a Frame,
    pub(crate) input: &'a Input<'a>,
}

impl Site<'_> {
    /// A message without values.
    pub(crate) fn text(&self, key: &str) -> String {
        self.input.words.text(key)
    }

    /// The path of a page or file of the site.
    pub(crate) fn path(&self, to: &str) -> String {
        format!("{}{to}", self.frame.base)
    }

    /// The complete address of a page or file, if the site knows its own.
    pub(crate) fn absolute(&self, to: &str) -> Option<String> {
        let address = self.frame.address.as_ref()?;
        Some(format!("{address}{to}"))
    }
}
