// Plain comments and items only: `build.rs` includes this file as well.

// What a row of `content/languages.toml` holds beside its `tag`.

/// What is needed to read servers: compiled in.
pub const COMPILED: [&str; 9] = [
    "small", "telling", "stop", "letters", "no", "no_after", "keep", "or", "but",
];

/// What is needed only where somebody types: comes with the words that mean the same.
pub const ASKED: [&str; 5] = ["ask", "no_asked", "no_after_asked", "keep_asked", "around"];
