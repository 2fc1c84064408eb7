//! The budgets of `budgets.toml`, and whether a bundle keeps them.

use crate::build;
use crate::dist::Dist;
use crate::files::ending;
use crate::publish::html;
use crate::publish::manifest::Build;
use anyhow::{Context, Result, anyhow, bail};
use picker::text_file;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use toolchain::wasm::Library;
use toolchain::{paths, run};

/// The file.
pub const FILE: &str = "budgets.toml";

/// See the file itself. All in bytes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    wasm: usize,
    wasm_shipped: usize,
    html: usize,
    font: usize,
    route: Vec<Route>,
}

impl Budgets {
    /// What the largest wasm may have.
    const fn wasm(&self, library: Library) -> usize {
        match library {
            Library::Built => self.wasm,
            Library::Shipped => self.wasm_shipped,
        }
    }

    /// What the program of a route may have, and the whole route.
    const fn route(&self, route: &Route, library: Library) -> (usize, usize) {
        match library {
            Library::Built => (route.program, route.bytes),
            Library::Shipped => (
                self.wasm_shipped,
                route.bytes.saturating_sub(route.program) + self.wasm_shipped,
            ),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Route {
    path: String,
    bytes: usize,
    /// Of `bytes`, the parts of the program.
    #[serde(default)]
    program: usize,
    #[serde(default)]
    also: Vec<String>,
    /// Once the visitor has begun, where the program waits for that.
    #[serde(default)]
    begun: bool,
}

/// Compares a built bundle with the budgets and says what each route takes.
///
/// # Errors
/// When something is over its budget: all of it is in the message.
pub fn enforce(dist: &Dist) -> Result<()> {
    run::step(format!("Budgets ({FILE})"));
    let file = paths::root().join(FILE);
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {FILE}"))?;
    let budgets = read(&text)?;
    let library = build::last_library();
    if library == Library::Shipped {
        run::note("Those of builds with the standard library as it was shipped");
    }
    let (lines, over) = compare(dist, &budgets, library)?;
    lines.iter().for_each(run::note);
    if !over.is_empty() {
        bail!("over budget:\n{}", over.join("\n"));
    }
    Ok(())
}

/// Reads the file; what is wrong in it is named with its line.
fn read(text: &str) -> Result<Budgets> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = text_file::line_at(text.as_bytes(), at);
        anyhow!("{FILE}:{line}: {}", error.message())
    })
}

/// [`enforce`] for what lies in `dist/`, if it was made from what is checked
/// out now: `check` does not build for minutes.
///
/// # Errors
/// As [`enforce`].
pub fn enforce_last(dist: &Path) -> Result<()> {
    match Build::read(dist) {
        Ok(build) if build.is_current() => enforce(&Dist {
            dir: dist.to_path_buf(),
            public_url: build.public_url.parse()?,
        }),
        _ => {
            run::step(
                "Budgets: not looked at, dist/ is not of this commit (cargo xtask test builds)",
            );
            Ok(())
        }
    }
}

/// What each route takes, for people, and what is over its budget.
fn compare(dist: &Dist, budgets: &Budgets, library: Library) -> Result<(Vec<String>, Vec<String>)> {
    let build = Build::read(&dist.dir)?;
    let (mut lines, mut over) = (Vec::new(), Vec::new());
    for file in &build.files {
        let (size, budget) = match ending(&file.path) {
            "wasm" => (file.sent(), budgets.wasm(library)),
            "html" => (file.sent(), budgets.html),
            "woff2" | "woff" | "ttf" | "otf" => (file.sent(), budgets.font),
            _ => continue,
        };
        if size > budget {
            over.push(line(&file.path, size, budget));
        }
    }
    for route in &budgets.route {
        let page = format!("{}index.html", route.path);
        let mut files: BTreeSet<String> = html::loaded(dist, &page, route.begun)?;
        files.extend(route.also.iter().cloned());
        files.insert(page);
        let (mut sum, mut program) = (0, 0);
        for path in &files {
            let file = build.file(path);
            let sent = file
                .with_context(|| format!("{FILE} names {path}, which is not built"))?
                .sent();
            sum += sent;
            program += if ending(path) == "wasm" { sent } else { 0 };
        }
        let begun = if route.begun { ", once begun" } else { "" };
        let name = format!("/{}{begun}", route.path);
        let (of_program, budget) = if program > 0 {
            budgets.route(route, library)
        } else {
            (0, route.bytes)
        };
        if program > of_program {
            over.push(line(&format!("{name}: its program"), program, of_program));
        }
        let said = line(&name, sum, budget);
        if sum > budget {
            over.push(said.clone());
        }
        lines.push(said);
    }
    Ok((lines, over))
}

