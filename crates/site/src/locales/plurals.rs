//! The plural forms of our languages, as Unicode CLDR has them
//! (<https://www.unicode.org/cldr/charts/47/supplemental/language_plural_rules.html>,
//! cardinal numbers).

use picker::messages::Pattern;
use picker::tag::Tag;

/// Language, the forms of whole numbers below a million, and further ones: for
/// whole millions or fractions, which our messages hardly ever count.
const FORMS: [(&str, &[&str], &[&str]); 12] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"], &[]),
    ("de", &["one", "other"], &[]),
    ("en", &["one", "other"], &[]),
    ("es", &["one", "other"], &["many"]),
    ("fr", &["one", "other"], &["many"]),
    ("it", &["one", "other"], &["many"]),
    ("ja", &["other"], &[]),
    ("ko", &["other"], &[]),
    ("nl", &["one", "other"], &[]),
    ("pl", &["one", "few", "many", "other"], &[]),
    ("pt", &["one", "other"], &["many"]),
    ("zh", &["other"], &[]),
];

/// Where the plurals of a pattern do not fit a language, a sentence each.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Misfits {
    /// Forms that the language never has.
    pub(super) never: Vec<String>,
    /// Forms that it has and the pattern lacks.
    pub(super) lacking: Vec<String>,
}

fn forms_of(language: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    let tag = Tag::parse(language)?;
    let (_, usual, rare) = FORMS.iter().find(|(it, ..)| *it == tag.primary())?;
    Some((usual, rare))
}

/// Whether a language is in the table.
pub(super) fn are_known(language: &str) -> bool {
    forms_of(language).is_some()
}

/// Compares a pattern with the forms of a language, where they are known. Exact
/// numbers (`=0`) fit every language.
pub(super) fn check(language: &str, pattern: &Pattern<'_>) -> Misfits {
    let mut out = Misfits::default();
    let Some((usual, rare)) = forms_of(language) else {
        return out;
    };
    for (name, cases) in pattern.plurals() {
        for case in cases.iter().filter(|case| !case.starts_with('=')) {
            if !usual.contains(case) && !rare.contains(case) {
                out.never.push(format!(
                    "{{{name}}} has the plural form `{case}`, which {language} never uses; take \
                     it out (there are: {})",
                    usual.join(", ")
                ));
            }
        }
        for form in usual.iter().filter(|form| !cases.contains(form)) {
            out.lacking
                .push(format!("{{{name}}} lacks the plural form `{form}`"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misfits(language: &str, pattern: &str) -> Misfits {
        check(language, &Pattern::parse(pattern).unwrap())
    }

    #[test]
    fn forms_that_a_language_never_has_are_told_from_those_it_lacks() {
        let polish = misfits("pl", "{n, plural, =0 {} one {} two {} other {}}");
        assert!(
            polish.never[0].contains("`two`, which pl never uses"),
            "{polish:?}"
        );
        assert_eq!(polish.never.len(), 1);
        let lacking = ["few", "many"].map(|it| format!("{{n}} lacks the plural form `{it}`"));
        assert_eq!(polish.lacking, lacking);
        // Inside another case, and of a region's own language.
        let nested = "{who, select, a {{n, plural, one {} few {} other {}}} other {}}";
        assert_eq!(misfits("pt-BR", nested).never.len(), 1);
        assert_eq!(
            misfits("zh-Hans-CN", "{n, plural, one {} other {}}")
                .never
                .len(),
            1
        );
    }

    #[test]
    fn millions_may_have_a_form_of_their_own_and_need_none() {
        for pattern in [
            "{n, plural, one {} other {}}",
            "{n, plural, one {} many {} other {}}",
        ] {
            assert_eq!(misfits("fr", pattern), Misfits::default());
        }
    }

    #[test]
    fn a_language_that_is_not_in_the_table_is_left_alone() {
        assert!(!are_known("cy") && are_known("pt-BR"));
        assert_eq!(
            misfits("cy", "{n, plural, two {} other {}}"),
            Misfits::default()
        );
    }
}
