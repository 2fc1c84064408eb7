//! Compressed twins of files (`app.js.br`, `app.js.gz`), for hosts that send
//! what lies there instead of compressing anew, and worse, for each visitor.

use crate::dist::Dist;
use crate::files::{bytes, ending, files, write};
use anyhow::Result;
use std::io::Write as _;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What gets smaller. Pictures in PNG are compressed already.
const KINDS: [&str; 10] = [
    "html",
    "css",
    "js",
    "json",
    "svg",
    "wasm",
    "xml",
    "txt",
    "csv",
    "webmanifest",
];

/// The maintainer's switches can be changed on the host: a twin would go on
/// saying the old.
const EDITED: &str = "config.json";

/// Writes the twins of all files that get smaller by it, on all cores: it takes half a
/// minute on one.
///
/// # Errors
/// When a file cannot be read or written.
pub fn apply(dist: &Dist) -> Result<()> {
    let all = files(&dist.dir)?;
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(path) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            if KINDS.contains(&ending(path)) && path != EDITED {
                twins(dist, path)?;
            }
        }
        Ok(())
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            let done = worker.join();
            done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    })
}

fn twins(dist: &Dist, path: &str) -> Result<()> {
    let content = bytes(dist, path)?;
    for (twin, packed) in [("br", brotli(&content)?), ("gz", gzip(&content)?)] {
        if packed.len() < content.len() {
            write(dist, &format!("{path}.{twin}"), packed)?;
        }
    }
    Ok(())
}

/// Brotli at its strongest.
///
/// # Errors
/// None that is known of; the library's interface has one.
pub fn brotli(mut content: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        // The whole file as its window: a wasm is larger than the usual one.
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut content, &mut packed, &params)?;
    Ok(packed)
}

/// Gzip at its strongest, without name and time: the same in every build.
///
/// # Errors
/// None that is known of; the library's interface has one.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(content)?;
    Ok(packed.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dist;
    use std::io::Read as _;

    #[test]
    fn twins_hold_the_same_and_only_where_they_are_smaller() {
        let long = "all work and no play ".repeat(100);
        let (_dir, dist) = dist(
            "/",
            &[
                ("a/long.js", &long),
                ("config.json", &long),
                ("p.png", &long),
                ("short.js", "x"),
            ],
        );
        apply(&dist).unwrap();
        let names = files(&dist.dir).unwrap();
        assert_eq!(
            names,
            [
                "a/long.js",
                "a/long.js.br",
                "a/long.js.gz",
                "config.json",
                "p.png",
                "short.js"
            ]
        );
        let mut text = String::new();
        let packed = bytes(&dist, "a/long.js.gz").unwrap();
        flate2::read::GzDecoder::new(packed.as_slice())
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, long);
        let mut unpacked = Vec::new();
        let packed = bytes(&dist, "a/long.js.br").unwrap();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, long.as_bytes());
    }
}
