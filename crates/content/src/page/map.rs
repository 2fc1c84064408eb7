//! The map of all servers.

use serde::{Deserialize, Serialize};

use super::common::Time;

/// `/servers/map/`: a circle for each bundled server, laid out for a square of
/// [`ServerMap::size`] units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServerMap {
    /// The day of the build.
    pub date: Time,
    /// Width and height of the picture, in units of its view box.
    pub size: u32,
    /// The circles around servers with the same main topic, the largest first.
    pub groups: Vec<MapGroup>,
}

/// The servers with one main topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapGroup {
    /// The topic's name.
    pub name: String,
    /// Where its middle is.
    pub x: u32,
    /// Where its middle is.
    pub y: u32,
    /// How large it is.
    pub r: u32,
    /// Its servers: those of one main language stand together.
    pub servers: Vec<MapServer>,
}

/// A server as a circle, and as a row of the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapServer {
    /// Its domain in normal form.
    pub domain: String,
    /// Where its middle is.
    pub x: u32,
    /// Where its middle is.
    pub y: u32,
    /// How large it is: the more people, the larger.
    pub r: u32,
    /// The name of its main language; empty where none is known.
    pub language: String,
    /// How many people are active there in a week, or how large it is; empty where
    /// neither is known.
    pub people: String,
    /// How one gets an account: `approval`, `instant`, `open` or `unknown`, which is
    /// also the name of a message (`map.KEY`) and the colour.
    pub sign_up: String,
}
