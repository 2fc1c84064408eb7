//! Each mistake a maintainer can make is named, with its file and line.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn today() -> Date {
    Date::from_ymd(2026, 11, 23).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Copies the real content, replaces `from` by `to` in one file, and returns
/// what is then wrong.
fn spoiled(file: &str, from: &str, to: &str) -> Vec<String> {
    let problems = with_change(file, from, to, today()).problems;
    problems.iter().map(ToString::to_string).collect()
}

/// The real content on a day, with `from` replaced by `to` in one file.
fn with_change(file: &str, from: &str, to: &str, today: Date) -> Content {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("content"), &dir.path().join("content"));
    let path = dir.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from:?} to spoil");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    load(dir.path(), today)
}

#[track_caller]
fn named(file: &str, from: &str, to: &str, complaint: &str) {
    let problems = spoiled(file, from, to);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].starts_with(&format!("{file}:")), "{problems:?}");
    assert!(problems[0].contains(complaint), "{problems:?}");
}

#[test]
fn the_content_of_this_repository_is_fine() {
    let content = load(&root(), today());
    assert!(content.problems.is_empty(), "{:#?}", content.problems);
    assert!(content.apps.len() >= 30, "{} apps", content.apps.len());
}

const PCMAG: &str = "content/articles/pcmag-never-happen.md";

#[test]
fn a_missing_date_is_named_with_the_line_of_its_entry() {
    named(PCMAG, "date = \"2023-04-18\"\n", "", "`date` is missing");
    let problems = spoiled("content/dewey.toml", "as_of = \"2022-12\"", "");
    assert_eq!(problems.len(), 1, "{problems:?}");
    let text = fs::read_to_string(root().join("content/dewey.toml")).unwrap();
    let line = 1 + text.lines().position(|line| line == "[[figure]]").unwrap();
    assert_eq!(
        problems[0],
        format!("content/dewey.toml:{line}: `as_of` is missing")
    );
}

#[test]
fn each_figure_has_its_source_date_and_shelf_life() {
    let file = "content/figures.toml";
    let text = fs::read_to_string(root().join(file)).unwrap();
    let line_of = |wanted: &str| 1 + text.lines().position(|line| line == wanted).unwrap();
    let figure = line_of("[[figure]]");
    for (line, field) in [
        ("as_of = \"2023\"\n", "as_of"),
        ("shelf_life = \"history\"\n", "shelf_life"),
        ("source = \"Spread Mastodon, the site of 2023\"\n", "source"),
    ] {
        let complaint = format!("{file}:{figure}: `{field}` is missing");
        assert_eq!(spoiled(file, line, ""), [complaint]);
    }
    let latest = line_of("[latest]");
    let three = "shelf_life = \"3 months\"\n";
    assert_eq!(
        spoiled(file, three, ""),
        [format!("{file}:{latest}: `shelf_life` is missing")]
    );
    assert_eq!(
        spoiled(file, three, "shelf_life = \"3 weeks\"\n"),
        [format!(
            "{file}:{}: `shelf_life` must be one of: history, or a time such as 3 months",
            latest + 1
        )]
    );
    named(file, &format!("[latest]\n{three}"), "", "`[latest]` is missing");
}

#[test]
fn figures_past_their_shelf_life_are_named_and_stop_nothing() {
    let file = "content/figures.toml";
    let history = "shelf_life = \"history\"";
    let content = with_change(file, history, "shelf_life = \"24 months\"", today());
    assert_eq!(content.problems, []);
    assert!(content.figures.then[0].age.stale);
    assert!(!content.figures.then[1].age.stale);
    let stale: Vec<_> = content.stale.iter().map(ToString::to_string).collect();
    let text = fs::read_to_string(root().join(file)).unwrap();
    let line = 1 + text.lines().position(|line| line == "[[figure]]").unwrap();
    let start = format!("{file}:{line}: the figure is of 2023, older than its `shelf_life`");
    assert!(stale.iter().any(|it| it.starts_with(&start)), "{stale:?}");
}

#[test]
fn the_newest_count_of_the_network_grows_old() {
    let counted = load(&root(), today()).latest().unwrap().when;
    let last = counted.first_day().unwrap();
    let (year, ..) = last.ymd();
    for (day, stale) in [
        (last, false),
        (Date::from_ymd(year + 2, 1, 1).unwrap(), true),
    ] {
        let content = load(&root(), day);
        assert_eq!(content.latest().unwrap().stale, stale, "on {day}");
        let named = content.stale.iter().find(|it| it.file == "content/figures.toml");
        assert_eq!(named.is_some(), stale, "{:?}", content.stale);
        if let Some(named) = named {
            assert!(named.line > 1, "{named}");
            assert!(named.message.contains("cargo xtask refresh"), "{named}");
        }
    }
}

