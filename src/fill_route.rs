//! The way from the picker to the page with what to follow: the answers that
//! matter there, and the server.

use crate::quiz::State;
use picker::answers::Answers;

/// The page with what to follow, relative to the base of the site.
pub const ROUTE: &str = "fill/";

/// The path of the page with what to follow, relative to the base of the site,
/// for somebody with these answers and, where it is known, an account there.
#[must_use]
pub fn fill_path(state: &State, server: Option<&str>) -> String {
    let answers = Answers {
        topics: state.answers.topics.clone(),
        languages: state.answers.languages.clone(),
        ..Answers::default()
    };
    let mut out = ROUTE.to_owned();
    let mut mark = '?';
    let server = server.map(|domain| format!("server={domain}"));
    for part in [Some(answers.to_query()), server].into_iter().flatten() {
        if !part.is_empty() {
            out.push(mark);
            out.push_str(&part);
            mark = '&';
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fill_path;
    use crate::quiz::State;

    #[test]
    fn topics_languages_and_server_go_along_and_nothing_else() {
        let state = State::from_query("topic=tech,art&lang=de&size=cosy&text=secret&seed=7");
        assert_eq!(
            fill_path(&state, Some("a.example")),
            "fill/?v=1&topic=tech,art&lang=de&server=a.example"
        );
        assert_eq!(fill_path(&State::start(), None), "fill/");
        assert_eq!(
            fill_path(&State::start(), Some("a.example")),
            "fill/?server=a.example"
        );
    }
}
