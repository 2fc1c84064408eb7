//! All facts that lists have about a server, each with who says so and as of when.

use crate::components::links::with_names;
use crate::i18n::messages::{details as say, results};
use crate::words::facts;
use leptos::prelude::*;
use picker::domain;
use picker::model::Server;

/// The table.
#[component]
pub fn Facts(
    /// The server as lists know it.
    server: Server,
) -> impl IntoView {
    let shown = domain::display(&server.domain).text;
    let rows = facts::sourced(&server).into_iter().map(|row| {
        view! {
            <tr data-fact=row.key>
                <th scope="row">{row.label}</th>
                <td dir="auto">{with_names(&row.value, &[&shown])}</td>
                <td>{row.source}</td>
                <td>{row.as_of.unwrap_or_else(results::unknown)}</td>
            </tr>
        }
    });
    view! {
        <h2>{say::known()}</h2>
        <div class="scroll" role="region" tabindex="0" aria-label=say::known()>
            <table class="known" data-test="known">
                <thead>
                    <tr>
                        <th scope="col">{say::known_fact()}</th>
                        <th scope="col">{say::known_value()}</th>
                        <th scope="col">{say::known_source()}</th>
                        <th scope="col">{say::known_as_of()}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Facts;
    use crate::components::testing::{picker_html, texts};
    use leptos::prelude::*;
    use picker::date::Date;
    use picker::model::{Fact, Server, Source};

    #[test]
    fn each_fact_names_its_source_and_its_day() {
        let mut server = Server::new("a.example");
        let day = Date::parse("2026-11-23");
        server.weekly_active = Some(Fact::new(90, Source::Joinmastodon, day));
        server.topics = vec![Fact::new("tech".to_owned(), Source::Curated, None)];
        server.title = Some(Fact::new("The owls".to_owned(), Source::Joinmastodon, day));
        server.adult = Some(Fact::new(false, Source::Joinmastodon, None));
        let html = picker_html(None, move || view! { <Facts server=server/> });
        let text = texts(&html);
        assert!(
            text.contains("90 people active a week the joinmastodon directory 23 November 2026"),
            "{text}"
        );
        assert!(
            text.contains("The owls the joinmastodon directory 23 November 2026")
                && text.contains("For adults only no the joinmastodon directory not known"),
            "{text}"
        );
        assert!(
            text.contains("Technology the maintainers of this site not known"),
            "{text}"
        );
    }
}
