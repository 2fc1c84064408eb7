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
