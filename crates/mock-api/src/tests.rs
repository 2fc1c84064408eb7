//! The mock, asked over real HTTP as a page asks it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::Response;

use super::*;

mod sign_in;

fn mock() -> Mock {
    Mock::start(MockOptions::default()).unwrap()
}

/// Asks with half a second's patience; a status is an answer, not an error.
fn ask(url: &str) -> Result<Response<ureq::Body>, ureq::Error> {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_millis(1500)));
    Agent::from(config.build()).get(url).call()
}

fn body(mock: &Mock, path: &str) -> Value {
    let mut response = ask(&format!("{}{path}", mock.url())).unwrap();
    response.body_mut().read_json().unwrap()
}

fn status(mock: &Mock, path: &str) -> u16 {
    let response = ask(&format!("{}{path}", mock.url())).unwrap();
    response.status().as_u16()
}

fn domains(rows: &Value) -> Vec<&str> {
    let rows = rows.as_array().unwrap().iter();
    rows.filter_map(|row| row["domain"].as_str()).collect()
}

fn registrations(mock: &Mock, domain: &str, state: State) -> Value {
    mock.set_server(domain, state);
    body(mock, &format!("/instance/{domain}/api/v2/instance"))["registrations"].clone()
}

#[test]
fn the_list_has_the_api_s_shape_and_any_page_may_read_it() {
    let mock = mock();
    let response = ask(&format!("{}/servers", mock.url())).unwrap();
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    let rows = body(&mock, "/servers");
    let first = rows[0].as_object().unwrap();
    for field in [
        "domain",
        "version",
        "description",
        "languages",
        "region",
        "categories",
        "proxied_thumbnail",
        "total_users",
        "last_week_users",
        "approval_required",
        "language",
        "category",
    ] {
        assert!(first.contains_key(field), "{field} is missing");
    }
    assert!(
        !rows.to_string().contains("_state"),
        "the mock's own notes must stay with it"
    );
}

#[test]
fn the_filters_filter_and_the_rest_is_ignored() {
    let mock = mock();
    let all = body(
        &mock,
        "/servers?language=&category=&region=&ownership=&registrations=",
    );
    assert_eq!(all, body(&mock, "/servers?nonsense=1"));

    let german_tech = body(&mock, "/servers?language=de&category=tech");
    assert_eq!(
        domains(&german_tech),
        ["quelltext.example", "kernelhaus.example"]
    );
    let south = body(&mock, "/servers?region=south_america");
    assert_eq!(domains(&south), ["vinilo.example", "paginas.example"]);

    let instant = body(&mock, "/servers?registrations=instant");
    assert!(domains(&instant).contains(&"bigsquare.example"));
    assert!(!domains(&instant).contains(&"quelltext.example"));
    let manual = body(&mock, "/servers?registrations=manual");
    assert!(domains(&manual).contains(&"quelltext.example"));
    assert!(!domains(&manual).contains(&"bigsquare.example"));

    // Closed servers only when all are asked for.
    assert!(!domains(&all).contains(&"closeddoor.example"));
    let closed_too = body(&mock, "/servers?registrations=all");
    assert!(domains(&closed_too).contains(&"closeddoor.example"));
}

#[test]
fn the_legal_form_is_a_filter_and_not_a_field() {
    let mock = mock();
    let organisations = body(&mock, "/servers?ownership=juridicial");
    let people = body(&mock, "/servers?ownership=natural");
    assert!(domains(&organisations).contains(&"bigsquare.example"));
    assert!(domains(&people).contains(&"kernelhaus.example"));
    let both = domains(&organisations);
    assert!(domains(&people).iter().all(|domain| !both.contains(domain)));
}

#[test]
fn categories_and_languages_count_the_list() {
    let mock = mock();
    let categories = body(&mock, "/categories?language=de");
    let tech = json!({"category": "tech", "servers_count": 2});
    assert!(categories.as_array().unwrap().contains(&tech));
    let languages = body(&mock, "/languages?category=books");
    let expected = json!([
        {"locale": "de", "language": "Deutsch", "servers_count": 1},
        {"locale": "pt", "language": null, "servers_count": 1},
    ]);
    assert_eq!(languages, expected);
}

