//! Codes to scan.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

use crate::escape::escape;

/// The light modules around a code that scanners need (ISO/IEC 18004, 4.3.8).
pub const QUIET_ZONE: usize = 4;

/// The longest text that is encoded, in bytes: a code of 77 modules at most, which
/// can be scanned from a card of 3 cm.
pub const MAX_TEXT: usize = 300;

/// A QR code.
pub struct Qr(QrCode);

impl core::fmt::Debug for Qr {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Qr").field(&self.0.size()).finish()
    }
}

impl Qr {
    /// Encodes a text at level M (15 % may be damaged), or better where that
    /// makes the code no larger. `None` where it is longer than [`MAX_TEXT`].
    #[must_use]
    pub fn encode(text: &str) -> Option<Self> {
        if text.len() > MAX_TEXT {
            return None;
        }
        // The only error is that the text is too long.
        QrCode::encode_text(text, QrCodeEcc::Medium).ok().map(Self)
    }

    /// The width in modules, with the quiet zone.
    #[must_use]
    pub fn width(&self) -> usize {
        usize::try_from(self.0.size()).unwrap_or_default() + 2 * QUIET_ZONE
    }

    /// Whether a module is dark. The quiet zone, and all beyond it, is light.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let place = |at: usize| {
            let at = at.checked_sub(QUIET_ZONE)?;
            i32::try_from(at).ok()
        };
        match (place(x), place(y)) {
            (Some(x), Some(y)) => self.0.get_module(x, y),
            _ => false,
        }
    }

    /// The dark modules as the `d` of an SVG path, one unit to a module.
    #[must_use]
    pub fn path(&self) -> String {
        let width = self.width();
        let mut out = String::new();
        for y in 0..width {
            let mut x = 0;
            while x < width {
                let run = (x..width).take_while(|x| self.is_dark(*x, y)).count();
                if run > 0 {
                    let _ = write!(out, "M{x} {y}h{run}v1h-{run}z");
                }
                x += run + 1;
            }
        }
        out
    }

    /// The `viewBox` of [`Self::path`].
    #[must_use]
    pub fn view_box(&self) -> String {
        format!("0 0 {0} {0}", self.width())
    }

    /// An SVG picture that stands alone, in one line. It is dark on light whatever
    /// is around it: many scanners read no other.
    #[must_use]
    pub fn svg(&self, label: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{}\" width=\"240\" height=\"240\" \
             role=\"img\" aria-label=\"{}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{2}v{2}H0z\"/><path d=\"{3}\"/></svg>",
            self.view_box(),
            escape(label),
            self.width(),
            self.path(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a scanner reads of a code that is printed with `pixels` to a module,
    /// with `grey` added to each dark and taken from each light pixel.
    fn scan(qr: &Qr, pixels: usize, grey: u8) -> Option<String> {
        let width = qr.width() * pixels;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, width, |x, y| {
            if qr.is_dark(x / pixels, y / pixels) {
                grey
            } else {
                255 - grey
            }
        });
        let grids = image.detect_grids();
        grids.first()?.decode().ok().map(|(_, text)| text)
    }

    #[test]
    fn a_code_is_read_at_many_sizes() {
        let texts = [
            "https://a.example/",
            "https://spread.example/servers/?v=1&topic=art,music&lang=de&region=europe&step=topics",
            "https://spread.example/follow/#@somebody_with_a_long_name@social.a.example",
        ];
        for text in texts {
            let qr = Qr::encode(text).unwrap();
            // A card's 3 cm at 300 dpi are some 7 pixels to a module, a poster's
            // 10 cm some 20; screens show 2 and more.
            for pixels in [2, 3, 4, 7, 13, 20] {
                assert_eq!(scan(&qr, pixels, 0).as_deref(), Some(text), "{pixels} px");
            }
            assert_eq!(scan(&qr, 7, 70).as_deref(), Some(text), "pale print");
        }
    }

    #[test]
    fn a_hole_in_a_code_is_mended() {
        let text = "https://spread.example/servers/?v=1&topic=art&step=topics";
        let qr = Qr::encode(text).unwrap();
        let (pixels, middle) = (6, qr.width() / 2);
        let width = qr.width() * pixels;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, width, |x, y| {
            let (x, y) = (x / pixels, y / pixels);
            let hole = x.abs_diff(middle) < 3 && y.abs_diff(middle) < 3;
            if qr.is_dark(x, y) && !hole { 0 } else { 255 }
        });
        let grids = image.detect_grids();
        assert_eq!(grids[0].decode().unwrap().1, text);
    }

    #[test]
    fn what_is_too_long_for_a_card_is_refused() {
        let qr = Qr::encode(&"x".repeat(MAX_TEXT)).unwrap();
        assert!(qr.width() <= 77 + 2 * QUIET_ZONE, "{}", qr.width());
        assert!(Qr::encode(&"x".repeat(MAX_TEXT + 1)).is_none());
    }

    #[test]
    fn the_path_draws_each_dark_module() {
        let qr = Qr::encode("https://a.example/").unwrap();
        let mut drawn = 0;
        for part in qr.path().split('M').skip(1) {
            let numbers: Vec<usize> = part
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|it| it.parse().ok())
                .collect();
            let [x, y, run, ..] = numbers[..] else {
                panic!("{part}")
            };
            for x in x..x + run {
                assert!(qr.is_dark(x, y), "{x} {y}");
                drawn += 1;
            }
        }
        let all = (0..qr.width() * qr.width())
            .filter(|at| qr.is_dark(at % qr.width(), at / qr.width()))
            .count();
        assert_eq!(drawn, all);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn any_address_is_read_again(path in "[a-zA-Z0-9/?&=,#@%._~-]{0,120}") {
            let text = format!("https://a.example/{path}");
            let qr = Qr::encode(&text).unwrap();
            prop_assert_eq!(scan(&qr, 4, 0), Some(text));
        }
    }
}
