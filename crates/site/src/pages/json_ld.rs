//! What a page says to machines in the words of schema.org.

use serde_json::{Value, json};

use content::articles::Article;

/// A list of articles by others.
pub(crate) fn articles(articles: &[Article]) -> Value {
    let items: Vec<Value> = articles
        .iter()
        .enumerate()
        .map(|(index, article)| {
            let mut item = json!({
                "@type": "Article",
                "headline": article.title,
                "url": article.url,
                "datePublished": article.date.to_string(),
                "inLanguage": article.language,
                "publisher": { "@type": "Organization", "name": article.publication },
                "about": article.themes,
            });
            if let Some(author) = &article.author {
                item["author"] = json!({ "@type": "Person", "name": author });
            }
            if let Some(archived) = &article.archived {
                item["archivedAt"] = json!(archived);
            }
            json!({ "@type": "ListItem", "position": index + 1, "item": item })
        })
        .collect();
    json!({
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": items,
    })
}
