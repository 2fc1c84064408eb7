//! The recommended servers that are on the page, shared by the components that
//! show them.
