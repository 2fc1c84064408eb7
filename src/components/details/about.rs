//! What a server says of itself: whom to contact, its software, its age.

use crate::i18n::messages::{day, details as say};
use crate::words::facts;
use leptos::prelude::*;
use picker::decode::{InstanceInfo, Software};
use picker::model::LegalForm;
use std::sync::Arc;

/// The facts, with a word for each one that is not known.
#[component]
pub fn About(
    /// The server's answer.
    info: Arc<InstanceInfo>,
    /// Who runs the server, as far as a list says it.
    legal_form: Option<LegalForm>,
) -> impl IntoView {
    let since = info.contact.as_ref().and_then(|contact| contact.created);
    let since = since.map(|date| say::since_text(&day(date)));
    let known = |value: Option<String>| value.unwrap_or_else(say::unknown);
    let rows = [
        (say::software(), known(software(&info))),
        (say::since(), known(since)),
        (say::legal(), known(legal_form.map(facts::legal_form))),
        (say::month(), known(info.active_month.map(say::people))),
    ];
    let rows = rows
        .into_iter()
        .map(|(label, value)| {
            view! {
                <div>
                    <dt>{label}</dt>
                    <dd>{value}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <dl class="facts" data-test="about">
            <div>
                <dt>{say::contact()}</dt>
                <dd>{contact(&info)}</dd>
            </div>
            {rows}
        </dl>
    }
}

fn software(info: &InstanceInfo) -> Option<String> {
    match &info.software {
        Software::Mastodon { version } => Some(say::software_version("Mastodon", version)),
        Software::Other { name, version } => Some(match version {
            Some(version) => say::software_version(name, version),
            None => name.clone(),
        }),
        Software::Unknown => info.version.clone(),
    }
}

/// The account and the mail address of the people who run it.
fn contact(info: &InstanceInfo) -> AnyView {
    let account = info.contact.as_ref().map(|contact| {
        let name = format!("@{}", contact.name);
        match &contact.url {
            Some(url) => view! {
                <a href=url.to_string() translate="no">
                    {name}
                </a>
            }
            .into_any(),
            None => view! { <bdi translate="no">{name}</bdi> }.into_any(),
        }
    });
    let mail = info.contact_email.clone().map(|mail| {
        let href = format!("mailto:{mail}");
        view! {
            " "
            <a href=href translate="no">
                {mail}
            </a>
        }
    });
    if account.is_none() && mail.is_none() {
        return say::unknown().into_any();
    }
    view! {
        {account}
        {mail}
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::About;
    use crate::components::testing::{picker_html, texts};
    use leptos::prelude::*;
    use picker::decode::instance_v2;
    use picker::model::LegalForm;
    use std::sync::Arc;

    fn about(json: &str, legal_form: Option<LegalForm>) -> String {
        let info = Arc::new(instance_v2(json.as_bytes()).unwrap());
        picker_html(
            None,
            move || view! { <About info=info legal_form=legal_form/> },
        )
    }

    #[test]
    fn people_to_contact_are_named_and_not_translated() {
        let html = about(
            r#"{"domain":"a.example","version":"4.5.0","contact":{"email":"hi@a.example",
            "account":{"username":"owl","url":"https://a.example/@owl"}}}"#,
            None,
        );
        assert!(html.contains("href=\"https://a.example/@owl\""), "{html}");
        assert!(html.contains("href=\"mailto:hi@a.example\""), "{html}");
        assert_eq!(html.matches("translate=\"no\"").count(), 2, "{html}");
        assert!(
            texts(&html).starts_with("Contact @owl hi@a.example"),
            "{html}"
        );
    }

    #[test]
    fn what_is_not_known_is_said() {
        let html = about(r#"{"domain":"a.example"}"#, None);
        assert_eq!(texts(&html).matches("not known").count(), 5, "{html}");
        let html = about(r#"{"domain":"a.example"}"#, Some(LegalForm::People));
        assert_eq!(texts(&html).matches("not known").count(), 4, "{html}");
    }
}
