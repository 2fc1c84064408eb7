//! What a live check found, in the visitor's words.

use crate::availability::status::{Done, Status};
use crate::i18n::messages::live as say;
use picker::live::{Board, Check, Outcome, Unchecked};

/// Older answers are not called "just now", in seconds.
const JUST_NOW: i64 = 120;

/// The line on a card.
#[must_use]
pub fn line(status: &Status, now: i64) -> String {
    let Status::Done(Done { check, at, .. }) = status else {
        return say::checking();
    };
    let when = if (0..JUST_NOW).contains(&(now - at)) {
        say::just_now()
    } else {
        say::earlier()
    };
    let mut parts = vec![match &check.outcome {
        Outcome::Open => say::open(&when),
        Outcome::Approval {
            reason_required: Some(true),
        } => say::approval_reason(&when),
        Outcome::Approval {
            reason_required: Some(false),
        } => say::approval_no_reason(&when),
        Outcome::Approval {
            reason_required: None,
        } => say::approval(&when),
        Outcome::Closed => say::closed(&when),
        Outcome::Elsewhere(url) => say::elsewhere(url.host(), &when),
        Outcome::Unchecked(Unchecked::Offline) => say::unchecked_offline(),
        Outcome::Unchecked(Unchecked::MembersOnly) => say::unchecked_members(),
        Outcome::Unchecked(Unchecked::NotSaid) => say::unchecked_not_said(),
        Outcome::Unchecked(_) => say::unchecked(),
    }];
    if let Some(age) = check.min_age {
        parts.push(say::min_age(u64::from(age)));
    }
    if let Some(name) = &check.other_software {
        parts.push(say::other_software(name));
    }
    parts.join(" ")
}

/// A short, stable name of the state, for styles and tests.
#[must_use]
pub const fn key(status: &Status) -> &'static str {
    match status {
        Status::Checking => "checking",
        Status::Done(done) => done.check.outcome.key(),
    }
}

/// What is said once all shown servers have been checked.
#[must_use]
pub fn summary(checks: &[Check], board: &Board) -> String {
    let open = checks.iter().filter(|check| {
        matches!(
            check.outcome,
            Outcome::Open | Outcome::Approval { .. } | Outcome::Elsewhere(_)
        )
    });
    let unknown = checks
        .iter()
        .filter(|check| matches!(check.outcome, Outcome::Unchecked(_)));
    let mut parts = vec![say::summary(open.count() as u64)];
    let unknown = unknown.count() as u64;
    if unknown > 0 {
        parts.push(say::summary_unchecked(unknown));
    }
    for by in board.shown() {
        if let Some(closed) = board.instead_of(by) {
            parts.push(say::swapped(by, closed));
        }
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{line, summary};
    use crate::availability::status::{Done, Status};
    use picker::https_url::HttpsUrl;
    use picker::live::{Board, Check, Outcome, Unchecked};

    fn check(outcome: Outcome) -> Check {
        Check {
            outcome,
            min_age: None,
            other_software: None,
        }
    }

    fn said(check: Check) -> String {
        let done = Done {
            check,
            info: None,
            trend: None,
            at: 1_000,
        };
        line(&Status::Done(done), 1_010)
    }

    #[test]
    fn each_outcome_is_said_in_plain_words() {
        for (outcome, want) in [
            (Outcome::Open, "Open now (checked just now)."),
            (
                Outcome::Approval {
                    reason_required: Some(true),
                },
                "A person reviews requests and asks why you want to join (checked just now).",
            ),
            (
                Outcome::Closed,
                "Takes no new members at the moment (checked just now).",
            ),
            (
                Outcome::Elsewhere(HttpsUrl::parse("https://sso.a.example/register?x=1").unwrap()),
                "You sign up at sso.a.example (checked just now).",
            ),
        ] {
            assert_eq!(said(check(outcome)), want);
        }
    }

    #[test]
    fn a_check_that_failed_never_says_that_the_server_is_down() {
        for why in [
            Unchecked::Offline,
            Unchecked::Unreachable,
            Unchecked::TooSlow,
            Unchecked::MembersOnly,
            Unchecked::Status(500),
            Unchecked::Unreadable,
            Unchecked::NotSaid,
        ] {
            let text = said(Check::failed(why));
            assert!(text.len() > 20, "{why:?}: {text}");
            assert!(!text.contains("down"), "{why:?}: {text}");
        }
    }

    #[test]
    fn age_and_other_software_are_added() {
        let text = said(Check {
            outcome: Outcome::Open,
            min_age: Some(16),
            other_software: Some("Pixelfed".into()),
        });
        assert_eq!(
            text,
            "Open now (checked just now). From 16 years of age. It runs Pixelfed, not Mastodon."
        );
    }

    #[test]
    fn an_older_answer_is_not_called_just_now() {
        let done = Done {
            check: check(Outcome::Open),
            info: None,
            trend: None,
            at: 1_000,
        };
        assert_eq!(
            line(&Status::Done(done), 1_300),
            "Open now (checked a few minutes ago)."
        );
    }

    #[test]
    fn the_summary_counts_and_names_what_was_replaced() {
        let mut board = Board::new(["a", "b", "c"].map(str::to_owned).to_vec());
        board.close("b", |_, _| Some("d".to_owned()));
        let checks = [
            check(Outcome::Open),
            check(Outcome::Approval {
                reason_required: None,
            }),
            Check::failed(Unchecked::Unreachable),
        ];
        assert_eq!(
            summary(&checks, &board),
            "Checked: 2 of these servers take new members now. 1 could not be checked from your \
             browser. d takes the place of b, which takes no new members at the moment."
        );
    }
}
