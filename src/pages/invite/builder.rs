//! The form, and the invitation beside it.

use super::draft::{Choices, Draft};
use crate::components::copying::copy_field;
use crate::components::links::{ExternalLink, VisuallyHidden, with_names};
use crate::components::live_text::live_text;
use crate::components::qr_code::{QrCode, SaveQrCode};
use crate::components::share::{LINK_FIELD, LinkToCopy, ShareForm};
use crate::i18n::messages::results;
use crate::platform::{form, locale, page, unicode};
use crate::state::home_server::HomeServer;
use crate::state::page_words::PageWords;
use content::page::{
    Choice, INVITATION_KINDS, INVITATION_WAYS, InvitationLanguage, Invite, LEAVING,
};
use leptos::ev::{Event, SubmitEvent};
use leptos::html::Textarea;
use leptos::prelude::*;
use picker::messages::{Value, english_number};
use spread::{invite, post};

/// The form with its result, which needs the program.
#[component]
pub(super) fn Builder(data: Invite) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let Invite {
        site,
        texts,
        topics,
        languages,
        regions,
        packs,
        ..
    } = data;
    let tags: Vec<String> = texts.iter().map(|it| it.tag.clone()).collect();
    let first = language_of_text(&tags);
    let choices = RwSignal::new(Choices::first(&first));
    let draft = Memo::new(move |_| draft(&choices.get(), &texts, &site, words));
    let text = RwSignal::new(draft.get_untracked().text());
    let kept = RwSignal::new(None::<Kept>);
    Effect::new(move |before: Option<Draft>| {
        let now = draft.get();
        if let Some(before) = before {
            let written = text.get_untracked();
            text.set(now.text_after(&before, &written));
            if now.replaces(&before, &written) {
                kept.set(Some(Kept {
                    beside: before,
                    written,
                }));
            }
        }
        now
    });
    let read = move |event: &Event| choices.set(Choices::from_form(&form::query_around(event)));
    let submit = |event: SubmitEvent| event.prevent_default();
    let leaving = move || choices.with(|it| LEAVING.contains(&it.kind.as_str()));
    let tags = tags.into_iter().map(|tag| Choice {
        label: words.text(&format!("invite.language_{tag}")),
        value: tag,
    });
    let address_wrong = move || choices.with(Choices::address_is_wrong);
    let server_wrong = move || choices.with(Choices::server_is_wrong);
    let pack_wrong = move || choices.with(Choices::own_pack_is_wrong);
    view! {
        <div class="builder invite needs-program" id="builder">
            <form class="no-print" novalidate=true on:change=move |event| read(&event) on:submit=submit>
                <Radios name="kind" legend="whom" values=INVITATION_KINDS.to_vec()/>
                <div hidden=move || !leaving()>
                    <Text name="address" wrong=Signal::derive(address_wrong)/>
                </div>
                <Radios name="way" legend="way" values=INVITATION_WAYS.to_vec()/>
                <Select name="words" label="text_language" none=None values=tags.collect() chosen=first/>
                <details class="more">
                    <summary>{words.text("invite.opens")}</summary>
                    <p class="hint">{words.text("invite.opens_text")}</p>
                    <Select name="topic" label="topic" none=Some("topic_any") values=topics/>
                    <Select name="lang" label="language" none=Some("language_any") values=languages/>
                    <Select name="region" label="region" none=Some("region_any") values=regions/>
                    <Text name="server" wrong=Signal::derive(server_wrong)/>
                    <Select name="pack" label="pack" none=Some("pack_none") values=packs/>
                    <Text name="own_pack" wrong=Signal::derive(pack_wrong)/>
                </details>
            </form>
            <Result choices=choices draft=draft text=text kept=kept/>
        </div>
    }
}

/// What the visitor wrote before another text took its place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    /// The invitation that it was written for.
    beside: Draft,
    written: String,
}

fn draft(choices: &Choices, texts: &[InvitationLanguage], site: &str, words: PageWords) -> Draft {
    choices.draft(texts, site, &words.text("invite.your_address"))
}

/// The language in which texts are offered first: the best of the browser's that there
/// is, or the first of the file.
fn language_of_text(tags: &[String]) -> String {
    let wanted = locale::browser_languages();
    let known = wanted
        .iter()
        .find_map(|it| tags.iter().find(|tag| *tag == it.primary()));
    known.or(tags.first()).cloned().unwrap_or_default()
}

