//! Names of organisations that have changed: today's name is asked for wherever
//! people read, and the former one is kept to sentences that date it.

use std::fs;
use std::path::Path;

use crate::problem::Problem;
use crate::reader::read;

/// The former legal form of Mastodon's German company. It lost the "g"
/// (gemeinnützig, charitable) in February 2026:
/// <https://blog.joinmastodon.org/2026/02/administrative-updates/>.
const FORMER: &str = "gGmbH";

/// What people read: files, and folders that are searched to the bottom.
const READ: [&str; 5] = [
    "README.md",
    "content",
    "docs",
    "index.html",
    MESSAGES,
];

/// Messages; JSON elsewhere is what others say.
const MESSAGES: &str = "locales";

/// Endings of the files that hold words.
const ENDINGS: [&str; 4] = ["html", "md", "svg", "toml"];

/// Every line under the project's root that uses the former name without a
/// year beside it.
#[must_use]
pub fn check(root: &Path) -> Vec<Problem> {
    let mut out = Vec::new();
    for name in READ {
        search(root, name, &mut out);
    }
    out
}

fn search(root: &Path, name: &str, out: &mut Vec<Problem>) {
    let path = root.join(name);
    if path.is_dir() {
        let mut names: Vec<String> = fs::read_dir(&path)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort_unstable();
        for inner in names {
            search(root, &format!("{name}/{inner}"), out);
        }
    } else if path.is_file() && holds_words(name) {
        match read(root, name) {
            Ok(text) => out.extend(undated(name, &text)),
            Err(problem) => out.push(problem),
        }
    }
}

fn holds_words(name: &str) -> bool {
    let ends = |end: &&str| name.ends_with(&format!(".{end}"));
    ENDINGS.iter().any(ends) || name.starts_with(MESSAGES) && ends(&"json")
}

/// The lines of one file that use the former name without a year.
fn undated(name: &str, text: &str) -> Vec<Problem> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| line.contains(FORMER) && !has_year(line))
        .map(|(at, _)| Problem {
            file: name.to_owned(),
            line: at + 1,
            message: format!(
                "Mastodon {FORMER} has been Mastodon GmbH since February 2026: use that name, or \
                 put the year beside the former one"
            ),
        })
        .collect()
}

/// Whether a line holds a year of this century, as a number of its own.
fn has_year(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && digits.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_former_name_is_refused_with_file_and_line() {
        let dir = tempfile::tempdir().unwrap();
        let pages = dir.path().join("locales/en/pages");
        fs::create_dir_all(&pages).unwrap();
        fs::write(
            pages.join("frame.toml"),
            "# The frame.\nfoot = \"Not a part of Mastodon gGmbH.\"\n",
        )
        .unwrap();
        let messages = "{\n\n\"a.b\": {\"defaultMessage\": \"Mastodon gGmbH\"}}";
        fs::write(dir.path().join("locales/de.json"), messages).unwrap();
        fs::create_dir(dir.path().join("content")).unwrap();
        fs::write(dir.path().join("content/snapshot.json"), messages).unwrap();
        fs::write(dir.path().join("README.md"), "Mastodon GmbH.\n").unwrap();
        let problems = check(dir.path());
        assert_eq!(problems.len(), 2, "{problems:?}");
        let message = problems[0].to_string();
        assert!(message.starts_with("locales/de.json:3: "), "{message}");
        let said = problems[1].to_string();
        assert!(
            said.starts_with("locales/en/pages/frame.toml:2: "),
            "{said}"
        );
        assert!(said.contains("Mastodon GmbH since February 2026"), "{said}");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named_and_not_skipped() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("README.md"), b"one\nMastodon gGmbH, f\xFCr alle\n").unwrap();
        let problems = check(dir.path());
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("README.md:2: "), "{said:?}");
    }

    #[test]
    fn dated_history_may_use_the_former_name() {
        let dated = "In 2021 Mastodon gGmbH was founded.";
        assert_eq!(undated("README.md", dated), []);
        // Not a year: an account number, a port, a year of another century.
        for line in [
            "Mastodon gGmbH, HRB 230086 B",
            "gGmbH:8443",
            "gGmbH of 1923",
        ] {
            assert_eq!(undated("README.md", line).len(), 1, "{line}");
        }
    }

    #[test]
    fn this_repository_uses_todays_name() {
        assert_eq!(check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")), []);
    }
}
