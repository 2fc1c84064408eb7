use super::*;
use crate::tag::Hashtag;
use proptest::prelude::*;

mod lists;
mod mock;

use mock::Mock;

const NOW: i64 = 1_795_827_600;

fn me() -> Handle {
    Handle::parse("me@b.example").unwrap()
}

fn plan(names: &[&str]) -> Plan {
    let target = |name: &&str| match Hashtag::parse(name).filter(|_| name.starts_with('#')) {
        Some(tag) => Target::Tag(tag),
        None => Target::Account(Handle::new(name, "a.example").unwrap()),
    };
    Plan::new(
        "social.b.example",
        &me(),
        names.iter().map(target).collect(),
    )
}

/// Runs to a step that sends nothing, over waits of the server's making.
fn run(plan: &mut Plan, mock: &mut Mock, now: &mut i64) -> Step {
    loop {
        match plan.next("t0k", *now) {
            Step::Send(request) => match mock.ask(&request) {
                Some(answer) => plan.answer(&answer, *now),
                None => plan.failed(),
            },
            Step::Wait(until, _) => {
                assert!(until > *now && until <= *now + limits::FOLLOWS_WINDOW);
                *now = until;
            }
            step => return step,
        }
    }
}

fn outcomes(plan: &Plan) -> Vec<&'static str> {
    let of = |entry: &Entry| entry.outcome().map_or("open", Outcome::key);
    plan.entries().iter().map(of).collect()
}

#[test]
fn each_account_ends_with_its_own_outcome() {
    let mut mock = Mock {
        follows: ["known", "#maps"].map(str::to_owned).into(),
        locked: ["shy".to_owned()].into(),
        moved: ["away".to_owned()].into(),
        ..Mock::default()
    };
    let before = mock.follows.clone();
    let names = [
        "alice", "known", "shy", "away", "gone", "other", "#Cats", "#maps", "alice", "#cats",
    ];
    let mut plan = plan(&names);
    let mut now = NOW;
    assert_eq!(run(&mut plan, &mut mock, &mut now), Step::Done);
    let want = [
        "followed",
        "already",
        "requested",
        "moved",
        "not-found",
        "other-account",
        "followed",
        "already",
    ];
    assert_eq!(outcomes(&plan), want);
    let to = Handle::parse("new@c.example").ok();
    assert_eq!(plan.entries()[3].outcome(), Some(&Outcome::Moved(to)));
    assert!(
        mock.by_name.values().all(|&count| count <= 2),
        "{:?}",
        mock.by_name
    );
    // Six are looked for, three asked about at once, two followed, and two tags.
    assert_eq!(mock.requests, 6 + 1 + 2 + 2 + 1);
    assert_eq!((now, plan.undoable()), (NOW, 3));
    plan.undo();
    assert_eq!(run(&mut plan, &mut mock, &mut now), Step::Done);
    assert_eq!((mock.follows, plan.undoable()), (before, 0));
    assert_eq!(outcomes(&plan)[..3], ["undone", "already", "undone"]);
}

#[test]
fn the_visitor_is_not_followed_by_themselves() {
    let plan = Plan::new("social.b.example", &me(), vec![Target::Account(me())]);
    assert!(plan.entries().is_empty());
}

#[test]
fn a_429_at_a_follow_is_waited_for_and_nothing_is_followed_twice() {
    let mut mock = Mock {
        faults: [(4, 429)].into(),
        ..Mock::default()
    };
    let mut plan = plan(&["alice", "bob"]);
    let mut now = NOW;
    assert_eq!(run(&mut plan, &mut mock, &mut now), Step::Done);
    assert_eq!(
        (outcomes(&plan), now),
        (vec!["followed", "followed"], NOW + 300)
    );
    assert!(mock.by_name.values().all(|&count| count <= 2));
}

#[test]
fn a_server_that_only_says_429_stops_the_plan() {
    let mut mock = Mock {
        faults: (1..9).map(|at| (at, 429)).collect(),
        ..Mock::default()
    };
    let mut plan = plan(&["alice"]);
    let mut now = NOW;
    assert_eq!(
        run(&mut plan, &mut mock, &mut now),
        Step::Stopped(Stop::Busy)
    );
    assert_eq!((mock.requests, outcomes(&plan)), (3, vec!["open"]));
    mock.faults.clear();
    plan.resume();
    assert_eq!(run(&mut plan, &mut mock, &mut now), Step::Done);
}

