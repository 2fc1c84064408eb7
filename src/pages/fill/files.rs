//! What was ticked, as the files that Mastodon imports.

use super::ticks::Ticks;
use crate::components::live_text::live_text;
use crate::state::home_server::HomeServer;
use crate::state::page_words::PageWords;
use ::fill::csv::{self, FOLLOWING_FILE, LISTS_FILE};
use ::fill::handle::Handle;
use ::fill::links;
use content::page::FollowPack;
use leptos::prelude::*;
use picker::percent;

/// A pack's title and its accounts.
type Pack = (String, Vec<String>);

/// The ticked accounts, in the order of ticking.
fn following(ticked: &[String]) -> Vec<Handle> {
    let accounts = ticked.iter().filter(|it| it.starts_with('@'));
    accounts.filter_map(|it| Handle::parse(it).ok()).collect()
}

/// The ticked accounts of each pack, by the pack's title. One that is in several
/// packs is in several lists.
fn lists(packs: &[Pack], ticked: &[String]) -> Vec<(String, Handle)> {
    let all = packs
        .iter()
        .flat_map(|(title, handles)| handles.iter().map(move |handle| (title, handle)));
    all.filter(|(_, handle)| ticked.contains(handle))
        .filter_map(|(title, handle)| Some((title.clone(), Handle::parse(handle).ok()?)))
        .collect()
}

/// A file as an address: it is made in the page and asked of nobody.
fn as_address(text: &str) -> String {
    format!("data:text/csv;charset=utf-8,{}", percent::encode(text))
}

/// How many accounts are ticked, and the files with them.
#[component]
pub fn Files(
    /// The packs: each is a list.
    packs: Vec<FollowPack>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let ticks = expect_context::<Ticks>();
    let home = expect_context::<HomeServer>();
    let packs: Vec<Pack> = packs
        .into_iter()
        .map(|pack| {
            let handles = pack.accounts.into_iter().map(|it| it.handle);
            (pack.title, handles.collect())
        })
        .collect();
    let accounts = Memo::new(move |_| ticks.with(following));
    let count = move || match accounts.with(Vec::len) {
        0 => words.text("fill.files_none"),
        count => words.count("fill.files_ticked", count as u64),
    };
    let none = move || accounts.with(Vec::is_empty);
    // Without accounts there is no file to lead to.
    let following =
        move || accounts.with(|all| (!all.is_empty()).then(|| as_address(&csv::following(all))));
    let lists = Memo::new(move |_| {
        // Accounts of a pack in a link are in no list of ours.
        let members = ticks.with(|ticked| lists(&packs, ticked));
        let members: Vec<_> = members
            .iter()
            .map(|(title, it)| (title.as_str(), it))
            .collect();
        (!members.is_empty()).then(|| as_address(&csv::lists(&members)))
    });
    let no_lists = move || lists.with(Option::is_none);
    let import = move || home.domain().map(|server| links::import_on(&server));
    let import_label = move || words.fill("fill.files_link", &[("server", &home.name())]);
    view! {
        <section aria-labelledby="files" class="prose">
            <h2 id="files">{words.text("fill.files")}</h2>
            <p>{words.text("fill.files_text")}</p>
            <div class="needs-program">
                <p class="status" role="status" data-test="ticked" inner_html=live_text(count)></p>
                <p class="actions" hidden=none>
                    <a
                        class="button"
                        href=following
                        download=FOLLOWING_FILE
                        data-test="file-following"
                        rel="external"
                    >
                        {words.text("fill.files_following")}
                    </a>
                    <a
                        class="button secondary"
                        href=move || lists.get()
                        hidden=no_lists
                        download=LISTS_FILE
                        data-test="file-lists"
                        rel="external"
                    >
                        {words.text("fill.files_lists")}
                    </a>
                </p>
                <p class="small" hidden=no_lists>{words.text("fill.files_lists_hint")}</p>
                <p hidden=move || home.domain().is_none()>
                    <a href=import data-test="import">{import_label}</a>
                </p>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::{as_address, following, lists};

    #[test]
    fn only_accounts_are_imported_and_each_list_has_its_own() {
        let texts = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let ticked = texts(&["@b@x.example", "#Cats", "@a@x.example"]);
        let names: Vec<String> = following(&ticked).iter().map(ToString::to_string).collect();
        assert_eq!(names, ["@b@x.example", "@a@x.example"]);
        let packs = [
            ("One".to_owned(), texts(&["@a@x.example", "@c@x.example"])),
            ("Two".to_owned(), texts(&["@a@x.example", "@b@x.example"])),
        ];
        let listed: Vec<String> = lists(&packs, &ticked)
            .iter()
            .map(|(title, handle)| format!("{title} {handle}"))
            .collect();
        assert_eq!(
            listed,
            ["One @a@x.example", "Two @a@x.example", "Two @b@x.example"]
        );
    }

    #[test]
    fn a_file_stands_whole_in_an_address() {
        assert_eq!(as_address("a,b\n"), "data:text/csv;charset=utf-8,a%2Cb%0A");
    }
}
