//! The pinned tools, the compilers for WebAssembly and the browsers: where they
//! are, how they are installed, and how they are run.

pub mod browsers;
pub mod debian;
pub mod paths;
pub mod run;
pub mod toolbox;
pub mod tools;
pub mod wasm;
