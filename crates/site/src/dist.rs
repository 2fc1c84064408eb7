//! The folder of a site in the making.

use crate::public_url::PublicUrl;
use std::path::PathBuf;

/// A site in the making, as the steps after Trunk have it.
#[derive(Clone, Debug)]
pub struct Dist {
    /// The folder with its files.
    pub dir: PathBuf,
    /// The path under which it will be published.
    pub public_url: PublicUrl,
}
