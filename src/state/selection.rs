//! The servers that the visitor has ticked for comparison.
