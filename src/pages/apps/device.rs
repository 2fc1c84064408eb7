//! Which device a browser runs on, by what it says of itself.

/// The platform of a user agent, by its key in `content/apps.toml`; `None`
/// where it names no known one. `touch_points` tells an iPad, which calls
/// itself a Mac, from a Mac, which has no touch screen.
pub(super) fn of(user_agent: &str, touch_points: i32) -> Option<&'static str> {
    let names = |any: &[&str]| any.iter().any(|name| user_agent.contains(name));
    if names(&["Android"]) {
        Some("android")
    } else if names(&["iPhone", "iPod"]) {
        Some("iphone")
    } else if names(&["iPad"]) || (names(&["Macintosh"]) && touch_points > 1) {
        Some("ipad")
    } else if names(&["Windows"]) {
        Some("windows")
    } else if names(&["Macintosh"]) {
        Some("mac")
    } else if names(&["Linux", "X11", "CrOS"]) {
        Some("linux")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_device_is_told_by_what_its_browser_says() {
        const MAC: &str =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.0 Safari/605.1.15";
        for (agent, touch, device) in [
            (
                "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Mobile",
                5,
                Some("android"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)",
                5,
                Some("iphone"),
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X)",
                5,
                Some("ipad"),
            ),
            (MAC, 5, Some("ipad")),
            (MAC, 0, Some("mac")),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
                10,
                Some("windows"),
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0)",
                0,
                Some("linux"),
            ),
            ("Something else", 0, None),
            ("", 0, None),
        ] {
            assert_eq!(of(agent, touch), device, "{agent}");
        }
    }
}
