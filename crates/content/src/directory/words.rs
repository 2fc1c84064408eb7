//! Words as the engine wants them.

use picker::decode::servers::MAX_KEY;
use picker::plain_text::one_line;

use crate::table::Table;

/// The phrases of a field: lower case, each on one line.
pub(super) fn phrases(table: &mut Table<'_, '_>, field: &str) -> Vec<String> {
    let words = table.texts(field).into_iter();
    let one = |word: toml::Spanned<String>| {
        let text = one_line(word.get_ref(), MAX_KEY).to_lowercase();
        if text != *word.get_ref() {
            let message = format!("write the word as \"{text}\"");
            table.file.problem(&word.span(), message);
        }
        text
    };
    words.map(one).collect()
}
