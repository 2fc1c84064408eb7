//! End-to-end tests: the built bundle in real browsers.
