//! A server's limits, kept before it has to refuse: what it says in its headers
//! (`X-RateLimit-*`, readable by a page on Mastodon), and Mastodon's own numbers
//! where it says nothing.

use crate::http::Response;

/// Requests in a window by one token (rack_attack.rb, throttle_authenticated_api).
pub const REQUESTS: u32 = 300;
/// The length of that window, in seconds.
pub const REQUESTS_WINDOW: i64 = 300;
/// Follows in a day by one account, hashtags among them (app/lib/rate_limiter.rb,
/// family `follows`; mastodon#13172).
pub const FOLLOWS: u32 = 400;
/// The length of a day, in seconds.
pub const FOLLOWS_WINDOW: i64 = 86_400;

/// Which limit a request counts against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any request.
    Any,
    /// A follow: any request, and one of the day's follows too.
    Follow,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Window {
    most: u32,
    length: i64,
    began: Option<i64>,
    used: u32,
    closed_until: i64,
}

impl Window {
    const fn new(most: u32, length: i64) -> Self {
        Self {
            most,
            length,
            began: None,
            used: 0,
            closed_until: i64::MIN,
        }
    }

    fn wait(&mut self, now: i64) -> Option<i64> {
        let end = self.began.map_or(now, |began| began + self.length);
        if end <= now {
            (self.began, self.used) = (None, 0);
        }
        let full = (self.used >= self.most).then_some(end);
        let closed = (self.closed_until > now).then_some(self.closed_until);
        full.into_iter().chain(closed).max()
    }

    fn sent(&mut self, now: i64) {
        self.began.get_or_insert(now);
        self.used += 1;
    }

    /// Closed until then, but never for longer than its own length: a wrong clock
    /// on either side must not stop a plan for years.
    fn close(&mut self, until: i64, now: i64) {
        self.closed_until = until.clamp(now + 1, now + self.length);
    }
}

/// Both limits of one token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    any: Window,
    follows: Window,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            any: Window::new(REQUESTS, REQUESTS_WINDOW),
            follows: Window::new(FOLLOWS, FOLLOWS_WINDOW),
        }
    }
}

impl Limits {
    /// Until when to wait before a request of this kind, in UNIX seconds.
    pub(crate) fn wait(&mut self, kind: Kind, now: i64) -> Option<i64> {
        let any = self.any.wait(now);
        match kind {
            Kind::Any => any,
            Kind::Follow => any.max(self.follows.wait(now)),
        }
    }

    /// Counts a request.
    pub(crate) fn sent(&mut self, kind: Kind, now: i64) {
        self.any.sent(now);
        if kind == Kind::Follow {
            self.follows.sent(now);
        }
    }

    /// Takes what an answer says. The headers of a follow are those of the day's
    /// follows (`override_rate_limit_headers`, accounts_controller.rb).
    pub(crate) fn told(&mut self, kind: Kind, answer: &Response, now: i64) {
        if let (Some(0), Some(reset)) = (answer.remaining(), answer.reset()) {
            self.window(kind).close(reset, now);
        }
    }

    /// Takes a 429.
    pub(crate) fn refused(&mut self, kind: Kind, until: i64, now: i64) {
        self.window(kind).close(until, now);
    }

    const fn window(&mut self, kind: Kind) -> &mut Window {
        match kind {
            Kind::Any => &mut self.any,
            Kind::Follow => &mut self.follows,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_hundred_requests_fill_five_minutes() {
        let mut limits = Limits::default();
        for second in 0..300 {
            assert_eq!(limits.wait(Kind::Any, 1_000 + second / 2), None);
            limits.sent(Kind::Any, 1_000 + second / 2);
        }
        assert_eq!(limits.wait(Kind::Any, 1_150), Some(1_300));
        assert_eq!(limits.wait(Kind::Any, 1_299), Some(1_300));
        assert_eq!(limits.wait(Kind::Any, 1_300), None);
    }

    #[test]
    fn four_hundred_follows_fill_a_day() {
        let mut limits = Limits::default();
        for index in 0..400 {
            assert_eq!(limits.wait(Kind::Follow, index * 2), None);
            limits.sent(Kind::Follow, index * 2);
        }
        assert_eq!(limits.wait(Kind::Follow, 2_000), Some(86_400));
        assert_eq!(limits.wait(Kind::Any, 2_000), None);
    }

    #[test]
    fn what_the_server_says_counts_within_reason() {
        let mut limits = Limits::default();
        let said = |remaining: &str, reset: i64| Response {
            remaining: Some(remaining.to_owned()),
            reset: Some(reset.to_string()),
            ..Response::new(200, "")
        };
        let now = 1_795_827_900;
        limits.told(Kind::Any, &said("1", now + 60), now);
        assert_eq!(limits.wait(Kind::Any, now), None);
        limits.told(Kind::Any, &said("0", now + 60), now);
        assert_eq!(limits.wait(Kind::Any, now), Some(now + 60));
        assert_eq!(limits.wait(Kind::Any, now + 60), None);
        limits.told(Kind::Follow, &said("0", now * 2), now);
        assert_eq!(limits.wait(Kind::Follow, now), Some(now + 86_400));
        limits.refused(Kind::Follow, now - 5, now);
        assert_eq!(limits.wait(Kind::Follow, now + 60), None);
    }
}
