//! The address: whatever stands in it, what we write is read back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use picker::query::State;

fuzz_target!(|bytes: &[u8]| {
    let query = String::from_utf8_lossy(bytes);
    let state = State::from_query(&query);
    let written = state.to_query();
    assert!(written.is_ascii());
    assert_eq!(State::from_query(&written), state);
    assert_eq!(State::from_query(&written).to_query(), written);
});
