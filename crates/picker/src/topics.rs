//! The table of topics: keys, and the words by which people mean them.

/// One topic that a visitor can choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The key in data files and addresses: `trains`.
    pub key: String,
    /// Words that mean this topic in any language, one or more words each,
    /// lower case: `railway`, `bahn`, `model trains`. One with a question mark
    /// behind it counts only where somebody asks for it, one with an
    /// exclamation mark only where a server says it.
    pub words: Vec<String>,
}

impl Topic {
    /// A group of words that mean the same ("Munich, München, Monaco di
    /// Baviera"), and no topic: its key is `=`. Where it also stands for all
    /// who speak a language, the language follows: `=de`.
    #[must_use]
    pub fn is_meaning(&self) -> bool {
        self.key.starts_with('=')
    }

    /// Not a topic but words about asking, which only who types needs: its key is
    /// `?`, what they are for, and the language or the intent. `?ask.de` and
    /// `?no_asked.de` are fields of `content/languages.toml`, `?child.3.own` is one
    /// of the third row in `content/intents.toml`.
    #[must_use]
    pub fn is_about_asking(&self) -> bool {
        self.key.starts_with('?')
    }

    /// A topic, which is needed from the start; the other rows are for own words.
    #[must_use]
    pub fn is_topic(&self) -> bool {
        !self.is_meaning() && !self.is_about_asking()
    }
}

/// All topics, in the order they are offered, and after them the groups of
/// words that mean the same and the words about asking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topics(pub Vec<Topic>);

impl Topics {
    /// The topic of that key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Topic> {
        self.0.iter().find(|topic| topic.key == key)
    }
}

/// Topics that servers are listed under and that nobody is asked about: two say
/// that a server is about nothing in particular, and `adult` is a question of
/// its own.
pub const UNOFFERED: [&str; 3] = ["general", "regional", "adult"];

/// Whether a topic is no subject of its own: one of [`UNOFFERED`].
#[must_use]
pub fn is_broad(key: &str) -> bool {
    UNOFFERED.contains(&key)
}
