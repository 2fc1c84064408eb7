//! Dates as iCalendar (RFC 5545), for the calendars of phones and computers.

use picker::date::Date;

/// How a day comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// It does not.
    Never,
    /// Each first Sunday of a month.
    FirstSunday,
    /// Each year on the same day.
    Yearly,
}

impl Repeat {
    /// The repetition of that name, as content files write it.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        match key {
            "never" => Some(Self::Never),
            "first-sunday" => Some(Self::FirstSunday),
            "yearly" => Some(Self::Yearly),
            _ => None,
        }
    }

    const fn rule(self) -> Option<&'static str> {
        match self {
            Self::Never => None,
            Self::FirstSunday => Some("FREQ=MONTHLY;BYDAY=1SU"),
            Self::Yearly => Some("FREQ=YEARLY"),
        }
    }

    /// The day of its next occurrence that is not before `today`; the first one is
    /// `first`. `None` when it is over.
    #[must_use]
    pub fn next(self, first: Date, today: Date) -> Option<Date> {
        if first >= today {
            return Some(first);
        }
        match self {
            Self::Never => None,
            Self::FirstSunday => {
                let (year, month, _) = today.ymd();
                let (next_year, next_month) = match month {
                    12 => (year + 1, 1),
                    month => (year, month + 1),
                };
                [(year, month), (next_year, next_month)]
                    .into_iter()
                    .filter_map(|(year, month)| first_sunday(year, month))
                    .find(|day| *day >= today)
            }
            Self::Yearly => {
                let (_, month, day) = first.ymd();
                let (year, ..) = today.ymd();
                // 29 February comes in leap years alone.
                (year..year + 9)
                    .filter_map(|year| Date::from_ymd(year, month, day))
                    .find(|day| *day >= today)
            }
        }
    }
}

fn first_sunday(year: i32, month: u32) -> Option<Date> {
    let first = Date::from_ymd(year, month, 1)?;
    // 1970-01-04, day 3, was a Sunday.
    let after = (3 - first.days()).rem_euclid(7);
    Some(Date::from_days(first.days() + after))
}

/// A whole day in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same in every version of the calendar, unlike any other in the world.
    pub uid: String,
    /// The first day.
    pub first: Date,
    /// Whether it comes again.
    pub repeat: Repeat,
    /// When its description was last changed.
    pub changed: Date,
    /// A few words.
    pub title: String,
    /// A sentence or two.
    pub text: String,
    /// Where to read more.
    pub url: Option<String>,
}

