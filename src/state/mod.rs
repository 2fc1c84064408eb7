//! What components share and no view: contexts that the root of the app
//! provides. Nothing in here draws.

pub mod announcer;
pub mod arrival;
pub mod browse;
pub mod draft;
pub mod home_server;
pub mod navigation;
pub mod page_data;
pub mod page_words;
pub mod pick_history;
pub mod results;
pub mod selection;
pub mod site;
pub mod visitor;
