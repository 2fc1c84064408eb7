//! What the app asks of the server that a visitor names as their own. What to
//! ask, and what answers mean, is decided in the crate `fill`.

pub mod follower;
pub mod requests;
pub mod resolve;
pub mod sign_in;
