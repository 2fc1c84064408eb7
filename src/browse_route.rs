//! The list of all servers in the address: `servers/all/?topic=trains&sort=name`.

use picker::answers::Answers;
use picker::browse::View;

/// The folder of the list, relative to the base of the site.
pub const ROUTE: &str = "servers/all/";

/// The folder of the map, which the same query narrows down, relative to the base of
/// the site.
pub const MAP: &str = "servers/map/";

/// The path of the list, or of the map, as a view shows it, relative to the base of
/// the site.
#[must_use]
pub fn path(route: &str, view: &View) -> String {
    with_query(route, &view.to_query())
}

/// The path of the list with what these answers ask for chosen.
#[must_use]
pub fn path_for(answers: &Answers) -> String {
    with_query(ROUTE, &View::from_query(&answers.to_query()).to_query())
}

fn with_query(route: &str, query: &str) -> String {
    if query.is_empty() {
        route.to_owned()
    } else {
        format!("{route}?{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::{MAP, ROUTE, path, path_for};
    use picker::answers::Answers;
    use picker::browse::View;

    #[test]
    fn the_answers_of_the_quiz_are_chosen_in_the_list() {
        assert_eq!(path(ROUTE, &View::default()), "servers/all/");
        let view = View::from_query("lang=de&seed=7");
        assert_eq!(path(MAP, &view), "servers/map/?lang=de&seed=7");
        assert_eq!(path_for(&Answers::default()), "servers/all/");
        let answers = Answers::from_query("topic=trains&signup=instant&flex=lang");
        assert_eq!(
            path_for(&answers),
            "servers/all/?topic=trains&signup=instant"
        );
    }
}
