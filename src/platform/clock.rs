//! What time it is.

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

/// The day (UTC).
#[must_use]
pub fn today() -> Date {
    Date::from_unix(now())
}
