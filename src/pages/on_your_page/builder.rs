//! The builder: from a form to the picker beside it and the text to paste. The
//! picker is the same that pages of others show.

use super::choices::Choices;
use crate::components::links::with_names;
use crate::components::live_text::live_text;
use crate::platform::{form, page, script};
use crate::state::page_words::PageWords;
use content::embed::{REGIONS, Way, snippet};
use content::page::Choice;
use leptos::ev::{Event, SubmitEvent};
use leptos::html::Textarea;
use leptos::prelude::*;

/// The form with its result. It needs the program and appears with it.
#[component]
pub(super) fn Builder(
    /// Where the site is, without a slash at the end.
    address: String,
    /// The topics that can be chosen.
    topics: Vec<Choice>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let choices = RwSignal::new(Choices::default());
    let preview = page::is_live().then({
        let address = address.clone();
        || view! { <Preview address=address choices=choices/> }
    });
    let text = Memo::new(move |_| {
        let way = choices
            .with(|choices| Way::parse(&choices.way))
            .unwrap_or(Way::Link);
        choices.with(|choices| snippet(way, &choices.options(), &address))
    });
    let status = RwSignal::new(String::new());
    let read = move |event: &Event| {
        choices.set(Choices::from_form(&form::query_around(event)));
        status.set(String::new());
    };
    // A colour that is chosen is meant: it ticks the box.
    let choose_colour = move |event: Event| {
        event.stop_propagation();
        read(&event);
        choices.update(|choices| choices.own_accent = true);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        read(&event);
    };
    let area = NodeRef::<Textarea>::new();
    let copy = move |_| {
        page::copy(&text.get_untracked(), move |copied| {
            if copied {
                status.set(words.text("embed.copied"));
                return;
            }
            if let Some(area) = area.get_untracked() {
                area.select();
            }
            status.set(words.text("embed.copy_failed"));
        });
    };
    let regions = REGIONS.map(|key| Choice {
        value: key.to_owned(),
        label: words.text(&format!("embed.region_{key}")),
    });
    view! {
        <div class="builder" id="builder" hidden=!page::is_live()>
            <form novalidate=true on:change=move |event| read(&event) on:submit=submit>
                <h2>{words.text("embed.choose")}</h2>
                <Radios name="way" values=Way::ALL.map(Way::key).to_vec()/>
                <Radios name="theme" values=vec!["auto", "light", "dark"]/>
                <Radios name="layout" values=vec!["full", "compact"]/>
                <fieldset>
                    <legend>{words.text("embed.look")}</legend>
                    <label class="choice">
                        <input
                            type="checkbox"
                            name="own-accent"
                            prop:checked=move || choices.with(|choices| choices.own_accent)
                        />
                        <span class="label">{words.text("embed.accent")}</span>
                    </label>
                    <p class="hint" id="accent-hint">{words.text("embed.accent_hint")}</p>
                    <input
                        type="color"
                        name="accent"
                        value="#7a2e8c"
                        aria-label=words.text("embed.accent")
                        aria-describedby="accent-hint"
                        on:input=choose_colour
                        on:change=choose_colour
                    />
                    <Tick name="heading" label="embed.heading" checked=true/>
                    <Tick name="powered" label="embed.powered" checked=true/>
                </fieldset>
                <fieldset>
                    <legend>{words.text("embed.answers")}</legend>
                    <Select name="topic" none="embed.topic_any" values=topics/>
                    <Text name="lang" label="embed.language" hint="embed.language_hint"/>
                    <Select name="region" none="embed.region_any" values=regions.to_vec()/>
                    <Tick name="lock" label="embed.locked" checked=false/>
                    <Text name="servers" label="embed.servers" hint="embed.servers_hint"/>
                </fieldset>
                <h2><label for="embed-snippet">{words.text("embed.snippet")}</label></h2>
                <textarea
                    id="embed-snippet"
                    name="snippet"
                    rows="5"
                    readonly=true
                    spellcheck="false"
                    node_ref=area
                    prop:value=move || text.get()
                ></textarea>
                <div class="actions">
                    <button class="button" type="button" data-copy="" on:click=copy>
                        {words.text("embed.copy")}
                    </button>
                    <p class="status" role="status" inner_html=live_text(move || status.get())></p>
                </div>
            </form>
            <section aria-labelledby="embed-live">
                <h2 id="embed-live">{words.text("embed.live")}</h2>
                <p class="small">{words.text("embed.preview_note")}</p>
                <div class="preview">
                    {preview}
                </div>
            </section>
        </div>
    }
}

/// The picker as the snippet makes it: the element of the site's own loader,
/// which follows its attributes.
#[component]
fn Preview(address: String, choices: RwSignal<Choices>) -> impl IntoView {
    let title = expect_context::<PageWords>().text("embed.live");
    let option = move |name: &'static str| {
        Memo::new(move |_| {
            let options = choices.with(Choices::options);
            options
                .into_iter()
                .find(|(found, _)| *found == name)
                .map(|(_, value)| value)
        })
    };
    Effect::new(move |_| script::load_once(&format!("{address}/embed/v1.js")));
    view! {
        <spread-picker
            data-title=title
            data-theme=option("theme")
            data-layout=option("layout")
            data-accent=option("accent")
            data-heading=option("heading")
            data-powered=option("powered")
            data-topic=option("topic")
            data-lang=option("lang")
            data-region=option("region")
            data-locked=option("locked")
            data-servers=option("servers")
        ></spread-picker>
    }
}

/// Radio buttons, the first of them chosen: the messages `embed.NAME` and
/// `embed.NAME_VALUE`.
#[component]
fn Radios(name: &'static str, values: Vec<&'static str>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let choices = values.into_iter().enumerate().map(|(index, value)| {
        view! {
            <label class="choice">
                <input type="radio" name=name value=value checked=index == 0/>
                <span class="label">{words.text(&format!("embed.{name}_{value}"))}</span>
            </label>
        }
    });
    view! {
        <fieldset>
            <legend>{words.text(&format!("embed.{name}"))}</legend>
            {choices.collect_view()}
        </fieldset>
    }
}

#[component]
fn Tick(name: &'static str, label: &'static str, checked: bool) -> impl IntoView {
    let words = expect_context::<PageWords>();
    view! {
        <label class="choice">
            <input type="checkbox" name=name checked=checked/>
            <span class="label">{words.text(label)}</span>
        </label>
    }
}

/// A choice that may stay open: the message `embed.NAME`.
#[component]
fn Select(
    name: &'static str,
    /// The message of the entry that chooses nothing.
    none: &'static str,
    values: Vec<Choice>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let id = format!("embed-{name}");
    let options = values.into_iter().map(|Choice { value, label }| {
        view! { <option value=value>{label}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{words.text(&format!("embed.{name}"))}</label>
            <select id=id name=name>
                <option value="">{words.text(none)}</option>
                {options.collect_view()}
            </select>
        </div>
    }
}

#[component]
fn Text(name: &'static str, label: &'static str, hint: &'static str) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let id = format!("embed-{name}");
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id.clone()>{words.text(label)}</label>
            <p class="hint" id=hint_id.clone()>{with_names(&words.text(hint), &[])}</p>
            <input
                type="text"
                id=id
                name=name
                autocapitalize="none"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=hint_id
            />
        </div>
    }
}
