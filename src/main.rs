//! The app: a thin shell on the `picker` engine.

fn main() {}