#[test]
fn dates_that_do_not_exist_or_lie_ahead_are_named() {
    named(PCMAG, "2023-04-18", "2023-02-30", "`date` must be");
    named(PCMAG, "2023-04-18", "2027-01-01", "in the future");
    assert_eq!(PartialDate::parse("2023-4"), None);
    assert_eq!(PartialDate::parse("2023-13"), None);
    assert_eq!(PartialDate::parse("+023"), None);
    assert_eq!(
        PartialDate::parse("2023-04").unwrap().to_string(),
        "2023-04"
    );
}

#[test]
fn a_bad_address_is_named_in_its_line() {
    let problems = spoiled(
        PCMAG,
        "url = \"https://www.pcmag.com",
        "url = \"htp://www.pcmag.com",
    );
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].starts_with(&format!("{PCMAG}:3: ")),
        "{problems:?}"
    );
    for (from, to, complaint) in [
        (
            "https://hachyderm.io/@nova",
            "hachyderm.io/@nova",
            "is not an address",
        ),
        (
            "https://hachyderm.io/@nova",
            "https://hachyderm/@nova",
            "complete host name",
        ),
        (
            "https://hachyderm.io/@nova",
            "https://hachyderm.io/ @nova",
            "a space",
        ),
    ] {
        named("content/highlights.toml", from, to, complaint);
    }
}

#[test]
fn the_same_identifier_or_article_twice_is_named() {
    let file = "content/highlights.toml";
    named(
        file,
        "id = \"github\"",
        "id = \"imessage\"",
        "is already in line",
    );
    named(
        file,
        "id = \"github\"",
        "id = \"Git Hub\"",
        "a to z, 0 to 9 and -",
    );
    let verge =
        "https://www.theverge.com/2023/4/20/23689570/activitypub-protocol-standard-social-network";
    let other =
        "https://www.theverge.com/23658648/mastodon-ceo-twitter-interview-elon-musk-twitter";
    let file = "content/articles/verge-decoder-rochko.md";
    named(
        file,
        &format!("url = \"{other}\""),
        &format!("url = \"{verge}\""),
        "is already in",
    );
}

#[test]
fn a_date_is_within_its_year_and_new_entries_have_one() {
    let file = "content/highlights.toml";
    let entry = "id = \"di-day\"\ngroup = \"movements\"\nyear = 2026\n";
    let dated = format!("{entry}date = \"2026-01-04\"\n");
    named(file, &dated, entry, "`date` is missing");
    let other = dated.replace("2026-01-04", "2025-12-07");
    named(
        file,
        &dated,
        &other,
        "`date` is 2025-12-07, but `year` is 2026",
    );
    let content = load(&root(), today());
    for it in &content.highlights {
        assert!(
            it.status.is_some() || it.year >= 2024,
            "what became of {}?",
            it.id
        );
    }
    let new = content.highlights.iter().filter(|it| it.date.is_some());
    assert!(new.count() >= 25);
}

#[test]
fn the_six_articles_of_the_brief_keep_their_names_and_addresses() {
    let content = load(&root(), today());
    let brief = content.articles.iter().filter(|it| it.brief);
    let mut kept: Vec<_> = brief
        .map(|it| (it.title.as_str(), it.url.as_str()))
        .collect();
    kept.sort_unstable();
    assert_eq!(
        kept,
        [
            (
                "Can ActivityPub save the internet?",
                "https://www.theverge.com/2023/4/20/23689570/activitypub-protocol-standard-social-network"
            ),
            (
                "Can Mastodon Seize the Moment from Twitter?",
                "https://www.theverge.com/23658648/mastodon-ceo-twitter-interview-elon-musk-twitter"
            ),
            (
                "Decentralized Social Media Rises, As Twitter Melts Down",
                "https://spectrum.ieee.org/mastodon-social-media"
            ),
            (
                "Mastodon: A New Hope for Social Networking",
                "https://tidbits.com/2023/01/27/mastodon-a-new-hope-for-social-networking/"
            ),
            (
                "What's Happening to Twitter Could Never Happen to Mastodon",
                "https://www.pcmag.com/opinions/whats-happening-to-twitter-could-never-happen-to-mastodon"
            ),
            (
                "Why Would Anyone Use Another Centralized Social Media Service After This?",
                "https://www.techdirt.com/2022/12/21/why-would-anyone-use-another-centralized-social-media-service-after-this/"
            ),
        ]
    );
}

