//! Everything that was fetched, the picker over it, and what to say about it.

use crate::directory::answer::ListAnswer;
use crate::i18n::messages::{day, directory as say};
use crate::platform::fetch::FetchError;
use crate::platform::unicode::normalize;
use picker::date::Date;
use picker::decode::bundle::Bundle;
use picker::decode::{Decoded, Network};
use picker::merge::{Sources, is_old, merge};
use picker::recommend::Picker;
use picker::topics::Topic;
use std::sync::Arc;

/// Everything that has been fetched so far.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    /// The bundled directory.
    pub bundle: Option<Arc<Decoded<Bundle>>>,
    /// Synonyms for free text: fetched only for visitors who use it.
    pub synonyms: Vec<Topic>,
    /// Why the bundled directory could not be had.
    pub bundle_problem: Option<FetchError>,
    /// The newest answer of the directory API.
    pub live: Option<Arc<ListAnswer>>,
    /// Why the last try for a newer one failed.
    pub live_problem: Option<FetchError>,
    /// The API is being asked.
    pub asking: bool,
}

impl Lists {
    /// The picker over everything that was fetched; `None` while that is nothing,
    /// and while the bundled directory is on its way: it comes from the same host
    /// as the page, and without its topics a picker understands little.
    #[must_use]
    pub fn picker(&self, today: Date) -> Option<Picker> {
        if self.bundle.is_none() && (self.live.is_none() || self.bundle_problem.is_none()) {
            return None;
        }
        let none = Bundle::default();
        let bundle = self.bundle.as_ref().map_or(&none, |bundle| &bundle.value);
        let merged = merge(
            &Sources {
                curated: &bundle.curated,
                snapshot: bundle.snapshot.as_ref(),
                joinmastodon: self.live.as_ref().map(|live| &live.listing),
                overrides: &bundle.overrides,
                network: Some(self.network()),
            },
            today,
        );
        let mut topics = bundle.topics.clone();
        topics.0.extend_from_slice(&self.synonyms);
        Some(Picker::with_normalize(merged.servers, topics, normalize))
    }

    /// How big the whole network is, by the newest figures there are.
    #[must_use]
    pub fn network(&self) -> Network {
        let bundle = self.bundle.as_ref().map(|bundle| &bundle.value);
        let counted = bundle.and_then(|bundle| bundle.network.as_ref());
        counted.map_or(Network::KNOWN, Network::on)
    }

    /// Whether nothing could be fetched and nothing is on its way.
    #[must_use]
    pub const fn nothing(&self) -> bool {
        self.bundle_problem.is_some()
            && self.bundle.is_none()
            && self.live.is_none()
            && !self.asking
    }

    /// Sentences on where the servers come from and how old the lists are.
    #[must_use]
    pub fn sources(&self, today: Date) -> Vec<String> {
        let mut lines = Vec::new();
        let mut newest: Option<Date> = None;
        if let Some(live) = &self.live {
            let as_of = live.listing.as_of;
            newest = Some(as_of);
            let when = if as_of == today {
                say::today()
            } else {
                say::on_day(&day(as_of))
            };
            let mut line = say::live(&when, live.listed as u64);
            if live.unreadable > 0 {
                line.push(' ');
                line.push_str(&say::unreadable(live.unreadable as u64));
            }
            lines.push(line);
        }
        if let Some(bundle) = &self.bundle {
            // The day of its facts, not of the build: building anew makes no fact
            // newer.
            if let Some(as_of) = bundle.value.as_of() {
                newest = newest.max(Some(as_of));
                lines.push(say::bundled(&day(as_of), bundle.listed as u64));
            }
        }
        if let Some(newest) = newest.filter(|newest| is_old(*newest, today)) {
            lines.push(say::old(&day(newest)));
        }
        lines
    }

    /// A sentence on why there is no newer list; `None` without a failure, or
    /// without any list ([`Lists::nothing`]).
    #[must_use]
    pub fn complaint(&self) -> Option<String> {
        let why = explain(self.live_problem?)?;
        match &self.live {
            Some(live) => Some(say::problem_cached(&day(live.listing.as_of), &why)),
            None if self.bundle.is_none() => None,
            None => Some(say::problem(&why)),
        }
    }
}

/// Why a list could not be fetched, in plain words; `None` for an abort, which
/// visitors are not told of.
#[must_use]
pub fn explain(error: FetchError) -> Option<String> {
    Some(match error {
        FetchError::Aborted => return None,
        FetchError::Offline => say::problem_offline(),
        FetchError::Unreachable => say::problem_unreachable(),
        FetchError::Timeout => say::problem_timeout(),
        FetchError::Status(status) => say::problem_status(&status.to_string()),
        FetchError::LogInRequired => say::problem_status("401"),
        FetchError::TooLarge => say::problem_too_large(),
        FetchError::NotJson => say::problem_not_json(),
        FetchError::WrongShape => say::problem_wrong_shape(),
    })
}

