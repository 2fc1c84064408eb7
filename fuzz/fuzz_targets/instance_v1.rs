//! A server's own word (v1): nothing in it can become a harmful link or text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use picker::date::Date;
use picker::decode;
use picker::domain;
use picker::model::Server;

fuzz_target!(|bytes: &[u8]| {
    let Ok(info) = decode::instance_v1(bytes) else {
        return;
    };
    if let Some(name) = &info.domain {
        assert_eq!(domain::normalise(name).as_ref(), Ok(name));
    }
    let links = [
        &info.registrations.url,
        &info.contact.as_ref().and_then(|c| c.url.clone()),
    ];
    for url in links.into_iter().flatten() {
        assert!(url.starts_with("https://") && url.bytes().all(|b| b.is_ascii_graphic()));
    }
    let texts = info.rules.iter().map(|rule| &rule.text);
    for text in texts
        .chain(&info.title)
        .chain(&info.description)
        .chain(&info.registrations.message)
    {
        assert!(!text.is_empty() && !text.chars().any(|c| c.is_control() && c != '\n'));
    }
    let mut server = Server::new("a.example");
    decode::live_facts(&mut server, &info, Date::from_days(20_000));
    assert_eq!(
        server.sign_up.map(|fact| fact.value),
        info.registrations.sign_up()
    );
});
