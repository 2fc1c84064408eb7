//! From text to comparable words: folding, cutting, stemming.
//!
//! Small on purpose. It has to bring "Knitters", "knitting" and "knit"
//! together, "astronomy" and "Astronomie", "Züge" and "Zug", in the dozens of
//! languages that servers describe themselves in, and fit into a page that
//! loads on a cheap phone. So: one short list of endings for all languages
//! instead of a stemmer for each.

mod fold;
mod languages;
mod marks;
mod stem;
mod tokens;

pub(crate) use fold::fold_word;
pub(crate) use languages::{Guess, LANGUAGES, Languages, SERVER_WORDS, language_number};
pub(crate) use stem::stem;
pub(crate) use tokens::{Pause, Token, tokenise};

#[cfg(test)]
mod tests {
    use super::tokens::MAX_WORD;
    use super::*;
    use crate::normalize::standard;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        tokenise(text, standard, &mut |token| out.push(token.word.to_owned()));
        out
    }

    fn same(list: &[&str]) {
        let stems: Vec<_> = list
            .iter()
            .flat_map(|w| words(w))
            .map(|w| stem(&w).to_owned())
            .collect();
        assert!(
            stems.windows(2).all(|w| w[0] == w[1]),
            "{list:?}: {stems:?}"
        );
    }

    #[test]
    fn forms_of_a_word_meet() {
        same(&["knit", "knitting", "Knitters", "knitted"]);
        same(&["astronomy", "Astronomie", "astronomer", "astronomía"]);
        same(&["vegan", "vegans", "veganism"]);
        same(&["game", "games", "gaming", "gamer"]);
        same(&["programming", "programmers", "program"]);
        same(&["Zug", "Züge", "Zügen"]);
        same(&["photography", "photographer", "photographie"]);
        same(&["fotografie", "fotografía", "Fotografen"]);
        same(&["library", "libraries", "librarian"]);
        same(&["artist", "artists", "art", "arts", "arte"]);
        same(&["bike", "biking", "bikes"]);
        same(&["kitchen", "Kitchens"]);
        same(&["Ｒｕｓｔ", "rust"]);
        same(&["Romania", "Romanian", "Romanians"]);
        same(&["mother", "mothers"]);
        same(&["racism", "racist", "racists"]);
        same(&["India", "Indian", "Indians"]);
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in [
            ("news", "new"),
            ("train", "training"),
            ("art", "artificial"),
            ("party", "part"),
            ("rust", "rustic"),
            ("mothers", "moths"),
            ("Romani", "Romania"),
            ("Roman", "Romanian"),
            ("Romane", "română"),
            ("Nigeria", "Niger"),
            ("India", "indie"),
            ("Georgia", "George"),
            ("racism", "racing"),
            ("racists", "races"),
            ("anime", "animation"),
            ("flower", "flow"),
            ("corner", "corn"),
            ("number", "numb"),
            ("organism", "organ"),
            ("evening", "even"),
        ] {
            let folded = |word: &str| words(word).remove(0);
            assert_ne!(stem(&folded(a)), stem(&folded(b)), "{a} {b}");
        }
    }

    #[test]
    fn text_is_cut_where_people_would() {
        assert_eq!(words("Don't  stop!"), ["dont", "stop"]);
        assert_eq!(words("l’art d'avoir"), ["art", "avoir"]);
        assert_eq!(words("C++ and c#"), ["c++", "and", "c#"]);
        assert_eq!(words("鉄道ファン"), ["鉄道", "道フ", "ファ", "ァン"]);
        assert_eq!(words("Straße, cœur"), ["strasse", "coeur"]);
        assert_eq!(
            words("#OpenStreetMap"),
            ["openstreetmap", "open", "street", "map"]
        );
        assert_eq!(words("LGBTQIA+"), ["lgbtqia"]);
    }

    proptest! {
        #[test]
        fn no_text_panics_and_words_are_bounded(text in ".{0,80}") {
            tokenise(&text, standard, &mut |token| {
                let word = token.word;
                let (from, to) = token.at;
                assert!(text.get(from..to).is_some());
                assert!(!word.is_empty() && word.len() <= MAX_WORD);
                assert!(word.starts_with(stem(word)) && !stem(word).is_empty());
            });
        }
    }
}
