use super::*;

fn report(kind: Kind, body: &str) -> Value {
    let day = Date::parse("2026-11-23").unwrap();
    kind.report(body.as_bytes(), day).unwrap()
}

#[test]
fn the_kind_is_told_by_the_fields() {
    for (body, kind) in [
        (
            r#"[{"domain":"a.example","total_users":1}]"#,
            Some(Kind::Servers),
        ),
        (
            r#"[null,{"domain":"a.example","weight":1}]"#,
            Some(Kind::DefaultServers),
        ),
        (
            r#"[{"domain":"a.example","severity":"suspend"}]"#,
            Some(Kind::DomainBlocks),
        ),
        (r#"[{"period":"2026-01-01"}]"#, Some(Kind::Statistics)),
        (r#"[{"week":"1"}]"#, Some(Kind::Activity)),
        (
            r#"{"uri":"a.example","registrations":true}"#,
            Some(Kind::InstanceV1),
        ),
        (
            r#"{"domain":"a.example","registrations":{}}"#,
            Some(Kind::InstanceV2),
        ),
        (
            r#"{"software":{},"protocols":[],"version":"2.0"}"#,
            Some(Kind::Nodeinfo),
        ),
        (r#"{"v":1,"topics":[],"servers":[]}"#, Some(Kind::Directory)),
        (
            r#"{"v":1,"as_of":"2026-01-01","servers":[]}"#,
            Some(Kind::Snapshot),
        ),
        ("[]", None),
        ("{}", None),
        ("<html>", None),
    ] {
        assert_eq!(Kind::guess(body.as_bytes()), kind, "{body}");
    }
}

#[test]
fn a_maintainer_sees_what_was_dropped_and_why() {
    let body = r#"[{"domain":"a.example","approval_required":true,"region":"moon","total_users":12},
        {"domain":"hoot.video:443"},{"version":"4.5.0"}]"#;
    let text = human(&report(Kind::Servers, body));
    for part in [
        "servers: 3 listed, 2 left out",
        "row 2: not a domain: port",
        "hoot.video:443",
        "row 3: no usable \"domain\"",
        "row 1: unknown  region",
        "domain a.example | accounts 12 | sign-up approval",
    ] {
        assert!(text.contains(part), "\"{part}\" is not in\n{text}");
    }
}

#[test]
fn a_server_s_own_word_is_shown_field_by_field() {
    let body = r#"{"domain":"a.example","version":"2.7.2 (compatible; Akkoma 3.1)","registrations":{"enabled":false},"rules":[{"text":"Be kind"}]}"#;
    let report = report(Kind::InstanceV2, body);
    assert_eq!(report["value"]["software"]["name"], "Akkoma");
    assert_eq!(report["value"]["registrations"]["sign-up"], "closed");
    let text = human(&report);
    assert!(
        text.contains("sign-up: closed") && text.contains("text Be kind"),
        "{text}"
    );
}

#[test]
fn bad_files_are_explained_as_bad_input() {
    let folder = tempfile::tempdir().unwrap();
    let refuse = |body: &str, kind: Option<Kind>| {
        let file = folder.path().join("answer.json");
        std::fs::write(&file, body).unwrap();
        let args = InspectArgs {
            file,
            kind,
            as_of: None,
            json: false,
        };
        let error = run(&args).unwrap_err();
        assert!(error.is::<BadInput>(), "{error}");
        error.to_string()
    };
    assert!(refuse("<html>", None).contains("is not JSON"));
    assert!(refuse("[{\"domain\":", None).contains("only part of it"));
    assert!(refuse("{}", None).contains("--kind"));
    assert!(refuse("{}", Some(Kind::Servers)).contains("not a list of servers"));
    let missing = InspectArgs {
        file: folder.path().join("missing.json"),
        kind: None,
        as_of: None,
        json: true,
    };
    assert!(run(&missing).unwrap_err().is::<BadInput>());
}