#[test]
fn a_401_midway_keeps_what_was_done() {
    let mut mock = Mock {
        faults: [(5, 401)].into(),
        ..Mock::default()
    };
    let mut plan = plan(&["alice", "bob"]);
    let mut now = NOW;
    assert_eq!(
        run(&mut plan, &mut mock, &mut now),
        Step::Stopped(Stop::SignedOut)
    );
    assert_eq!(
        (outcomes(&plan), plan.undoable()),
        (vec!["followed", "open"], 1)
    );
    plan.resume();
    assert_eq!(run(&mut plan, &mut mock, &mut now), Step::Done);
    assert_eq!(outcomes(&plan), ["followed", "followed"]);
    assert_eq!(mock.follow_posts.values().max(), Some(&1));
}

#[test]
fn each_refusal_of_a_follow_is_told_apart() {
    for (status, want) in [
        (422, "refused"),
        (400, "refused"),
        (403, "blocked"),
        (404, "not-found"),
        (500, "unreachable"),
    ] {
        let mut mock = Mock {
            faults: [(3, status)].into(),
            ..Mock::default()
        };
        let mut plan = plan(&["alice"]);
        assert_eq!(run(&mut plan, &mut mock, &mut { NOW }), Step::Done);
        assert_eq!(outcomes(&plan), [want], "{status}");
        assert!(mock.follows.is_empty());
    }
    for (status, want) in [(422, "refused"), (404, "not-found"), (503, "unreachable")] {
        let mut mock = Mock {
            faults: [(1, status)].into(),
            ..Mock::default()
        };
        let mut plan = plan(&["alice", "#cats"]);
        assert_eq!(run(&mut plan, &mut mock, &mut { NOW }), Step::Done);
        assert_eq!(outcomes(&plan), [want, "followed"], "{status}");
    }
}

#[test]
fn a_refused_question_stops_the_plan_and_a_server_without_tags_is_told() {
    let mut mock = Mock {
        faults: [(1, 403)].into(),
        ..Mock::default()
    };
    let mut refused = plan(&["alice", "bob"]);
    let stopped = Step::Stopped(Stop::NotAllowed);
    assert_eq!(run(&mut refused, &mut mock, &mut { NOW }), stopped);
    assert_eq!(outcomes(&refused), ["open", "open"]);
    // At the question for the tag, and at its follow.
    for fault in [1, 2] {
        let mut mock = Mock {
            faults: [(fault, 404)].into(),
            ..Mock::default()
        };
        let mut plan = plan(&["#cats"]);
        assert_eq!(run(&mut plan, &mut mock, &mut { NOW }), Step::Done);
        assert_eq!(outcomes(&plan), ["no-tags"], "{fault}");
        let kept = Plan::restore(&plan.keep()).unwrap();
        assert_eq!(outcomes(&kept), ["no-tags"], "{fault}");
    }
}

#[test]
fn a_tag_that_the_server_writes_otherwise_is_followed_and_taken_back() {
    let mut mock = Mock::default();
    let mut plan = plan(&["#Bücher"]);
    assert_eq!(run(&mut plan, &mut mock, &mut { NOW }), Step::Done);
    assert_eq!(outcomes(&plan), ["followed"]);
    assert!(mock.follows.contains("#bucher"), "{:?}", mock.follows);
    plan.undo();
    assert_eq!(run(&mut plan, &mut mock, &mut { NOW }), Step::Done);
    assert!(mock.follows.is_empty());
}

#[test]
fn a_lost_answer_is_asked_about_and_counts_as_ours() {
    let mut mock = Mock {
        lost: [3].into(),
        ..Mock::default()
    };
    let mut plan = plan(&["alice"]);
    assert_eq!(run(&mut plan, &mut mock, &mut { NOW }), Step::Done);
    assert_eq!((outcomes(&plan), plan.undoable()), (vec!["followed"], 1));
    assert_eq!(mock.follow_posts["alice"], 1);
}

#[test]
fn the_question_about_follows_may_be_forbidden_or_fail() {
    for (status, want) in [(403, Stop::NotAllowed), (500, Stop::Unreachable)] {
        let mut mock = Mock {
            faults: [(2, status)].into(),
            ..Mock::default()
        };
        let mut plan = plan(&["alice"]);
        assert_eq!(run(&mut plan, &mut mock, &mut { NOW }), Step::Stopped(want));
        assert!(mock.follows.is_empty());
    }
}

