//! What tests have in common.

use crate::dist::Dist;
use crate::public_url::PublicUrl;
use std::fs;

/// A bundle with these files, in a folder of its own.
pub(crate) fn dist(public_url: &str, files: &[(&str, &str)]) -> (tempfile::TempDir, Dist) {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let file = dir.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let dist = Dist {
        dir: dir.path().to_owned(),
        public_url: public_url.parse::<PublicUrl>().unwrap(),
    };
    (dir, dist)
}

/// A project's root with these message files; the first message of each is in line 2.
pub(crate) fn locales(files: &[(&str, &[(&str, &str)])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("locales")).unwrap();
    for (name, messages) in files {
        let lines: Vec<String> = messages
            .iter()
            .map(|(id, text)| format!("\"{id}\": {}", serde_json::json!({"defaultMessage": text})))
            .collect();
        let text = format!("{{\n{}\n}}\n", lines.join(",\n"));
        fs::write(dir.path().join("locales").join(name), text).unwrap();
    }
    dir
}
