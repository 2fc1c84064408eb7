//! What there is beside Mastodon.

use super::input::Input;
use crate::networks::{Activity, Count, FollowTarget, Network, Size};
use crate::page::{NetworkAccount, NetworkCount, NetworkSize, Networks, OtherNetwork};

/// The data of `/networks/`, without its heading and words.
#[must_use]
pub fn networks(input: &Input<'_>) -> Networks {
    let networks = &input.content.networks;
    Networks {
        activities: keys(&Activity::ALL),
        networks: networks.iter().map(|it| network(input, it)).collect(),
    }
}

fn keys(activities: &[Activity]) -> Vec<String> {
    activities.iter().map(|it| it.key().to_owned()).collect()
}

fn network(input: &Input<'_>, it: &Network) -> OtherNetwork {
    OtherNetwork {
        id: it.id.clone(),
        name: it.name.clone(),
        kind: it.kind.key().to_owned(),
        activities: keys(&it.activities),
        about: it.about.clone(),
        whom: it.whom.clone(),
        know: it.know.clone(),
        begin: input.link(&it.begin),
        size: match &it.size {
            Size::Counted(counted) => NetworkSize::Counted(count(input, counted)),
            Size::Uncounted(why) => NetworkSize::Uncounted(why.clone()),
        },
        follow: it.follow.iter().map(|it| account(input, it)).collect(),
        sources: it.sources.iter().map(|it| input.link(it)).collect(),
    }
}

fn count(input: &Input<'_>, it: &Count) -> NetworkCount {
    NetworkCount {
        value: it.value,
        shown: it.shown.clone(),
        what: it.what.clone(),
        source: it.source.clone(),
        url: it.url.clone(),
        as_of: input.time(it.age.as_of),
        stale: it.age.stale,
    }
}

fn account(input: &Input<'_>, it: &FollowTarget) -> NetworkAccount {
    NetworkAccount {
        handle: it.handle.clone(),
        url: it.url.clone(),
        about: it.about.clone(),
        source: it.source.clone(),
        as_of: input.time(it.as_of),
    }
}