#[test]
fn other_articles_are_dated_attributed_archived_and_of_many_languages() {
    let content = load(&root(), today());
    let newer: Vec<_> = content.articles.iter().filter(|it| !it.brief).collect();
    assert!(newer.len() >= 20, "{} articles", newer.len());
    for it in &newer {
        assert!(it.author.is_some() && it.archived.is_some(), "{}", it.id);
        assert!(it.date.year >= 2023, "{} is of {}", it.id, it.date);
    }
    let languages: std::collections::HashSet<_> = newer.iter().map(|it| &it.language).collect();
    assert!(languages.len() >= 4, "{languages:?}");
    let critical = newer
        .iter()
        .filter(|it| it.themes.iter().any(|t| t == "criticism"));
    assert!(critical.count() >= 3);
}

#[test]
fn headings_pictures_and_html_in_prose_are_checked() {
    let file = "content/different.md";
    named(
        file,
        "## Nobody sells you",
        "#### Nobody sells you",
        "cannot follow level 2",
    );
    named(
        file,
        "## Many sites, one network",
        "# Many sites",
        "cannot follow",
    );
    named(
        file,
        "![A person moves from one server to another, and the lines to their followers move along.]",
        "![]",
        "a picture needs words",
    );
    named(
        file,
        "drawings/moving.svg",
        "drawings/flying.svg",
        "is not an SVG file",
    );
    named(
        file,
        "drawings/moving.svg",
        "drawings/../servers.toml",
        "is not an SVG file",
    );
    named(
        file,
        "E-mail works",
        "<b>E-mail</b> works",
        "HTML is not taken",
    );
    named(
        file,
        "(/servers/)",
        "(servers/)",
        "must begin with https://",
    );
}

#[test]
fn a_slip_in_a_field_name_is_named() {
    named(
        PCMAG,
        "archived =",
        "archive =",
        "`archive` is not a known field",
    );
    let problems = spoiled("content/apps.toml", "price = \"free\"", "prize = \"free\"");
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].contains("`price` is missing"), "{problems:?}");
    assert!(
        problems[1].contains("`prize` is not a known field"),
        "{problems:?}"
    );
}

#[test]
fn readings_out_of_place_are_named() {
    let file = "content/network-history.csv";
    let text = fs::read_to_string(root().join(file)).unwrap();
    let second = text.lines().nth(2).unwrap();
    let spoil = |to: &str, complaint: &str| named(file, second, to, complaint);
    spoil("2018-09,mastodonusercount,0,1609313,", "counting failed");
    spoil("2018-13,mastodonusercount,1806,1609313,", "is not a month");
    spoil(
        "2018-09,mastodonusercounts,1806,1609313,",
        "is not the source of",
    );
    spoil(
        "2018-08,mastodonusercount,1806,1609313,",
        "does not come after",
    );
    spoil("2018-09,mastodonusercount,1806", "expected five values");
    spoil(
        "2017-09,mastodonusercount,1806,1609313,",
        "outside of the series",
    );
}

/// Compares the history with figures in the columns month, source, day of the
/// reading, servers, accounts, active accounts; gives how many it found.
fn compare_history(recorded: &str) -> usize {
    let content = load(&root(), today());
    let mut compared = 0;
    for line in recorded.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let found = content
            .history
            .of(fields[1])
            .find(|it| it.month.to_string() == fields[0]);
        if content
            .figures
            .series
            .iter()
            .any(|it| it.source == fields[1])
        {
            let found = found.unwrap_or_else(|| panic!("no reading for {line}"));
            let counts = [found.servers, found.accounts, found.active];
            for (ours, theirs) in counts.iter().zip(&fields[3..]) {
                assert_eq!(
                    ours.map(|n| n.to_string()).unwrap_or_default(),
                    *theirs,
                    "{line}"
                );
            }
            compared += 1;
        }
    }
    compared
}

#[test]
fn the_history_has_its_first_and_last_readings_and_the_days_of_growth() {
    let figures = "\
month,source,date_of_reading,servers,users,active_users
2018-08,mastodonusercount,2018-08-31,1815,1543745,
2022-04,mastodonusercount,2022-04-30,1201,5148569,
2022-10,mastodonusercount,2022-10-31,1259,5781503,
2022-11,mastodonusercount,2022-11-07,1379,6078834,
2023-01,joinmastodon,2023-01-31,9592,6356139,1431727
2023-12,joinmastodon,2023-12-31,9461,8675953,1532984
2025-01,joinmastodon,2025-01-31,8528,9383747,734958
2026-08,joinmastodon,2026-08-21,7629,9167449,669453
";
    assert_eq!(compare_history(figures), figures.lines().count() - 1);
}

