//! Reading what others serve, with distrust: every field may be missing, of
//! another type, or a lie. Whatever the bytes, a decoder answers; it never
//! panics, and it counts what it had to leave out.

pub mod activity;
pub mod blocks;
pub mod bundle;
pub mod counts;
pub mod defaults;
pub mod extended;
pub mod instance;
mod live;
mod loose;
pub mod nodeinfo;
mod outcome;
mod row;
pub mod rules;
pub mod servers;
pub mod software;
pub mod statistics;

pub use activity::activity;
pub use blocks::domain_blocks;
pub use bundle::{Bundle, Listing, bundle};
pub use counts::{Network, are_plausible, distrust_answer, distrust_counts};
pub use defaults::default_servers;
pub use extended::{ExtendedDescription, extended_description};
pub use instance::{InstanceInfo, instance_v1, instance_v2};
pub use live::live_facts;
pub use nodeinfo::nodeinfo;
pub use outcome::{DecodeError, Decoded, MAX_BODY, Note, NoteKind, Skipped, Why};
#[cfg(not(target_arch = "wasm32"))]
pub use row::write_row;
pub use rules::{Rule, Translation};
pub use servers::{label_ownership, servers};
pub use software::Software;
pub use statistics::statistics;
