//! What a live check adds to what is known of a server.

use super::counts::{add_flag, is_outdated};
use super::instance::InstanceInfo;
use super::software::Software;
use crate::date::Date;
use crate::model::{Fact, HealthFlag, Server, Source};

/// Puts a server's own word on what is known of it, as [`Source::Live`].
/// Languages only where nobody else named any (see [`InstanceInfo::languages`]);
/// a maintainer's correction stays.
pub fn live_facts(server: &mut Server, info: &InstanceInfo, as_of: Date) {
    fn put<T>(slot: &mut Option<Fact<T>>, value: Option<T>, as_of: Date) {
        let free = slot.as_ref().is_none_or(|f| f.source <= Source::Live);
        if let (Some(value), true) = (value, free) {
            *slot = Some(Fact::new(value, Source::Live, Some(as_of)));
        }
    }
    let registrations = &info.registrations;
    put(&mut server.title, info.title.clone(), as_of);
    put(&mut server.description, info.description.clone(), as_of);
    put(&mut server.sign_up, registrations.sign_up(), as_of);
    put(&mut server.sign_up_url, registrations.url.clone(), as_of);
    put(&mut server.min_age, registrations.min_age, as_of);
    let approval = registrations.approval_required == Some(true);
    let reason = registrations.reason_required.filter(|_| approval);
    put(&mut server.reason_required, reason, as_of);
    put(&mut server.total_users, info.total_users, as_of);
    put(&mut server.version, info.version.clone(), as_of);
    if let Software::Mastodon { version } = &info.software {
        server.flags.retain(|flag| *flag != HealthFlag::Outdated);
        if is_outdated(version) {
            add_flag(server, HealthFlag::Outdated);
        }
    }
    if server.languages.is_empty() {
        let all = info.languages.iter().cloned();
        server.languages = all
            .map(|language| Fact::new(language, Source::Live, Some(as_of)))
            .collect();
    }
}
