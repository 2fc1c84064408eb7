use super::Results;
use crate::components::testing::{picker_html, servers, tag, texts};
use crate::quiz::State;
use crate::state::results::{LastResults, RecommendedSet, ResultsLayout};
use crate::state::visitor::Visitor;
use leptos::prelude::*;
use picker::model::Server;
use picker::recommend::Picker;
use picker::topics::Topics;
use std::sync::Arc;

const QUERY: &str = "v=1&lang=en&seed=7&step=results";

fn results(servers: Option<Vec<Server>>, layout: ResultsLayout) -> String {
    picker_html(servers, move || {
        let state = Memo::new(|_| State::from_query(QUERY));
        view! { <Results state=state layout=layout/> }
    })
}

/// As on the way back from a server's details: all of the page at once.
fn results_again(count: usize, layout: ResultsLayout) -> String {
    picker_html(Some(servers(count)), move || {
        let picker = Arc::new(Picker::new(servers(count), Topics::default()));
        let state = State::from_query(QUERY);
        let context = expect_context::<Visitor>().context(7);
        let set = RecommendedSet::draw(picker, state, &context);
        expect_context::<LastResults>().set(Arc::new(set));
        let state = Memo::new(|_| State::from_query(QUERY));
        view! { <Results state=state layout=layout/> }
    })
}

fn cards(html: &str) -> usize {
    html.matches("data-test=\"card\"").count()
}

#[test]
fn three_servers_stand_there_as_soon_as_the_list_does() {
    let html = results(Some(servers(9)), ResultsLayout::Site);
    assert_eq!(cards(&html), 3, "{html}");
    assert!(texts(&html).contains("3 servers for you"), "{html}");
    // What is below waits for the first rendering of the cards.
    assert!(tag(&html, "more").is_none(), "{html}");
}

#[test]
fn without_a_list_the_page_says_that_it_is_on_its_way() {
    let html = results(None, ResultsLayout::Site);
    assert_eq!(cards(&html), 0, "{html}");
    assert!(texts(&html).contains("Looking for your servers"), "{html}");
}

#[test]
fn the_way_back_shows_the_whole_page_at_once() {
    let html = results_again(9, ResultsLayout::Site);
    assert_eq!(cards(&html), 3, "{html}");
    for test in [
        "compare-bar",
        "answer",
        "more",
        "next",
        "onward",
        "share",
        "sources",
    ] {
        assert!(tag(&html, test).is_some(), "{test}: {html}");
    }
    assert!(tag(&html, "whole").is_none(), "{html}");
}

#[test]
fn a_frame_leads_to_the_site_for_what_it_has_not() {
    let html = results_again(9, ResultsLayout::Frame);
    for test in ["compare-bar", "compare-choice", "details-link", "share"] {
        assert!(tag(&html, test).is_none(), "{test}: {html}");
    }
    let link = tag(&html, "whole").unwrap();
    assert!(link.contains("href=\"/spread/servers/?"), "{link}");
    assert!(link.contains("target=\"_blank\""), "{link}");
}

#[test]
fn links_keep_the_answers_and_stand_below_the_base_of_the_site() {
    let html = results(Some(servers(9)), ResultsLayout::Site);
    let others = tag(&html, "three-others").unwrap();
    assert!(others.contains("href=\"/spread/servers/?v=1"), "{others}");
    assert!(others.contains("lang=en"), "{others}");
    let details = tag(&html, "details-link").unwrap();
    assert!(details.contains("href=\"/spread/servers/?v=1"), "{details}");
    assert!(
        details.contains("seed=7") && details.contains("server=s"),
        "{details}"
    );
}

#[test]
fn a_card_names_its_server_and_shows_no_score() {
    let html = results(Some(servers(3)), ResultsLayout::Site);
    assert!(
        html.contains("<bdi translate=\"no\">s0.example</bdi>"),
        "{html}"
    );
    assert!(!html.contains("data-score"), "{html}");
    let sign_up = tag(&html, "sign-up").unwrap();
    assert!(sign_up.contains("rel=\"noopener\""), "{sign_up}");
    assert!(sign_up.contains("example/auth/sign_up\""), "{sign_up}");
}
