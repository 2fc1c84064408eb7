//! The picker as a visitor uses it.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::WebElement;

use crate::test::Test;
use crate::words::say;

/// A recommended server as its card shows it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Card {
    /// The domain the card is about, in ASCII.
    pub domain: String,
    /// The heading.
    pub name: String,
    /// What speaks for it.
    pub reasons: Vec<String>,
    /// What does not match.
    pub misses: Vec<String>,
    /// Where "Create account" or "Ask to join" leads, if it is there.
    pub sign_up: Option<String>,
    /// Everything that can be read on it.
    pub text: String,
}

/// Reads the cards of the first three picks.
const CARDS: &str = "const text = (it) => it ? it.innerText.replace(/\\s+/g, ' ').trim() : '';
    const list = (card, what) => [...card.querySelectorAll(what)].map(text);
    return [...document.querySelectorAll('[data-test=\"pick\"]')].map((card) => ({
      domain: card.dataset.domain,
      name: text(card.querySelector('h2, h3')),
      reasons: list(card, '[data-test=\"reasons\"] li'),
      misses: list(card, '[data-test=\"misses\"] li'),
      sign_up: card.querySelector('[data-test=\"sign-up\"]')?.href ?? null,
      text: text(card),
    }));";

/// The label that begins with these words: an option of a question.
const LABEL: &str = "return [...document.querySelectorAll('main label')].find((it) => {
      const text = it.innerText.trim();
      return it.getClientRects().length && (text === arguments[0]
        || text.startsWith(arguments[0] + '\\n') || text.startsWith(arguments[0] + ' ('));
    }) ?? null";

impl Test {
    /// Goes to the first question.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn start_quiz(&self) -> Result<()> {
        self.open("/servers/").await?;
        self.question("quiz.topics").await
    }

    /// Waits for a question, named by its message.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn question(&self, key: &str) -> Result<()> {
        self.see("h1", say(key)?).await
    }

    /// The label of an option.
    ///
    /// # Errors
    /// When there is none that reads so.
    pub async fn option(&self, label: &str) -> Result<WebElement> {
        let find = async || {
            let found = self.driver.execute(LABEL, vec![json!(label)]).await?;
            Ok(match found.json() {
                Value::Null => None,
                _ => Some(found.element()?),
            })
        };
        self.eventually(&format!("the option `{label}`"), find)
            .await
    }

    /// Chooses an option with the mouse.
    ///
    /// # Errors
    /// When there is none that reads so.
    pub async fn choose(&self, label: &str) -> Result<()> {
        let option = self.option(label).await?;
        option.scroll_into_view().await?;
        option
            .click()
            .await
            .with_context(|| format!("choosing `{label}`"))
    }

    /// The labels of the options that are chosen now.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn chosen(&self) -> Result<Vec<String>> {
        let chosen = self
            .js("return [...document.querySelectorAll('main input:checked')]
                   .map((it) => it.labels[0].innerText.split('\\n')[0].trim())")
            .await?;
        Ok(serde_json::from_value(chosen)?)
    }

    /// Presses the button that a question ends with.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn go_on(&self) -> Result<()> {
        self.click("main form button[type='submit'].button-main, main form [data-test='continue']")
            .await
    }

    /// The cards, once there are some and the page no longer searches.
    ///
    /// # Errors
    /// When none come.
    pub async fn cards(&self) -> Result<Vec<Card>> {
        let cards = async || {
            let cards: Vec<Card> = serde_json::from_value(self.js(CARDS).await?)?;
            Ok((!cards.is_empty()).then_some(cards))
        };
        self.eventually("recommended servers", cards).await
    }

    /// The cards, which must be three, each a server of its own with reasons
    /// and a way in.
    ///
    /// # Errors
    /// When they are not.
    pub async fn three_cards(&self) -> Result<Vec<Card>> {
        let cards = self.cards().await?;
        ensure!(cards.len() == 3, "{} cards: {cards:#?}", cards.len());
        for card in &cards {
            let twins = cards.iter().filter(|other| other.domain == card.domain);
            ensure!(twins.count() == 1, "{} is there twice", card.domain);
            ensure!(!card.reasons.is_empty(), "no reason for {}", card.domain);
            ensure!(card.sign_up.is_some(), "no way into {}", card.domain);
        }
        Ok(cards)
    }

    /// The domains of the cards.
    ///
    /// # Errors
    /// When there are none.
    pub async fn picks(&self) -> Result<Vec<String>> {
        let cards = self.cards().await?;
        Ok(cards.into_iter().map(|card| card.domain).collect())
    }
}
