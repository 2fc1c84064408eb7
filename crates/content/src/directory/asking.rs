//! How people ask: those fields of `languages.toml` that only who types needs, and
//! `intents.toml`. Both become rows beside the topics (`picker::topics::Topic`).

use picker::language_fields::{ASKED, COMPILED};
use picker::topics::Topic;

use super::words::phrases;
use crate::table::{File, Table};

/// What an intent can lead to.
const INTENTS: [&str; 4] = ["any", "like", "child", "adult"];
/// Fields of an intent that are lists of phrases.
const PHRASES: [&str; 8] = [
    "words", "before", "after", "own", "always", "aged", "years", "have",
];

pub(super) fn of_languages(file: &mut File<'_>) -> Vec<Topic> {
    let mut out = Vec::new();
    for (span, row) in file.tables("language") {
        let mut table = Table::new(file, span, row);
        let tag = table.required("tag");
        for field in COMPILED {
            let _ = table.text(field);
        }
        for field in ASKED {
            let (Some(words), Some(tag)) = (table.text(field), &tag) else {
                continue;
            };
            let words = words.get_ref().split_ascii_whitespace();
            out.push(Topic {
                key: format!("?{field}.{}", tag.get_ref()),
                words: words.map(str::to_owned).collect(),
            });
        }
        table.finish();
    }
    out
}

pub(super) fn intents(file: &mut File<'_>) -> Vec<Topic> {
    let mut out = Vec::new();
    for (number, (span, row)) in file.tables("intent").into_iter().enumerate() {
        let mut table = Table::new(file, span, row);
        let key = table.required("key");
        let _ = table.required("reason");
        if let Some(key) = &key
            && !INTENTS.contains(&key.get_ref().as_str())
        {
            let known = INTENTS.join(", ");
            let message = format!("\"{}\" is no intent: {known}", key.get_ref());
            table.file.problem(&key.span(), message);
        }
        for field in PHRASES {
            let words = phrases(&mut table, field);
            if let (Some(key), false) = (&key, words.is_empty()) {
                out.push(Topic {
                    key: format!("?{}.{number}.{field}", key.get_ref()),
                    words,
                });
            }
        }
        table.finish();
    }
    out
}
