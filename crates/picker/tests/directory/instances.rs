use picker::decode::{self, DecodeError, InstanceInfo, Software};
use picker::https_url::HttpsUrl;
use picker::language::Language;
use picker::model::{Fact, HealthFlag, Server, SignUp, Source};
use picker::tag::Tag;

use crate::{day, fixture};

fn v2(name: &str) -> InstanceInfo {
    decode::instance_v2(&fixture(name)).unwrap()
}

#[test]
fn a_mastodon_server_is_read_whole() {
    let info = v2("instance-v2-mastodon.json");
    assert_eq!(info.domain.as_deref(), Some("trains.example"));
    assert_eq!(info.title.as_deref(), Some("Trains and more"));
    assert_eq!(info.description.as_deref(), Some("For people on rails."));
    assert_eq!(
        info.software,
        Software::Mastodon {
            version: "4.5.2".into()
        }
    );
    assert_eq!(info.active_month, Some(812));
    assert_eq!(info.limited_federation, Some(false));
    let registrations = &info.registrations;
    assert_eq!(registrations.sign_up(), Some(SignUp::Approval));
    assert_eq!(registrations.reason_required, Some(true));
    assert_eq!(registrations.min_age, Some(16));
    assert_eq!(
        registrations.url.as_ref().map(HttpsUrl::as_str),
        Some("https://sso.example/join?from=trains")
    );
    assert_eq!(
        registrations.message.as_deref(),
        Some("Closed on Sundays.\n\nTry the other one.\nThanks!")
    );
    assert_eq!(info.contact_email.as_deref(), Some("crew@trains.example"));
    let contact = info.contact.unwrap();
    assert_eq!(
        (contact.name.as_str(), contact.created),
        ("crew", Some(day("2017-04-05")))
    );
    assert_eq!(info.languages.len(), 2);
    let rules: Vec<&str> = info.rules.iter().map(|r| r.text.as_str()).collect();
    assert_eq!(rules, ["Be kind", "No ads"]);
}

#[test]
fn rules_are_read_in_the_visitors_language_where_they_are_translated() {
    let rule = &v2("instance-v2-mastodon.json").rules[0];
    let read = |tag: &str| {
        let (text, hint, language) = rule.in_language(&[Tag::parse(tag).unwrap()], None);
        (
            text.to_owned(),
            hint.map(str::to_owned),
            language.map(ToString::to_string),
        )
    };
    assert_eq!(
        read("de-AT"),
        (
            "Seid nett".into(),
            Some("Achtung am Bahnsteig".into()),
            Some("de".into())
        )
    );
    assert_eq!(
        read("pt"),
        ("Seja gentil".into(), None, Some("pt-BR".into()))
    );
    assert_eq!(
        read("fr"),
        ("Be kind".into(), Some("Mind the gap".into()), None)
    );
}

#[test]
fn rules_are_read_in_the_closest_language_by_script_and_region() {
    let json = r#"{"domain":"a.example","rules":[{"id":"1","text":"Be kind","translations":{
        "nb":{"text":"Vær snill"},"nn":{"text":"Ver snill"},"sr":{"text":"Будите љубазни"},
        "sr-Latn":{"text":"Budite ljubazni"},"pt-PT":{"text":"Sê gentil"},"pt-BR":{"text":"Seja gentil"}}}]}"#;
    let info = decode::instance_v2(json.as_bytes()).unwrap();
    for (tags, want) in [
        (&["nn-NO", "nb"][..], "Ver snill"),
        (&["nb"], "Vær snill"),
        (&["no"], "Vær snill"),
        (&["sr-Latn-RS"], "Budite ljubazni"),
        (&["sr-RS"], "Будите љубазни"),
        (&["pt-AO"], "Sê gentil"),
        (&["pt"], "Seja gentil"),
        (&["eo", "sr_Latn"], "Budite ljubazni"),
        (&["eo"], "Be kind"),
    ] {
        let wanted: Vec<Tag> = tags.iter().map(|tag| Tag::parse(tag).unwrap()).collect();
        assert_eq!(info.rules[0].in_language(&wanted, None).0, want, "{tags:?}");
    }
}

