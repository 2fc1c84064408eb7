//! What a server says of its software: a nodeinfo document (2.0 and 2.1).

use super::loose;
use super::outcome::DecodeError;
use super::software::Software;
use crate::json::{Look as _, Value};

/// What we read from a nodeinfo document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeInfo {
    /// The software.
    pub software: Software,
    /// The server's own name for itself.
    pub name: Option<String>,
    /// Whether new accounts are taken. Says nothing about approval: servers
    /// that review requests say `true` too.
    pub open: Option<bool>,
    /// Accounts.
    pub total_users: Option<u64>,
    /// People active in the last month; 0 counts as not known.
    pub active_month: Option<u64>,
}

/// Decodes a nodeinfo document.
///
/// # Errors
/// When the body is no such document: see [`DecodeError`].
pub fn nodeinfo(bytes: &[u8]) -> Result<NodeInfo, DecodeError> {
    const EXPECTED: &str = "a nodeinfo document";
    let text = loose::body(bytes)?;
    let root = loose::object(&text, EXPECTED)?;
    let Some(software) = root.get("software").filter(|s| s.is_object()) else {
        return Err(DecodeError::WrongShape(EXPECTED));
    };
    let nothing = Value::Null;
    let users = root.get("usage").and_then(|usage| usage.get("users"));
    let users = users.unwrap_or(&nothing);
    let metadata = root.get("metadata").unwrap_or(&nothing);
    Ok(NodeInfo {
        software: Software::of_nodeinfo(software),
        name: loose::line(metadata, "nodeName", 100),
        open: loose::flag(&root, "openRegistrations").value(),
        total_users: loose::count(users, "total").value(),
        active_month: loose::count(users, "activeMonth")
            .value()
            .filter(|n| *n > 0),
    })
}