#[test]
fn a_pause_and_a_reload_do_nothing_twice() {
    let mut mock = Mock::default();
    let mut plan = plan(&["alice", "bob"]);
    for _ in 0..3 {
        let Step::Send(request) = plan.next("t0k", NOW) else {
            panic!("a request")
        };
        assert_eq!(plan.next("t0k", NOW), Step::Busy);
        plan.answer(&mock.ask(&request).unwrap(), NOW);
    }
    // The page goes away while a follow is on its way; the server did it.
    let Step::Send(request) = plan.next("t0k", NOW) else {
        panic!("a follow")
    };
    mock.ask(&request).unwrap();
    let mut plan = Plan::restore(&plan.keep()).unwrap();
    assert_eq!(plan.next("t0k", NOW), Step::Paused);
    plan.resume();
    assert_eq!(run(&mut plan, &mut mock, &mut { NOW }), Step::Done);
    assert_eq!(
        (outcomes(&plan), plan.undoable()),
        (vec!["followed", "followed"], 2)
    );
    assert_eq!(mock.follow_posts.values().max(), Some(&1));
    assert!(!plan.keep().contains("t0k"));
}

#[test]
fn an_undo_that_fails_is_told_and_can_be_tried_again() {
    let mut mock = Mock::default();
    let mut plan = plan(&["alice"]);
    let mut now = NOW;
    assert_eq!(run(&mut plan, &mut mock, &mut now), Step::Done);
    mock.faults = [(mock.requests + 1, 500)].into();
    plan.undo();
    assert_eq!(run(&mut plan, &mut mock, &mut now), Step::Done);
    assert!(plan.entries()[0].undo_failed && plan.undoable() == 1);
    plan.undo();
    assert_eq!(run(&mut plan, &mut mock, &mut now), Step::Done);
    assert_eq!((outcomes(&plan), mock.follows.len()), (vec!["undone"], 0));
}

#[test]
fn what_was_kept_is_checked() {
    let good = plan(&["alice", "#cats"]).keep();
    assert_eq!(Plan::restore(&good).unwrap().keep(), good);
    for (from, to) in [
        ("fill-plan 2", "fill-plan 1"),
        ("@me@b.example", "b.example"),
        ("\tfollow\t", "\tpost\t"),
        ("social.b.example", "https://evil.example/"),
        (
            "@alice@a.example\twaiting\t",
            "@alice@a.example\tfound\t../../x",
        ),
        (
            "@alice@a.example\twaiting\t\t",
            "@alice@a.example\tdone\t\tfollowed",
        ),
        ("@alice@a.example", "alice"),
        ("#cats", "#cats and dogs"),
        ("waiting", "perhaps"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good);
        assert!(Plan::restore(&text).is_none(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn whatever_a_server_does_undo_restores_the_exact_set(
        known in prop::collection::btree_set("[a-e]", 0..4),
        locked in prop::collection::btree_set("[a-e]", 0..3),
        faults in prop::collection::btree_map(1_usize..16, prop::sample::select(vec![429, 401, 403, 404, 422, 500]), 0..5),
        lost in prop::collection::btree_set(1_usize..16, 0..4),
        reloads in prop::collection::btree_set(1_usize..16, 0..3),
    ) {
        let mut mock = Mock { follows: known.clone(), locked, faults, lost, ..Mock::default() };
        let mut plan = plan(&["a", "b", "c", "d", "e", "#cats"]);
        let mut now = NOW;
        for undoing in [false, true] {
            if undoing {
                // The world is well again.
                mock.faults.clear();
                mock.lost.clear();
                plan.undo();
            }
            for _ in 0..200 {
                match plan.next("t0k", now) {
                    Step::Send(request) => {
                        let answer = mock.ask(&request);
                        if reloads.contains(&mock.requests) && !undoing {
                            plan = Plan::restore(&plan.keep()).unwrap();
                            plan.resume();
                        } else if let Some(answer) = answer {
                            plan.answer(&answer, now);
                        } else {
                            plan.failed();
                        }
                    }
                    Step::Wait(until, _) => now = until,
                    Step::Stopped(_) | Step::Paused => plan.resume(),
                    Step::Busy => prop_assert!(false, "busy"),
                    Step::Done => break,
                }
            }
            prop_assert_eq!(plan.next("t0k", now), Step::Done);
        }
        prop_assert_eq!(mock.follows, known);
        prop_assert!(mock.follow_posts.values().all(|&count| count <= 1), "{:?}", mock.follow_posts);
    }
}
