//! The whole way of a sign-in, as the site goes it, against the mock over HTTP.

use fill::encode::field;
use fill::handle::Handle;
use fill::http::{Method, Request, Response};
use fill::oauth::attempt::{Attempt, Code};
use fill::oauth::client::{Client, register};
use fill::oauth::server::{Server, metadata};
use fill::oauth::token::{Token, TokenError, exchange, revoke, signed_in, who};
use fill::plan::{Outcome, Plan, Step, Stop, Target};
use fill::tag::Hashtag;

use crate::{AccountKind, Fault, Mock, MockOptions, Return, State};

const HOME: &str = "garden.example";
const PAGE: &str = "https://site.example/fill/";

fn mock() -> Mock {
    Mock::start(MockOptions::default()).unwrap()
}

/// Where the mock plays an address of a server.
fn at(mock: &Mock, url: &str) -> String {
    let rest = url.strip_prefix("https://").unwrap();
    format!("{}/instance/{rest}", mock.url())
}

fn send(mock: &Mock, request: &Request) -> Response {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .build()
        .into();
    let url = at(mock, &request.url);
    let bearer = request.bearer.as_ref().map(|it| format!("Bearer {it}"));
    let answer = match request.method {
        Method::Get => {
            let mut builder = agent.get(&url);
            if let Some(bearer) = bearer {
                builder = builder.header("authorization", bearer);
            }
            builder.call()
        }
        Method::Post => {
            let mut builder = agent
                .post(&url)
                .header("content-type", "application/x-www-form-urlencoded");
            if let Some(bearer) = bearer {
                builder = builder.header("authorization", bearer);
            }
            builder.send(request.form.clone().unwrap_or_default())
        }
    };
    let mut answer = answer.unwrap();
    let header = |name: &str| {
        let value = answer.headers().get(name);
        value.and_then(|it| it.to_str().ok()).map(str::to_owned)
    };
    let (remaining, reset) = (header("x-ratelimit-remaining"), header("x-ratelimit-reset"));
    Response {
        status: answer.status().as_u16(),
        body: answer.body_mut().read_to_string().unwrap(),
        remaining,
        reset,
    }
}

struct Begun {
    server: Server,
    client: Client,
    attempt: Attempt,
}

/// Registers and asks for consent; the page that the server shows.
fn begin(mock: &Mock, domain: &str, software: &str) -> (Begun, Response) {
    let server = Server::decode(domain, &send(mock, &metadata(domain))).unwrap();
    let server = server.of_software(software);
    let request = register(&server, "Site", "https://site.example/", PAGE);
    let client = Client::decode(&send(mock, &request)).unwrap();
    let attempt = Attempt::new(&server, &[1; 32], &[2; 32]);
    let address = attempt.address(&server, &client, PAGE, "en");
    let page = send(mock, &Request::get(address));
    let begun = Begun {
        server,
        client,
        attempt,
    };
    (begun, page)
}

/// The query with which a link of the page leads back.
fn back(page: &Response, id: &str) -> String {
    let link = page
        .body
        .split(&format!("id=\"{id}\" href=\""))
        .nth(1)
        .unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&");
    link.strip_prefix(PAGE).unwrap().to_owned()
}

fn token(mock: &Mock, begun: &Begun, code: &Code) -> Result<Token, TokenError> {
    let Begun {
        server,
        client,
        attempt,
    } = begun;
    Token::decode(&send(mock, &exchange(server, client, attempt, code, PAGE)))
}

fn sign_in(mock: &Mock, domain: &str, software: &str) -> (Begun, Token) {
    let (begun, page) = begin(mock, domain, software);
    let code = begun.attempt.receive(&back(&page, "allow")).unwrap();
    let token = token(mock, &begun, &code).unwrap();
    (begun, token)
}

fn run(mock: &Mock, plan: &mut Plan, token: &Token) -> Step {
    let mut now = 1_800_000_000;
    loop {
        match plan.next(token.as_str(), now) {
            Step::Send(request) => plan.answer(&send(mock, &request), now),
            Step::Wait(until, _) => now = until,
            step => return step,
        }
    }
}

fn target(what: &str) -> Target {
    match Hashtag::parse(what).filter(|_| what.starts_with('#')) {
        Some(tag) => Target::Tag(tag),
        None => Target::Account(Handle::parse(what).unwrap()),
    }
}

fn outcomes(plan: &Plan) -> Vec<&str> {
    let key = |entry: &'_ fill::plan::Entry| entry.outcome().map_or("open", Outcome::key);
    plan.entries().iter().map(key).collect()
}