#[test]
fn statistics_count_in_strings_and_end_with_half_a_day() {
    let days = body(&mock(), "/statistics");
    let days = days.as_array().unwrap();
    assert_eq!(days.len(), 60);
    let active = |day: &Value| day["active_user_count"].as_str().unwrap().parse::<u64>();
    assert!(active(&days[59]).unwrap() * 2 < active(&days[58]).unwrap());
    assert!(
        !body(&mock(), "/default-servers")
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn each_fault_is_what_its_name_says() {
    let mock = mock();
    let url = format!("{}/servers", mock.url());
    let play = |fault: &str| {
        mock.set_fault("servers", Some(fault.parse().unwrap()))
            .unwrap()
    };

    play("500");
    assert_eq!(status(&mock, "/servers"), 500);
    assert_eq!(status(&mock, "/statistics"), 200, "only the list is broken");

    play("429");
    let answer = ask(&url).unwrap();
    assert_eq!(answer.status(), 429);
    assert!(answer.headers().contains_key("retry-after"));

    play("truncated");
    let text = ask(&url).unwrap().body_mut().read_to_string().unwrap();
    assert!(text.starts_with('[') && !text.ends_with(']'));

    play("dropped");
    assert!(ask(&url).unwrap().body_mut().read_to_string().is_err());

    play("html");
    let mut answer = ask(&url).unwrap();
    assert_eq!(answer.status(), 200);
    assert!(
        answer
            .body_mut()
            .read_to_string()
            .unwrap()
            .contains("<html")
    );

    play("empty");
    assert_eq!(body(&mock, "/servers"), json!([]));

    play("huge");
    let mut answer = ask(&url).unwrap();
    let bytes = answer
        .body_mut()
        .with_config()
        .limit(30 << 20)
        .read_to_vec();
    assert_eq!(bytes.unwrap().len(), 20 << 20);

    play("no-cors");
    let answer = ask(&url).unwrap();
    assert!(!answer.headers().contains_key("access-control-allow-origin"));

    play("good-after:2");
    let twice_bad = [(); 3].map(|()| status(&mock, "/servers"));
    assert_eq!(twice_bad, [500, 500, 200]);

    play("slow:0.3");
    let start = Instant::now();
    assert_eq!(status(&mock, "/servers"), 200);
    assert!(start.elapsed() >= Duration::from_millis(300));

    play("never");
    assert!(ask(&url).is_err(), "an answer came");

    mock.set_fault("servers", None).unwrap();
    assert_eq!(status(&mock, "/servers"), 200);
}

#[test]
fn a_held_answer_comes_when_it_is_let_go() {
    let mock = mock();
    mock.set_fault("servers", Some(Fault::Held)).unwrap();
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| status(&mock, "/servers"));
        while mock.requests().is_empty() {
            std::thread::yield_now();
        }
        assert!(!asked.is_finished(), "the answer was not held");
        mock.set_fault("servers", None).unwrap();
        assert_eq!(asked.join().unwrap(), 200);
    });
}

#[test]
fn faults_can_be_ordered_over_http() {
    let mock = mock();
    let control = format!("{}/__fault", mock.url());
    let order = json!({"endpoint": "directory", "fault": "500"});
    ureq::post(&control).send_json(&order).unwrap();
    assert_eq!(status(&mock, "/servers"), 500);
    assert_eq!(status(&mock, "/statistics"), 500);

    ureq::delete(&control).call().unwrap();
    assert_eq!(status(&mock, "/servers"), 200);
    let wrong = json!({"endpoint": "servers", "fault": "lazy"});
    assert!(ureq::post(&control).send_json(&wrong).is_err());
}

#[test]
fn a_server_is_in_the_state_of_its_row_until_told_otherwise() {
    let mock = mock();
    let enabled = |it: &Value| it["registrations"]["enabled"] == true;
    let asks = |it: &Value| it["registrations"]["approval_required"] == true;

    let open = body(&mock, "/instance/bigsquare.example/api/v2/instance");
    assert!(enabled(&open) && !asks(&open));
    assert_eq!(open["domain"], "bigsquare.example");
    let approval = body(&mock, "/instance/lemma.example/api/v2/instance");
    assert!(enabled(&approval) && asks(&approval));
    assert_eq!(approval["registrations"]["reason_required"], true);
    let unlisted = body(&mock, "/instance/elsewhere.example/api/v2/instance");
    assert!(enabled(&unlisted));

    mock.set_server("*", State::Closed);
    let closed = body(&mock, "/instance/bigsquare.example/api/v2/instance");
    assert!(!enabled(&closed));
}

#[test]
fn each_way_to_sign_up_reads_as_mastodon_writes_it() {
    let mock = mock();
    let no_reason = State::Approval {
        reason: Some(false),
    };
    let it = registrations(&mock, "a.example", no_reason);
    assert_eq!(it["reason_required"], false);
    let it = registrations(&mock, "a.example", State::SingleSignOn);
    assert_eq!(it["enabled"], false);
    assert!(
        it["url"]
            .as_str()
            .unwrap()
            .starts_with("https://sso.a.example/")
    );
    let it = registrations(&mock, "a.example", State::MinAge(16));
    assert_eq!(it["min_age"], 16);
    let it = registrations(&mock, "a.example", State::Closed);
    assert_eq!(it["enabled"], false);
    let v1 = body(&mock, "/instance/a.example/api/v1/instance");
    assert_eq!(v1["registrations"], false);
}