/// The invitation, and the ways to pass it on.
#[component]
fn Result(
    choices: RwSignal<Choices>,
    draft: Memo<Draft>,
    text: RwSignal<String>,
    kept: RwSignal<Option<Kept>>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let link = Signal::derive(move || draft.get().link);
    let subject = move || {
        let subject = draft.get().subject?;
        let line = words.fill("invite.subject", &[("subject", &subject)]);
        Some(view! { <p class="small">{line}</p> })
    };
    let area = NodeRef::<Textarea>::new();
    let typed = move |event: Event| text.set(event_target_value(&event));
    let label = move || words.fill("invite.code_label", &[("link", &link.get())]);
    let count = move || {
        choices.with(|it| {
            let elsewhere = LEAVING.contains(&it.kind.as_str());
            (it.way == "post").then(|| counted(&text.get(), elsewhere, words))
        })
    };
    view! {
        // The form, which loads the program where data is dear, is there before it.
        <section class="invitation" aria-labelledby="ready" hidden=!page::is_live()>
            <h2 id="ready">{words.text("invite.ready")}</h2>
            <div class="field">
                <label for="invitation">{words.text("invite.text")}</label>
                <p class="hint" id="invitation-hint">{words.text("invite.text_hint")}</p>
                {subject}
                <textarea
                    class="no-print"
                    id="invitation"
                    name="invitation"
                    rows="9"
                    lang=move || choices.with(|it| it.words.clone())
                    aria-describedby="invitation-hint invitation-count"
                    node_ref=area
                    prop:value=move || text.get()
                    on:input=typed
                ></textarea>
                // On paper a field ends where it does on the screen.
                <p
                    class="letter print-only"
                    data-test="on-paper"
                    inner_html=live_text(move || text.get())
                ></p>
                <p
                    class="small"
                    id="invitation-count"
                    inner_html=live_text(move || count().unwrap_or_default())
                ></p>
                <TakeBack draft=draft text=text kept=kept/>
            </div>
            <PassOn draft=draft text=text area=area/>
            <h3>{words.text("invite.link")}</h3>
            <p class="link" dir="ltr">
                <a href=link translate="no" data-test="link">{link}</a>
            </p>
            <CopyLink link=link/>
            <h3>{words.text("invite.code")}</h3>
            <QrCode text=link label=Signal::derive(label)/>
            <SaveQrCode text=link name="mastodon-invitation"/>
        </section>
    }
}

/// Offers what the visitor wrote before another text took its place.
#[component]
fn TakeBack(
    draft: Memo<Draft>,
    text: RwSignal<String>,
    kept: RwSignal<Option<Kept>>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let take_back = move |_| {
        if let Some(Kept { beside, written }) = kept.get_untracked() {
            text.set(draft.get_untracked().carried(&beside, &written));
            kept.set(None);
        }
    };
    view! {
        <div class="no-print" role="status">
            <p class="actions" hidden=move || kept.with(Option::is_none)>
                <span>{words.text("invite.kept")}</span>
                <button class="button quiet" type="button" data-test="take-back" on:click=take_back>
                    {words.text("invite.take_back")}
                </button>
            </p>
        </div>
    }
}

/// How long a post is where it goes to: on Mastodon, or on the network that is left.
fn counted(text: &str, elsewhere: bool, words: PageWords) -> String {
    let (count, limit, suffix) = if elsewhere {
        let count = post::length_elsewhere(text);
        (count, post::LIMIT_ELSEWHERE, "_elsewhere")
    } else {
        let count = post::length(text, unicode::graphemes);
        (count, post::LIMIT, "")
    };
    let over = if count > limit { "_over" } else { "" };
    let message = format!("invite.count{over}{suffix}");
    let (count, limit) = (count as u64, limit as u64);
    words.with(
        &message,
        &[
            ("count", Value::Number(count, &english_number(count))),
            ("limit", Value::Number(limit, &english_number(limit))),
        ],
    )
}

