//! Hashtags and accounts to follow.

use std::collections::BTreeSet;

use ::fill::csv;
use ::fill::handle::Handle;
use picker::language::Language;

use super::input::Input;
use crate::page::{Choice, Fill, FollowAccount, FollowHashtag, FollowPack, Page, TopicHashtags};
use crate::texts::Content;
use crate::{hashtags, packs};

/// The page `/fill/`.
#[must_use]
pub fn fill(input: &Input<'_>) -> Page<Fill> {
    let messages = ["fill.title", "fill.description"];
    input.page(
        "fill/",
        messages,
        &["fill", "own_server", "pack", "sign_in"],
        what_to_follow(input),
    )
}

/// The files beside the page, for Settings > Import of a server: the path of
/// each below the site's base, and what is in it.
#[must_use]
pub fn files(content: &Content) -> Vec<(String, String)> {
    let of_pack = |pack: &packs::Pack| {
        let handles: Vec<_> = handles(pack).cloned().collect();
        let listed: Vec<_> = handles
            .iter()
            .map(|handle| (pack.title.as_str(), handle))
            .collect();
        [
            (csv::FOLLOWING_FILE, csv::following(&handles)),
            (csv::LISTS_FILE, csv::lists(&listed)),
        ]
        .map(|(name, text)| (format!("fill/{}/{name}", pack.id), text))
    };
    content.packs.iter().flat_map(of_pack).collect()
}

fn handles(pack: &packs::Pack) -> impl Iterator<Item = &Handle> {
    pack.accounts.iter().filter_map(|it| it.handle.as_ref())
}

fn what_to_follow(input: &Input<'_>) -> Fill {
    let content = input.content;
    let topics = input
        .directory
        .topics
        .0
        .iter()
        .map(|topic| topic.key.as_str());
    // Meanings come after the topics, with keys that are none.
    let topics: Vec<&str> = topics.filter(|key| !key.starts_with('=')).collect();
    let hashtags: Vec<TopicHashtags> = topics
        .iter()
        .filter_map(|key| of_topic(input, key))
        .collect();
    let has = |key: &&str| {
        let in_packs = content.packs.iter().flat_map(|pack| &pack.topics);
        let in_tags = content.hashtags.iter().flat_map(|tag| &tag.topics);
        in_packs.chain(in_tags).any(|known| known == key)
    };
    let choice = |key: &str| Choice {
        value: key.to_owned(),
        label: input.words.text(&format!("topics.{key}")),
    };
    Fill {
        topics: topics
            .iter()
            .copied()
            .filter(|key| has(key))
            .map(choice)
            .collect(),
        languages: languages(input),
        hashtags,
        packs: content
            .packs
            .iter()
            .map(|pack| follow_pack(input, pack))
            .collect(),
    }
}

fn languages(input: &Input<'_>) -> Vec<Choice> {
    let of_tags = input
        .content
        .hashtags
        .iter()
        .map(|tag| tag.language.as_str());
    let accounts = input.content.packs.iter().flat_map(|pack| &pack.accounts);
    let tags: BTreeSet<&str> = of_tags
        .chain(accounts.map(|it| it.language.as_str()))
        .collect();
    let mut out: Vec<Choice> = tags
        .into_iter()
        .map(|tag| Choice {
            value: tag.to_owned(),
            label: language(input, tag),
        })
        .collect();
    out.sort_by(|a, b| a.label.cmp(&b.label));
    out
}

/// The name of a language, or its tag where the site has no name for it.
fn language(input: &Input<'_>, tag: &str) -> String {
    let primary = Language::parse(tag);
    let primary = primary.as_ref().map_or(tag, |it| it.primary());
    let known = input.words.known(&format!("languages.{primary}"));
    known.unwrap_or_else(|| tag.to_owned())
}

fn of_topic(input: &Input<'_>, key: &str) -> Option<TopicHashtags> {
    let all = input.content.hashtags.iter();
    let hashtags: Vec<FollowHashtag> = all
        .filter(|it| it.topics.first().is_some_and(|main| main == key))
        .map(|it| hashtag(input, it))
        .collect();
    (!hashtags.is_empty()).then(|| TopicHashtags {
        id: key.to_owned(),
        name: input.words.text(&format!("topics.{key}")),
        hashtags,
    })
}

fn hashtag(input: &Input<'_>, it: &hashtags::Hashtag) -> FollowHashtag {
    FollowHashtag {
        tag: it.tag.clone(),
        language: it.language.clone(),
        topics: it.topics.clone(),
        why: it.why.clone(),
        source: it.source.clone(),
        as_of: it.as_of.map(|date| input.time(date)),
    }
}

fn follow_pack(input: &Input<'_>, pack: &packs::Pack) -> FollowPack {
    FollowPack {
        id: pack.id.clone(),
        title: pack.title.clone(),
        about: pack.about.clone(),
        topics: pack.topics.clone(),
        collection: pack.collection.clone(),
        accounts: pack
            .accounts
            .iter()
            .filter_map(|it| account(input, it))
            .collect(),
    }
}

fn account(input: &Input<'_>, it: &packs::Account) -> Option<FollowAccount> {
    let handle = it.handle.as_ref()?;
    Some(FollowAccount {
        handle: handle.to_string(),
        what: it.what.clone(),
        kind: it.kind.key().to_owned(),
        language: it.language.clone(),
        source: it.source.clone(),
        as_of: input.time(it.as_of),
    })
}