#[test]
fn old_limited_failing_and_foreign_servers_answer_in_their_way() {
    let mock = mock();
    mock.set_server("a.example", State::V1Only);
    assert_eq!(status(&mock, "/instance/a.example/api/v2/instance"), 404);
    assert_eq!(status(&mock, "/instance/a.example/api/v1/instance"), 200);
    mock.set_server("a.example", State::Limited);
    assert_eq!(status(&mock, "/instance/a.example/api/v2/instance"), 401);
    assert_eq!(status(&mock, "/instance/a.example/api/v1/instance"), 401);
    mock.set_server("a.example", State::Failing);
    assert_eq!(status(&mock, "/instance/a.example/api/v1/instance"), 500);
    mock.set_server("a.example", State::Never);
    assert!(
        ask(&format!(
            "{}/instance/a.example/api/v2/instance",
            mock.url()
        ))
        .is_err()
    );
    mock.set_server("a.example", State::Pixelfed);
    let it = body(&mock, "/instance/a.example/api/v2/instance");
    assert!(it["version"].as_str().unwrap().contains("Pixelfed"));
}

#[test]
fn activity_is_twelve_weeks_of_strings_newest_first() {
    let weeks = body(&mock(), "/instance/orbit.example/api/v1/instance/activity");
    let starts: Vec<u64> = weeks
        .as_array()
        .unwrap()
        .iter()
        .map(|week| week["week"].as_str().unwrap().parse().unwrap())
        .collect();
    assert_eq!(starts.len(), 12);
    assert!(
        starts
            .windows(2)
            .all(|pair| pair[0] == pair[1] + 7 * 24 * 3600)
    );
    // 345,600 s after the epoch was the first Monday, 5 January 1970.
    assert!(
        starts
            .iter()
            .all(|start| (start - 345_600) % (7 * 24 * 3600) == 0)
    );
}

#[test]
fn a_block_list_is_shown_kept_to_members_or_hidden() {
    let mock = mock();
    let path = |domain: &str| format!("/instance/{domain}/api/v1/instance/domain_blocks");
    // By the length of the name.
    assert_eq!(status(&mock, &path("abc.example")), 200);
    assert_eq!(status(&mock, &path("ab.example")), 404);
    assert_eq!(status(&mock, &path("a.example")), 401);
    let blocks = body(&mock, &path("abc.example"));
    let digest = blocks[0]["digest"].as_str().unwrap();
    assert_eq!(digest.len(), 64);
    let hidden = blocks.as_array().unwrap().iter();
    assert!(
        hidden
            .clone()
            .any(|it| it["domain"].as_str().unwrap().contains('*'))
    );

    mock.set_block_list("ab.example", BlockList::Public(vec!["x.example".into()]));
    let set = body(&mock, &path("ab.example"));
    assert_eq!(set.as_array().unwrap().len(), 1);
    // printf x.example | sha256sum
    let known = "8d70448fc284066dc6342fbaa2e4d02032cc58e81614f961146e1dc693d6ade5";
    assert_eq!(set[0]["digest"], known);
    mock.set_block_list("*", BlockList::Hidden);
    assert_eq!(status(&mock, &path("abc.example")), 404);
}

#[test]
fn the_log_tells_what_was_asked_and_with_which_headers() {
    let mock = mock();
    status(&mock, "/servers?language=de");
    status(&mock, "/statistics");
    let requests = mock.requests();
    assert_eq!(requests[0].path, "/servers?language=de");
    assert_eq!(requests[0].method, "GET");
    assert!(requests[0].headers.contains(&"accept".to_owned()));
    assert_eq!(mock.requests_to("/statistics").len(), 1);
}

#[test]
fn two_mocks_keep_to_themselves() {
    let (broken, well) = (mock(), mock());
    broken.set_fault("all", Some(Fault::Status(500))).unwrap();
    assert_eq!(status(&broken, "/servers"), 500);
    assert_eq!(status(&well, "/servers"), 200);
    assert!(well.requests_to("/servers").len() == 1);
}

#[test]
fn a_folder_without_a_list_is_refused() {
    let options = MockOptions {
        data: DataSource::Folder("no/such/folder".into()),
        ..MockOptions::default()
    };
    let why = format!("{:#}", Mock::start(options).unwrap_err());
    assert!(why.contains("servers.json"), "{why}");
}
