use picker::domain::{DisplayDomain, DomainError, display, from_typed, from_uri, normalise};
use proptest::prelude::*;

#[test]
fn domains_come_out_in_one_form() {
    for (given, want) in [
        (" Mastodon.Social. ", "mastodon.social"),
        ("example.com/", "example.com"),
        ("KÖLN.example", "xn--kln-sna.example"),
        ("xn--KLN-sna.example", "xn--kln-sna.example"),
        ("社交.example", "xn--tlq815h.example"),
        ("1st.example", "1st.example"),
        ("a--b.example", "a--b.example"),
    ] {
        assert_eq!(normalise(given).as_deref(), Ok(want), "{given}");
    }
}

#[test]
fn what_is_no_domain_is_refused_with_the_reason() {
    for (given, want) in [
        ("", DomainError::Empty),
        ("...", DomainError::Empty),
        ("the radio.au", DomainError::Space),
        (".bike", DomainError::BadLabel),
        ("a..b", DomainError::BadLabel),
        ("-a.example", DomainError::BadLabel),
        ("a-.example", DomainError::BadLabel),
        ("hoot.video:443", DomainError::Port),
        ("192.0.2.17", DomainError::IpAddress),
        ("[2001:db8::1]", DomainError::IpAddress),
        ("2001:db8::1", DomainError::IpAddress),
        ("a.123", DomainError::NumericTopLevel),
        ("a.0x7f", DomainError::NumericTopLevel),
        ("localhost", DomainError::SingleLabel),
        ("example.com/path", DomainError::NotOnlyAHost),
        ("example.com?x", DomainError::NotOnlyAHost),
        ("user@example.com", DomainError::NotOnlyAHost),
        ("under_score.example", DomainError::BadCharacter),
        ("exa\u{200b}mple.com", DomainError::BadCharacter),
        ("ex\u{202e}ample.com", DomainError::BadCharacter),
        ("ｅｘａｍｐｌｅ.com", DomainError::BadCharacter),
        ("ko\u{308}ln.example", DomainError::BadCharacter),
        ("example。com", DomainError::BadCharacter),
        ("xn--.example", DomainError::BadLabel),
        ("xn--abc-.example", DomainError::BadLabel),
        ("xn--99999999999.example", DomainError::BadPunycode),
    ] {
        assert_eq!(normalise(given), Err(want), "{given}");
    }
    let label = "a".repeat(64);
    assert_eq!(
        normalise(&format!("{label}.example")),
        Err(DomainError::TooLong)
    );
    assert!(normalise(&format!("{}.example", "a".repeat(63))).is_ok());
    let long = |n: usize| format!("{}.example", vec!["a"; n].join("."));
    assert!(normalise(&long(123)).is_ok());
    assert_eq!(normalise(&long(124)), Err(DomainError::TooLong));
}

#[test]
fn an_address_where_a_domain_belongs_gives_its_host() {
    assert_eq!(
        from_uri("https://Example.com/about?x#y").as_deref(),
        Ok("example.com")
    );
    assert_eq!(from_uri("HTTP://example.com").as_deref(), Ok("example.com"));
    assert_eq!(from_uri("example.com").as_deref(), Ok("example.com"));
    assert_eq!(from_uri("https://"), Err(DomainError::Empty));
    assert_eq!(
        from_uri("https://example.com:8443/"),
        Err(DomainError::Port)
    );
    assert_eq!(
        from_uri("https://a@example.com/"),
        Err(DomainError::NotOnlyAHost)
    );
}

#[test]
fn a_server_is_found_in_whatever_people_type_for_it() {
    for typed in [
        "garden.example",
        " Garden.Example ",
        "https://garden.example/@ana",
        "HTTP://garden.example",
        "garden.example/about",
        "@ana@garden.example",
        "ana@garden.example",
        "https://garden.example/@bo@other.example?x=1#y",
        "https://user:secret@garden.example/",
        "acct:ana@garden.example",
        "//garden.example/",
        "https://garden.example:443/about",
        "(@ana@garden.example).",
        "<https://garden.example/@ana>,",
        "@ana@garden.example on Mastodon",
        "my server: garden.example (garden.example)",
        "a small one, e.g. garden.example",
        "\u{2068}@ana@garden.example\u{2069}",
        "\u{200e}garden\u{200b}.example\u{feff}",
        "＠ana＠garden．example",
        "ｇａｒｄｅｎ．ｅｘａｍｐｌｅ",
        "ｈｔｔｐｓ：／／Ｇａｒｄｅｎ。example／＠ａｎａ？x＝1",
    ] {
        assert_eq!(
            from_typed(typed).as_deref(),
            Ok("garden.example"),
            "{typed}"
        );
    }
    assert_eq!(
        from_typed("münchen.example").as_deref(),
        Ok("xn--mnchen-3ya.example")
    );
    for typed in [
        "",
        "@",
        "@ana",
        "mastodon",
        "two words",
        "garden.example or other.example",
        "192.168.0.1",
        "javascript:alert(1)",
        "ftp://garden.example",
        "garden.example:8080",
        ".example.",
    ] {
        assert!(from_typed(typed).is_err(), "{typed}");
    }
}

fn shown(unicode: &str) -> DisplayDomain {
    display(&normalise(unicode).expect(unicode))
}

#[test]
fn readable_names_are_shown_readable() {
    for name in [
        "köln.example",
        "社交.example",
        "пример.example",
        "ελλάδα.example",
        "おはようtokyo.example",
        "한국.example",
        "サーバー.example",
    ] {
        let DisplayDomain { text, ascii } = shown(name);
        assert_eq!((text.as_str(), ascii), (name, None));
    }
}

#[test]
fn look_alikes_carry_their_ascii_form() {
    for name in [
        "mаstodon.social", // with a Cyrillic a
        "аррӏе.com",       // all Cyrillic
        "αβγ.example",     // passes for Latin
        "mastodoɴ.social", // a phonetic n
        "ıcloud.example",  // a dotless i
        "mastodonノ.example",
    ] {
        let DisplayDomain { text, ascii } = shown(name);
        assert_eq!(text, name);
        let ascii = ascii.unwrap_or_else(|| panic!("{name} is shown without its ASCII form"));
        assert!(ascii.is_ascii() && ascii.contains("xn--"), "{ascii}");
    }
}

#[test]
fn punycode_that_hides_controls_is_not_decoded() {
    // "a", a right-to-left override, "b".
    let hidden = format!(
        "xn--{}.example",
        idna::punycode::encode_str("a\u{202e}b").unwrap()
    );
    assert_eq!(display(&hidden).text, hidden);
}

proptest! {
    #[test]
    fn whatever_passes_is_safe_and_stays_as_it_is(text in "\\PC{0,30}|[a-zäß.:/-]{0,30}|(xn--)?[a-z0-9-]{0,12}\\.[a-z]{2,5}") {
        if let Ok(domain) = normalise(&text) {
            prop_assert!(domain.len() <= 253 && domain.contains('.'));
            prop_assert!(domain.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-".contains(&b)));
            prop_assert_eq!(normalise(&domain), Ok(domain.clone()));
            let shown = display(&domain);
            prop_assert_eq!(normalise(&shown.text), Ok(domain));
        }
    }
}
