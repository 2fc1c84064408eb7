//! `content/kit/`: what there is to print.

use crate::fields::required;
use crate::hashtags::language;
use crate::page::TEXT_SHEETS;
use crate::prose::{self, Prose};
use crate::reader::Reader;

/// The texts of a language.
#[derive(Debug)]
pub struct Kit {
    /// The tag of the language, which is also the name of its folder.
    pub language: String,
    /// What stands largest.
    pub headline: String,
    /// A sentence or two below it.
    pub line: String,
    /// What stands beside the code.
    pub scan: String,
    /// Whose trademark, and that we are independent.
    pub small: String,
    /// Whole pages, in the order of [`TEXT_SHEETS`].
    pub texts: Vec<Prose>,
}

/// Reads all languages.
pub(crate) fn read(reader: &mut Reader<'_>) -> Vec<Kit> {
    let mut kits = reader.rows("content/kit/kit.toml", "kit", |row| Kit {
        language: language(row),
        headline: required(row, "headline"),
        line: required(row, "line"),
        scan: required(row, "scan"),
        small: required(row, "small"),
        texts: Vec::new(),
    });
    for kit in &mut kits {
        kit.texts = TEXT_SHEETS
            .iter()
            .map(|name| prose::read(reader, &format!("content/kit/{}/{name}.md", kit.language)))
            .collect();
    }
    kits
}
