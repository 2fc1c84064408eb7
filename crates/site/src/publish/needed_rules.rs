//! The rules of a style sheet that a page needs for what stands in it.
//!
//! By names alone: a selector stays unless it asks for a class or an id that the page
//! and its scripts mention nowhere. So nothing has to be known of states, attributes
//! and scripts that change them. What is inside of `:is()`, `:not()` and `:has()` is
//! not looked at, and so never takes a selector away.

use cssparser::{BasicParseErrorKind, ParseError, Parser, ParserInput, SourcePosition, Token};
use std::collections::HashSet;

/// Rules whose blocks hold rules in turn.
const GROUPS: [&str; 4] = ["container", "layer", "media", "supports"];

/// What could be a class or an id in a text.
#[must_use]
pub fn names(text: &str) -> HashSet<&str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.split(|c| !is_name(c))
        .filter(|name| !name.is_empty())
        .collect()
}

/// The style sheet without the selectors that ask for other names, and without the
/// rules of which no selector is left. Everything else stays as it is written.
#[must_use]
pub fn needed(css: &str, names: &HashSet<&str>) -> String {
    let mut input = ParserInput::new(css);
    rules(&mut Parser::new(&mut input), names)
}

fn rules(css: &mut Parser<'_, '_>, names: &HashSet<&str>) -> String {
    let mut out = String::new();
    loop {
        css.skip_whitespace();
        let start = css.position();
        let Some(end) = head_end(css) else {
            // What ends with the sheet or a semicolon has no block.
            out.push_str(css.slice_from(start));
            if css.is_exhausted() {
                return out;
            }
            continue;
        };
        let head = css.slice(start..end).trim();
        let group = head.strip_prefix('@').map(|rest| {
            let name = rest
                .split(|c: char| !c.is_alphanumeric() && c != '-')
                .next();
            name.is_some_and(|name| GROUPS.contains(&name))
        });
        let inside = if group == Some(true) {
            css.parse_nested_block(|css| -> Result<_, ParseError<'_, ()>> { Ok(rules(css, names)) })
                .unwrap_or_default()
        } else {
            whole_block(css)
        };
        let head = match group {
            None => selectors(head, names),
            Some(true) if inside.is_empty() => String::new(),
            Some(_) => head.to_owned(),
        };
        if !head.is_empty() {
            out.push_str(&format!("{head}{{{inside}}}"));
        }
    }
}

/// Reads on to the block of a rule, and says where its head ends; none where there is
/// no block.
fn head_end(css: &mut Parser<'_, '_>) -> Option<SourcePosition> {
    loop {
        let end = css.position();
        match css.next_including_whitespace() {
            Ok(Token::CurlyBracketBlock) => return Some(end),
            Ok(Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock) => {
                // Or else it is passed over by the next step only, behind `end`.
                whole_block(css);
            }
            Ok(Token::Semicolon) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

fn whole_block(css: &mut Parser<'_, '_>) -> String {
    // It fails for what is left unread, which is nothing.
    css.parse_nested_block(|css| -> Result<_, ParseError<'_, ()>> { Ok(whole(css)) })
        .unwrap_or_default()
}

fn whole(css: &mut Parser<'_, '_>) -> String {
    let start = css.position();
    while css.next().is_ok() {}
    css.slice_from(start).to_owned()
}

/// The selectors of a rule that the names allow, with commas.
fn selectors(head: &str, names: &HashSet<&str>) -> String {
    let mut input = ParserInput::new(head);
    let mut css = Parser::new(&mut input);
    let each = css.parse_comma_separated(|css| -> Result<_, ParseError<'_, ()>> {
        css.skip_whitespace();
        let start = css.position();
        let (mut meets, mut after_dot) = (true, false);
        loop {
            let token = css.next_including_whitespace();
            let asked = match &token {
                Ok(Token::Ident(class)) if after_dot => Some(class),
                Ok(Token::IDHash(id)) => Some(id),
                Err(error) if matches!(error.kind, BasicParseErrorKind::EndOfInput) => break,
                _ => None,
            };
            meets &= asked.is_none_or(|name| names.contains(name.as_ref()));
            after_dot = matches!(token, Ok(Token::Delim('.')));
        }
        Ok(Some(css.slice_from(start).trim()).filter(|_| meets))
    });
    // What cannot be read stays.
    each.map_or_else(
        |_| head.to_owned(),
        |each| each.into_iter().flatten().collect::<Vec<_>>().join(","),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_selectors_with_other_names_go() {
        let page = names("<p class='card wide' id=top data-x=\"a b\">some words</p>");
        for (css, want) in [
            ("p{a:b}", "p{a:b}"),
            (".card{a:b}.none{c:d}", ".card{a:b}"),
            ("#top{a:b}#low{c:d}", "#top{a:b}"),
            (".card.none{a:b}.card .none>p{c:d}", ""),
            (".none , .card>p:hover , q{a:b}", ".card>p:hover,q{a:b}"),
            // What a script or the visitor may change is not asked about.
            (
                "[open]>p:not(.none),p:has(.none, .no){a:b}",
                "[open]>p:not(.none),p:has(.none, .no){a:b}",
            ),
            ("p:is(.none,q) .none{a:b}", ""),
            ("[data-x='.none'] p{a:b}", "[data-x='.none'] p{a:b}"),
            (
                "p::before{content:'.none{}'}.none{a:b}q{}",
                "p::before{content:'.none{}'}q{}",
            ),
        ] {
            assert_eq!(needed(css, &page), want, "{css}");
        }
    }

    #[test]
    fn rules_inside_of_others_are_looked_at_too() {
        let page = names("<p class=a>");
        for (css, want) in [
            (
                "@media (width<40em){.a{b:c}.none{d:e}}@media print{.none{d:e}}",
                "@media (width<40em){.a{b:c}}",
            ),
            (
                "@supports (a:b){@media print{.a{c:d}.none{}}}",
                "@supports (a:b){@media print{.a{c:d}}}",
            ),
            (
                "@import 'x.css';@keyframes k{from{a:b}to{c:d}}@page{margin:0}",
                "@import 'x.css';@keyframes k{from{a:b}to{c:d}}@page{margin:0}",
            ),
            (
                "@layer one, two;.none{a:b}\n.a { b : c }\n",
                "@layer one, two;.a{ b : c }",
            ),
        ] {
            assert_eq!(needed(css, &page), want, "{css}");
        }
    }

    #[test]
    fn a_sheet_that_breaks_off_loses_nothing_that_is_named() {
        let page = names("a");
        assert_eq!(needed(".a{b:c", &page), ".a{b:c}");
        assert_eq!(needed("", &page), "");
        assert_eq!(needed("p", &page), "p");
    }

    #[test]
    fn the_styles_of_this_repository_stay_whole_for_who_names_all() {
        let mut sheets = 0;
        for file in std::fs::read_dir(toolchain::paths::root().join("style")).unwrap() {
            let css = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let all = needed(&css, &names(&css));
            let tight = |css: &str| {
                let mut input = ParserInput::new(css);
                let mut css = Parser::new(&mut input);
                let mut text = String::new();
                flat(&mut css, &mut text);
                text
            };
            assert_eq!(tight(&all), tight(&css));
            sheets += 1;
        }
        assert!(sheets > 4);
    }

    /// All tokens but for comments and white space.
    fn flat(css: &mut Parser<'_, '_>, out: &mut String) {
        while let Ok(token) = css.next().cloned() {
            out.push_str(&format!("{token:?}"));
            if matches!(
                token,
                Token::CurlyBracketBlock
                    | Token::ParenthesisBlock
                    | Token::SquareBracketBlock
                    | Token::Function(_)
            ) {
                css.parse_nested_block(|css| -> Result<_, ParseError<'_, ()>> {
                    flat(css, out);
                    Ok(())
                })
                .unwrap();
            }
        }
    }
}