fn line(what: &str, size: usize, budget: usize) -> String {
    let kb = |bytes: usize| format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100);
    format!("{:>10} of {:>10}  {what}", kb(size), kb(budget))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::manifest;
    use crate::testing::dist;

    fn budgets(bytes: usize) -> Budgets {
        Budgets {
            wasm: 10,
            wasm_shipped: 13,
            html: 500,
            font: 10,
            route: vec![Route {
                path: "a/".to_owned(),
                bytes,
                program: 10,
                also: vec!["directory.json".to_owned()],
                begun: false,
            }],
        }
    }

    fn built(page: &str) -> (tempfile::TempDir, Dist) {
        let (dir, dist) = dist(
            "/",
            &[
                ("a/index.html", page),
                ("a.js", "0123456789"),
                ("directory.json", "01234"),
            ],
        );
        manifest::apply(&dist).unwrap();
        (dir, dist)
    }

    #[test]
    fn a_route_is_its_page_and_all_that_it_loads() {
        let page = "<script src=/a.js></script>";
        let (_dir, dist) = built(page);
        let sum = page.len() + 10 + 5;
        let (lines, over) = compare(&dist, &budgets(sum), Library::Built).unwrap();
        assert_eq!((lines.len(), over.len()), (1, 0));
        let (_, over) = compare(&dist, &budgets(sum - 1), Library::Built).unwrap();
        assert_eq!(over.len(), 1);
        assert!(over[0].ends_with("/a/"), "{over:?}");
    }

    #[test]
    fn single_files_have_budgets_too() {
        let (_dir, dist) = built(&"x".repeat(501));
        fs::write(dist.dir.join("font.woff2"), "x".repeat(11)).unwrap();
        fs::write(dist.dir.join("app.wasm"), "x".repeat(10)).unwrap();
        manifest::apply(&dist).unwrap();
        let (_, over) = compare(&dist, &budgets(1000), Library::Built).unwrap();
        assert_eq!(over.len(), 2, "{over:?}");
        assert!(over[0].ends_with("a/index.html") && over[1].ends_with("font.woff2"));
    }

    #[test]
    fn a_program_with_the_shipped_library_has_a_budget_of_its_own() {
        let page = "<script src=/a.js data-wasm=/app.wasm data-when=now></script>";
        let (_dir, bundle) = built(page);
        fs::write(bundle.dir.join("app.wasm"), "x".repeat(13)).unwrap();
        manifest::apply(&bundle).unwrap();
        let sum = page.len() + 10 + 5 + 13;
        let over = |bytes, library| compare(&bundle, &budgets(bytes), library).unwrap().1;
        assert_eq!(over(sum, Library::Shipped), [""; 0]);
        assert_eq!(over(sum - 3, Library::Shipped), [""; 0]);
        assert_eq!(over(sum - 4, Library::Shipped).len(), 1);
        // The wasm alone, the route's program, and the route.
        assert_eq!(over(sum - 3, Library::Built).len(), 3);
    }

    #[test]
    fn what_is_wrong_in_the_file_is_named_with_its_line() {
        let why = super::read("wasm = 1\nhtml = \"much\"\n").unwrap_err();
        assert!(why.to_string().starts_with("budgets.toml:2: "), "{why}");
    }

    #[test]
    fn the_budgets_of_this_repository_can_be_read() {
        let text = fs::read_to_string(paths::root().join(FILE)).unwrap();
        let budgets: Budgets = toml::from_str(&text).unwrap();
        assert!(budgets.html <= 51_000 && budgets.font <= 40_000);
        assert!(budgets.route.iter().any(|route| route.path == "servers/"));
        for route in &budgets.route {
            assert!(route.program < route.bytes, "{}", route.path);
        }
    }
}
