//! The daily series: in order, each day once, every row used or counted.
#![no_main]

use libfuzzer_sys::fuzz_target;
use picker::decode;

fuzz_target!(|bytes: &[u8]| {
    let Ok(series) = decode::statistics(bytes) else {
        return;
    };
    assert_eq!(series.value.len() + series.skipped.len(), series.listed);
    assert!(
        series
            .value
            .windows(2)
            .all(|pair| pair[0].date < pair[1].date)
    );
    assert!(series.value.iter().all(|day| day.servers > 0));
});