#[test]
fn the_original_counts_as_in_the_first_language_of_its_server() {
    let json = r#"{"domain":"a.example","languages":["en"],"rules":[{"id":"1","text":"Be kind",
        "translations":{"de":{"text":"Seid nett"},"sr":{"text":"Будите љубазни"}}}]}"#;
    let info = decode::instance_v2(json.as_bytes()).unwrap();
    let original = Tag::parse(info.languages[0].as_str());
    for (tags, want) in [
        (&["en", "de"][..], "Be kind"),
        (&["de", "en"], "Seid nett"),
        (&["sr-Latn", "en"], "Be kind"),
        (&["sr-Latn", "eo"], "Будите љубазни"),
    ] {
        let wanted: Vec<Tag> = tags.iter().map(|tag| Tag::parse(tag).unwrap()).collect();
        let rule = &info.rules[0];
        assert_eq!(
            rule.in_language(&wanted, original.as_ref()).0,
            want,
            "{tags:?}"
        );
    }
}

#[test]
fn a_sparse_answer_states_nothing_that_it_does_not_say() {
    let info = v2("instance-v2-sparse.json");
    assert_eq!(info.domain.as_deref(), Some("closed.example"));
    assert_eq!((&info.title, &info.version), (&None, &None));
    assert_eq!(info.software, Software::Unknown);
    assert_eq!(info.registrations.sign_up(), Some(SignUp::Closed));
    // A link that would run a script is no place to sign up; nobody is 0.
    assert_eq!(
        (&info.registrations.url, info.registrations.min_age),
        (&None, None)
    );
    assert_eq!((&info.contact_email, &info.contact), (&None, &None));
    // Zero under limited federation is "not told", not "nobody".
    assert_eq!(
        (info.active_month, info.limited_federation),
        (None, Some(true))
    );
    assert!(info.rules.is_empty());
}

#[test]
fn version_1_and_other_software_are_recognised() {
    let info = decode::instance_v1(&fixture("instance-v1-akkoma.json")).unwrap();
    assert_eq!(info.domain.as_deref(), Some("akkoma.example"));
    assert_eq!(
        info.software,
        Software::Other {
            name: "Akkoma".into(),
            version: Some("3.10.4-0-gebfb617".into())
        }
    );
    assert_eq!(info.registrations.sign_up(), Some(SignUp::Approval));
    assert_eq!((info.total_users, info.contact), (Some(5), None));

    let info = decode::instance_v1(&fixture("instance-v1-mastodon.json")).unwrap();
    assert_eq!(info.description.as_deref(), Some("Short"));
    assert_eq!(info.registrations.sign_up(), Some(SignUp::Closed));
    assert_eq!(info.registrations.invites_enabled, Some(true));
}

