//! The picker as a visitor uses it.

use anyhow::{Result, ensure};
use serde_json::json;

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
    return [...document.querySelectorAll('[data-test=\"picks\"] [data-test=\"card\"]')].map((card) => ({
      domain: card.dataset.domain,
      name: text(card.querySelector('h2, h3')),
      reasons: list(card, '[data-test=\"reasons\"] li'),
      misses: list(card, '[data-test=\"misses\"] li'),
      sign_up: card.querySelector('[data-test=\"sign-up\"]')?.href ?? null,
      text: text(card),
    }));";

/// The option that is called so, or what opens the group it is hidden in. A
/// label may hold a name, the same in English, and a hint: each is a name.
const OPTION: &str = "const names = (label) => {
      const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) found.push(...walker.currentNode.data.split(' · '));
      return found.map((it) => it.trim());
    };
    const label = [...document.querySelectorAll('main label')]
      .find((it) => names(it).includes(arguments[0]));
    const group = label && label.closest('details:not([open])');
    return group ? group.querySelector('summary') : label ?? null;";

impl Test {
    /// Goes to the first question.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn start_quiz(&self) -> Result<()> {
        self.open("/servers/").await?;
        self.question("quiz.topics").await
    }

    /// Lets the site fetch the newest list before anything else, so that it
    /// does not come in the middle of a test that is about something else.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn with_newest_list(&self) -> Result<()> {
        self.open("/servers/?v=1&seed=1").await?;
        self.reads("[data-test='sources']", "directory.live").await
    }

    /// Waits for a question, named by its message.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn question(&self, key: &str) -> Result<()> {
        self.see("h1", say(key)?).await?;
        // The first question stands in the page before the app does: what is
        // found in there now may be gone when it is clicked. In the embed the
        // program waits until a visitor's pointer comes near.
        let there = async || {
            let there = self.js(
                "const place = document.querySelector('#app:not([data-app])');
                 place?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
                 return !place",
            );
            Ok((there.await? == true).then_some(()))
        };
        self.eventually("the app", there).await
    }

    /// Waits for a question as a keyboard does: until its heading has the focus.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn arrived(&self, key: &str) -> Result<()> {
        self.question(key).await?;
        let at = async || Ok((self.focused().await?.tag == "h1").then_some(()));
        self.eventually("the focus on the heading", at).await
    }

    /// Chooses an option with the mouse, opening the group it is in.
    ///
    /// # Errors
    /// When there is none that reads so.
    pub async fn choose(&self, name: &str) -> Result<()> {
        let choose = async || {
            let found = self.driver.execute(OPTION, vec![json!(name)]).await?;
            if found.json().is_null() {
                return Ok(None);
            }
            let element = found.element()?;
            element.scroll_into_view().await?;
            element.click().await?;
            // A group that was opened shows its options: the next round finds it.
            Ok((element.tag_name().await? == "label").then_some(()))
        };
        self.eventually(&format!("the option `{name}`"), choose)
            .await
    }

    /// The labels of the options that are chosen now.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn chosen(&self) -> Result<Vec<String>> {
        let chosen = self
            .js("return [...document.querySelectorAll('main input:checked')]
                   .map((it) => it.labels[0].innerText.split(/[\\n·]/)
                     .map((part) => part.trim()).find((part) => part))")
            .await?;
        Ok(serde_json::from_value(chosen)?)
    }

    /// Presses the button that a question ends with.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn go_on(&self) -> Result<()> {
        self.click("[data-test='continue']").await
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
