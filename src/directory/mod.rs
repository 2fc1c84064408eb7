//! The lists of servers: what came, from where, and what to say about it. The
//! decisions are in here; [`load`] does the asking.

pub mod load;
pub mod statistics;

use crate::messages::{day, directory as say};
use crate::platform::fetch::FetchError;
use picker::date::Date;
use picker::decode::bundle::{Bundle, Listing};
use picker::decode::{DecodeError, Decoded, Network, label_ownership, servers};
use picker::json::{self, Look};
use picker::merge::{Sources, is_old, merge};
use picker::model::{LegalForm, Source};
use picker::recommend::Picker;
use picker::topics::Topic;
use std::sync::Arc;

/// `config.json`: what a maintainer can change without building anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where the directory API is: the joinmastodon API or a mirror of it.
    pub api: String,
    /// Where a server's own API is; `{domain}` stands for its domain.
    pub instance: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            api: "https://api.joinmastodon.org".to_owned(),
            instance: "https://{domain}".to_owned(),
        }
    }
}

impl Config {
    /// Reads the file; what is missing in it is as by default. `None` when it
    /// is no JSON object.
    #[must_use]
    pub fn read(json: &[u8]) -> Option<Self> {
        let found = json::read(std::str::from_utf8(json).ok()?)?;
        if !found.is_object() {
            return None;
        }
        let text = |key: &str, or: String| match found.get(key).and_then(Look::as_str) {
            Some(text) => text.to_owned(),
            None => or,
        };
        let default = Self::default();
        Some(Self {
            api: text("api", default.api),
            instance: text("instance", default.instance),
        })
    }

    /// The address of the list of servers.
    #[must_use]
    pub fn servers(&self) -> String {
        format!("{}/servers", self.api.trim_end_matches('/'))
    }

    /// The address of the list of servers run by organisations or by people:
    /// the directory filters by it, and does not say it of a server.
    #[must_use]
    pub fn servers_run_by(&self, form: LegalForm) -> String {
        // Sic: this is how the API spells it.
        let ownership = match form {
            LegalForm::Organisation => "juridicial",
            LegalForm::People => "natural",
        };
        format!("{}?ownership={ownership}", self.servers())
    }

    /// An address on a server. The domain is in normal form, and so is safe
    /// in an address.
    #[must_use]
    pub fn server(&self, domain: &str, path: &str) -> String {
        let base = self.instance.replace("{domain}", domain);
        format!("{}{path}", base.trim_end_matches('/'))
    }
}

/// The list as the directory API answered, now or when it was cached.
#[derive(Debug, Clone, PartialEq)]
pub struct Live {
    /// The servers and the day.
    pub listing: Listing,
    /// How many rows the answer had.
    pub listed: usize,
    /// How many of them could not be read.
    pub unreadable: usize,
    /// It comes from the cache.
    pub cached: bool,
}

impl Live {
    /// Decodes an answer of the directory API.
    ///
    /// # Errors
    /// When it is no list at all, or an empty one: an empty answer is a fault
    /// on their side, not a network without servers.
    pub fn decode(bytes: &[u8], as_of: Date, cached: bool) -> Result<Self, FetchError> {
        let decoded = servers(bytes, Source::Joinmastodon, as_of).map_err(trouble)?;
        if decoded.value.is_empty() {
            return Err(FetchError::WrongShape);
        }
        Ok(Self {
            listed: decoded.listed,
            unreadable: decoded.unreadable(),
            listing: Listing {
                as_of,
                servers: decoded.value,
            },
            cached,
        })
    }
}

/// Who runs which server, in law.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ownership {
    /// Domains run by organisations.
    pub organisations: Vec<String>,
    /// Domains run by people in their own name.
    pub people: Vec<String>,
}

impl Ownership {
    /// The domains in an answer of [`Config::servers_run_by`].
    ///
    /// # Errors
    /// When it is no list at all.
    pub fn domains(bytes: &[u8], as_of: Date) -> Result<Vec<String>, FetchError> {
        let decoded = servers(bytes, Source::Joinmastodon, as_of).map_err(trouble)?;
        Ok(decoded.value.into_iter().map(|it| it.domain).collect())
    }

    /// As text to keep.
    #[must_use]
    pub fn write(&self) -> String {
        format!(
            "{}\n{}",
            self.organisations.join(","),
            self.people.join(",")
        )
    }

    /// Reads a kept text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let list = |line: &str| {
            let all = line.split(',').filter(|domain| !domain.is_empty());
            all.map(str::to_owned).collect()
        };
        let (organisations, people) = text.split_once('\n')?;
        Some(Self {
            organisations: list(organisations),
            people: list(people),
        })
    }

    /// The list with who runs each server, where that is known.
    #[must_use]
    pub fn label(&self, live: &Live) -> Live {
        let mut live = live.clone();
        let as_of = live.listing.as_of;
        label_ownership(
            &mut live.listing.servers,
            &self.organisations,
            &self.people,
            Source::Joinmastodon,
            as_of,
        );
        live
    }
}

/// What a body that cannot be decoded means to the visitor.
#[must_use]
pub const fn trouble(error: DecodeError) -> FetchError {
    match error {
        DecodeError::TooLarge => FetchError::TooLarge,
        DecodeError::NotJson => FetchError::NotJson,
        DecodeError::WrongShape(_) => FetchError::WrongShape,
    }
}

