//! A list that radio buttons narrow down. The style sheet does it (`:has`), so
//! that it works without the program, which adds three things: the choice stays
//! in the address, the number of entries that are left is announced, and an
//! address with a choice in it narrows the list down.
//!
//! An entry says what it is in `data-is`, as values with spaces between. Each
//! value needs its line in `style/pages.css`.

use crate::components::live_text::live_text;
use crate::platform::form;
use crate::state::navigation::Navigation;
use crate::state::page_words::PageWords;
use leptos::prelude::*;

/// The choice that leaves nothing out.
pub const ALL: &str = "all";

/// One way to narrow a list down.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Its name in forms and addresses.
    pub name: &'static str,
    /// What is asked.
    pub legend: String,
    /// Values, as entries have them, and their names; the first is [`ALL`].
    pub choices: Vec<(String, String)>,
    /// The value that is chosen.
    pub chosen: RwSignal<String>,
}

impl Filter {
    /// With nothing left out at first.
    #[must_use]
    pub fn new(name: &'static str, legend: String, choices: Vec<(String, String)>) -> Self {
        let chosen = RwSignal::new(ALL.to_owned());
        Self {
            name,
            legend,
            choices,
            chosen,
        }
    }

    fn lets_pass(&self, entry: &str) -> bool {
        self.chosen
            .with_untracked(|chosen| chosen == ALL || is(entry, chosen))
    }
}

/// Whether an entry has a value.
fn is(entry: &str, value: &str) -> bool {
    entry.split(' ').any(|it| it == value)
}

/// How many entries all filters let pass.
fn count(filters: &[Filter], entries: &[String]) -> u64 {
    let shown = entries
        .iter()
        .filter(|entry| filters.iter().all(|it| it.lets_pass(entry)));
    shown.count() as u64
}

/// `data-is` of a group: what any of its entries is.
#[must_use]
pub fn any_of(entries: &[String]) -> String {
    let mut out: Vec<&str> = Vec::new();
    for value in entries.iter().flat_map(|entry| entry.split(' ')) {
        if value != ALL && !out.contains(&value) {
            out.push(value);
        }
    }
    out.join(" ")
}

/// With which choices of all filters a choice can be combined, as `data-is` of
/// its label: the others of its own filter, and what entries with it have. So
/// no combination is offered that would leave an empty list.
fn goes_with(filter: &Filter, value: &str, entries: &[String]) -> String {
    let own = filter.choices.iter().map(|(value, _)| value);
    let with = entries.iter().filter(|entry| is(entry, value));
    any_of(&own.chain(with).cloned().collect::<Vec<_>>())
}

/// The page's address with what is chosen in it.
fn address(route: &str, filters: &[Filter]) -> String {
    let mut out = route.to_owned();
    let mut sign = '?';
    for filter in filters {
        let chosen = filter.chosen.get_untracked();
        if chosen != ALL {
            for part in [&sign.to_string(), filter.name, "=", &chosen] {
                out.push_str(part);
            }
            sign = '&';
        }
    }
    out
}

/// Takes over what an address asks for, unless the visitor has already chosen,
/// or nothing would be left of the list.
fn choose(query: &str, filters: &[Filter], entries: &[String]) {
    if filters
        .iter()
        .any(|it| it.chosen.with_untracked(|chosen| chosen != ALL))
    {
        return;
    }
    for filter in filters {
        let asked = form::value(query, filter.name);
        if filter.choices.iter().any(|(value, _)| *value == asked) {
            filter.chosen.set(asked);
        }
    }
    if count(filters, entries) == 0 {
        filters.iter().for_each(|it| it.chosen.set(ALL.to_owned()));
    }
}

