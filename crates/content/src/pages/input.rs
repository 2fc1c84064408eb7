//! What pages are made from, and what many of them have in common.

use picker::date::Date;
use picker::decode::bundle::Bundle;
use picker::language::Language;

use crate::fields;
use crate::page::{Link, Page, Time};
use crate::partial_date::PartialDate;
use crate::texts::Content;
use crate::words::Words;

/// What pages are made from.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// What maintainers wrote.
    pub content: &'a Content,
    /// The bundled directory.
    pub directory: &'a Bundle,
    /// The words of all pages.
    pub words: &'a Words,
    /// The path that the site is published under, with its slashes.
    pub base: &'a str,
    /// Where the site is published, with a slash at the end, if that is known.
    pub address: Option<&'a str>,
    /// The day of the build.
    pub today: Date,
}

impl Input<'_> {
    /// A page with the words of these sections; its title and description are
    /// messages.
    pub(crate) fn page<T>(
        &self,
        route: &str,
        [title, description]: [&str; 2],
        sections: &[&str],
        content: T,
    ) -> Page<T> {
        Page {
            route: route.to_owned(),
            title: self.words.text(title),
            description: self.words.text(description),
            words: self.words.sections(sections),
            content,
        }
    }

    pub(crate) fn time(&self, date: PartialDate) -> Time {
        Time {
            datetime: date.to_string(),
            text: self.words.date(date),
        }
    }

    /// A language's name, or its tag where there is no message for it.
    pub(crate) fn language(&self, language: &Language) -> String {
        let known = self.words.known(&format!("languages.{}", language.primary()));
        known.unwrap_or_else(|| language.to_string())
    }

    pub(crate) fn link(&self, link: &fields::Link) -> Link {
        Link {
            url: link.url.clone(),
            label: link.label.clone(),
            note: link.note.clone(),
            as_of: link.as_of.map(|date| self.time(date)),
            archived: link.archived.clone(),
        }
    }
}
