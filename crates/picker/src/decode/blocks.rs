//! The servers that a server keeps out: `GET /api/v1/instance/domain_blocks`.

use super::loose;
use super::outcome::{DecodeError, Decoded, Why};

/// How far a block goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Its posts reach only those who follow their authors.
    Silence,
    /// Nothing goes either way.
    Suspend,
}

/// One blocked domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The domain as shown; servers may hide part of it behind `*`.
    pub domain: String,
    /// The SHA-256 of the whole domain in lower-case hex: tells whether a
    /// certain domain is meant although the name is hidden.
    pub digest: Option<String>,
    /// How far it goes; `None` for a kind of block that we do not know.
    pub severity: Option<Severity>,
    /// The reason that the server gives, as plain text.
    pub comment: Option<String>,
}

/// What a server keeps out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blocks(pub Vec<Block>);

impl Blocks {
    /// How many blocks there are of that severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let all = self.0.iter();
        all.filter(|block| block.severity == Some(severity)).count()
    }

    /// The block of the domain whose SHA-256 (lower-case hex) this is.
    #[must_use]
    pub fn by_digest(&self, digest: &str) -> Option<&Block> {
        let mut all = self.0.iter();
        all.find(|block| block.digest.as_deref() == Some(digest))
    }
}

/// Decodes the list of blocked domains.
///
/// # Errors
/// When the body as a whole is no list: see [`DecodeError`].
pub fn domain_blocks(bytes: &[u8]) -> Result<Decoded<Blocks>, DecodeError> {
    let mut skipped = Vec::new();
    let mut blocks = Vec::new();
    let listed = loose::rows(bytes, "blocked domains", &mut skipped, |_, row| {
        let domain = loose::line(row, "domain", 253).ok_or(Why::Missing("domain"))?;
        let digest = loose::text(row, "digest").map(str::to_ascii_lowercase);
        blocks.push(Block {
            domain,
            digest: digest.filter(|d| d.len() == 64 && d.bytes().all(|b| b.is_ascii_hexdigit())),
            severity: match loose::text(row, "severity") {
                Some("silence") => Some(Severity::Silence),
                Some("suspend") => Some(Severity::Suspend),
                _ => None,
            },
            comment: loose::line(row, "comment", 300),
        });
        Ok(())
    })?;
    Ok(Decoded {
        value: Blocks(blocks),
        listed,
        skipped,
        notes: Vec::new(),
    })
}