/// Radio buttons and, below them, the list.
#[component]
pub fn Filtered(
    /// One or two.
    filters: Vec<Filter>,
    /// `data-is` of each entry.
    entries: Vec<String>,
    /// The message that says how many entries are left.
    shown: &'static str,
    /// The page, relative to the site's base, in whose address the choice is
    /// kept; `None` where it is not.
    route: Option<&'static str>,
    /// The list.
    children: Children,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let navigation = route.zip(use_context::<Navigation>());
    // Empty in the document: only changes are announced.
    let status = RwSignal::new(None);
    let list = StoredValue::new((filters.clone(), entries));
    let changed = Callback::new(move |()| {
        list.with_value(|(filters, entries)| {
            status.set(Some(count(filters, entries)));
            if let Some((route, navigation)) = navigation {
                navigation.keep(&address(route, filters));
            }
        });
    });
    // After what was ticked in the document has been ticked here again.
    Effect::new(move |_| {
        if let Some((_, navigation)) = navigation {
            let query = navigation.query_untracked();
            list.with_value(|(filters, entries)| choose(&query, filters, entries));
        }
    });
    let single = filters.len() == 1;
    let rows = filters.into_iter().map(|filter| {
        let chosen = filter.chosen;
        let choices = filter.choices.iter().map(|(value, label)| {
            let with = list.with_value(|(_, entries)| goes_with(&filter, value, entries));
            let with = (!single && value != ALL).then_some(with);
            view! {
                <Choice
                    name=filter.name
                    value=value.clone()
                    label=label.clone()
                    with=with
                    chosen=chosen
                    changed=changed
                />
            }
        });
        view! {
            <fieldset class="filter no-print">
                <legend>{filter.legend.clone()}</legend>
                {choices.collect_view()}
            </fieldset>
        }
    });
    let left = move || {
        let count = status.get();
        count.map_or_else(String::new, |count| words.count(shown, count))
    };
    view! {
        <div class="filtered">
            {rows.collect_view()}
            <p class="status" role="status" inner_html=live_text(left)></p>
            {children()}
        </div>
    }
}

#[component]
fn Choice(
    name: &'static str,
    value: String,
    label: String,
    /// What it can be combined with.
    with: Option<String>,
    chosen: RwSignal<String>,
    changed: Callback<()>,
) -> impl IntoView {
    let this = value.clone();
    let is_chosen = Memo::new(move |_| chosen.with(|chosen| *chosen == this));
    view! {
        <label class="choice" data-is=with>
            <input
                type="radio"
                name=name
                value=value.clone()
                checked=value == ALL
                prop:checked=is_chosen
                on:change=move |event| {
                    if event_target_checked(&event) {
                        chosen.set(value.clone());
                        changed.run(());
                    }
                }
            />
            <span class="label">{label}</span>
        </label>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::{ALL, Filter, Filtered, address, choose, count};
    use crate::components::testing::{has, html_at};
    use crate::state::page_words::PageWords;
    use content::Words;
    use leptos::prelude::*;

    fn filters() -> Vec<Filter> {
        let filter = |name, values: &[&str]| {
            let values = [ALL].iter().chain(values);
            let choices = values.map(|it| ((*it).to_owned(), format!("<{it}>")));
            Filter::new(name, format!("{name}?"), choices.collect())
        };
        vec![
            filter("kind", &["law", "art"]),
            filter("year", &["2024", "2025"]),
        ]
    }

    fn entries() -> Vec<String> {
        ["law 2025", "art 2024", "art 2025"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn an_address_is_read_as_it_is_written() {
        Owner::new().with(|| {
            let (filters, entries) = (filters(), entries());
            assert_eq!(address("list/", &filters), "list/");
            assert_eq!(count(&filters, &entries), 3);
            choose("kind=art&year=2025&other=1", &filters, &entries);
            assert_eq!(address("list/", &filters), "list/?kind=art&year=2025");
            assert_eq!(count(&filters, &entries), 1);
            // The visitor's own choice counts before the address.
            choose("kind=law", &filters, &entries);
            assert_eq!(address("list/", &filters), "list/?kind=art&year=2025");
        });
    }

    #[test]
    fn an_address_that_would_leave_nothing_narrows_nothing_down() {
        Owner::new().with(|| {
            for query in ["kind=law&year=2024", "kind=none", "kind=all", ""] {
                let filters = filters();
                choose(query, &filters, &entries());
                assert_eq!(address("list/", &filters), "list/", "{query}");
            }
        });
    }

    #[test]
    fn without_the_program_all_is_chosen_and_no_choice_leads_to_an_empty_list() {
        let html = html_at("/spread/", || {
            PageWords::provide(Words::default());
            view! {
                <Filtered filters=filters() entries=entries() shown="a.shown" route=Some("list/")>
                    <p>"The list"</p>
                </Filtered>
            }
        });
        has(
            &html,
            &[
                "<fieldset class=\"filter no-print\"><legend>kind?</legend>",
                "data-is=\"law art 2025\"",
                "data-is=\"law art 2024 2025\"",
                "data-is=\"2024 2025 art\"",
                "<p>The list</p>",
            ],
        );
        assert_eq!(html.matches(" checked").count(), 2, "{html}");
        assert_eq!(
            html.matches("<label").count() - html.matches("data-is").count(),
            2
        );
        assert!(!html.contains("[a.shown]"), "{html}");
    }
}
