//! `/follow-me/`: a button, a badge and a code for the visitor's address, and how a page
//! says whose it is. Without the program the snippets are those of an example.

pub mod check;
pub mod snippets;

use crate::components::links::with_names;
use crate::components::live_text::live_text;
use crate::components::page_heading::PageHeading;
use crate::components::page_of::PageOf;
use crate::platform::form;
use crate::state::page_words::PageWords;
use crate::state::site::Site;
use check::Check;
use content::page::{self, Page};
use fill::handle::Handle;
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use snippets::{Choices, Snippets};
use spread::badge::Tone;

/// The page.
#[component]
pub fn FollowMe() -> impl IntoView {
    view! { <PageOf route="follow-me/" view=follow_me/> }
}

fn follow_me(page: Page<page::FollowMe>) -> impl IntoView {
    let words = PageWords::provide(page.words);
    let found = expect_context::<Site>().found_at();
    let known = page.content.site_known || found.is_some();
    let site = found.unwrap_or(page.content.site);
    let choices = RwSignal::new(Choices::default());
    view! {
        <div class="prose">
            <PageHeading title=page.title description=page.description/>
            <Form choices=choices/>
            <h2>{words.text("follow-me.snippets")}</h2>
            <p>{words.text("follow-me.snippets_text")}</p>
            {(!known).then(|| view! { <p class="small">{with_names(&words.text("follow-me.no_address"), &[])}</p> })}
            <Snippets site=site choices=choices/>
            <Check choices=choices/>
        </div>
    }
}

/// What the snippets are made for. It needs the program, and loads it where data is dear.
#[component]
fn Form(choices: RwSignal<Choices>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let wrong = RwSignal::new(false);
    let read = move |event: &Event| {
        let fields = form::query_around(event);
        let address = form::value(&fields, "address");
        let handle = Handle::parse(&address).ok();
        wrong.set(handle.is_none() && !address.trim().is_empty());
        choices.set(Choices {
            handle,
            label: form::value(&fields, "label"),
            tone: Tone::parse(&form::value(&fields, "tone")).unwrap_or(Tone::Light),
        });
    };
    let problem = move || {
        let text = wrong.get().then(|| words.text("follow-me.address_wrong"));
        text.unwrap_or_default()
    };
    let tones = Tone::ALL.map(|tone| {
        let key = tone.key();
        view! {
            <label class="choice">
                <input type="radio" name="tone" value=key checked=tone == Tone::Light/>
                <span class="label">{words.text(&format!("follow-me.tone_{key}"))}</span>
            </label>
        }
    });
    view! {
        <form
            class="me no-print needs-program"
            novalidate=true
            on:input=move |event| read(&event)
            on:change=move |event| read(&event)
            on:submit=|event: SubmitEvent| event.prevent_default()
        >
            <div class="field">
                <label for="me-address">{words.text("follow-me.address")}</label>
                <p class="hint" id="me-address-hint">{words.text("follow-me.address_hint")}</p>
                <p class="field-problem" id="me-address-problem" role="status" inner_html=live_text(problem)></p>
                <input
                    type="text"
                    id="me-address"
                    name="address"
                    autocapitalize="none"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="me-address-hint me-address-problem"
                    aria-invalid=move || wrong.get().then_some("true")
                />
            </div>
            <div class="field">
                <label for="me-label">{words.text("follow-me.label")}</label>
                <p class="hint" id="me-label-hint">{words.text("follow-me.label_hint")}</p>
                <input
                    type="text"
                    id="me-label"
                    name="label"
                    maxlength="60"
                    aria-describedby="me-label-hint"
                />
            </div>
            <fieldset class="filter">
                <legend>{words.text("follow-me.tone")}</legend>
                {tones.collect_view()}
            </fieldset>
        </form>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::follow_me;
    use crate::components::testing::{has, page_html, text};
    use content::page;

    fn html(site_known: bool) -> String {
        page_html(
            follow_me,
            page::FollowMe {
                site: "https://a.example".to_owned(),
                site_known,
            },
        )
    }

    #[test]
    fn without_the_program_the_snippets_are_an_example() {
        let html = html(true);
        let form = html
            .split("<form")
            .nth(1)
            .unwrap()
            .split('>')
            .next()
            .unwrap();
        assert!(form.contains("needs-program"), "{form}");
        let text = text(&html);
        for part in [
            "&lt;a href=&quot;https://a.example/follow/#@you@your.server&quot; style=",
            "&lt;link rel=&quot;me&quot; href=&quot;https://your.server/@you&quot;&gt;",
            "&lt;meta name=&quot;fediverse:creator&quot; content=&quot;@you@your.server&quot;&gt;",
        ] {
            assert!(text.contains(part), "no {part} in {text}");
        }
        // An attribute of its own would break the site's policy on styles.
        assert!(!html.contains(" style=\"display"), "{html}");
        assert!(!html.contains("[follow-me.no_address]"), "{html}");
    }

    #[test]
    fn an_address_that_stands_in_for_the_real_one_is_named() {
        has(&html(false), &["[follow-me.no_address]"]);
    }
}
