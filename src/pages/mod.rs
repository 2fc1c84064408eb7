//! One file for each page of the site.

pub mod about;
pub mod apps;
pub mod articles;
pub mod beside_results;
pub mod browse;
pub mod different;
pub mod fill;
pub mod follow;
pub mod follow_me;
pub mod home;
pub mod invite;
pub mod join_in;
pub mod movement;
pub mod network;
pub mod networks;
pub mod not_found;
pub mod on_your_page;
pub mod picker;
pub mod print;
pub mod privacy;
pub mod results;
pub mod server_at;
pub mod servers;
pub mod servers_all;
pub mod servers_map;
pub mod texts;
