//! What is said of the servers on the map: as the build knew them, and as the lists
//! know them once the program has these.

use crate::detail_route::{kept, server_path_with};
use crate::i18n::messages::{browse as say, number};
use crate::state::browse::{Browse, Browsed};
use crate::state::page_words::PageWords;
use content::page::{MapGroup, MapServer};
use leptos::prelude::*;
use picker::domain;
use picker::recommend::Picker;
use std::collections::HashMap;
use std::sync::Arc;

/// The servers of the map among those of the lists.
#[derive(Debug, Clone)]
struct Listed {
    picker: Arc<Picker>,
    /// For each server of the map its place; `None` where no list has it any more.
    at: Vec<Option<usize>>,
}

impl PartialEq for Listed {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.picker, &other.picker)
    }
}

/// All servers of the map, by their number in it.
#[derive(Clone, Copy)]
pub struct Told {
    words: PageWords,
    servers: StoredValue<Vec<MapServer>>,
    listed: Memo<Option<Listed>>,
    /// For each server whether all filters let it pass; `None` while that is all.
    fitting: Memo<Option<Vec<bool>>>,
    /// What links to servers keep of what is chosen.
    kept: Memo<String>,
}

impl Told {
    /// Follows the visit of the map.
    #[must_use]
    pub fn follow(browse: Browse, words: PageWords, groups: &[MapGroup]) -> Self {
        let servers = groups.iter().flat_map(|group| &group.servers);
        let servers: Vec<MapServer> = servers.cloned().collect();
        let servers = StoredValue::new(servers);
        let listed = Memo::new(move |old: Option<&Option<Listed>>| {
            browse.browsed.with(|browsed| {
                let picker = &browsed.as_ref()?.picker;
                let old = old.and_then(Option::as_ref);
                if let Some(old) = old.filter(|old| Arc::ptr_eq(&old.picker, picker)) {
                    return Some(old.clone());
                }
                let known = picker.servers().iter().enumerate();
                let places: HashMap<&str, usize> =
                    known.map(|(at, it)| (it.domain.as_str(), at)).collect();
                let place = |server: &MapServer| places.get(server.domain.as_str()).copied();
                Some(Listed {
                    picker: Arc::clone(picker),
                    at: servers.with_value(|servers| servers.iter().map(place).collect()),
                })
            })
        });
        let fitting = Memo::new(move |_| {
            let listed = listed.get()?;
            browse.browsed.with(|browsed| {
                let browsed: &Browsed = browsed.as_ref()?;
                if browsed.view.filters.is_empty() {
                    return None;
                }
                let mut left = vec![false; browsed.picker.servers().len()];
                for at in &browsed.listing.servers {
                    if let Some(left) = left.get_mut(*at) {
                        *left = true;
                    }
                }
                let fits = |at: &Option<usize>| at.is_some_and(|at| left.get(at) == Some(&true));
                Some(listed.at.iter().map(fits).collect::<Vec<bool>>())
            })
        });
        let kept = Memo::new(move |_| browse.view.with(|view| kept(&view.filters.answers())));
        Self {
            words,
            servers,
            listed,
            fitting,
            kept,
        }
    }

    /// Whether a server is left; tracked.
    #[must_use]
    pub fn fits(self, number: usize) -> bool {
        self.fitting.with(|fitting| {
            let fitting = fitting.as_ref();
            fitting.is_none_or(|it| it.get(number) != Some(&false))
        })
    }

    /// "12 servers of 465"; tracked.
    #[must_use]
    pub fn shown(self) -> String {
        let total = self.servers.with_value(Vec::len);
        let left = self.fitting.with(|fitting| match fitting {
            Some(fitting) => fitting.iter().filter(|fits| **fits).count(),
            None => total,
        });
        say::shown(left as u64, &number(total as u64))
    }

    /// The path of a server's page, relative to the base of the site; tracked.
    #[must_use]
    pub fn path(self, number: usize) -> String {
        let domain = self.domain(number);
        self.kept.with(|kept| server_path_with(kept, &domain))
    }

    /// Its domain in normal form.
    #[must_use]
    pub fn domain(self, number: usize) -> String {
        self.of(number, |server| server.domain.clone())
    }

    /// How one gets an account: the key of [`picker::model::SignUp`], or `unknown`;
    /// tracked.
    #[must_use]
    pub fn sign_up(self, number: usize) -> String {
        let known = self.listed(number, |server| {
            let sign_up = server.sign_up.as_ref();
            sign_up
                .map_or("unknown", |fact| fact.value.key())
                .to_owned()
        });
        known.unwrap_or_else(|| self.of(number, |server| server.sign_up.clone()))
    }

    /// How many people are active there in a week, or how large it is; tracked.
    #[must_use]
    pub fn people(self, number: usize) -> String {
        let known = self.listed(number, |server| {
            let people = server.weekly_active.as_ref()?;
            Some(crate::i18n::messages::number(people.value))
        });
        let known = known.flatten();
        known.unwrap_or_else(|| self.of(number, |server| server.people.clone()))
    }

    /// "a.example, 420, German, right away"; tracked.
    #[must_use]
    pub fn label(self, number: usize) -> String {
        let language = self.of(number, |server| server.language.clone());
        let facts = [
            domain::display(&self.domain(number)).text,
            self.people(number),
            language,
            self.words.text(&format!("map.{}", self.sign_up(number))),
        ];
        let facts: Vec<String> = facts.into_iter().filter(|it| !it.is_empty()).collect();
        facts.join(", ")
    }

    /// What the lists say of a server.
    fn listed<R>(self, number: usize, read: impl FnOnce(&picker::model::Server) -> R) -> Option<R> {
        self.listed.with(|listed| {
            let listed = listed.as_ref()?;
            let at = (*listed.at.get(number)?)?;
            listed.picker.servers().get(at).map(read)
        })
    }

    /// What the build says of it.
    fn of(self, number: usize, read: impl FnOnce(&MapServer) -> String) -> String {
        self.servers
            .with_value(|servers| servers.get(number).map(read).unwrap_or_default())
    }
}
