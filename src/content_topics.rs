//! What maintainers wrote in `content/` and the app shows, baked in by
//! `build/content.rs`.

include!(concat!(env!("OUT_DIR"), "/content.rs"));
