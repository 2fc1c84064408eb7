//! The servers that Mastodon's own apps offer first: `GET /default-servers`.

use super::loose;
use super::outcome::{DecodeError, Decoded, Why};
use crate::domain;
use crate::json::{Look as _, Value};

/// A default server and its share of newcomers.
#[derive(Debug, Clone, PartialEq)]
pub struct DefaultServer {
    /// The domain in normal form.
    pub domain: String,
    /// Its share, 0 to 1; all shares together make 1.
    pub share: f64,
}

/// Decodes the list and turns its weights, in whatever unit, into shares.
/// Servers without a weight above zero are not drawn and so left out.
///
/// # Errors
/// When the body as a whole is no list: see [`DecodeError`].
pub fn default_servers(bytes: &[u8]) -> Result<Decoded<Vec<DefaultServer>>, DecodeError> {
    let mut skipped = Vec::new();
    let mut found: Vec<DefaultServer> = Vec::new();
    let listed = loose::rows(bytes, "default servers", &mut skipped, |_, row| {
        let name = loose::text(row, "domain").ok_or(Why::Missing("domain"))?;
        let domain = domain::normalise(name).map_err(Why::Domain)?;
        let weight = match row.get("weight") {
            Some(Value::Number((n, _))) => n.parse().ok(),
            Some(Value::String(s)) => s.trim().parse().ok(),
            _ => None,
        };
        // The upper bound keeps the sum finite, however many rows there are.
        let share = weight
            .filter(|w| *w > 0.0 && *w <= 1e12)
            .ok_or(Why::Missing("weight"))?;
        if found.iter().any(|known| known.domain == domain) {
            return Err(Why::Duplicate);
        }
        found.push(DefaultServer { domain, share });
        Ok(())
    })?;
    let sum: f64 = found.iter().map(|server| server.share).sum();
    for server in &mut found {
        server.share /= sum;
    }
    Ok(Decoded {
        value: found,
        listed,
        skipped,
        notes: Vec::new(),
    })
}
