//! Whose list it is, and one list after another.

use super::*;
use std::collections::BTreeSet;

#[test]
fn a_list_is_of_one_account_on_one_server() {
    let kept = Plan::restore(&plan(&["alice"]).keep()).unwrap();
    assert!(kept.belongs_to("social.b.example", &me()));
    assert_eq!(kept.owner(), &me());
    let other = Handle::parse("other@b.example").unwrap();
    assert!(!kept.belongs_to("social.b.example", &other));
    assert!(!kept.belongs_to("social.c.example", &me()));
}

#[test]
fn a_second_follow_keeps_what_the_first_has_done() {
    let mut mock = Mock {
        follows: ["known".to_owned()].into(),
        ..Mock::default()
    };
    let before = mock.follows.clone();
    let mut now = NOW;
    let mut first = plan(&["alice", "known", "gone"]);
    assert_eq!(run(&mut first, &mut mock, &mut now), Step::Done);
    let more = plan(&["bob", "alice", "known"]);
    first.follow_also(more.entries().iter().map(|it| it.target.clone()).collect());
    assert_eq!(run(&mut first, &mut mock, &mut now), Step::Done);
    let names: Vec<String> = first
        .entries()
        .iter()
        .map(|it| it.target.to_string())
        .collect();
    assert_eq!(
        names,
        ["@alice@a.example", "@bob@a.example", "@known@a.example"]
    );
    assert_eq!(outcomes(&first), ["followed", "followed", "already"]);
    assert_eq!(mock.follow_posts["alice"], 1);
    first.undo();
    assert_eq!(run(&mut first, &mut mock, &mut now), Step::Done);
    assert_eq!(mock.follows, before);
}

#[test]
fn what_is_followed_by_hand_during_a_pause_is_not_taken_back() {
    for reload in [false, true] {
        let mut mock = Mock::default();
        let mut plan = plan(&["alice", "bob", "#cats"]);
        // Until all are known not to be followed.
        for _ in 0..4 {
            let Step::Send(request) = plan.next("t0k", NOW) else {
                panic!("a request")
            };
            plan.answer(&mock.ask(&request).unwrap(), NOW);
        }
        plan.pause();
        let by_hand: BTreeSet<String> = ["alice", "#cats"].map(str::to_owned).into();
        mock.follows.clone_from(&by_hand);
        if reload {
            plan = Plan::restore(&plan.keep()).unwrap();
        }
        plan.resume();
        assert_eq!(run(&mut plan, &mut mock, &mut { NOW }), Step::Done);
        assert_eq!(outcomes(&plan), ["already", "followed", "already"]);
        plan.undo();
        assert_eq!(run(&mut plan, &mut mock, &mut { NOW }), Step::Done);
        assert_eq!(mock.follows, by_hand);
    }
}

#[test]
fn everything_on_the_page_fits_into_one_list() {
    let names: Vec<String> = (0..=MAX_ENTRIES).map(|n| format!("a{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let plan = plan(&names);
    assert_eq!(plan.entries().len(), MAX_ENTRIES);
    assert!(Plan::restore(&plan.keep()).is_some());
}
