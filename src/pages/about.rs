//! What Mastodon is, who writes about it, who made this.

use crate::app::PageTitle;
use crate::components::link::link;
use crate::content::{ARTICLES, Article, FIGURES, Figure, HIGHLIGHTS, Highlight, SITE, STUDY};
use crate::messages::{about, day};
use leptos::prelude::*;
use picker::date::Date;

/// The whole page, in sections that can be linked to.
#[component]
pub fn About() -> impl IntoView {
    view! {
        <PageTitle text=about::title()/>
        <main id="main" class="prose" data-test="about">
            <h1>{about::title()}</h1>
            <p class="lede">{about::lede()}</p>
            {figures()}
            {articles()}
            {highlights()}
            {people()}
        </main>
    }
    .into_any()
}

fn figures() -> AnyView {
    view! {
        <section id="figures">
            <h2>{about::figures()}</h2>
            <p>{about::figures_old()}</p>
            <ul class="figures">{FIGURES.iter().map(figure).collect_view()}</ul>
            <p>{STUDY.finding} " (" {link(&STUDY.link)} ")"</p>
        </section>
    }
    .into_any()
}

fn figure(figure: &'static Figure) -> AnyView {
    let of = [figure.when, figure.source].join(", ");
    view! {
        <li>
            <strong>{figure.shown}</strong>
            " "
            {figure.what}
            {figure.change.map(|change| view! { <br/> {change} })}
            <br/>
            <span class="small">{of}</span>
            {figure.note.map(|note| view! { <br/> <span class="small">{note}</span> })}
        </li>
    }
    .into_any()
}

fn articles() -> AnyView {
    view! {
        <section id="articles">
            <h2>{about::articles()}</h2>
            <ul>{ARTICLES.iter().map(article).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn article(article: &'static Article) -> AnyView {
    let date = Date::parse(article.date).map_or_else(|| article.date.to_owned(), day);
    let of: Vec<&str> = [Some(article.publication), article.author, Some(&date)]
        .into_iter()
        .flatten()
        .collect();
    let of = of.join(", ");
    view! {
        <li>
            {link(&article.link)}
            <br/>
            <span class="small">{of}</span>
            <p>{article.why} " " {article.text}</p>
        </li>
    }
    .into_any()
}

fn highlights() -> AnyView {
    view! {
        <section id="highlights">
            <h2>{about::highlights()}</h2>
            <ul>{HIGHLIGHTS.iter().map(highlight).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn highlight(highlight: &'static Highlight) -> AnyView {
    let links = highlight.links.iter().map(|one| view! { " " {link(one)} });
    view! {
        <li id=highlight.id>
            <strong>{highlight.title}</strong>
            " "
            <span class="small">"(" {highlight.year} ")"</span>
            <br/>
            {highlight.text}
            {highlight.status.map(|status| view! { " " {status} })}
            {links.collect_view()}
        </li>
    }
    .into_any()
}

fn people() -> AnyView {
    let credits = SITE.people.iter().map(|one| view! { <li>{link(one)}</li> });
    let follow = SITE.follow.iter().map(|follow| {
        view! {
            <li>
                {link(&follow.link)}
                {follow.note.map(|note| view! { " " <span class="small">{note}</span> })}
            </li>
        }
    });
    view! {
        <section id="credits">
            <h2>{about::credits()}</h2>
            <p>{SITE.credits}</p>
            <ul>{credits.collect_view()}</ul>
            <p>{SITE.independence}</p>
        </section>
        <section id="follow">
            <h2>{about::follow()}</h2>
            <ul>{follow.collect_view()}</ul>
        </section>
        <section id="mission">
            <h2>{about::mission()}</h2>
            <blockquote class="mission">
                <p>{SITE.mission}</p>
            </blockquote>
        </section>
    }
    .into_any()
}