#[cfg(test)]
mod tests {
    use super::Lists;
    use crate::directory::answer::ListAnswer;
    use crate::platform::fetch::FetchError;
    use picker::date::Date;
    use picker::decode::bundle;
    use std::sync::Arc;

    const TODAY: Date = Date::from_days(20_000);
    const BUNDLE: &str = r#"{"v":1,"built":"2024-10-01","topics":[["tech",["coding"]]],
        "servers":[{"d":"a.example","t":["tech"],"l":["en"],"s":"instant"}]}"#;
    const LIST: &str = r#"[{"domain":"a.example","approval_required":true},
        {"domain":"b.example"},{"nothing":1}]"#;

    fn bundled() -> Lists {
        Lists {
            bundle: Some(Arc::new(bundle(BUNDLE.as_bytes()).unwrap())),
            ..Lists::default()
        }
    }

    fn domains(lists: &Lists) -> Vec<String> {
        let picker = lists.picker(TODAY).unwrap();
        let domains = picker.servers().iter().map(|s| s.domain.clone());
        domains.collect()
    }

    #[test]
    fn the_bundled_list_is_enough_and_the_live_one_joins_it() {
        assert!(Lists::default().picker(TODAY).is_none());
        let mut lists = bundled();
        assert_eq!(domains(&lists), ["a.example"]);
        lists.live = Some(Arc::new(
            ListAnswer::decode(LIST.as_bytes(), TODAY, false).unwrap(),
        ));
        assert_eq!(domains(&lists), ["a.example", "b.example"]);
    }

    #[test]
    fn no_picks_are_made_before_the_bundled_list_has_come_or_failed() {
        let mut lists = Lists {
            live: Some(Arc::new(
                ListAnswer::decode(LIST.as_bytes(), TODAY, true).unwrap(),
            )),
            ..Lists::default()
        };
        assert!(lists.picker(TODAY).is_none());
        lists.bundle_problem = Some(FetchError::Status(404));
        assert_eq!(domains(&lists), ["a.example", "b.example"]);
    }

    #[test]
    fn the_sources_say_how_many_from_when_and_what_was_left_out() {
        let mut lists = bundled();
        lists.live = Some(Arc::new(
            ListAnswer::decode(LIST.as_bytes(), TODAY, false).unwrap(),
        ));
        assert_eq!(
            lists.sources(TODAY),
            [
                "3 servers listed by joinmastodon.org, fetched today. 1 unreadable row was left out.",
                "1 server in the list bundled with this site, as of 1 October 2024."
            ]
        );
    }

    #[test]
    fn no_server_is_larger_than_the_network_of_the_last_refresh() {
        let figures = |bundle_text: &str| {
            let row = r#"[{"domain":"a.example","total_users":5000,"last_week_users":400}]"#;
            let lists = Lists {
                bundle: Some(Arc::new(bundle(bundle_text.as_bytes()).unwrap())),
                live: Some(Arc::new(
                    ListAnswer::decode(row.as_bytes(), TODAY, false).unwrap(),
                )),
                ..Lists::default()
            };
            let picker = lists.picker(TODAY).unwrap();
            picker.servers()[0].total_users.as_ref().map(|it| it.value)
        };
        assert_eq!(figures(BUNDLE), Some(5000));
        let network = r#""network":{"as_of":"2024-09-30","servers":9,"users":4999,"active":900},"#;
        let small = BUNDLE.replace(r#""topics""#, &format!(r#"{network}"topics""#));
        assert_eq!(figures(&small), None);
    }

    #[test]
    fn building_anew_makes_no_fact_newer() {
        let old = BUNDLE.replace(r#""s":"instant""#, r#""s":"instant","o":"2024-01-09""#);
        let mut lists = bundled();
        lists.bundle = Some(Arc::new(bundle(old.as_bytes()).unwrap()));
        let said = lists.sources(Date::parse("2024-10-02").unwrap());
        assert!(said[0].contains("as of 9 January 2024"), "{said:?}");
        assert!(said[1].contains("out of date"), "{said:?}");
    }

    #[test]
    fn a_list_older_than_thirty_days_says_so() {
        let built = Date::parse("2024-10-01").unwrap();
        let later = |days| Date::from_days(built.days() + days);
        assert_eq!(bundled().sources(later(30)).len(), 1);
        assert!(bundled().sources(later(31))[1].contains("out of date"));
    }

    #[test]
    fn a_complaint_names_the_reason_and_what_is_shown_instead() {
        let mut lists = bundled();
        assert_eq!(lists.complaint(), None);
        lists.live_problem = Some(FetchError::Status(503));
        let complaint = lists.complaint().unwrap();
        assert!(
            complaint.contains("503") && complaint.contains("bundled"),
            "{complaint}"
        );
        lists.live_problem = Some(FetchError::Aborted);
        assert_eq!(lists.complaint(), None);
    }
}
