//! A code as a PNG file (RFC 2083): one bit to a pixel. What repeats, and most of a
//! code does, is written as runs of DEFLATE's fixed codes (RFC 1951, 3.2.6): a
//! compressor of its own would weigh more than all the rest of this crate.

use crate::qr::Qr;

/// A QR code with `scale` pixels to a module, quiet zone included.
#[must_use]
pub fn png(qr: &Qr, scale: usize) -> Vec<u8> {
    let scale = scale.max(1);
    let width = qr.width() * scale;
    let size = u32::try_from(width).unwrap_or(u32::MAX).to_be_bytes();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    // Depth 1, greyscale, and the only kinds of compression, filter and order.
    let header = [&size[..], &size[..], &[1, 0, 0, 0, 0]].concat();
    chunk(&mut out, *b"IHDR", &header);
    chunk(&mut out, *b"IDAT", &zlib(&rows(qr, scale, width)));
    chunk(&mut out, *b"IEND", &[]);
    out
}

/// The rows with their filters: the first of a module as it is, the others as "the
/// same as above".
fn rows(qr: &Qr, scale: usize, width: usize) -> Vec<u8> {
    let bytes = width.div_ceil(8);
    let mut out = Vec::with_capacity(width * (bytes + 1));
    for y in 0..qr.width() {
        let start = out.len() + 1;
        out.push(0);
        out.resize(start + bytes, 0);
        for x in (0..width).filter(|x| !qr.is_dark(x / scale, y)) {
            out[start + x / 8] |= 0x80 >> (x % 8);
        }
        for _ in 1..scale {
            out.push(2);
            out.resize(out.len() + bytes, 0);
        }
    }
    out
}

fn chunk(out: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    out.extend(length.to_be_bytes());
    let start = out.len();
    out.extend(name);
    out.extend(data);
    let sum = crc32(&out[start..]);
    out.extend(sum.to_be_bytes());
}

/// The checksum of a chunk (RFC 2083, section 15).
fn crc32(bytes: &[u8]) -> u32 {
    let crc = bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 * (crc & 1))
        })
    });
    !crc
}

/// The checksum of a zlib stream (RFC 1950, 2.2).
fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    b << 16 | a
}

/// A zlib stream of one block with fixed codes, in which only runs of one byte are
/// shortened.
fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut bits = Bits {
        out: vec![0x78, 0x01],
        ..Bits::default()
    };
    // The last block; of fixed codes.
    bits.push(1, 1);
    bits.push(1, 2);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        bits.symbol(u32::from(*byte));
        at += 1;
        let run = bytes[at..]
            .iter()
            .take(MAX_RUN)
            .take_while(|it| *it == byte);
        let run = run.count();
        if run >= MIN_RUN {
            bits.run(run);
            at += run;
        }
    }
    bits.symbol(256);
    let mut out = bits.finish();
    out.extend(adler32(bytes).to_be_bytes());
    out
}

const MIN_RUN: usize = 3;
const MAX_RUN: usize = 258;

/// Bits, the lowest of each byte first.
#[derive(Default)]
struct Bits {
    out: Vec<u8>,
    /// What does not yet fill a byte, and how many bits that is.
    rest: u32,
    count: u32,
}

impl Bits {
    /// Adds the lowest `count` bits of a number, the lowest first.
    fn push(&mut self, value: u32, count: u32) {
        self.rest |= value << self.count;
        self.count += count;
        while self.count >= 8 {
            self.out.push((self.rest & 0xFF) as u8);
            self.rest >>= 8;
            self.count -= 8;
        }
    }

    /// Adds a fixed Huffman code, the highest bit first.
    fn symbol(&mut self, symbol: u32) {
        let (code, length) = match symbol {
            0..=143 => (0x30 + symbol, 8),
            144..=255 => (0x190 + symbol - 144, 9),
            256..=279 => (symbol - 256, 7),
            _ => (0xC0 + symbol - 280, 8),
        };
        self.push(code.reverse_bits() >> (32 - length), length);
    }

    /// Repeats the byte before so many times.
    fn run(&mut self, length: usize) {
        // From 11 on, each doubling of the length has four symbols, whose extra bits
        // tell its lengths apart; 258 has one of its own (RFC 1951, 3.2.5).
        let length = u32::try_from(length).unwrap_or(0);
        let past = length.saturating_sub(3);
        if length == 258 {
            self.symbol(285);
        } else if past < 8 {
            self.symbol(257 + past);
        } else {
            let extra = past.ilog2() - 2;
            self.symbol(257 + 4 * extra + (past >> extra));
            self.push(past & ((1 << extra) - 1), extra);
        }
        // A distance of 1 is the first of 30 codes of five bits.
        self.push(0, 5);
    }

    fn finish(mut self) -> Vec<u8> {
        let fill = (8 - self.count) % 8;
        self.push(0, fill);
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The picture as another program reads it: width and light pixels.
    fn decoded(bytes: &[u8]) -> (usize, Vec<bool>) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .unwrap();
        let mut buffer = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut buffer).unwrap();
        assert_eq!(info.bit_depth, png::BitDepth::One);
        let width = info.width as usize;
        let light = (0..width * width).map(|at| {
            let (x, y) = (at % width, at / width);
            buffer[y * info.line_size + x / 8] >> (7 - x % 8) & 1 == 1
        });
        (width, light.collect())
    }

    #[test]
    fn another_program_reads_the_same_picture() {
        for (text, scale) in [
            ("https://a.example/", 1),
            ("https://a.example/", 5),
            ("https://a.example/servers/?v=1&topic=art&step=topics", 12),
            (&"x".repeat(300), 16),
        ] {
            let qr = Qr::encode(text).unwrap();
            let file = png(&qr, scale);
            let (width, light) = decoded(&file);
            assert_eq!(width, qr.width() * scale);
            for (at, light) in light.iter().enumerate() {
                let (x, y) = (at % width / scale, at / width / scale);
                assert_eq!(*light, !qr.is_dark(x, y), "{x} {y}");
            }
            assert!(file.len() < 12_000, "{} bytes", file.len());
        }
    }

    #[test]
    fn the_file_can_be_scanned() {
        let text = "https://spread.example/follow/#@ana@a.example";
        let file = png(&Qr::encode(text).unwrap(), 9);
        let (width, light) = decoded(&file);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, width, |x, y| {
            u8::from(light[y * width + x]) * 255
        });
        let grids = image.detect_grids();
        assert_eq!(grids[0].decode().unwrap().1, text);
    }

    #[test]
    fn runs_of_all_lengths_are_read_again() {
        use std::io::Read as _;
        for length in (1..600).chain([5_000]) {
            let bytes: Vec<u8> = [vec![7; length], vec![200; 2], vec![0; length]].concat();
            let mut read = Vec::new();
            flate2::read::ZlibDecoder::new(&zlib(&bytes)[..])
                .read_to_end(&mut read)
                .unwrap();
            assert_eq!(read, bytes, "{length}");
        }
    }

    #[test]
    fn the_checksums_are_those_of_the_standards() {
        // The check values that are given for them everywhere.
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }
}
