//! The visitor's clock, which may be wrong.

use picker::date::Date;

/// As far as a browser's clock goes: 100,000,000 days around 1970, in seconds.
const BOUND: f64 = 8.64e12;

/// Seconds since 1970-01-01 UTC, or that day where the clock says no time.
#[must_use]
pub fn now() -> i64 {
    #[cfg(target_arch = "wasm32")]
    return seconds(milliseconds());
    #[cfg(not(target_arch = "wasm32"))]
    {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |time| time.as_secs().cast_signed())
    }
}

/// A browser's milliseconds as seconds that make a day.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
fn seconds(milliseconds: f64) -> i64 {
    // NaN, which no bound holds, becomes 0.
    #[allow(clippy::cast_possible_truncation)]
    let seconds = (milliseconds / 1000.0).clamp(-BOUND, BOUND) as i64;
    seconds
}

/// The minutes until a time in UNIX seconds, rounded up; at least one.
#[must_use]
pub fn minutes_until(then: i64) -> u64 {
    minutes_between(now(), then)
}

fn minutes_between(now: i64, then: i64) -> u64 {
    let seconds = u64::try_from(then.saturating_sub(now)).unwrap_or_default();
    seconds.max(1).div_ceil(60)
}

/// Milliseconds since 1970-01-01 UTC, to measure with.
#[must_use]
pub fn milliseconds() -> f64 {
    #[cfg(target_arch = "wasm32")]
    {
        use wasm_bindgen::prelude::*;
        #[wasm_bindgen]
        extern "C" {
            #[wasm_bindgen(js_namespace = Date, js_name = now, catch)]
            fn clock() -> Result<JsValue, JsValue>;
        }
        let says = clock().ok().and_then(|it| it.as_f64());
        says.unwrap_or_default()
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }
}

/// Milliseconds since `start`; 0 when the clock was set back meanwhile.
#[must_use]
pub fn since(start: f64) -> i32 {
    between(start, milliseconds())
}

#[allow(clippy::cast_possible_truncation)]
fn between(start: f64, now: f64) -> i32 {
    (now - start).max(0.0) as i32
}

/// The day (UTC).
#[must_use]
pub fn today() -> Date {
    Date::from_unix(now())
}

#[cfg(test)]
mod tests {
    use super::{between, minutes_between, seconds};
    use picker::date::Date;
    use proptest::prelude::*;

    /// Whatever a clock may say: any number, and those at its bounds.
    fn says() -> impl Strategy<Value = f64> {
        let odd = [
            0.0,
            -1e12,
            8.64e15,
            -8.64e15,
            f64::MAX,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
        ];
        prop_oneof![any::<f64>(), prop::sample::select(odd.to_vec())]
    }

    #[test]
    fn a_clock_that_says_no_time_says_the_first_day() {
        assert_eq!(seconds(f64::NAN), 0);
        assert_eq!(seconds(1_795_910_400_500.0), 1_795_910_400);
        assert_eq!(
            Date::from_unix(seconds(f64::INFINITY)).ymd(),
            (275_760, 9, 13)
        );
    }

    proptest! {
        #[test]
        fn whatever_the_clock_says_is_a_day(says in says()) {
            let day = Date::from_unix(seconds(says));
            prop_assert!(day.days().abs() <= 100_000_000, "{:?}", day);
        }

        #[test]
        fn any_two_times_lie_some_minutes_apart(now: i64, then: i64) {
            let minutes = minutes_between(now, then);
            prop_assert!(minutes >= 1);
            prop_assert!(then > now || minutes == 1);
        }

        #[test]
        fn no_clock_runs_backwards(start in says(), now in says()) {
            let passed = between(start, now);
            prop_assert!(passed >= 0);
            prop_assert!(now > start || passed == 0);
        }
    }
}
