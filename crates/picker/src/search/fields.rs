//! Where a server says something.

use crate::model::Server;
use crate::outcome::Field;

/// The texts of a server, beside its name.
pub(crate) fn fields_of(server: &Server) -> impl Iterator<Item = (Field, &str)> {
    server
        .title
        .iter()
        .map(|fact| (Field::Title, fact.value.as_str()))
        .filter(move |(_, title)| !title.eq_ignore_ascii_case(&server.domain))
        .chain(server.note.iter().map(|f| (Field::Note, f.value.as_str())))
        .chain(server.tags.iter().map(|f| (Field::Tag, f.value.as_str())))
        .chain(
            server
                .description
                .iter()
                .map(|f| (Field::Description, f.value.as_str())),
        )
}
