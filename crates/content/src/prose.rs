//! Pages that are mostly text: Markdown with a title and a description.

use picker::date::Date;

use crate::fields::required;
use crate::front_matter::front_matter;
use crate::markdown::{self, Rendered};
use crate::reader::Reader;
use crate::table::Table;

/// A page of prose.
#[derive(Debug, Default)]
pub struct Prose {
    /// Its heading.
    pub title: String,
    /// One sentence, for search results and previews; also under the heading.
    pub description: String,
    /// The rest.
    pub body: Rendered,
}

pub(crate) fn read(reader: &mut Reader<'_>, file: &str) -> Prose {
    let Some(text) = reader.text(file) else {
        return Prose::default();
    };
    let (toml, before, body) = match front_matter(&text) {
        Ok(parts) => parts,
        Err(why) => {
            reader.problem(file, why.line(), why.to_string());
            return Prose::default();
        }
    };
    let mut prose = reader.table(file, &toml, matter);
    prose.body = markdown::render(reader, file, body, before, 2);
    prose
}

fn matter(table: &mut Table<'_, '_>, _today: Date) -> Prose {
    Prose {
        title: required(table, "title"),
        description: required(table, "description"),
        ..Prose::default()
    }
}