/// A calendar of these events.
#[must_use]
pub fn calendar(name: &str, events: &[Event]) -> String {
    let mut out = String::new();
    let mut line = |text: &str| fold(&mut out, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Spread Mastodon//Dates//EN");
    line(&format!("NAME:{}", escape(name)));
    line(&format!("X-WR-CALNAME:{}", escape(name)));
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", escape(&event.uid)));
        line(&format!("DTSTAMP:{}T000000Z", day(event.changed)));
        line(&format!("DTSTART;VALUE=DATE:{}", day(event.first)));
        if let Some(rule) = event.repeat.rule() {
            line(&format!("RRULE:{rule}"));
        }
        line(&format!("SUMMARY:{}", escape(&event.title)));
        line(&format!("DESCRIPTION:{}", escape(&event.text)));
        if let Some(url) = &event.url {
            line(&format!("URL:{}", without_breaks(url)));
        }
        // A day like this does not make anybody busy.
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

fn day(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{year:04}{month:02}{day:02}")
}

/// A text as a value (RFC 5545, 3.3.11).
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

fn without_breaks(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// Adds a line, folded at 75 bytes (RFC 5545, 3.1), between letters.
fn fold(out: &mut String, text: &str) {
    let mut room = 75;
    for letter in text.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        out.push(letter);
        room -= letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn event(title: &str, text: &str) -> Event {
        Event {
            uid: "di-day@spread.example".to_owned(),
            first: date("2026-01-04"),
            repeat: Repeat::FirstSunday,
            changed: date("2026-11-28"),
            title: title.to_owned(),
            text: text.to_owned(),
            url: Some("https://di.day/".to_owned()),
        }
    }

    /// The names and values of a calendar's lines, as a reader unfolds them.
    fn lines(calendar: &str) -> Vec<(String, String)> {
        let unfolded = calendar.replace("\r\n ", "");
        let lines = unfolded.strip_suffix("\r\n").unwrap().split("\r\n");
        let pair = |line: &str| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_owned(), value.to_owned())
        };
        lines.map(pair).collect()
    }

    fn unescaped(text: &str) -> String {
        let mut out = String::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next().unwrap() {
                    'n' => out.push('\n'),
                    letter => out.push(letter),
                },
                letter => out.push(letter),
            }
        }
        out
    }

    #[test]
    fn a_calendar_is_one_that_others_read() {
        let text = calendar("Dates", &[event("Di.Day", "Swap, one; thing")]);
        for line in [
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
            "DTSTAMP:20261128T000000Z\r\n",
            "DTSTART;VALUE=DATE:20260104\r\n",
            "RRULE:FREQ=MONTHLY;BYDAY=1SU\r\n",
            "DESCRIPTION:Swap\\, one\\; thing\r\n",
            "URL:https://di.day/\r\n",
            "END:VEVENT\r\nEND:VCALENDAR\r\n",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
    }

    #[test]
    fn the_next_day_is_found() {
        let next = |repeat: Repeat, first: &str, today: &str| {
            repeat
                .next(date(first), date(today))
                .map(|it| it.to_string())
        };
        let di_day = |today: &str| next(Repeat::FirstSunday, "2026-01-04", today).unwrap();
        assert_eq!(di_day("2025-12-01"), "2026-01-04");
        assert_eq!(di_day("2026-11-28"), "2026-12-06");
        assert_eq!(di_day("2026-12-06"), "2026-12-06");
        assert_eq!(di_day("2026-12-07"), "2027-01-03");
        let yearly = |today: &str| next(Repeat::Yearly, "2016-10-05", today).unwrap();
        assert_eq!(yearly("2026-10-05"), "2026-10-05");
        assert_eq!(yearly("2026-10-06"), "2027-10-05");
        assert_eq!(
            next(Repeat::Yearly, "2024-02-29", "2025-01-01").as_deref(),
            Some("2028-02-29")
        );
        assert_eq!(next(Repeat::Never, "2026-01-04", "2026-01-05"), None);
        assert_eq!(Repeat::parse("first-sunday"), Some(Repeat::FirstSunday));
        assert_eq!(Repeat::parse("weekly"), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_a_line_of_its_own(
            title in "(?s).*", text in "(?s).*", uid in "(?s).{1,90}", url in "(?s).{0,90}",
        ) {
            let event_of = |title: &str, text: &str, uid: &str, url: &str| Event {
                uid: uid.to_owned(),
                url: Some(url.to_owned()),
                ..event(title, text)
            };
            let calendar = calendar(&title, &[event_of(&title, &text, &uid, &url)]);
            for line in calendar.split("\r\n") {
                prop_assert!(line.len() <= 75, "{}", line);
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let names = |it: &str| lines(it).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
            let plain = super::calendar("x", &[event("x", "x")]);
            prop_assert_eq!(names(&calendar), names(&plain));
            let value = |name: &str| lines(&calendar).into_iter().find(|it| it.0 == name).unwrap().1;
            let kept = |text: &str| -> String {
                text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
            };
            prop_assert_eq!(unescaped(&value("DESCRIPTION")), kept(&text));
            prop_assert_eq!(unescaped(&value("SUMMARY")), kept(&title));
            prop_assert_eq!(unescaped(&value("UID")), kept(&uid));
            prop_assert_eq!(value("URL"), kept(&url).replace('\n', ""));
        }

        #[test]
        fn the_first_sunday_is_in_the_first_week(year in 1971..2200_i32, month in 1..=12_u32) {
            let day = first_sunday(year, month).unwrap();
            prop_assert!(day.ymd().2 <= 7);
            prop_assert_eq!((day.days() - 3).rem_euclid(7), 0);
        }
    }
}
