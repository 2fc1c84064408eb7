//! Circles among files.

use crate::imports::Imports;
use std::collections::{BTreeSet, VecDeque};

/// The shortest circle through each file that is in one and in none before.
pub(crate) fn circles(imports: &Imports) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for start in imports.keys() {
        if seen.contains(start) {
            continue;
        }
        let Some(circle) = circle(imports, start) else {
            continue;
        };
        let names: Vec<String> = circle.iter().map(|it| name(it)).collect();
        out.push(format!("{} → {}", names.join(" → "), name(start)));
        seen.extend(circle);
    }
    out
}

/// The shortest way from a file back to it.
fn circle(imports: &Imports, start: &[String]) -> Option<Vec<Vec<String>>> {
    let mut ways = VecDeque::from([vec![start.to_vec()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in imports.get(way.last()?).into_iter().flatten() {
            if next == start {
                return Some(way);
            }
            if seen.insert(next) {
                ways.push_back([way.as_slice(), std::slice::from_ref(next)].concat());
            }
        }
    }
    None
}

fn name(module: &[String]) -> String {
    if module.is_empty() {
        "the crate's root".to_owned()
    } else {
        module.join("::")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::imports;

    /// The circles among files with these modules and texts.
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let files = files.iter().map(|(module, text)| {
            let parts = module.split("::").filter(|it| !it.is_empty());
            (parts.map(str::to_owned).collect(), (*text).to_owned())
        });
        circles(&imports(&files.collect()))
    }

    #[test]
    fn two_files_that_import_each_other_are_a_circle() {
        let a = ("a", "use crate::b::B;\nstruct A;");
        assert_eq!(found(&[a, ("b", "use crate::{c, a::A};")]), ["a → b → a"]);
        assert_eq!(
            found(&[a, ("b", "fn f() -> super::a::A { }")]),
            ["a → b → a"]
        );
        assert_eq!(found(&[a, ("b", "struct B;")]), [""; 0]);
    }

    #[test]
    fn a_circle_through_three_is_named_once() {
        let files = [
            ("a", "use crate::{x::{self, Y as Z}, b};"),
            ("b", "use super::{c::C as D, x};"),
            ("c", "use crate::a;"),
            ("x", ""),
        ];
        assert_eq!(found(&files), ["a → b → c → a"]);
    }

    #[test]
    fn a_parent_and_its_child_are_two_files() {
        let uses = ("a", "mod b;\nuse b::B;");
        let declares = ("a", "pub mod b;");
        let child = ("a::b", "use super::A;");
        assert_eq!(found(&[uses, child]), ["a → a::b → a"]);
        assert_eq!(found(&[declares, child]), [""; 0]);
    }

    #[test]
    fn a_name_that_the_root_re_exports_is_the_root_s() {
        let root = ("", "pub mod a;\npub use a::A;");
        assert_eq!(
            found(&[root, ("a", "use crate::A;")]),
            ["the crate's root → a → the crate's root"]
        );
        assert_eq!(found(&[root, ("a", "")]), [""; 0]);
    }

    #[test]
    fn tests_comments_and_texts_import_nothing() {
        let a = ("a", "use crate::b;");
        for text in [
            "// use crate::a;",
            "const A: &str = \"crate::a\";",
            "const A: &str = r#\"\" crate::a\"#;",
            "fn f<'a>(c: char) -> bool { c == '\"' || c == '\\'' } // crate::a",
            "#[cfg(test)]\nmod tests {\n    use crate::a::{self, B};\n    fn f() {}\n}",
            "#[cfg(test)]\nuse crate::a;",
            "#[cfg(all(test, feature = \"ssr\"))]\nmod tests { use crate::a; }",
        ] {
            assert_eq!(found(&[a, ("b", text)]), [""; 0], "{text}");
        }
        let behind = "#[cfg(test)]\nmod tests { fn f() {} }\nuse crate::a;";
        assert_eq!(found(&[a, ("b", behind)]), ["a → b → a"]);
    }
}
