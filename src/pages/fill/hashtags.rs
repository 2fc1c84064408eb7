//! Hashtags to follow, by topic.

use super::names;
use super::ticks::{Tick, TickAll};
use super::wishes::Wishes;
use crate::components::time::DateTime;
use crate::state::home_server::HomeServer;
use crate::state::page_words::PageWords;
use ::fill::links;
use ::fill::tag::Hashtag;
use content::page::{Choice, FollowHashtag, TopicHashtags};
use leptos::prelude::*;

/// All topics with their hashtags.
#[component]
pub fn Hashtags(
    /// The topics, in their order.
    topics: Vec<TopicHashtags>,
    /// The names of their languages.
    languages: Vec<Choice>,
) -> impl IntoView {
    let words = expect_context::<PageWords>();
    let topics = topics.into_iter().map(|topic| of_topic(topic, &languages));
    let topics = topics.collect_view();
    view! {
        <section aria-labelledby="hashtags">
            <div class="prose">
                <h2 id="hashtags">{words.text("fill.hashtags")}</h2>
                <p>{words.text("fill.hashtags_text")}</p>
            </div>
            <div class="follow-groups">{topics}</div>
        </section>
    }
}

fn of_topic(topic: TopicHashtags, languages: &[Choice]) -> AnyView {
    let wishes = expect_context::<Wishes>();
    let rows = topic.hashtags.iter().map(|hashtag| {
        row(
            hashtag.clone(),
            names::language(languages, &hashtag.language),
        )
    });
    let rows = rows.collect_view();
    let hashtags = topic.hashtags;
    let shown = Signal::derive(move || {
        let shown = hashtags
            .iter()
            .filter(|it| wishes.fit(&it.topics, &it.language));
        shown.map(|it| format!("#{}", it.tag)).collect::<Vec<_>>()
    });
    view! {
        <section
            class="entry"
            id=format!("tags-{}", topic.id)
            hidden=move || shown.with(Vec::is_empty)
        >
            <h3>{topic.name.clone()}</h3>
            <ul class="follow-list">{rows}</ul>
            <TickAll name=topic.name shown=shown/>
        </section>
    }
    .into_any()
}

fn row(hashtag: FollowHashtag, language: String) -> AnyView {
    let words = expect_context::<PageWords>();
    let wishes = expect_context::<Wishes>();
    let home = expect_context::<HomeServer>();
    let name = format!("#{}", hashtag.tag);
    let tag = Hashtag::parse(&hashtag.tag);
    let href = move || {
        let server = home.domain();
        let server = server.as_deref().unwrap_or(links::TAG_SERVER);
        tag.as_ref().map(|tag| links::tag_on(server, tag))
    };
    let source = hashtag.source.map(|url| {
        let label = words.fill("fill.source_of", &[("handle", &name)]);
        let as_of = hashtag
            .as_of
            .map(|time| view! { ", " <DateTime time=time/> });
        view! { " · " <a href=url aria-label=label>{words.text("fill.source")}</a> {as_of} }
    });
    let (lang, topics) = (hashtag.language.clone(), hashtag.topics);
    view! {
        <li hidden=move || !wishes.fit(&topics, &hashtag.language)>
            <Tick what=name.clone()/>
            <div>
                <a href=href lang=lang.clone() translate="no">{name}</a>
                " "
                <span lang=lang>{hashtag.why}</span>
                " "
                <span class="small">{language} {source}</span>
            </div>
        </li>
    }
    .into_any()
}