/// All that has come so far.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    /// The bundled directory.
    pub bundle: Option<Arc<Decoded<Bundle>>>,
    /// Words that mean the same, for visitors who use their own words.
    pub meanings: Vec<Topic>,
    /// Why the bundled directory could not be had.
    pub bundle_problem: Option<FetchError>,
    /// The newest answer of the directory API.
    pub live: Option<Arc<Live>>,
    /// Why the last try for a newer one failed.
    pub live_problem: Option<FetchError>,
    /// The API is being asked.
    pub asking: bool,
}

impl Lists {
    /// The picker over everything that has come; `None` while nothing has, and
    /// while the bundled directory is on its way: it comes from where the page
    /// came from, and without its topics and words there is half a picker.
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
                network: Some(bundle.network.as_ref().map_or(Network::KNOWN, Network::on)),
            },
            today,
        );
        let mut topics = bundle.topics.clone();
        topics.0.extend_from_slice(&self.meanings);
        Some(Picker::new(merged.servers, topics))
    }

    /// Nothing came and nothing is on its way.
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
            // The day of its facts: building anew makes none of them newer.
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

    /// A sentence on why there is no newer list; `None` when there is nothing
    /// to complain of, or no list at all ([`Lists::nothing`]).
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

/// Why a list could not be had, in plain words; `None` for what nobody needs
/// to know.
#[must_use]
pub fn explain(error: FetchError) -> Option<String> {
    Some(match error {
        FetchError::Aborted => return None,
        FetchError::Offline => say::problem_offline(),
        FetchError::Unreachable => say::problem_unreachable(),
        FetchError::Timeout => say::problem_timeout(),
        FetchError::Status(status) => say::problem_status(&status.to_string()),
        FetchError::TooLarge => say::problem_too_large(),
        FetchError::NotJson => say::problem_not_json(),
        FetchError::WrongShape => say::problem_wrong_shape(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Config, Lists, Live, Ownership};
    use crate::platform::fetch::FetchError;
    use picker::date::Date;
    use picker::decode::bundle;
    use std::sync::Arc;

    const TODAY: Date = Date::from_days(20_000);
    const BUNDLE: &str = r#"{"v":1,"built":"2024-10-01","topics":[["tech",["coding"]]],
        "servers":[{"d":"a.example","t":["tech"],"l":["en"],"s":"instant"}]}"#;
    const LIVE: &str = r#"[{"domain":"a.example","approval_required":true},
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
    fn who_runs_a_server_is_known_by_which_list_it_is_on() {
        use picker::model::LegalForm;
        let live = Live::decode(LIVE.as_bytes(), TODAY, false).unwrap();
        let people = Ownership::domains(br#"[{"domain":"B.example"}]"#, TODAY).unwrap();
        let known = Ownership {
            organisations: vec!["a.example".to_owned()],
            people,
        };
        assert_eq!(Ownership::read(&known.write()), Some(known.clone()));
        let forms: Vec<Option<LegalForm>> = known
            .label(&live)
            .listing
            .servers
            .iter()
            .map(|server| server.legal_form.as_ref().map(|fact| fact.value))
            .collect();
        assert_eq!(
            forms,
            [Some(LegalForm::Organisation), Some(LegalForm::People)]
        );
    }

    #[test]
    fn the_bundled_list_is_enough_and_the_live_one_joins_it() {
        assert!(Lists::default().picker(TODAY).is_none());
        let mut lists = bundled();
        assert_eq!(domains(&lists), ["a.example"]);
        lists.live = Some(Arc::new(
            Live::decode(LIVE.as_bytes(), TODAY, false).unwrap(),
        ));
        assert_eq!(domains(&lists), ["a.example", "b.example"]);
    }

    #[test]
    fn no_picks_are_made_before_the_bundled_list_has_come_or_failed() {
        let mut lists = Lists {
            live: Some(Arc::new(
                Live::decode(LIVE.as_bytes(), TODAY, true).unwrap(),
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
            Live::decode(LIVE.as_bytes(), TODAY, false).unwrap(),
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
    fn nobody_is_larger_than_the_network_of_the_last_refresh() {
        let figures = |bundle_text: &str| {
            let row = r#"[{"domain":"a.example","total_users":5000,"last_week_users":400}]"#;
            let lists = Lists {
                bundle: Some(Arc::new(bundle(bundle_text.as_bytes()).unwrap())),
                live: Some(Arc::new(
                    Live::decode(row.as_bytes(), TODAY, false).unwrap(),
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
    fn a_row_that_is_there_twice_is_not_called_unreadable() {
        let rows = r#"[{"domain":"a.example"},{"domain":"A.example."},{"nothing":1}]"#;
        let live = Live::decode(rows.as_bytes(), TODAY, false).unwrap();
        assert_eq!((live.listed, live.unreadable), (3, 1));
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
    fn an_empty_or_broken_answer_is_a_problem_and_not_an_empty_network() {
        for (body, want) in [
            ("[]", FetchError::WrongShape),
            ("{}", FetchError::WrongShape),
            ("<html>", FetchError::NotJson),
        ] {
            assert_eq!(
                Live::decode(body.as_bytes(), TODAY, false).map(|l| l.listed),
                Err(want),
                "{body}"
            );
        }
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

    #[test]
    fn a_config_may_name_just_what_it_changes() {
        let config: Config = Config::read(br#"{"api":"https://mirror.example/api/"}"#).unwrap();
        assert_eq!(config.servers(), "https://mirror.example/api/servers");
        assert_eq!(config.instance, "https://{domain}");
    }
}
