//! Servers that are like one: for who likes it and looks on, or finds it closed.

use crate::availability::{Availability, Status};
use crate::components::links::ServerName;
use crate::detail_route::server_path;
use crate::i18n::messages::details as say;
use crate::state::site::Site;
use crate::state::visitor::Visitor;
use crate::words::facts;
use leptos::prelude::*;
use picker::answers::Answers;
use picker::live::{Check, door};
use picker::model::{Server, SignUp};
use picker::recommend::Picker;
use std::sync::Arc;

/// Whether a server takes no members now: by its own word, and where it has not given
/// it by that of lists.
#[must_use]
pub fn is_closed(availability: Availability, server: &Server) -> bool {
    let status = availability.status(&server.domain);
    turns_away(server, status.as_ref().and_then(Status::check))
}

fn turns_away(server: &Server, check: Option<&Check>) -> bool {
    door(server, check).sign_up == Some(SignUp::Closed)
}

/// What to do about a closed server.
#[component]
pub fn ClosedNotice(children: Children) -> impl IntoView {
    view! {
        <div class="notice" data-test="closed">
            <p>{say::closed_now()}</p>
            {children()}
        </div>
    }
}

/// How many are shown.
const SHOWN: usize = 4;

/// The list; nothing where no server is like it.
#[component]
pub fn Neighbours(
    /// The servers.
    picker: Arc<Picker>,
    /// The server, by its place among them.
    of: usize,
    /// The answers, which the links keep.
    answers: Answers,
) -> impl IntoView {
    let site = expect_context::<Site>();
    // Equals take turns from day to day.
    let today = expect_context::<Visitor>().today;
    let seed = u64::try_from(today.days()).unwrap_or_default();
    let found = picker.neighbours(of, seed, SHOWN).into_iter();
    let found: Vec<_> = found
        .filter_map(|at| picker.servers().get(at))
        .map(|server| {
            let href = site.path(&server_path(&answers, &server.domain));
            let facts = facts::rows(server).into_iter();
            let facts = facts.filter(|row| ["topics", "languages"].contains(&row.key));
            let facts: Vec<String> = facts.map(|row| row.value).collect();
            view! {
                <li>
                    <a href=href>
                        <ServerName domain=server.domain.clone()/>
                    </a>
                    <span class="small">{format!(" {}", facts.join(" · "))}</span>
                </li>
            }
        })
        .collect();
    (!found.is_empty()).then(|| view! { <ul data-test="neighbours">{found}</ul> })
}

#[cfg(test)]
mod tests {
    use super::turns_away;
    use picker::live::{Check, Outcome, Unchecked};
    use picker::model::{Fact, Server, SignUp, Source};

    #[test]
    fn the_word_of_lists_holds_until_the_server_has_given_its_own() {
        let mut server = Server::new("a.example");
        server.sign_up = Some(Fact::new(SignUp::Closed, Source::Curated, None));
        let failed = Check::failed(Unchecked::Unreachable);
        assert!(turns_away(&server, None) && turns_away(&server, Some(&failed)));
        let open = Check {
            outcome: Outcome::Open,
            ..failed.clone()
        };
        assert!(!turns_away(&server, Some(&open)));
        server.sign_up = None;
        assert!(!turns_away(&server, Some(&failed)));
        let closed = Check {
            outcome: Outcome::Closed,
            ..failed
        };
        assert!(turns_away(&server, Some(&closed)));
    }
}