#[test]
fn software_is_told_by_several_signs() {
    let software = |body: &str| {
        decode::instance_v2(body.as_bytes())
            .unwrap()
            .software
            .name()
            .map(str::to_owned)
    };
    for (body, want) in [
        (
            r#"{"title":"","version":"4.4.0-alpha.4+glitch"}"#,
            Some("Mastodon"),
        ),
        (
            r#"{"title":"","version":"3.3.0","source_url":"https://github.com/superseriousbusiness/gotosocial"}"#,
            Some("GoToSocial"),
        ),
        (
            r#"{"title":"","version":"4.2.1 (compatible; Iceshrimp.NET/2024.1-beta2)"}"#,
            Some("Iceshrimp.NET"),
        ),
        (
            r#"{"title":"","version":"2.8.0 (compatible; Friendica 2024.08)"}"#,
            Some("Friendica"),
        ),
        (r#"{"title":"","version":"takahe/0.11"}"#, Some("Takahē")),
        (r#"{"title":"","version":null}"#, None),
        (r#"{"title":"","version":"0.16.0"}"#, None),
    ] {
        assert_eq!(software(body).as_deref(), want, "{body}");
    }
}

#[test]
fn an_answer_of_another_kind_is_refused() {
    let refused = |body: &[u8]| {
        (
            decode::instance_v1(body).unwrap_err(),
            decode::instance_v2(body).unwrap_err(),
        )
    };
    let shapes = (
        DecodeError::WrongShape("an instance (v1)"),
        DecodeError::WrongShape("an instance (v2)"),
    );
    assert_eq!(
        refused(br#"{"error":"This method requires an authenticated user"}"#),
        shapes
    );
    assert_eq!(refused(b"[]"), shapes);
    assert_eq!(
        refused(b"<html>"),
        (DecodeError::NotJson, DecodeError::NotJson)
    );
}

#[test]
fn sign_up_links_go_to_https_addresses_of_domains_only() {
    let url = |url: &str| {
        let body = format!(
            r#"{{"title":"","registrations":{{"url":{}}}}}"#,
            serde_json::Value::from(url)
        );
        decode::instance_v2(body.as_bytes())
            .unwrap()
            .registrations
            .url
    };
    for good in ["https://a.example", "https://a.example/join?x=1#y"] {
        assert_eq!(url(good).as_ref().map(HttpsUrl::as_str), Some(good));
    }
    for bad in [
        "http://a.example",
        "javascript:alert(1)",
        "//a.example",
        "https://a@b.example",
        "https://127.0.0.1/",
        "https://a.example/\"><b>",
        "https://a.example/ b",
        "https:\\\\a.example",
    ] {
        assert_eq!(url(bad), None, "{bad}");
    }
}

#[test]
fn a_live_check_has_the_last_word_on_signing_up_but_not_on_languages() {
    let today = day("2026-11-23");
    let mut server = Server::new("trains.example");
    let fact = |tag: &str| Fact::new(Language::parse(tag).unwrap(), Source::Joinmastodon, None);
    server.languages = vec![fact("nl")];
    server.sign_up = Some(Fact::new(SignUp::Instant, Source::Joinmastodon, None));
    server.min_age = Some(Fact::new(18, Source::Override, None));
    server.flags = vec![HealthFlag::Outdated, HealthFlag::Silent];
    decode::live_facts(&mut server, &v2("instance-v2-mastodon.json"), today);
    assert_eq!(
        server.sign_up,
        Some(Fact::new(SignUp::Approval, Source::Live, Some(today)))
    );
    assert_eq!(
        server.reason_required,
        Some(Fact::new(true, Source::Live, Some(today)))
    );
    assert_eq!(
        server.sign_up_address(),
        "https://sso.example/join?from=trains"
    );
    assert_eq!(server.languages, [fact("nl")]);
    assert_eq!(server.min_age.as_ref().unwrap().value, 18);
    assert_eq!(server.flags, [HealthFlag::Silent]);

    let mut unknown = Server::new("trains.example");
    decode::live_facts(&mut unknown, &v2("instance-v2-mastodon.json"), today);
    let languages: Vec<&str> = unknown.languages.iter().map(|l| l.value.as_str()).collect();
    assert_eq!(languages, ["en", "de"]);
    // An answer that does not say leaves what was known.
    let before = unknown.clone();
    let silent = decode::instance_v2(br#"{"title": null}"#).unwrap();
    decode::live_facts(&mut unknown, &silent, today);
    assert_eq!(unknown, before);
}

#[test]
fn nodeinfo_names_the_software() {
    let info = decode::nodeinfo(&fixture("nodeinfo-wild.json")).unwrap();
    assert_eq!(info.software.name(), Some("Iceshrimp.NET"));
    assert_eq!(
        (info.open, info.total_users, info.active_month),
        (Some(true), None, None)
    );
    assert_eq!(
        decode::nodeinfo(b"{}"),
        Err(DecodeError::WrongShape("a nodeinfo document"))
    );
}

#[test]
fn a_face_lies_on_the_servers_own_host() {
    let of = |icons: &str, picture: &str| {
        let json =
            format!(r#"{{"domain":"a.example","icon":{icons},"thumbnail":{{"url":"{picture}"}}}}"#);
        let info = decode::instance_v2(json.as_bytes()).unwrap();
        info.faces("a.example").next().map(ToString::to_string)
    };
    let icon = |size: &str, host: &str| {
        format!(r#"{{"src":"https://{host}/icon-{size}.png","size":"{size}"}}"#)
    };
    // The smallest that is large enough.
    let icons = ["36x36", "512x512", "192x192"].map(|size| icon(size, "a.example"));
    let all = format!("[{}]", icons.join(","));
    assert_eq!(
        of(&all, "").as_deref(),
        Some("https://a.example/icon-192x192.png")
    );
    // Below its own host, and on none else.
    let below = of("null", "https://files.a.example/site.png");
    assert_eq!(below.as_deref(), Some("https://files.a.example/site.png"));
    for foreign in [
        "https://cdn.example/site.png",
        "https://nota.example/site.png",
        "https://a.example.evil.example/site.png",
        "http://a.example/site.png",
        "https://a.example/packs/preview.png",
        "javascript:alert(1)",
        "",
    ] {
        assert_eq!(of("[7,{},null]", foreign), None, "{foreign}");
    }
    let elsewhere = format!("[{}]", icon("192x192", "cdn.example"));
    assert_eq!(
        of(&elsewhere, "https://a.example/site.png").as_deref(),
        Some("https://a.example/site.png")
    );
}
