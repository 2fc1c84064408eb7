#![allow(clippy::unwrap_used)]

use super::{
    Api, BlockList, Board, Check, MAX_SWAPS, Outcome, Stance, Step, Unchecked, covering, door, next,
};
use crate::https_url::HttpsUrl;
use crate::model::{Fact, Server, SignUp, Source};

fn done(asked: Api, answer: Result<&str, Unchecked>) -> Check {
    match next(asked, answer.map(str::as_bytes)) {
        Step::Done(check, _) => check,
        Step::Ask(api) => panic!("asks on: {api:?}"),
    }
}

fn v2(registrations: &str) -> Check {
    let body =
        format!(r#"{{"domain":"a.example","version":"4.6.3","registrations":{registrations}}}"#);
    done(Api::V2, Ok(&body))
}

#[test]
fn each_way_of_signing_up_is_told_apart() {
    for (registrations, outcome) in [
        (
            r#"{"enabled":true,"approval_required":false}"#,
            Outcome::Open,
        ),
        (
            r#"{"enabled":true,"approval_required":true,"reason_required":true}"#,
            Outcome::Approval {
                reason_required: Some(true),
            },
        ),
        (
            r#"{"enabled":true,"approval_required":true}"#,
            Outcome::Approval {
                reason_required: None,
            },
        ),
        (
            r#"{"enabled":false,"approval_required":false}"#,
            Outcome::Closed,
        ),
        (
            // Its own form is off, and yet one can join.
            r#"{"enabled":false,"url":"https://sso.a.example/register"}"#,
            Outcome::Elsewhere(HttpsUrl::parse("https://sso.a.example/register").unwrap()),
        ),
        ("{}", Outcome::Unchecked(Unchecked::NotSaid)),
    ] {
        assert_eq!(v2(registrations).outcome, outcome, "{registrations}");
    }
    let check = v2(r#"{"enabled":true,"approval_required":false,"min_age":16}"#);
    assert_eq!(check.min_age, Some(16));
    assert_eq!(check.other_software, None);
}

#[test]
fn an_address_that_is_no_web_page_is_not_linked() {
    let check = v2(r#"{"enabled":false,"url":"javascript:alert(1)"}"#);
    assert_eq!(check.outcome, Outcome::Closed);
}

#[test]
fn other_software_is_named_and_its_front_page_linked() {
    let body = r#"{"uri":"a.example","version":"2.7.2 (compatible; Pixelfed 0.12.5)",
        "registrations":true,"approval_required":false}"#;
    let check = done(Api::V1, Ok(body));
    assert_eq!(check.other_software.as_deref(), Some("Pixelfed"));
    assert_eq!(check.outcome, Outcome::Open);
    let server = Server::new("a.example");
    assert_eq!(door(&server, Some(&check)).url, "https://a.example/");
}

#[test]
fn a_server_without_version_two_is_asked_once_more_and_no_other() {
    assert_eq!(
        next(Api::V2, Err(Unchecked::Status(404))),
        Step::Ask(Api::V1)
    );
    assert_eq!(
        next(Api::V2, Err(Unchecked::Status(403))),
        Step::Ask(Api::V1)
    );
    assert_eq!(next(Api::V2, Ok(b"<html>")), Step::Ask(Api::V1));
    for (asked, why, want) in [
        (Api::V1, Unchecked::Status(404), Unchecked::Status(404)),
        (Api::V2, Unchecked::Status(500), Unchecked::Status(500)),
        (Api::V1, Unchecked::Status(403), Unchecked::Status(403)),
        // A page that asks for a password is not the server's word.
        (Api::V2, Unchecked::Status(401), Unchecked::Status(401)),
        (Api::V2, Unchecked::MembersOnly, Unchecked::MembersOnly),
        (Api::V2, Unchecked::Unreachable, Unchecked::Unreachable),
        (Api::V2, Unchecked::TooSlow, Unchecked::TooSlow),
    ] {
        assert_eq!(done(asked, Err(why)).outcome, Outcome::Unchecked(want));
    }
    assert_eq!(
        done(Api::V1, Ok("<html>")).outcome,
        Outcome::Unchecked(Unchecked::Unreadable)
    );
}

#[test]
fn the_button_leads_where_the_server_says_and_else_stays_as_listed() {
    let mut server = Server::new("a.example");
    server.sign_up = Some(Fact::new(SignUp::Instant, Source::Joinmastodon, None));
    let way = |check: Option<&Check>| {
        let door = door(&server, check);
        (door.sign_up, door.url)
    };
    let usual = "https://a.example/auth/sign_up".to_owned();
    assert_eq!(way(None), (Some(SignUp::Instant), usual.clone()));
    let failed = Check::failed(Unchecked::TooSlow);
    assert_eq!(way(Some(&failed)), (Some(SignUp::Instant), usual.clone()));
    let approval = v2(r#"{"enabled":true,"approval_required":true}"#);
    assert_eq!(way(Some(&approval)), (Some(SignUp::Approval), usual));
    let elsewhere = v2(r#"{"enabled":false,"url":"https://sso.a.example/"}"#);
    assert_eq!(
        way(Some(&elsewhere)),
        (Some(SignUp::Open), "https://sso.a.example/".to_owned())
    );
}

fn board(domains: &[&str]) -> Board {
    Board::new(domains.iter().map(|&d| d.to_owned()).collect())
}

#[test]
fn a_closed_pick_gives_its_place_to_the_next_and_the_others_stay() {
    let mut board = board(&["a", "b", "c"]);
    let place = board.close("b", |shown, out| {
        assert_eq!((shown, out), (&["a", "c"][..], &["b"][..]));
        Some("d".to_owned())
    });
    assert_eq!(place, Some(1));
    assert_eq!(board.shown(), ["a", "d", "c"]);
    assert_eq!(board.instead_of("d"), Some("b"));
    assert_eq!(board.instead_of("a"), None);
    // The one that came is closed as well.
    let place = board.close("d", |shown, out| {
        assert_eq!((shown, out), (&["a", "c"][..], &["b", "d"][..]));
        Some("e".to_owned())
    });
    assert_eq!(place, Some(1));
    assert_eq!(board.shown(), ["a", "e", "c"]);
    // What came and went unseen is not named.
    assert_eq!(board.instead_of("e"), Some("b"));
}

#[test]
fn replacing_comes_to_an_end() {
    let mut all = board(&["a", "b", "c"]);
    let mut names = ["d", "e", "f", "g", "h"].into_iter();
    for turn in 0..MAX_SWAPS + 2 {
        let first = all.shown()[0].clone();
        let changed = all.close(&first, |_, _| names.next().map(str::to_owned));
        assert_eq!(changed.is_some(), turn < MAX_SWAPS);
    }
    assert_eq!(all.shown(), ["f", "b", "c"]);

    let mut few = board(&["a"]);
    assert_eq!(few.close("a", |_, _| None), None);
    assert_eq!(few.shown(), ["a"]);
    assert_eq!(few.swaps().len(), 1);
    assert_eq!(few.close("nobody", |_, _| Some("x".into())), None);
}

#[test]
fn a_block_list_is_public_for_members_hidden_or_not_to_be_had() {
    assert!(matches!(BlockList::of(Ok(b"[]")), BlockList::Public(_)));
    for (answer, want) in [
        (Err(Unchecked::MembersOnly), BlockList::MembersOnly),
        (Err(Unchecked::Status(401)), BlockList::Unknown),
        (Err(Unchecked::Status(403)), BlockList::Unknown),
        (Err(Unchecked::Status(404)), BlockList::Hidden),
        (Err(Unchecked::Status(500)), BlockList::Unknown),
        (Err(Unchecked::Unreachable), BlockList::Unknown),
        (Ok(&b"<html>"[..]), BlockList::Unknown),
    ] {
        assert_eq!(BlockList::of(answer), want, "{answer:?}");
    }
}

#[test]
fn a_hidden_name_is_found_by_its_digest_and_covers_its_parts() {
    let digest = "a".repeat(64);
    let body = format!(r#"[{{"domain":"b**.example","digest":"{digest}","severity":"silence"}}]"#);
    let list = BlockList::of(Ok(body.as_bytes()));
    let other = "b".repeat(64);
    assert_eq!(list.stance(&[other.clone(), digest]), Stance::Silenced);
    assert_eq!(list.stance(std::slice::from_ref(&other)), Stance::Nothing);
    assert_eq!(BlockList::Hidden.stance(&[other]), Stance::Unknown);
    assert_eq!(
        covering("a.b.example"),
        ["a.b.example", "b.example"],
        "a whole top-level domain is not a server"
    );
}
