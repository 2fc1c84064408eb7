//! A host's own colour for buttons and links, made readable: moved towards
//! black or white for as long as it lacks the contrast that WCAG 2.2 AA asks
//! of texts, on every ground that it stands on.

/// A colour of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

const BLACK: Rgb = Rgb([0, 0, 0]);
const WHITE: Rgb = Rgb([255, 255, 255]);

/// What texts need (WCAG 2.2, 1.4.3), and a little more for rounding.
const CONTRAST: f64 = 4.55;
/// How far the strong colour (under the pointer) is from the plain one, and
/// the soft ground from the page's, of 32 steps.
const STRONG: u16 = 6;
const SOFT: u16 = 4;
const STEPS: u16 = 32;

/// The grounds of `style/base.css`: paper, surface, soft surface.
const LIGHT: [Rgb; 3] = [
    Rgb([0xfd, 0xfb, 0xf5]),
    Rgb([0xff, 0xff, 0xff]),
    Rgb([0xf4, 0xf1, 0xe6]),
];
const DARK: [Rgb; 3] = [
    Rgb([0x10, 0x19, 0x1a]),
    Rgb([0x18, 0x24, 0x26]),
    Rgb([0x1f, 0x2e, 0x30]),
];

/// The colours that stand in for the site's own green.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    /// Buttons, links.
    pub leaf: Rgb,
    /// The same under the pointer.
    pub strong: Rgb,
    /// The ground of what is chosen or under the pointer.
    pub soft: Rgb,
    /// Texts on buttons.
    pub on_leaf: Rgb,
}

impl Rgb {
    /// Reads `#rrggbb`; the `#` may be missing, as it means something else in
    /// an address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('#').unwrap_or(text);
        if text.len() != 6 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let all = u32::from_str_radix(text, 16).ok()?;
        let [_, r, g, b] = all.to_be_bytes();
        Some(Self([r, g, b]))
    }

    /// As CSS reads it.
    #[must_use]
    pub fn css(self) -> String {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut out = String::from("#");
        for byte in self.0 {
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
        out
    }

    /// So many of 32 steps on the way to another colour.
    #[must_use]
    fn towards(self, other: Self, steps: u16) -> Self {
        let mut out = self;
        for (mine, theirs) in out.0.iter_mut().zip(other.0) {
            let mixed = u16::from(*mine) * (STEPS - steps) + u16::from(theirs) * steps;
            #[allow(clippy::cast_possible_truncation)] // A mean of two bytes is one.
            {
                *mine = (mixed / STEPS) as u8;
            }
        }
        out
    }

    /// The relative luminance (WCAG 2.2), 0 to 1.
    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

/// The contrast of two colours (WCAG 2.2), 1 to 21.
#[must_use]
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (a.luminance() + 0.05, b.luminance() + 0.05);
    if a > b { a / b } else { b / a }
}

/// The inverse of sRGB's gamma. `x^2.4` is `x² · x^0.4`, and the fifth root in
/// that comes from Newton's method: the general power would ride along in
/// everybody's download for it.
fn linear(byte: u8) -> f64 {
    let value = f64::from(byte) / 255.0;
    if value <= 0.04045 {
        return value / 12.92;
    }
    let base = (value + 0.055) / 1.055;
    let square = base * base;
    let mut root = 1.0;
    for _ in 0..12 {
        let fourth = root * root * root * root;
        root -= (root - square / fourth) / 5.0;
    }
    square * root
}

impl Accent {
    /// The colours for light pages and for dark ones.
    #[must_use]
    pub fn of(wish: Rgb) -> [Self; 2] {
        [Self::on(wish, LIGHT, BLACK), Self::on(wish, DARK, WHITE)]
    }

    fn on(wish: Rgb, grounds: [Rgb; 3], away: Rgb) -> Self {
        let soft = grounds[0].towards(wish, SOFT);
        let readable = |colour: Rgb| {
            let on_all = grounds.iter().chain([&soft]);
            on_all.fold(f64::MAX, |least, ground| {
                least.min(contrast(colour, *ground))
            }) >= CONTRAST
        };
        let leaf = (0..=STEPS)
            .map(|steps| wish.towards(away, steps))
            .find(|colour| readable(*colour))
            .unwrap_or(away);
        let strong = leaf.towards(away, STRONG);
        // What reads on the plain colour reads better on the strong one only if
        // it is on the other side of it.
        let on_leaf = if away == BLACK { WHITE } else { BLACK };
        Self {
            leaf,
            strong,
            soft,
            on_leaf,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Accent, BLACK, DARK, LIGHT, Rgb, WHITE, contrast, linear};
    use proptest::prelude::*;

    #[test]
    fn colours_are_read_strictly_and_written_back() {
        for (text, css) in [("#7A2e8c", "#7a2e8c"), ("00ff09", "#00ff09")] {
            assert_eq!(Rgb::parse(text).unwrap().css(), css);
        }
        for bad in [
            "", "#", "#fff", "red", "#12345g", "#1234567", "##12345", "+12345", "#é1234", "url(x)",
            "#123456;",
        ] {
            assert_eq!(Rgb::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_luminance_is_that_of_the_formula() {
        for byte in 0..=255_u8 {
            let value = f64::from(byte) / 255.0;
            let exact = if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            };
            assert!((linear(byte) - exact).abs() < 1e-9, "{byte}");
        }
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast(WHITE, BLACK) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn a_colour_that_is_readable_stays_as_it_is() {
        let wish = Rgb::parse("#7a2e8c").unwrap();
        assert_eq!(Accent::of(wish)[0].leaf, wish);
        let bright = Rgb::parse("#ffd166").unwrap();
        assert_eq!(Accent::of(bright)[1].leaf, bright);
        assert_ne!(Accent::of(bright)[0].leaf, bright);
    }

    #[test]
    fn the_grounds_are_those_of_the_style_sheet() {
        let css = include_str!("../../style/base.css");
        for ground in LIGHT.into_iter().chain(DARK) {
            assert!(css.contains(&ground.css()), "{}", ground.css());
        }
    }

    proptest! {
        #[test]
        fn every_wish_is_readable_everywhere(r: u8, g: u8, b: u8) {
            for (accent, grounds) in Accent::of(Rgb([r, g, b])).into_iter().zip([LIGHT, DARK]) {
                for colour in [accent.leaf, accent.strong] {
                    for ground in grounds.into_iter().chain([accent.soft]) {
                        let got = contrast(colour, ground);
                        prop_assert!(got >= 4.5, "{} on {}: {got}", colour.css(), ground.css());
                    }
                    let got = contrast(colour, accent.on_leaf);
                    prop_assert!(got >= 4.5, "{} under texts: {got}", colour.css());
                }
            }
        }
    }
}
