//! What is found out about a site, and how it is said.

use std::fmt;

/// How a finding is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// As it should be.
    Good,
    /// Works, and could be better.
    Advice,
    /// Visitors will meet it.
    Wrong,
}

/// One thing that was found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) verdict: Verdict,
    /// What was looked at: one word.
    pub(super) subject: &'static str,
    /// A sentence for the person who runs the site.
    pub(super) text: String,
}

impl Finding {
    pub(super) fn new(verdict: Verdict, subject: &'static str, text: impl Into<String>) -> Self {
        Self {
            verdict,
            subject,
            text: text.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match self.verdict {
            Verdict::Good => "ok",
            Verdict::Advice => "ADVICE",
            Verdict::Wrong => "WRONG",
        };
        write!(f, "{verdict:<7}{:<12}{}", self.subject, self.text)
    }
}
