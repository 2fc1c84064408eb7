//! A pack in the address (`#pack=1&name=…&with=…`): a stranger's list. It is shown
//! whole or not at all, and nothing in it is ticked by itself.

use super::accounts::profile_link;
use super::names::word;
use super::ticks::{Tick, TickAll};
use crate::components::own_server::FollowButton;
use crate::state::navigation::fragment;
use crate::state::page_words::PageWords;
use ::fill::pack::{Pack, PackError};
use leptos::prelude::*;

/// The pack of the address, or why it is not shown; nothing for other addresses.
#[component]
pub fn SharedPack() -> impl IntoView {
    let words = expect_context::<PageWords>();
    let behind = fragment();
    move || match Pack::parse(&behind.get()) {
        Err(PackError::NotAPack) => None,
        Err(why) => Some(refused(words, why)),
        Ok(pack) => Some(shown(words, pack)),
    }
}

fn refused(words: PageWords, why: PackError) -> AnyView {
    let at = match why {
        PackError::BadAccount(at, _) | PackError::Twice(at) => at.to_string(),
        _ => String::new(),
    };
    let text = words.fill(&format!("pack.refused_{}", word(why.key())), &[("at", &at)]);
    view! {
        <section class="notice problem" data-test="pack-refused" role="alert">
            <p>{words.text("pack.refused")} " " {text}</p>
        </section>
    }
    .into_any()
}

fn shown(words: PageWords, pack: Pack) -> AnyView {
    let names: Vec<String> = pack.members.iter().map(ToString::to_string).collect();
    let rows = pack.members.into_iter().map(|handle| {
        view! {
            <li>
                <Tick what=handle.to_string()/>
                <div>
                    {profile_link(handle.clone())} " "
                    <FollowButton handle=handle.to_string() beside_name=true/>
                </div>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section aria-labelledby="shared-pack" class="entry shared-pack" data-test="shared-pack">
            <h2 id="shared-pack"><bdi>{pack.name.clone()}</bdi></h2>
            <p>{words.text("pack.by_a_stranger")}</p>
            <ul class="follow-list">{rows}</ul>
            <TickAll name=pack.name shown=Signal::stored(names)/>
        </section>
    }
    .into_any()
}
