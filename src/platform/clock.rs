//! The visitor's clock, which may be wrong.

use picker::date::Date;

/// Seconds since 1970-01-01 UTC.
#[must_use]
pub fn now() -> i64 {
    #[cfg(target_arch = "wasm32")]
    {
        #[allow(clippy::cast_possible_truncation)]
        let seconds = (js_sys::Date::now() / 1000.0) as i64;
        seconds
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |time| time.as_secs().cast_signed())
    }
}

/// The minutes until a time in UNIX seconds, rounded up; at least one.
#[must_use]
pub fn minutes_until(then: i64) -> u64 {
    let seconds = u64::try_from(then - now()).unwrap_or_default();
    seconds.max(1).div_ceil(60)
}

/// Milliseconds since 1970-01-01 UTC, to measure with.
#[must_use]
pub fn milliseconds() -> f64 {
    #[cfg(target_arch = "wasm32")]
    return js_sys::Date::now();
    #[cfg(not(target_arch = "wasm32"))]
    {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }
}

/// Milliseconds since `start`; 0 when the clock was set back meanwhile.
#[must_use]
#[allow(clippy::cast_possible_truncation)]
pub fn since(start: f64) -> i32 {
    (milliseconds() - start).max(0.0) as i32
}

/// The day (UTC).
#[must_use]
pub fn today() -> Date {
    Date::from_unix(now())
}
