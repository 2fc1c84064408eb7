//! The list of all servers in the address: `servers/all/?topic=trains&sort=name`.

use picker::answers::Answers;
use picker::browse::View;

/// The folder of the list, relative to the base of the site.
pub const ROUTE: &str = "servers/all/";

/// The path of the list as a view shows it, relative to the base of the site.
#[must_use]
pub fn path(view: &View) -> String {
    with_query(&view.to_query())
}

/// The path of the list with what these answers ask for chosen.
#[must_use]
pub fn path_for(answers: &Answers) -> String {
    with_query(&View::from_query(&answers.to_query()).to_query())
}

fn with_query(query: &str) -> String {
    if query.is_empty() {
        ROUTE.to_owned()
    } else {
        format!("{ROUTE}?{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::{path, path_for};
    use picker::answers::Answers;
    use picker::browse::View;

    #[test]
    fn the_answers_of_the_quiz_are_chosen_in_the_list() {
        assert_eq!(path(&View::default()), "servers/all/");
        assert_eq!(path_for(&Answers::default()), "servers/all/");
        let answers = Answers::from_query("topic=trains&signup=instant&flex=lang");
        assert_eq!(
            path_for(&answers),
            "servers/all/?topic=trains&signup=instant"
        );
    }
}
