//! Which pages each part of the program draws.

/// The folder of the list of servers, below which its parts lie.
const SERVERS_ALL: &str = "servers/all/";

/// A page that a part draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartPage {
    /// `/about/`
    About,
    /// `/apps/`
    Apps,
    /// `/articles/`
    Articles,
    /// `/different/`
    Different,
    /// `/embed/`
    Embed,
    /// `/fill/`
    Fill,
    /// `/follow/`
    Follow,
    /// `/invite/`
    Invite,
    /// `/join-in/`
    JoinIn,
    /// `/follow-me/`
    FollowMe,
    /// `/print/`
    Print,
    /// `/movement/`
    Movement,
    /// `/network/`
    Network,
    /// `/networks/`
    Networks,
    /// `/on-your-page/`
    OnYourPage,
    /// `/privacy/`
    Privacy,
    /// `/servers/`
    Servers,
    /// `/servers/all/`
    ServersAll,
    /// `/servers/all/topic/trains/` and other parts of the list.
    ServersBy,
    /// `/servers/at/`
    ServerAt,
    /// `/servers/map/`
    ServersMap,
    /// `/servers/` and `/embed/`: the recommended servers, after the questions.
    Results,
    /// How many servers match, beside a question.
    MatchCount,
    /// `/servers/?server=…`: one server, in place of the results.
    ServerDetails,
    /// `/servers/?compare=…`: some of them side by side, in place of the results.
    Comparison,
}

/// A part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The quiz, and the frame for other pages.
    Picker,
    /// The engine over the lists of servers, what it recommends and how many match.
    Results,
    /// Looking around: the list of servers, the map, one server, some side by side.
    Browse,
    /// Pages that are read, and those for bringing people along: invitations, snippets,
    /// sheets to print.
    Texts,
    /// What to follow, and signing in for it.
    Fill,
}

impl PartPage {
    /// The part that draws it.
    #[must_use]
    pub const fn part(self) -> Part {
        match self {
            Self::Embed | Self::Servers => Part::Picker,
            Self::Results | Self::MatchCount => Part::Results,
            Self::ServersAll
            | Self::ServersBy
            | Self::ServerAt
            | Self::ServersMap
            | Self::ServerDetails
            | Self::Comparison => Part::Browse,
            Self::Fill => Part::Fill,
            _ => Part::Texts,
        }
    }

    /// The part that the page asks for once its own is there.
    #[must_use]
    pub const fn next_part(self) -> Option<Part> {
        match self {
            Self::Embed | Self::Servers => Some(Part::Results),
            _ => None,
        }
    }

    /// The parts without which the page is not drawn at an address with this query.
    /// `/servers/` shows a question without one and with the step of one; all other
    /// queries lead to servers. `public/boot.js` asks for them in the same way.
    #[must_use]
    pub fn first_parts(self, query: &str) -> Vec<Part> {
        let mut steps = query.split('&').filter_map(|it| it.strip_prefix("step="));
        let is_question = query.is_empty() || steps.any(|step| step != "results");
        let mut parts = vec![self.part()];
        if self == Self::Servers && !is_question {
            parts.push(Part::Results);
        }
        parts
    }

    /// The page's folder, relative to the site's base; of a part of a list or of the
    /// picker that of the whole.
    #[must_use]
    pub const fn route(self) -> &'static str {
        match self {
            Self::About => "about/",
            Self::Apps => "apps/",
            Self::Articles => "articles/",
            Self::Different => "different/",
            Self::Embed => "embed/",
            Self::Fill => "fill/",
            Self::Follow => "follow/",
            Self::Invite => "invite/",
            Self::JoinIn => "join-in/",
            Self::FollowMe => "follow-me/",
            Self::Print => "print/",
            Self::Movement => "movement/",
            Self::Network => "network/",
            Self::Networks => "networks/",
            Self::OnYourPage => "on-your-page/",
            Self::Privacy => "privacy/",
            Self::Servers
            | Self::Results
            | Self::MatchCount
            | Self::ServerDetails
            | Self::Comparison => "servers/",
            Self::ServersAll | Self::ServersBy => SERVERS_ALL,
            Self::ServerAt => "servers/at/",
            Self::ServersMap => "servers/map/",
        }
    }

    /// All that have a folder of their own.
    pub const ALL: [Self; 20] = [
        Self::About,
        Self::Apps,
        Self::Articles,
        Self::Different,
        Self::Embed,
        Self::Fill,
        Self::Follow,
        Self::Invite,
        Self::JoinIn,
        Self::FollowMe,
        Self::Print,
        Self::Movement,
        Self::Network,
        Self::Networks,
        Self::OnYourPage,
        Self::Privacy,
        Self::Servers,
        Self::ServersAll,
        Self::ServerAt,
        Self::ServersMap,
    ];

    /// The page at a route; none for those that every program draws (the home
    /// page, the one for lost addresses).
    #[must_use]
    pub fn at(route: &str) -> Option<Self> {
        let own = Self::ALL.into_iter().find(|page| page.route() == route);
        own.or_else(|| route.starts_with(SERVERS_ALL).then_some(Self::ServersBy))
    }
}

impl Part {
    /// All of them, those first that most visitors come to.
    pub const ALL: [Self; 5] = [
        Self::Picker,
        Self::Results,
        Self::Texts,
        Self::Browse,
        Self::Fill,
    ];

    /// Its name in the build: that of its function in `program.rs`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Picker => "picker",
            Self::Results => "results",
            Self::Browse => "browse",
            Self::Texts => "texts",
            Self::Fill => "fill",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, PartPage};

    #[test]
    fn servers_wait_for_the_engine_and_questions_do_not() {
        for (query, waits) in [
            ("", false),
            ("step=topics", false),
            ("topic=tech&step=language", false),
            ("topic=tech", true),
            ("topic=tech&seed=7&step=results", true),
            ("server=a.example", true),
        ] {
            let parts = PartPage::Servers.first_parts(query);
            assert_eq!(parts.contains(&Part::Results), waits, "{query}");
            assert_eq!(parts.first(), Some(&Part::Picker), "{query}");
        }
        assert_eq!(PartPage::Fill.first_parts("topic=books"), [Part::Fill]);
    }

    #[test]
    fn each_page_is_found_by_its_route() {
        for page in PartPage::ALL {
            assert_eq!(PartPage::at(page.route()), Some(page));
        }
        let part = PartPage::at("servers/all/topic/art/");
        assert_eq!(part, Some(PartPage::ServersBy));
        for route in ["", "404.html", "about", "servers"] {
            assert_eq!(PartPage::at(route), None, "{route}");
        }
    }
}
