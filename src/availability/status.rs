//! How far the check of a server is, and when its answer is too old.

use crate::platform::fetch::FetchError;
use picker::decode::InstanceInfo;
use picker::decode::activity::Trend;
use picker::live::{Check, Unchecked};
use std::sync::Arc;

/// For how many seconds an answer is used before the server is asked again.
const FRESH: i64 = 10 * 60;

/// How far the check of a server is.
#[derive(Debug, Clone, PartialEq)]
pub enum Status {
    /// Asked, no answer yet.
    Checking,
    /// Answered, or given up.
    Done(Done),
}

/// A check that is over.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// What it found.
    pub check: Check,
    /// The whole answer, where there was one.
    pub info: Option<Arc<InstanceInfo>>,
    /// How many are active there lately, against some weeks before; `None`
    /// before it was asked for, and where it is not known.
    pub trend: Option<Trend>,
    /// When, in seconds since 1970.
    pub at: i64,
}

impl Status {
    /// What was found, if it is over.
    #[must_use]
    pub const fn check(&self) -> Option<&Check> {
        match self {
            Self::Done(done) => Some(&done.check),
            Self::Checking => None,
        }
    }

    /// Whether it is still good at `now` (seconds since 1970).
    #[must_use]
    pub fn holds(&self, now: i64) -> bool {
        match self {
            Self::Checking => true,
            Self::Done(done) => (0..FRESH).contains(&(now - done.at)),
        }
    }
}

/// What a failed request means for a check.
#[must_use]
pub const fn unchecked(error: FetchError) -> Unchecked {
    match error {
        FetchError::Offline => Unchecked::Offline,
        FetchError::Unreachable | FetchError::Aborted => Unchecked::Unreachable,
        FetchError::Timeout => Unchecked::TooSlow,
        FetchError::Status(status) => Unchecked::Status(status),
        FetchError::LogInRequired => Unchecked::MembersOnly,
        FetchError::TooLarge | FetchError::NotJson | FetchError::WrongShape => {
            Unchecked::Unreadable
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Done, FRESH, Status};
    use picker::live::{Check, Unchecked};

    #[test]
    fn an_answer_holds_for_ten_minutes() {
        let done = Status::Done(Done {
            check: Check::failed(Unchecked::TooSlow),
            info: None,
            trend: None,
            at: 1_000,
        });
        assert!(done.holds(1_000));
        assert!(done.holds(1_000 + FRESH - 1));
        assert!(!done.holds(1_000 + FRESH));
        // The clock was set back.
        assert!(!done.holds(900));
    }
}
