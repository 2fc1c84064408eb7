//! The error for what a person gave.

use std::error::Error;
use std::fmt;

/// A command was given something it cannot work with, such as a file that is not
/// what it should be. Ends with exit code 2.
#[derive(Debug)]
pub struct BadInput(pub String);

impl fmt::Display for BadInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for BadInput {}
