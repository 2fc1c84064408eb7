//! `/networks/`: what there is beside Mastodon.

use super::input::Input;
use crate::networks::{Activity, Count, FollowTarget, Network, Size};
use crate::page::{NetworkAccount, NetworkCount, Networks, OtherNetwork, Page};

pub(super) fn networks(input: &Input<'_>) -> Page<Networks> {
    let networks = &input.content.networks;
    let offered = |activity: &Activity| networks.iter().any(|it| it.activities.contains(activity));
    let activities: Vec<_> = Activity::ALL.into_iter().filter(offered).collect();
    let content = Networks {
        activities: keys(&activities),
        networks: networks.iter().map(|it| network(input, it)).collect(),
    };
    let messages = ["networks.title", "networks.description"];
    input.page("networks/", messages, &["networks", "common"], content)
}

fn keys(activities: &[Activity]) -> Vec<String> {
    activities.iter().map(|it| it.key().to_owned()).collect()
}

fn network(input: &Input<'_>, it: &Network) -> OtherNetwork {
    let (size, uncounted) = match &it.size {
        Size::Counted(counted) => (Some(count(input, counted)), None),
        Size::Uncounted(why) => (None, Some(why.clone())),
    };
    OtherNetwork {
        id: it.id.clone(),
        name: it.name.clone(),
        kind: it.kind.key().to_owned(),
        activities: keys(&it.activities),
        about: it.about.clone(),
        whom: it.whom.clone(),
        know: it.know.clone(),
        begin: input.link(&it.begin),
        size,
        uncounted,
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