#[test]
#[ignore = "needs SPREAD_RECORDED"]
fn the_history_is_that_of_the_recorded_figures() {
    let recordings = std::env::var_os("SPREAD_RECORDED").expect("SPREAD_RECORDED");
    let file = root()
        .join(recordings)
        .join("statistics/mastodon-stats-monthly.csv");
    let compared = compare_history(&fs::read_to_string(file).unwrap());
    let content = load(&root(), today());
    assert_eq!(compared, content.history.readings.len());
}

const INVITES: &str = "content/invites.toml";
const JOIN_IN: &str = "content/join-in.toml";

#[test]
fn a_language_has_all_invitations() {
    let problems = spoiled(
        INVITES,
        "kind = \"moving\"\nway = \"chat\"",
        "kind = \"moving\"\nway = \"post\"",
    );
    let needs = "content/invites.toml:1: en needs exactly one text for kind moving, way";
    assert_eq!(problems, [format!("{needs} chat"), format!("{needs} post")]);
}

#[test]
fn an_invitation_has_its_places_and_a_mail_its_subject() {
    named(INVITES, "{link} Tell", "Tell", "each of these places once");
    let subject = "subject = \"Come and join me on Mastodon\"\n";
    named(INVITES, subject, "", "`subject`");
}

#[test]
fn a_sheet_to_print_has_all_its_texts() {
    named("content/kit/kit.toml", "scan = \"Scan this, or type:\"\n", "", "`scan` is missing");
    let title = "title = \"Ein Brief an eine Einrichtung\"\n";
    named("content/kit/de/letter.md", title, "", "`title` is missing");
}

#[test]
fn tasks_and_dates_are_complete() {
    named(JOIN_IN, "time = \"minutes\"", "time = \"years\"", "`time` must be one of");
    named(JOIN_IN, "repeat = \"yearly\"", "", "a date needs");
    named(JOIN_IN, ", as_of = \"2026-11\" }", " }", "`as_of` is missing");
    named(JOIN_IN, "id = \"invite\"", "id = \"welcome\"", "is already in line");
}

const TAGS: &str = "content/hashtags.toml";
const PACKS: &str = "content/packs.toml";

#[test]
fn there_is_enough_to_follow() {
    let content = load(&root(), today());
    let languages: std::collections::HashSet<&str> = content
        .hashtags
        .iter()
        .map(|it| it.language.as_str())
        .collect();
    let topics: std::collections::HashSet<&String> =
        content.hashtags.iter().flat_map(|it| &it.topics).collect();
    assert!(
        content.hashtags.len() >= 200,
        "{} hashtags",
        content.hashtags.len()
    );
    assert!(languages.len() >= 12, "{languages:?}");
    let base = root();
    let reader = Reader {
        root: &base,
        today: today(),
        problems: Vec::new(),
        stale: Vec::new(),
    };
    for topic in reader.topic_keys() {
        assert!(topics.contains(&topic), "no hashtag for {topic}");
    }
    let accounts = || content.packs.iter().flat_map(|pack| &pack.accounts);
    let handles: std::collections::HashSet<_> =
        accounts().filter_map(|it| it.handle.clone()).collect();
    let languages: std::collections::HashSet<&str> =
        accounts().map(|it| it.language.as_str()).collect();
    assert!(handles.len() >= 150, "{} accounts", handles.len());
    assert!(content.packs.len() >= 20 && languages.len() >= 6);
}

#[test]
fn mistakes_in_hashtags_are_named() {
    named(
        TAGS,
        "tag = \"Introductions\"",
        "tag = \"Intro ductions\"",
        "is not a hashtag",
    );
    named(
        TAGS,
        "tag = \"Introductions\"",
        "tag = \"#Introductions\"",
        "is not a hashtag",
    );
    named(
        TAGS,
        "tag = \"Introductions\"",
        "tag = \"introductions\"",
        "capital letter",
    );
    named(
        TAGS,
        "tag = \"Introductions\"",
        "tag = \"INTRODUCTION\"",
        "is already in line",
    );
    named(
        TAGS,
        "topics = [\"general\"]",
        "topics = [\"misc\"]",
        "topic \"misc\" is not in topics.toml",
    );
    named(
        TAGS,
        "topics = [\"general\"]",
        "topics = []",
        "`topics` names one to 3",
    );
    named(
        TAGS,
        "language = \"en\"",
        "language = \"EN\"",
        "is not a language tag",
    );
    named(
        TAGS,
        "topics = [\"general\"]",
        "topics = [\"general\"]\nsource = \"https://a.example/\"",
        "go together",
    );
    let long = format!("why = \"{}\"", "x".repeat(121));
    named(
        TAGS,
        "why = \"Where newcomers say who they are and what they like; old hands read it and say hello.\"",
        &long,
        "one line of at most 120",
    );
}

