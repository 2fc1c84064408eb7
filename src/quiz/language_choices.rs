//! The languages to offer.

use picker::language::Language;

/// One language to choose, and how many servers speak it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageChoice {
    /// The language, as it is written in the answer.
    pub language: Language,
    /// How many servers of the list speak it.
    pub servers: u64,
}

/// The languages to offer: first the browser's (and any that the visitor
/// already chose and that is in no list), then those that servers speak, by
/// how many do.
#[must_use]
pub fn languages(
    servers: &[picker::model::Server],
    browser: &[Language],
    chosen: &[Language],
) -> (Vec<LanguageChoice>, Vec<LanguageChoice>) {
    let mut counted: Vec<LanguageChoice> = Vec::new();
    for server in servers.iter().filter(|server| server.flags.is_empty()) {
        let mut seen: Vec<Language> = Vec::new();
        for fact in &server.languages {
            let language = offered(&fact.value);
            if seen.contains(&language) {
                continue;
            }
            match counted.iter_mut().find(|c| c.language == language) {
                Some(choice) => choice.servers += 1,
                None => counted.push(LanguageChoice {
                    language: language.clone(),
                    servers: 1,
                }),
            }
            seen.push(language);
        }
    }
    counted.sort_by(|a, b| {
        b.servers
            .cmp(&a.servers)
            .then_with(|| a.language.cmp(&b.language))
    });
    let mut first: Vec<LanguageChoice> = Vec::new();
    let missing = chosen
        .iter()
        .filter(|language| !counted.iter().any(|c| c.language == **language))
        .cloned();
    for language in browser.iter().map(offered).chain(missing) {
        if !first.iter().any(|choice| choice.language == language) {
            let servers = counted
                .iter()
                .find(|c| c.language == language)
                .map_or(0, |c| c.servers);
            first.push(LanguageChoice { language, servers });
        }
    }
    counted.retain(|choice| !first.iter().any(|f| f.language == choice.language));
    (first, counted)
}

/// A language as it is offered: without its region, as hardly any server says
/// one; Chinese with it, as the script hangs on it.
fn offered(language: &Language) -> Language {
    if language.primary() == "zh" {
        return language.clone();
    }
    Language::parse(language.primary()).unwrap_or_else(|| language.clone())
}

#[cfg(test)]
mod tests {
    use super::{LanguageChoice, languages};
    use picker::language::Language;
    use picker::model::{Fact, Server, Source};

    fn tag(text: &str) -> Language {
        Language::parse(text).unwrap()
    }

    #[test]
    fn the_browsers_languages_come_first_and_others_by_their_servers() {
        let server = |domain: &str, tags: &[&str]| {
            let mut server = Server::new(domain);
            server.languages = tags
                .iter()
                .map(|t| Fact::new(tag(t), Source::Curated, None))
                .collect();
            server
        };
        let servers = [
            server("a.example", &["en", "de"]),
            server("b.example", &["en-GB", "en-US"]),
            server("c.example", &["fr", "en"]),
            server("d.example", &["fr"]),
        ];
        let (first, others) = languages(
            &servers,
            &[tag("de-AT"), tag("de"), tag("cy")],
            &[tag("sw")],
        );
        let show = |list: &[LanguageChoice]| {
            list.iter()
                .map(|c| format!("{} {}", c.language, c.servers))
                .collect::<Vec<_>>()
        };
        assert_eq!(show(&first), ["de 1", "cy 0", "sw 0"]);
        assert_eq!(show(&others), ["en 3", "fr 2"]);
    }
}
