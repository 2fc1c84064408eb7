//! The rules of a server.

use crate::components::links::with_names;
use crate::i18n::messages::details as say;
use crate::state::visitor::Visitor;
use leptos::prelude::*;
use picker::decode::InstanceInfo;
use picker::tag::Tag;
use std::sync::Arc;

/// The rules, each in the language it was translated into that is closest to
/// what the visitor reads.
#[component]
pub fn Rules(
    /// The server's answer.
    info: Arc<InstanceInfo>,
) -> impl IntoView {
    if info.rules.is_empty() {
        return view! { <p data-test="rules">{say::no_rules()}</p> }.into_any();
    }
    let wanted = expect_context::<Visitor>().tags();
    let original = info.languages.first();
    let original = original.and_then(|language| Tag::parse(language.as_str()));
    let rules = info
        .rules
        .iter()
        .map(|rule| {
            let (text, hint, language) = rule.in_language(&wanted, original.as_ref());
            let hint = hint.map(str::to_owned);
            let language = language.map(|language| language.as_str().to_owned());
            view! {
                <li lang=language dir="auto">
                    {with_names(text, &[])}
                    {hint
                        .map(|hint| {
                            view! { <span class="small hint">{with_names(&hint, &[])}</span> }
                        })}
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="small">{say::rules_text()}</p>
        <ol class="rules" data-test="rules">
            {rules}
        </ol>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Rules;
    use crate::components::testing::{picker_html, tag, texts};
    use leptos::prelude::*;
    use picker::decode::instance_v2;
    use std::sync::Arc;

    fn rules(rules: &str) -> String {
        let json = format!(r#"{{"domain":"a.example","rules":{rules}}}"#);
        let info = Arc::new(instance_v2(json.as_bytes()).unwrap());
        picker_html(None, move || view! { <Rules info=info/> })
    }

    #[test]
    fn rules_are_listed_in_their_order_with_their_hints() {
        let html = rules(
            r#"[{"id":"1","text":"Be <i>kind</i>","hint":"Always"},{"id":"2","text":"No spam"}]"#,
        );
        assert!(texts(&html).ends_with("Always No spam"), "{html}");
        assert!(!html.contains("<i>"), "{html}");
        assert_eq!(html.matches("<li").count(), 2, "{html}");
    }

    #[test]
    fn a_server_without_rules_says_so() {
        let html = rules("[]");
        assert!(
            tag(&html, "rules").is_some_and(|tag| tag.starts_with('p')),
            "{html}"
        );
        assert_eq!(texts(&html), "It lists no rules.");
    }
}