#[test]
fn mistakes_in_packs_are_named() {
    let first = "handle = \"@Mastodon@mastodon.social\"";
    named(
        PACKS,
        first,
        "handle = \"@Mastodon\"",
        "\"@Mastodon\" is not a handle: no-server",
    );
    named(
        PACKS,
        first,
        "handle = \"@Mastodon@mastodon\"",
        "bad-server (single-label)",
    );
    named(
        PACKS,
        first,
        "handle = \"https://mastodon.social/@Mastodon\"",
        "write the handle as",
    );
    named(
        PACKS,
        first,
        "handle = \"@staff@mastodon.social\"",
        "is already in line",
    );
    named(
        PACKS,
        "kind = \"project\"",
        "kind = \"company\"",
        "`kind` must be one of",
    );
    named(
        PACKS,
        "as_of = \"2026-08-18\"",
        "as_of = \"2026-12-01\"",
        "`as_of` is in the future",
    );
    named(PACKS, "as_of = \"2026-08-18\"\n", "", "`as_of` is missing");
    named(
        PACKS,
        "source = \"https://",
        "source = \"ftp://",
        "must begin with https://",
    );
    named(
        PACKS,
        "id = \"fediverse-software\"",
        "id = \"mastodon\"",
        "is already in line",
    );
    named(
        PACKS,
        "[[pack.account]]\nhandle",
        "[[pack]]\nid = \"small\"\ntitle = \"x\"\nabout = \"x\"\ntopics = [\"general\"]\n\n[[pack.account]]\nhandle",
        "a pack has 5 to 25 accounts, this one 0",
    );
}

/// The article and the table of the real content, as other editors save them.
#[test]
fn files_are_read_however_an_editor_saves_them() {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("content"), &dir.path().join("content"));
    let before = load(&root(), today());
    let mut changed = 0;
    for folder in ["content", "content/articles"] {
        for entry in fs::read_dir(dir.path().join(folder)).unwrap().flatten() {
            let path = entry.path();
            let text = path.extension().is_some_and(|it| it == "toml" || it == "md" || it == "csv");
            if text {
                let saved = fs::read_to_string(&path).unwrap().replace('\n', "\r\n");
                fs::write(&path, format!("\u{FEFF}{saved}")).unwrap();
                changed += 1;
            }
        }
    }
    assert!(changed > 10, "{changed} files");
    let after = load(dir.path(), today());
    assert!(after.problems.is_empty(), "{:#?}", after.problems);
    assert_eq!(after.articles.len(), before.articles.len());
    assert_eq!(after.history.readings, before.history.readings);
    let directory = crate::directory::load(dir.path(), today());
    assert!(directory.problems.is_empty(), "{:#?}", directory.problems);
}

#[test]
fn files_beside_the_articles_are_hidden_or_named() {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("content"), &dir.path().join("content"));
    let folder = dir.path().join("content/articles");
    let article = fs::read(root().join(PCMAG)).unwrap();
    for name in [".#new.md", "._new.md", ".DS_Store", "new.md~"] {
        fs::write(folder.join(name), b"\0\x05\x16\x07").unwrap();
    }
    for name in ["new.md.txt", "new.markdown", "new"] {
        fs::write(folder.join(name), &article).unwrap();
    }
    let problems = load(dir.path(), today()).problems;
    let files: Vec<&str> = problems.iter().map(|it| it.file.as_str()).collect();
    let named = ["new", "new.markdown", "new.md.txt"].map(|it| format!("content/articles/{it}"));
    assert_eq!(files, named, "{problems:#?}");
}

#[test]
fn what_is_no_utf_8_is_named_with_its_line() {
    let dir = tempfile::tempdir().unwrap();
    copy(&root().join("content"), &dir.path().join("content"));
    let path = dir.path().join("content/apps.toml");
    let mut saved = b"# one\n# tw\xF6\n".to_vec();
    saved.extend(fs::read(&path).unwrap());
    fs::write(&path, saved).unwrap();
    let problems: Vec<String> = load(dir.path(), today())
        .problems
        .iter()
        .map(ToString::to_string)
        .collect();
    let want = "content/apps.toml:2: has bytes that are not UTF-8";
    assert!(problems.iter().any(|it| it.starts_with(want)), "{problems:#?}");
}