/// Buttons that take the text elsewhere.
#[component]
fn PassOn(draft: Memo<Draft>, text: RwSignal<String>, area: NodeRef<Textarea>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let home = expect_context::<HomeServer>();
    let status = RwSignal::new(String::new());
    let copy = copy_field(text, area, status, "invite");
    let native = page::can_share().then(|| {
        let share = move |_| page::share(&[("text", &text.get_untracked())]);
        view! {
            <button class="button secondary" type="button" data-test="web-share" on:click=share>
                {words.text("invite.share")}
            </button>
        }
    });
    let mail = move || invite::mail(&draft.get().mail_subject, &text.get());
    let anywhere = Signal::derive(move || invite::share_anywhere(&text.get()));
    let own = Signal::derive(move || home.domain().unwrap_or_default());
    view! {
        <div class="actions no-print">
            <button class="button" type="button" data-test="copy-text" on:click=copy>
                {words.text("invite.copy_text")}
            </button>
            {native}
            <a class="button secondary" href=mail data-test="mail">{words.text("invite.mail")}</a>
            <ExternalLink href=anywhere class="button secondary" test="share-mastodon">
                {words.text("invite.on_mastodon")}
                <VisuallyHidden>{format!(" ({})", results::opens_tab())}</VisuallyHidden>
            </ExternalLink>
        </div>
        <p class="status" role="status" data-test="copied" inner_html=live_text(move || status.get())></p>
        <div class="no-print"><ShareForm post=text server=own/></div>
    }
}

#[component]
fn CopyLink(link: Signal<String>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let status = RwSignal::new(String::new());
    let failed = RwSignal::new(false);
    let copy = move |_| {
        page::copy(&link.get_untracked(), move |copied| {
            failed.set(!copied);
            let text = copied.then(|| words.text("invite.copied"));
            status.set(text.unwrap_or_default());
            if !copied {
                page::after_paint(|| page::select(LINK_FIELD));
            }
        });
    };
    let by_hand = move || {
        let link = link.get();
        failed.get().then(|| view! { <LinkToCopy link=link/> })
    };
    view! {
        <div class="actions no-print">
            <button class="button secondary" type="button" data-test="copy-link" on:click=copy>
                {words.text("invite.copy_link")}
            </button>
            <p class="status" role="status" inner_html=live_text(move || status.get())></p>
        </div>
        <div class="no-print" role="status">{by_hand}</div>
    }
}

/// Radio buttons, the first of them chosen: the messages `invite.LEGEND` and
/// `invite.NAME_VALUE`.
#[component]
fn Radios(name: &'static str, legend: &'static str, values: Vec<&'static str>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let choices = values.into_iter().enumerate().map(|(index, value)| {
        view! {
            <label class="choice">
                <input type="radio" name=name value=value checked=index == 0/>
                <span class="label">{words.text(&format!("invite.{name}_{value}"))}</span>
            </label>
        }
    });
    view! {
        <fieldset class=format!("radios {name}")>
            <legend>{words.text(&format!("invite.{legend}"))}</legend>
            {choices.collect_view()}
        </fieldset>
    }
}

/// A choice from a list: the messages `invite.LABEL` and, for no choice, `invite.NONE`.
#[component]
fn Select(
    name: &'static str,
    label: &'static str,
    none: Option<&'static str>,
    values: Vec<Choice>,
    #[prop(optional)] chosen: String,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let id = format!("invite-{name}");
    let none =
        none.map(|it| view! { <option value="">{words.text(&format!("invite.{it}"))}</option> });
    let options = values.into_iter().map(|Choice { value, label }| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }
    });
    let options = options.collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{words.text(&format!("invite.{label}"))}</label>
            <select id=id name=name>
                {none}
                {options}
            </select>
        </div>
    }
}

/// A field with its hint and what is said when it is wrong: the messages `invite.NAME`,
/// `…_hint` and `…_wrong`.
#[component]
fn Text(name: &'static str, wrong: Signal<bool>) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let id = format!("invite-{name}");
    let (hint, problem) = (format!("{id}-hint"), format!("{id}-problem"));
    let described = format!("{hint} {problem}");
    let said = move || {
        wrong
            .get()
            .then(|| words.text(&format!("invite.{name}_wrong")))
    };
    view! {
        <div class="field">
            <label for=id.clone()>{words.text(&format!("invite.{name}"))}</label>
            <p class="hint" id=hint>{with_names(&words.text(&format!("invite.{name}_hint")), &[])}</p>
            <p class="field-problem" id=problem role="alert">{said}</p>
            <input
                type="text"
                id=id
                name=name
                autocapitalize="none"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=move || wrong.get().then_some("true")
            />
        </div>
    }
}
