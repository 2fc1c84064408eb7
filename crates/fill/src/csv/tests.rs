use super::*;
use proptest::prelude::*;

fn handle(text: &str) -> Handle {
    Handle::parse(text).unwrap()
}

/// Mastodon's importer in small, written from its rules and not from our
/// reader: the kind by the first cell, `@` stripped, domains lower-cased, blank
/// rows skipped. Gives (list, acct) pairs; the list is empty for follows.
fn importer(text: &str) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut cells = vec![String::new()];
        while let Some(cell) = cells.last_mut() {
            if cell.is_empty() && rest.starts_with('"') {
                rest = &rest[1..];
                loop {
                    let end = rest.find('"').expect("a quotation mark that ends");
                    cell.push_str(&rest[..end]);
                    rest = &rest[end + 1..];
                    if !rest.starts_with('"') {
                        break;
                    }
                    cell.push('"');
                    rest = &rest[1..];
                }
            }
            let end = rest.find([',', '\n']).expect("every line ends");
            cell.push_str(&rest[..end]);
            let comma = rest.as_bytes()[end] == b',';
            rest = &rest[end + 1..];
            if !comma {
                break;
            }
            cells.push(String::new());
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(cells);
        }
    }
    let headers = match rows.first().map(|row| row[0].as_str()) {
        Some("Account address" | "List name" | "#domain" | "#uri") => rows.remove(0),
        _ => vec!["Account address".to_owned()],
    };
    let column = |name: &str| headers.iter().position(|header| header == name);
    let account = column("Account address").expect("a column of accounts");
    let list = column("List name");
    rows.into_iter()
        .map(|row| {
            let acct = row[account].trim().trim_start_matches('@');
            let (user, domain) = acct.split_once('@').expect("a domain");
            let acct = format!("{user}@{}", domain.to_lowercase());
            (list.map(|at| row[at].clone()).unwrap_or_default(), acct)
        })
        .collect()
}

#[test]
fn files_are_written_as_the_export_writes_them() {
    let a = handle("@Alice@a.example");
    let b = handle("bob@b.example");
    assert_eq!(
        following(&[a.clone(), b.clone()]),
        "Account address,Show boosts,Notify on new posts,Languages\n\
         Alice@a.example,true,false,\nbob@b.example,true,false,\n"
    );
    assert_eq!(
        lists(&[
            ("Maps, and \"more\"", &a),
            ("#domain", &b),
            ("=1+1", &b),
            ("\n", &b)
        ]),
        "List name,Account address\n\"Maps, and \"\"more\"\"\",Alice@a.example\n\
         #domain,bob@b.example\n1+1,bob@b.example\nSpread Mastodon,bob@b.example\n"
    );
}

#[test]
fn files_of_every_age_are_read() {
    let want = vec![handle("alice@a.example"), handle("bob@b.example")];
    for text in [
        "alice@a.example\nbob@b.example",
        "\u{feff}Account address\r\n@alice@A.example\r\n\r\nbob@b.example\r\n",
        "Account address,Show boosts,Notify on new posts,Languages\n\
         alice@a.example,true,false,\"de, en\"\nbob@b.example,false,true,\nalice@a.example,true,false,\n",
        "Friends,alice@a.example\n\"Maps, all\",bob@b.example\n",
        "List name,Account address\nFriends,alice@a.example\nFriends,bob@b.example\n",
    ] {
        let read = read(text).unwrap();
        assert_eq!(
            (read.accounts, read.skipped, read.cut),
            (want.clone(), 0, false),
            "{text}"
        );
    }
    let some = read("alice@a.example\nnonsense\n\n@\n").unwrap();
    assert_eq!((some.accounts.len(), some.skipped), (1, 2));
}

#[test]
fn other_files_are_refused_with_their_reason() {
    for (text, want) in [
        ("", CsvError::NoAccounts),
        ("\n\n", CsvError::NoAccounts),
        ("hello", CsvError::NoAccounts),
        ("List name\nFriends", CsvError::NoAccounts),
        ("#domain\na.example", CsvError::OtherKind),
        ("#uri\nhttps://a.example/1", CsvError::OtherKind),
        ("\"alice@a.example", CsvError::Malformed),
        ("\"a\"b,c", CsvError::Malformed),
        ("a\"b", CsvError::Malformed),
    ] {
        assert_eq!(read(text), Err(want), "{text}");
    }
    let many = "alice@a.example\n".repeat(MAX_ROWS + 1);
    assert!(read(&many).unwrap().cut);
    assert_eq!(read(&" ".repeat(MAX_BYTES + 1)), Err(CsvError::TooLarge));
}

fn handles() -> impl Strategy<Value = Vec<Handle>> {
    prop::collection::vec("[A-Za-z0-9_]{1,30}@[a-z]{1,10}\\.example", 1..40)
        .prop_map(|all| all.iter().map(|text| handle(text)).collect())
}

proptest! {
    #[test]
    fn the_importer_reads_exactly_the_accounts_that_were_written(all in handles()) {
        let text = following(&all);
        let read: Vec<String> = importer(&text).into_iter().map(|(_, acct)| acct).collect();
        let want: Vec<String> = all.iter().map(Handle::acct).collect();
        prop_assert_eq!(read, want);
    }

    #[test]
    fn the_importer_reads_exactly_the_lists_that_were_written(
        all in handles(),
        titles in prop::collection::vec("(\\PC|[\",#\n]){0,70}|List name|Account address|#domain", 40),
    ) {
        let rows: Vec<(&str, &Handle)> = titles.iter().map(String::as_str).zip(&all).collect();
        let read = importer(&lists(&rows));
        let want: Vec<(String, String)> =
            rows.iter().map(|(title, handle)| (list_title(title), handle.acct())).collect();
        prop_assert_eq!(read, want);
    }

    #[test]
    fn our_reader_reads_what_we_write(all in handles(), title in "\\PC{0,70}") {
        let mut once: Vec<Handle> = Vec::new();
        for handle in &all {
            if !once.contains(handle) {
                once.push(handle.clone());
            }
        }
        let rows: Vec<(&str, &Handle)> = all.iter().map(|handle| (title.as_str(), handle)).collect();
        prop_assert_eq!(&read(&following(&all)).unwrap().accounts, &once);
        prop_assert_eq!(&read(&lists(&rows)).unwrap().accounts, &once);
    }

    #[test]
    fn no_file_makes_the_reader_panic(text in "(\\PC|[\",\n\r@#a.]){0,200}") {
        if let Ok(read) = read(&text) {
            prop_assert!(!read.accounts.is_empty());
        }
    }
}
