//! All pages, each with its own data.

use serde::Serialize;

use super::input::Input;
use super::{figures, fill, lists, networks, servers, spread, texts};
use crate::page::{
    About, Apps, Articles, Fill, Follow, FollowMe, Home, Invite, JoinIn, Movement, Network, Networks,
    NotFound, OnYourPage, Page, Picker, Print, Prose, ServerAt, ServerMap, ServersAll, ServersBy,
};

/// A page of any kind. As JSON it is the [`Page`] in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum AnyPage {
    Home(Page<Home>),
    Picker(Page<Picker>),
    ServersAll(Page<ServersAll>),
    ServersBy(Page<ServersBy>),
    ServerAt(Page<ServerAt>),
    ServerMap(Page<ServerMap>),
    About(Page<About>),
    Different(Page<Prose>),
    Network(Page<Network>),
    Networks(Page<Networks>),
    Articles(Page<Articles>),
    Movement(Page<Movement>),
    Apps(Page<Apps>),
    Fill(Page<Fill>),
    Follow(Page<Follow>),
    FollowMe(Page<FollowMe>),
    Print(Page<Print>),
    Invite(Page<Invite>),
    JoinIn(Page<JoinIn>),
    OnYourPage(Page<OnYourPage>),
    Privacy(Page<Prose>),
    NotFound(Page<NotFound>),
}

/// The same of the page in each kind.
macro_rules! of_page {
    ($any:expr, $page:ident => $what:expr) => {
        match $any {
            AnyPage::Home($page) => $what,
            AnyPage::Picker($page) => $what,
            AnyPage::ServersAll($page) => $what,
            AnyPage::ServersBy($page) => $what,
            AnyPage::ServerAt($page) => $what,
            AnyPage::ServerMap($page) => $what,
            AnyPage::About($page) => $what,
            AnyPage::Different($page) | AnyPage::Privacy($page) => $what,
            AnyPage::Network($page) => $what,
            AnyPage::Networks($page) => $what,
            AnyPage::Articles($page) => $what,
            AnyPage::Movement($page) => $what,
            AnyPage::Apps($page) => $what,
            AnyPage::Fill($page) => $what,
            AnyPage::Follow($page) => $what,
            AnyPage::FollowMe($page) => $what,
            AnyPage::Print($page) => $what,
            AnyPage::Invite($page) => $what,
            AnyPage::JoinIn($page) => $what,
            AnyPage::OnYourPage($page) => $what,
            AnyPage::NotFound($page) => $what,
        }
    };
}

impl AnyPage {
    /// Its folder below the site's, or `404.html`.
    #[must_use]
    pub fn route(&self) -> &str {
        of_page!(self, page => &page.route)
    }

    /// Its heading.
    #[must_use]
    pub fn title(&self) -> &str {
        of_page!(self, page => &page.title)
    }

    /// One sentence about it.
    #[must_use]
    pub fn description(&self) -> &str {
        of_page!(self, page => &page.description)
    }

    /// Its data, as pages carry it.
    ///
    /// # Errors
    /// Never, as all keys are texts; `serde_json` cannot know.
    pub fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

/// All pages: first those that have an address, in the order of the sitemap,
/// and at the end the one for addresses that do not exist.
#[must_use]
pub fn pages(input: &Input<'_>) -> Vec<AnyPage> {
    let servers::Pages {
        picker,
        all: servers_all,
        by: servers_by,
        map,
    } = servers::pages(input);
    let mut pages = vec![
        AnyPage::Home(texts::home(input)),
        AnyPage::Picker(picker),
        AnyPage::ServersAll(servers_all),
        AnyPage::ServerMap(map),
        AnyPage::ServerAt(servers::at(input)),
        AnyPage::About(texts::about(input)),
        AnyPage::Different(texts::prose(input, "different/", &input.content.different)),
        AnyPage::Network(figures::network(input)),
        AnyPage::Networks(networks::networks(input)),
        AnyPage::Articles(lists::articles(input)),
        AnyPage::Movement(lists::movement(input)),
        AnyPage::Apps(lists::apps(input)),
        AnyPage::Fill(fill::fill(input)),
        AnyPage::Follow(texts::follow(input)),
        AnyPage::FollowMe(spread::follow_me(input)),
        AnyPage::Invite(spread::invite(input)),
        AnyPage::Print(spread::print(input)),
        AnyPage::JoinIn(spread::join_in(input)),
        AnyPage::OnYourPage(texts::on_your_page(input)),
        AnyPage::Privacy(texts::prose(input, "privacy/", &input.content.privacy)),
        AnyPage::NotFound(texts::not_found(input)),
    ];
    // Behind the list that they are parts of.
    let list = pages.iter().position(|page| matches!(page, AnyPage::ServersAll(_)));
    let behind = list.map_or(pages.len(), |list| list + 1);
    pages.splice(behind..behind, servers_by.into_iter().map(AnyPage::ServersBy));
    pages
}