#[test]
fn servers_of_all_kinds_let_their_member_in_follow_and_take_back() {
    for (domain, state, software) in [
        ("new.example", State::Open, ""),
        ("four-three.example", State::Mastodon43, ""),
        ("four-two.example", State::Mastodon42, ""),
        ("gotosocial.example", State::GoToSocial, "gotosocial"),
        ("misskey.example", State::Misskey, "sharkey"),
        ("pleroma.example", State::Pleroma, "pleroma"),
    ] {
        let mock = mock();
        mock.set_server(domain, state);
        mock.already_follows(domain, "known@a.example");
        let (begun, token) = sign_in(&mock, domain, software);
        let answer = send(&mock, &who(&begun.server, &token));
        let me = signed_in(&answer, domain, None).unwrap();
        assert_eq!(me.to_string(), format!("@me@{domain}"));
        mock.set_account(domain, "shy@a.example", AccountKind::Locked);
        mock.set_account(domain, "gone@a.example", AccountKind::Gone);
        mock.set_account(
            domain,
            "away@a.example",
            AccountKind::Moved("new@c.example".to_owned()),
        );
        mock.set_account(domain, "no@a.example", AccountKind::Refused);
        mock.set_account(domain, "foe@a.example", AccountKind::Blocking);
        let names = ["new", "known", "shy", "gone", "away", "no", "foe"];
        let mut targets: Vec<Target> = names.map(|it| target(&format!("@{it}@a.example"))).into();
        targets.push(target(&format!("@neighbour@{domain}")));
        targets.push(target("#Cats"));
        let mut plan = Plan::new(domain, &me, targets);
        assert_eq!(run(&mock, &mut plan, &token), Step::Done, "{domain}");
        assert_eq!(
            outcomes(&plan),
            [
                "followed",
                "already",
                "requested",
                "not-found",
                "moved",
                "refused",
                "blocked",
                "followed",
                "followed"
            ],
            "{domain}"
        );
        let member = mock.member(domain);
        assert!(
            member.requests.values().all(|it| *it <= 2),
            "{:?}",
            member.requests
        );
        assert!(member.tags.contains("cats") && member.asked.contains("shy@a.example"));
        plan.undo();
        assert_eq!(run(&mock, &mut plan, &token), Step::Done);
        let member = mock.member(domain);
        assert_eq!(member.follows, ["known@a.example".to_owned()].into());
        assert!(member.tags.is_empty() && member.asked.is_empty());
        let request = revoke(&begun.server, &begun.client, &token);
        assert!(send(&mock, &request).ok());
        assert!(mock.member(domain).live.is_empty());
        let answer = send(&mock, &who(&begun.server, &token));
        assert_eq!(signed_in(&answer, domain, None), Err(TokenError::SignedOut));
    }
}

#[test]
fn a_return_that_is_not_ours_gives_nothing() {
    let mock = mock();
    for (how, want) in [
        (Return::WrongState, "wrong-state"),
        (Return::WrongIssuer, "wrong-issuer"),
    ] {
        mock.set_return(HOME, how);
        let (begun, page) = begin(&mock, HOME, "");
        let why = begun.attempt.receive(&back(&page, "allow")).unwrap_err();
        assert_eq!(why.key(), want);
    }
    mock.set_return(HOME, Return::Code);
    let (begun, page) = begin(&mock, HOME, "");
    let why = begun.attempt.receive(&back(&page, "deny")).unwrap_err();
    assert_eq!(why.key(), "access-denied");
    // A code is good once, and for nobody without the verifier.
    let query = back(&page, "allow");
    let code = begun.attempt.receive(&query).unwrap();
    let thief = Begun {
        attempt: Attempt::new(&begun.server, &[1; 32], &[9; 32]),
        server: begun.server.clone(),
        client: begun.client.clone(),
    };
    assert_eq!(token(&mock, &thief, &code), Err(TokenError::BadCode));
    assert_eq!(token(&mock, &begun, &code), Err(TokenError::BadCode));
    assert!(mock.member(HOME).tokens.is_empty());
}

#[test]
fn pleroma_gives_no_code_unless_it_is_asked_again() {
    let mock = mock();
    mock.set_server(HOME, State::Pleroma);
    let (_, page) = begin(&mock, HOME, "");
    assert!((300..400).contains(&page.status), "{}", page.status);
    let (begun, _) = begin(&mock, HOME, "pleroma");
    assert!(begun.server.force_login);
}

#[test]
fn faults_are_played_to_the_one_that_follows() {
    let mock = mock();
    mock.double_headers(HOME);
    let (_, token) = sign_in(&mock, HOME, "");
    let me = Handle::parse("@me@garden.example").unwrap();
    let both = || vec![target("@a@x.example"), target("@b@x.example")];
    mock.set_fault("follow", Some(Fault::At(1, 429))).unwrap();
    let mut plan = Plan::new(HOME, &me, both());
    assert_eq!(run(&mock, &mut plan, &token), Step::Done);
    assert_eq!(outcomes(&plan), ["followed", "followed"]);
    assert!(mock.member(HOME).requests.values().all(|it| *it == 2));
    plan.undo();
    mock.set_fault("follow", Some(Fault::At(2, 401))).unwrap();
    assert_eq!(
        run(&mock, &mut plan, &token),
        Step::Stopped(Stop::SignedOut)
    );
    plan.resume();
    assert_eq!(run(&mock, &mut plan, &token), Step::Done);
    assert!(mock.member(HOME).follows.is_empty());
    mock.set_fault("apps", Some(Fault::Status(429))).unwrap();
    let server = Server::plain(HOME);
    let answer = send(
        &mock,
        &register(&server, "Site", "https://site.example/", PAGE),
    );
    assert!(answer.reset().is_some());
    assert_eq!(Client::decode(&answer).unwrap_err().key(), "later");
}

#[test]
fn a_code_can_be_shown_for_pasting() {
    let mock = mock();
    let server = Server::decode(HOME, &send(&mock, &metadata(HOME))).unwrap();
    let redirect = fill::oauth::OUT_OF_BAND;
    let client = Client::decode(&send(&mock, &register(&server, "Site", "", redirect))).unwrap();
    let attempt = Attempt::new(&server, &[1; 32], &[2; 32]);
    let address = attempt.address(&server, &client, redirect, "");
    assert_eq!(field(&address, "redirect_uri").as_deref(), Some(redirect));
    let page = send(&mock, &Request::get(address));
    let code = page.body.split("id=\"code\">").nth(1).unwrap();
    let code = Code::pasted(code.split('<').next().unwrap()).unwrap();
    let request = exchange(&server, &client, &attempt, &code, redirect);
    assert!(Token::decode(&send(&mock, &request)).is_ok());
}
