//! Requests and answers as values: whoever runs this crate sends the one and
//! hands in the other.

use core::fmt;

use picker::json::{self, Value};

/// The verb of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Asks; changes nothing.
    Get,
    /// Changes something, or gives a secret.
    Post,
}

/// A request to make. Its `Debug` leaves out what is secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The verb.
    pub method: Method,
    /// The address, always `https://`.
    pub url: String,
    /// A form (`application/x-www-form-urlencoded`), where there is one.
    pub form: Option<String>,
    /// The token for `Authorization: Bearer`, where one is needed. Such a request
    /// must bypass every cache, and carry neither cookies nor a referrer.
    pub bearer: Option<String>,
}

impl Request {
    /// A question that needs no token.
    #[must_use]
    pub fn get(url: String) -> Self {
        Self {
            method: Method::Get,
            url,
            form: None,
            bearer: None,
        }
    }

    /// A form to send.
    #[must_use]
    pub fn post(url: String, form: String) -> Self {
        Self {
            method: Method::Post,
            url,
            form: Some(form),
            bearer: None,
        }
    }

    /// The same in the name of the account that a token stands for.
    #[must_use]
    pub fn with(mut self, token: &str) -> Self {
        self.bearer = Some(token.to_owned());
        self
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.method, self.url)?;
        if self.form.is_some() {
            f.write_str(" +form")?;
        }
        if self.bearer.is_some() {
            f.write_str(" +token")?;
        }
        Ok(())
    }
}

/// An answer, as far as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Response {
    /// The status, such as 200.
    pub status: u16,
    /// The body, cut by the caller to a bound of its choosing.
    pub body: String,
    /// `X-RateLimit-Remaining`, when it could be read.
    pub remaining: Option<String>,
    /// `X-RateLimit-Reset`, when it could be read.
    pub reset: Option<String>,
}

impl Response {
    /// An answer without headers of interest.
    #[must_use]
    pub fn new(status: u16, body: &str) -> Self {
        Self {
            status,
            body: body.to_owned(),
            ..Self::default()
        }
    }

    /// Whether it is a success.
    #[must_use]
    pub const fn ok(&self) -> bool {
        self.status >= 200 && self.status < 300
    }

    /// The body as JSON; `None` when it is none.
    #[must_use]
    pub fn json(&self) -> Option<Value<'_>> {
        json::read(&self.body)
    }

    /// `X-RateLimit-Remaining` as a number. A proxy that doubles the header
    /// (`299, 299`) leaves the first.
    #[must_use]
    pub fn remaining(&self) -> Option<u32> {
        let first = self.remaining.as_deref()?.split(',').next()?;
        first.trim().parse().ok()
    }

    /// `X-RateLimit-Reset` in UNIX seconds. Mastodon writes an ISO 8601 time in
    /// UTC (config/initializers/rack_attack.rb); some others a UNIX time.
    #[must_use]
    pub fn reset(&self) -> Option<i64> {
        let first = self.reset.as_deref()?.split(',').next()?.trim();
        first
            .parse()
            .ok()
            .filter(|&seconds| seconds > 1_000_000_000)
            .or_else(|| iso_seconds(first))
    }
}

/// UNIX seconds of `2026-11-28T01:05:00.000000Z`, rounded up to a full second.
fn iso_seconds(text: &str) -> Option<i64> {
    let (day, time) = text.split_once(['T', ' '])?;
    let day = picker::date::Date::parse(day)?;
    let time = time
        .strip_suffix('Z')
        .or_else(|| time.strip_suffix("+00:00"))?;
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = clock.split(':').map(str::parse::<i64>);
    let (hour, minute, second) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    let valid = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..=60).contains(&second);
    let up = i64::from(fraction.bytes().any(|b| b != b'0'));
    (valid && parts.next().is_none())
        .then(|| i64::from(day.days()) * 86_400 + hour * 3_600 + minute * 60 + second + up)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_of_an_answer_are_read_in_every_form() {
        let of = |remaining: &str, reset: &str| {
            let response = Response {
                remaining: Some(remaining.to_owned()),
                reset: Some(reset.to_owned()),
                ..Response::default()
            };
            (response.remaining(), response.reset())
        };
        let want = 1_795_827_900;
        assert_eq!(
            of("299", "2026-11-28T01:05:00.000000Z"),
            (Some(299), Some(want))
        );
        assert_eq!(of("0", "2026-11-28T01:04:59.5Z").1, Some(want));
        assert_eq!(
            of("299, 299", "2026-11-28T01:05:00Z, 2026-11-28T01:05:00Z"),
            (Some(299), Some(want))
        );
        assert_eq!(of("1", "1795827900"), (Some(1), Some(want)));
        for junk in [
            "",
            "soon",
            "2026-11-28",
            "2026-11-28T25:00:00Z",
            "300",
            "2026-11-28T01:05Z",
        ] {
            assert_eq!(of("many", junk), (None, None), "{junk}");
        }
        assert_eq!(Response::default().reset(), None);
    }

    #[test]
    fn secrets_stay_out_of_what_is_printed() {
        let request = Request::post("https://a.example/x".to_owned(), "code=geheim".to_owned());
        let text = format!("{:?}", request.with("geheim"));
        assert_eq!(text, "Post https://a.example/x +form +token");
    }
}
