//! `cargo xtask translations`: how far the translations have come.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use toolchain::paths;
use toolchain::run;

use crate::locales::{self, Report, Translation};

/// List what is missing, outdated or wrong in the translations
#[derive(Debug, clap::Args)]
pub struct TranslationsArgs {
    /// Only this language, such as de or pt-BR
    #[arg(value_name = "LANG")]
    pub language: Option<String>,
    /// Note that what is translated now was made from the English text of today
    #[arg(long)]
    pub made: bool,
}

/// Lists the state of the translations; exit code 2 when something is wrong in
/// what people edit.
///
/// # Errors
/// When there is no such language, English is broken, or the list or the notes cannot be written.
pub fn run(args: &TranslationsArgs) -> Result<ExitCode> {
    let (root, only) = (paths::root(), args.language.as_deref());
    if args.made {
        let count = locales::note_made(&root, only)?;
        run::step(format!(
            "Noted for {count} messages that they fit the English text of today"
        ));
    }
    let (text, fine) = state(&root, only)?;
    write!(std::io::stdout().lock(), "{text}")?;
    Ok(if fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    })
}

/// The state of one language or all, and whether nothing is wrong.
fn state(root: &Path, only: Option<&str>) -> Result<(String, bool)> {
    let report = locales::check(root);
    if report.all == 0 {
        bail!(content::report(&report.problems));
    }
    let chosen = report.chosen(only)?;
    let mut out = String::new();
    let files: Vec<String> = chosen.iter().map(|it| it.file()).collect();
    for translation in &chosen {
        describe(&report, translation, &mut out);
    }
    let mut fine = true;
    for problem in &report.problems {
        // Wrong in another language than the one that is asked for.
        let elsewhere = report
            .translations
            .iter()
            .any(|it| it.file() == problem.file);
        if files.contains(&problem.file) || !elsewhere {
            fine = false;
            let _ = writeln!(out, "{problem}");
        }
    }
    Ok((out, fine))
}

fn describe(report: &Report, it: &Translation, out: &mut String) {
    let language = &it.language;
    let _ = writeln!(
        out,
        "{language}: {} of {} translated",
        it.translated.len(),
        report.all
    );
    for (what, ids) in [
        ("not translated, shown in English", &it.missing),
        ("outdated: the English text has changed since", &it.outdated),
        (
            "made from an English text that nobody has noted",
            &it.unknown,
        ),
    ] {
        for id in ids {
            let _ = writeln!(out, "  {what}: {id}");
        }
    }
    for problem in &it.lacking {
        let _ = writeln!(out, "  {problem}");
    }
    if !it.plurals_known {
        let _ = writeln!(
            out,
            "  plural forms are not checked: {language} is not in \
             crates/site/src/locales/plurals.rs"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::locales as root;

    #[test]
    fn each_language_says_what_is_left_to_do() {
        let dir = root(&[
            (
                "en.json",
                &[("a.bye", "Bye"), ("a.n", "{n, plural, one {#} other {#}}")],
            ),
            (
                "pl.json",
                &[("a.n", "{n, plural, one {#} other {#}}"), ("a.old", "x")],
            ),
            ("cy.json", &[("a.bye", "Hwyl")]),
        ]);
        let (text, fine) = state(dir.path(), None).unwrap();
        assert!(!fine);
        for want in [
            "cy: 1 of 2 translated\n",
            "  plural forms are not checked: ",
            "pl: 1 of 2 translated\n  not translated, shown in English: a.bye\n",
            "  made from an English text that nobody has noted: a.n\n",
            "  locales/pl.json:2: `a.n`: {n} lacks the plural form `few`\n",
            "\nlocales/pl.json:3: `a.old`: is no message of locales/en.json",
        ] {
            assert!(text.contains(want), "no {want} in {text}");
        }
        let (text, fine) = state(dir.path(), Some("cy")).unwrap();
        assert!(fine && !text.contains("pl.json"), "{text}");
        let why = state(dir.path(), Some("de")).unwrap_err().to_string();
        assert_eq!(why, "there is no locales/de.json; there are: cy, pl");
    }
}
