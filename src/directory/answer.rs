//! Answers of the directory API, decoded.

use crate::platform::fetch::FetchError;
use picker::date::Date;
use picker::decode::bundle::Listing;
use picker::decode::{DecodeError, label_ownership, servers};
use picker::model::Source;

/// The list as the directory API answered, now or when it was cached.
#[derive(Debug, Clone, PartialEq)]
pub struct ListAnswer {
    /// The servers and the day.
    pub listing: Listing,
    /// How many rows the answer had.
    pub listed: usize,
    /// How many of them could not be read.
    pub unreadable: usize,
    /// It comes from the cache.
    pub cached: bool,
}

impl ListAnswer {
    /// Decodes an answer of the directory API.
    ///
    /// # Errors
    /// When it is no list at all, or an empty one: that is an error of the API,
    /// not a network without servers.
    pub fn decode(bytes: &[u8], as_of: Date, cached: bool) -> Result<Self, FetchError> {
        let decoded = servers(bytes, Source::Joinmastodon, as_of).map_err(decode_error)?;
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
        let decoded = servers(bytes, Source::Joinmastodon, as_of).map_err(decode_error)?;
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
    pub fn label(&self, live: &ListAnswer) -> ListAnswer {
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

/// A body that cannot be decoded, as an error of the request.
#[must_use]
pub const fn decode_error(error: DecodeError) -> FetchError {
    match error {
        DecodeError::TooLarge => FetchError::TooLarge,
        DecodeError::NotJson => FetchError::NotJson,
        DecodeError::WrongShape(_) => FetchError::WrongShape,
    }
}

#[cfg(test)]
mod tests {
    use super::{ListAnswer, Ownership};
    use crate::platform::fetch::FetchError;
    use picker::date::Date;

    const TODAY: Date = Date::from_days(20_000);
    const LIST: &str = r#"[{"domain":"a.example","approval_required":true},
        {"domain":"b.example"},{"nothing":1}]"#;

    #[test]
    fn who_runs_a_server_is_known_by_which_list_it_is_on() {
        use picker::model::LegalForm;
        let live = ListAnswer::decode(LIST.as_bytes(), TODAY, false).unwrap();
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
    fn a_row_that_is_there_twice_is_not_called_unreadable() {
        let rows = r#"[{"domain":"a.example"},{"domain":"A.example."},{"nothing":1}]"#;
        let live = ListAnswer::decode(rows.as_bytes(), TODAY, false).unwrap();
        assert_eq!((live.listed, live.unreadable), (3, 1));
    }

    #[test]
    fn an_empty_or_broken_answer_is_a_problem_and_not_an_empty_network() {
        for (body, want) in [
            ("[]", FetchError::WrongShape),
            ("{}", FetchError::WrongShape),
            ("<html>", FetchError::NotJson),
        ] {
            assert_eq!(
                ListAnswer::decode(body.as_bytes(), TODAY, false).map(|l| l.listed),
                Err(want),
                "{body}"
            );
        }
    }
}
