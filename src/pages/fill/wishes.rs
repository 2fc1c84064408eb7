//! What the visitor loves: topics and languages. They narrow the page down, stand
//! in its address, and come from the picker's address in the same form.

use crate::components::live_text::live_text;
use crate::fill_route::ROUTE;
use crate::platform::form;
use crate::state::navigation::Navigation;
use crate::state::page_words::PageWords;
use content::page;
use leptos::prelude::*;
use picker::answers::Answers;
use picker::language::Language;
use picker::query::key;

/// The chosen topics and languages; a context of the page. Nothing chosen means
/// everything.
#[derive(Debug, Clone, Copy)]
pub struct Wishes(RwSignal<Answers>);

impl Wishes {
    /// What an address asks for, as far as the page has it.
    pub fn from_query(query: &str, content: &page::Fill) -> Self {
        let mut asked = Answers::from_query(query);
        let known = |all: &[page::Choice], value: &str| all.iter().any(|it| it.value == value);
        asked.topics.retain(|topic| known(&content.topics, topic));
        let languages = asked.languages.iter().filter_map(|language| {
            let primary = language.primary();
            known(&content.languages, primary).then(|| Language::parse(primary))?
        });
        Self(RwSignal::new(Answers {
            languages: languages.collect(),
            topics: asked.topics,
            ..Answers::default()
        }))
    }

    /// Whether something with these topics, in this language, is wanted; tracked.
    pub fn fit(self, topics: &[String], language: &str) -> bool {
        self.0.with(|wanted| fits(wanted, topics, language))
    }

    /// Whether nothing is left out; tracked.
    fn is_empty(self) -> bool {
        self.0.with(Answers::ask_for_nothing_but_words)
    }

    fn query(self) -> String {
        self.0.with_untracked(Answers::to_query)
    }
}

fn fits(wanted: &Answers, topics: &[String], language: &str) -> bool {
    let topic = wanted.topics.is_empty() || topics.iter().any(|it| wanted.topics.contains(it));
    let primary = language.split('-').next().unwrap_or_default();
    let mut languages = wanted.languages.iter();
    topic && (wanted.languages.is_empty() || languages.any(|it| it.primary() == primary))
}

/// How many hashtags and accounts are wanted. An account in two packs counts once.
fn count(wanted: &Answers, content: &page::Fill) -> (usize, usize) {
    let hashtags = content.hashtags.iter().flat_map(|it| &it.hashtags);
    let tags = hashtags.filter(|it| fits(wanted, &it.topics, &it.language));
    let mut accounts: Vec<&str> = content
        .packs
        .iter()
        .flat_map(|pack| pack.accounts.iter().map(move |it| (pack, it)))
        .filter(|(pack, it)| fits(wanted, &pack.topics, &it.language))
        .map(|(_, it)| it.handle.as_str())
        .collect();
    accounts.sort_unstable();
    accounts.dedup();
    (tags.count(), accounts.len())
}

/// The choices, and how much they leave.
#[component]
pub fn WishesForm(
    /// What the page has, for the choices and for counting.
    content: page::Fill,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let wishes = expect_context::<Wishes>();
    let Wishes(wanted) = wishes;
    let navigation = use_context::<Navigation>();
    let keep = move || {
        if let Some(navigation) = navigation {
            let query = wishes.query();
            let mark = if query.is_empty() { "" } else { "?" };
            navigation.keep(&format!("{ROUTE}{mark}{query}"));
        }
    };
    let changed = move |event: leptos::ev::Event| {
        let asked = Answers::from_query(&form::query_around(&event));
        wanted.update(|wanted| {
            wanted.topics = asked.topics;
            wanted.languages = asked.languages;
        });
        keep();
    };
    let everything = move |_| {
        wanted.set(Answers::default());
        keep();
    };
    let topics = content.topics.iter().map(|it| {
        let value = it.value.clone();
        let checked = Signal::derive(move || wanted.with(|it| it.topics.contains(&value)));
        choice(key::TOPIC, it, checked)
    });
    let topics = topics.collect_view();
    let languages = content.languages.iter().map(|it| {
        let value = it.value.clone();
        let checked = Signal::derive(move || {
            wanted.with(|it| it.languages.iter().any(|it| it.as_str() == value))
        });
        choice(key::LANGUAGE, it, checked)
    });
    let languages = languages.collect_view();
    let content = StoredValue::new(content);
    let left = Memo::new(move |_| wanted.with(|it| content.with_value(|all| count(it, all))));
    let status = move || match left.get() {
        _ if wishes.is_empty() => String::new(),
        (0, 0) => words.text("fill.none"),
        (tags, accounts) => words.fill(
            "fill.shown",
            &[
                ("tags", &tags.to_string()),
                ("accounts", &accounts.to_string()),
            ],
        ),
    };
    view! {
        <form on:change=changed on:submit=|event| event.prevent_default()>
            <fieldset class="wishes">
                <legend>{words.text("fill.topics")}</legend>
                <ul class="choices topics">{topics}</ul>
            </fieldset>
            <fieldset class="wishes">
                <legend>{words.text("fill.languages")}</legend>
                <ul class="choices languages">{languages}</ul>
            </fieldset>
            <p class="status" role="status" data-test="shown" inner_html=live_text(status)></p>
            <button
                class="button quiet"
                type="button"
                hidden=move || wishes.is_empty()
                on:click=everything
            >
                {words.text("fill.everything")}
            </button>
        </form>
    }
}

fn choice(name: &'static str, it: &page::Choice, checked: Signal<bool>) -> AnyView {
    view! {
        <li>
            <label class="choice">
                <input type="checkbox" name=name value=it.value.clone() prop:checked=checked/>
                <span class="label">{it.label.clone()}</span>
            </label>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::fits;
    use picker::answers::Answers;

    #[test]
    fn one_of_the_topics_and_one_of_the_languages_is_enough() {
        let topics = ["art".to_owned(), "books".to_owned()];
        for (query, language, want) in [
            ("", "de", true),
            ("topic=art", "de", true),
            ("topic=music,books&lang=de,en", "de", true),
            ("topic=music", "de", false),
            ("topic=art&lang=en", "de", false),
            ("lang=pt", "pt-BR", true),
        ] {
            let wanted = Answers::from_query(query);
            assert_eq!(fits(&wanted, &topics, language), want, "{query} {language}");
        }
    }
}
