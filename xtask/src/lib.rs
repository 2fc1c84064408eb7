//! What the commands share, and what the end-to-end tests start themselves.

pub mod mock;
pub mod mock_api;
