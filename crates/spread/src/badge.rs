//! Badges: small pictures with a line of text, as SVG without a font, a script or a
//! request. The drawing is the dandelion of this site, and no logo of Mastodon.

use picker::plain_text::plain_line;

use crate::escape::escape;

/// The colours of a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// For light pages.
    Light,
    /// For dark pages.
    Dark,
}

impl Tone {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// Its name in forms, files and messages.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The tone of that name.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == key)
    }

    /// Ground, line and drawing, text: at least 4.5 to 1 against the ground.
    const fn colours(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Light => ("#fdfbf5", "#17654a", "#0f4834"),
            Self::Dark => ("#10191a", "#7ed3a9", "#edf2ec"),
        }
    }
}

/// The longest text of a badge, in characters; what is beyond is cut off.
pub const MAX_TEXT: usize = 60;

/// A text as it stands on badges and buttons: on one line, without signs that cannot be
/// seen or that turn the direction of writing, and of [`MAX_TEXT`] at most, cut between
/// letters as people see them. Empty where nothing of it can be seen.
#[must_use]
pub fn clean(text: &str) -> String {
    clean_up_to(text, MAX_TEXT)
}

/// The same for another length, in characters.
pub(crate) fn clean_up_to(text: &str, max: usize) -> String {
    let text = plain_line(text, max);
    // Joiners and variation selectors change what stands beside them.
    let unseen = |c: char| matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}');
    if text.chars().all(|c| unseen(c) || c.is_whitespace()) {
        String::new()
    } else {
        text
    }
}

const HEIGHT: u32 = 36;
const FONT: u32 = 15;
/// Where the text begins, and what is free behind it.
const START: u32 = 42;
const END: u32 = 14;

/// A badge in one line.
#[must_use]
pub fn badge(text: &str, tone: Tone) -> String {
    drawing(text, tone, "")
}

/// A badge with more attributes.
pub(crate) fn drawing(text: &str, tone: Tone, attributes: &str) -> String {
    let text = clean(text);
    let (ground, line, ink) = tone.colours();
    let length = text_width(&text);
    let width = START + length + END;
    let middle = START + length / 2;
    let text = escape(&text);
    // `textLength`: the letters fill the badge whatever font there is.
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{HEIGHT}\" \
         viewBox=\"0 0 {width} {HEIGHT}\" role=\"img\" aria-label=\"{text}\"{attributes}>\
         <rect x=\"1\" y=\"1\" width=\"{}\" height=\"{}\" rx=\"9\" fill=\"{ground}\" \
         stroke=\"{line}\" stroke-width=\"2\"/>\
         <g transform=\"translate(10 6) scale(.5)\" fill=\"none\" stroke=\"{line}\" \
         stroke-width=\"3\" stroke-linecap=\"round\">\
         <path d=\"M24 19c1 10 0 17-3 25M24 19V6M24 19l10-8M24 19l13 3M24 19l6 12M24 19l-6 12M24 \
         19l-13 3M24 19l-10-8\"/><g fill=\"#f6bd38\" stroke=\"none\"><circle cx=\"24\" cy=\"6\" \
         r=\"3.4\"/><circle cx=\"34\" cy=\"11\" r=\"3.4\"/><circle cx=\"37\" cy=\"22\" r=\"3.4\"/>\
         <circle cx=\"30\" cy=\"31\" r=\"3.4\"/><circle cx=\"18\" cy=\"31\" r=\"3.4\"/>\
         <circle cx=\"11\" cy=\"22\" r=\"3.4\"/><circle cx=\"14\" cy=\"11\" r=\"3.4\"/></g></g>\
         <text x=\"{middle}\" y=\"23.5\" text-anchor=\"middle\" textLength=\"{length}\" \
         lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\" font-family=\"system-ui,sans-serif\" \
         font-size=\"{FONT}\" font-weight=\"600\">{text}</text></svg>",
        width - 2,
        HEIGHT - 2,
    )
}

/// About how wide a text is, in pixels: the mean of what common fonts take.
fn text_width(text: &str) -> u32 {
    (hundredths(text) * FONT / 100).max(FONT)
}

/// About how wide a text is on one line, in sizes of its font (CSS `em`), rounded up.
#[must_use]
pub fn ems(text: &str) -> u32 {
    hundredths(text).div_ceil(100)
}

fn hundredths(text: &str) -> u32 {
    text.chars().map(advance).sum()
}

/// The width of a letter in hundredths of the font's size.
fn advance(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '’' => 29,
        'f' | 'r' | 't' | ' ' | '(' | ')' | '-' => 37,
        'm' | 'w' | 'M' | 'W' | '@' => 90,
        letter if letter.is_ascii_uppercase() => 69,
        // Marks that stand on others.
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' => 0,
        // Hangul, kana, ideographs, full-width forms, emoji.
        '\u{1100}'..='\u{11FF}'
        | '\u{2E80}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{1F000}'..='\u{1FAFF}'
        | '\u{20000}'.. => 100,
        _ => 58,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn width(svg: &str) -> u32 {
        let at = svg.split(" width=\"").nth(1).unwrap();
        at.split('"').next().unwrap().parse().unwrap()
    }

    #[test]
    fn a_longer_text_makes_a_wider_badge() {
        let short = width(&badge("Mastodon", Tone::Light));
        let long = width(&badge("Find your Mastodon server", Tone::Light));
        assert!((110..150).contains(&short), "{short}");
        assert!(long > short + 80, "{long}");
        assert!(width(&badge("マストドン", Tone::Dark)) > 120);
        assert!(width(&badge("", Tone::Dark)) > START);
    }

    #[test]
    fn a_text_is_cut_between_letters_and_shows_what_it_says() {
        let family = "👩\u{200D}👩\u{200D}👧";
        let cut = clean(&family.repeat(20));
        assert!(cut.chars().count() <= MAX_TEXT, "{cut}");
        let whole = cut.strip_suffix('…').unwrap().replace(family, "");
        assert_eq!(whole, "", "{cut}");
        assert_eq!(clean("Folge \"mir\" <b>"), "Folge \"mir\" <b>");
        assert_eq!(clean("\u{202E}evil\u{202C}\nx"), "evil x");
        for unseen in [
            "",
            " \n",
            "\u{200B}\u{2060}",
            "\u{200D}\u{FE0F}",
            "\u{202E}",
        ] {
            assert_eq!(clean(unseen), "", "{unseen:?}");
        }
        assert_eq!(clean(&"W".repeat(60)), "W".repeat(60));
        assert_eq!(ems("W文"), 2);
        assert_eq!(ems(""), 0);
    }

    #[test]
    fn the_tones_differ_and_are_found_by_their_names() {
        for tone in Tone::ALL {
            assert_eq!(Tone::parse(tone.key()), Some(tone));
        }
        assert_eq!(Tone::parse("grey"), None);
        assert_ne!(badge("x", Tone::Light), badge("x", Tone::Dark));
    }

    proptest! {
        #[test]
        fn whatever_the_text_it_is_one_line_without_a_script_or_a_request(text in "(?s).*") {
            let svg = badge(&text, Tone::Light);
            prop_assert!(!svg.contains(['\n', '\r']));
            for part in ["<script", "href", "url(", "<image", "<style", " on"] {
                // Nothing of the kind is in a badge, and the text's own is escaped: only
                // letters of it may look alike.
                let known = badge("", Tone::Light).contains(part);
                prop_assert!(!known);
            }
            prop_assert_eq!(svg.matches('<').count(), badge("", Tone::Light).matches('<').count());
            prop_assert_eq!(svg.matches('"').count(), badge("", Tone::Light).matches('"').count());
        }
    }
}
