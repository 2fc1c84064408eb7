//! The day of a build.

use std::env;
use std::error::Error;
use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use picker::date::Date;

/// Set to a UNIX time in seconds, it stands for the clock, so that a build comes
/// out the same again: <https://reproducible-builds.org/specs/source-date-epoch/>.
const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// Why the day is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildDayError {
    /// `SOURCE_DATE_EPOCH` is no number.
    NoNumber,
    /// The clock is before 1970.
    Clock,
}

impl fmt::Display for BuildDayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoNumber => write!(f, "{VARIABLE} must be a number of seconds"),
            Self::Clock => f.write_str("the clock stands before 1970"),
        }
    }
}

impl Error for BuildDayError {}

/// Today, or the day of `SOURCE_DATE_EPOCH`.
///
/// # Errors
/// When that variable is no number, or the clock is before 1970.
pub fn today() -> Result<Date, BuildDayError> {
    let seconds = match env::var(VARIABLE) {
        Ok(text) => text.trim().parse().map_err(|_| BuildDayError::NoNumber)?,
        Err(_) => {
            let now = SystemTime::now().duration_since(UNIX_EPOCH);
            let now = now.map_err(|_| BuildDayError::Clock)?.as_secs();
            i64::try_from(now).map_err(|_| BuildDayError::Clock)?
        }
    };
    Ok(Date::from_unix(seconds))
}
