//! The pictures that other sites show beside a link to us (Open Graph): drawn
//! as SVG in the site's style and written as PNG by resvg. The letters are
//! DejaVu's, which a crate brings, so that a page looks the same wherever it
//! was built.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use resvg::{tiny_skia, usvg};

use super::document::escaped;
use content::site::Site;

/// Pixels, as previews have them.
pub(crate) const WIDTH: u32 = 1200;
/// Pixels.
pub(crate) const HEIGHT: u32 = 630;
/// The page whose picture a page shows: parts of the list of servers show that of the
/// whole list, everything else its own.
pub(crate) fn of(route: &str) -> &str {
    const LIST: &str = "servers/all/";
    if route.starts_with(LIST) { LIST } else { route }
}

/// The picture of a page: `previews/network.png`.
pub(crate) fn name(route: &str) -> String {
    let page = of(route).trim_end_matches('/').replace('/', "-");
    format!(
        "previews/{}.png",
        if page.is_empty() { "home" } else { &page }
    )
}

/// Draws pictures.
pub(crate) struct PreviewPictures {
    dandelion: String,
    options: usvg::Options<'static>,
}

impl PreviewPictures {
    /// Takes the dandelion from `public/pictures.svg`.
    pub(crate) fn new(root: &Path) -> Result<Self> {
        let file = root.join("public/pictures.svg");
        let pictures =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let symbol = pictures
            .split("<symbol ")
            .find(|part| part.starts_with("id=\"dandelion\""))
            .and_then(|part| part.split("</symbol>").next())
            .context("public/pictures.svg has no symbol \"dandelion\"")?;
        let mut options = usvg::Options::default();
        let fonts = Arc::make_mut(&mut options.fontdb);
        fonts.load_font_data(dejavu::serif::bold().to_vec());
        fonts.load_font_data(dejavu::sans::regular().to_vec());
        Ok(Self {
            // The colours are the light theme's: a picture has only one.
            dandelion: format!("<symbol {symbol}</symbol>")
                .replace("var(--picture-fill,#f6bd38)", "#f6bd38"),
            options,
        })
    }

    /// The picture for a page with this heading, as PNG.
    pub(crate) fn draw(&self, title: &str, site: &Site) -> Result<Vec<u8>> {
        let svg = self.svg(title, site);
        let tree = usvg::Tree::from_str(&svg, &self.options)?;
        let mut pixels = tiny_skia::Pixmap::new(WIDTH, HEIGHT).context("no room for a picture")?;
        resvg::render(
            &tree,
            tiny_skia::Transform::identity(),
            &mut pixels.as_mut(),
        );
        Ok(pixels.encode_png()?)
    }

    fn svg(&self, title: &str, site: &Site) -> String {
        let lines = wrap(title, 16);
        #[allow(clippy::cast_precision_loss)]
        let first = 300.0 - 36.0 * (lines.len() as f64 - 1.0);
        let heading: String = lines
            .iter()
            .enumerate()
            .map(|(index, line)| {
                let y = first + 72.0 * f64::from(u32::try_from(index).unwrap_or(0));
                format!("<text x=\"80\" y=\"{y}\">{}</text>", escaped(line))
            })
            .collect();
        // The home page has the site's name as its heading.
        let name = if title == site.name {
            String::new()
        } else {
            format!("<text x=\"80\" y=\"548\">{}</text>", escaped(&site.name))
        };
        let tagline = if name.is_empty() { 548 } else { 588 };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\">{}\
             <rect width=\"1200\" height=\"630\" fill=\"#fdfbf5\"/>\
             <rect width=\"1200\" height=\"14\" fill=\"#f6bd38\"/>\
             <svg x=\"700\" y=\"80\" width=\"460\" height=\"470\" color=\"#17654a\"><use href=\"#dandelion\"/></svg>\
             <g font-family=\"DejaVu Serif\" font-weight=\"700\" font-size=\"60\" fill=\"#1b2a2b\">{heading}</g>\
             <g font-family=\"DejaVu Sans\" font-size=\"28\" fill=\"#4c5b5b\">{name}\
             <text x=\"80\" y=\"{tagline}\">{}</text></g></svg>",
            self.dandelion,
            escaped(&site.tagline),
        )
    }
}

/// Breaks a heading into lines of about `width` letters, between words.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_broken_between_words() {
        assert_eq!(
            wrap("How Mastodon is different", 16),
            ["How Mastodon is", "different"]
        );
    }

    #[test]
    fn the_picture_shows_the_heading_and_the_dandelion() {
        let pictures = PreviewPictures::new(&toolchain::paths::root()).unwrap();
        let site = Site {
            name: "Spread Mastodon".into(),
            tagline: "Take Back Social".into(),
            ..Site::default()
        };
        let decode = |title: &str| {
            let png = pictures.draw(title, &site).unwrap();
            let pixels = tiny_skia::Pixmap::decode_png(&png).unwrap();
            assert_eq!((pixels.width(), pixels.height()), (WIDTH, HEIGHT));
            pixels
        };
        let dark = |pixels: &tiny_skia::Pixmap, left: u32, right: u32| {
            let place = |x, y| pixels.pixel(x, y).is_some_and(|it| it.red() < 0x40);
            (0..HEIGHT).any(|y| (left..right).any(|x| place(x, y)))
        };
        let pixels = decode("Apps");
        assert!(dark(&pixels, 60, 600), "no heading");
        assert!(dark(&pixels, 700, 1160), "no dandelion");
        assert!(decode("Network").data() != pixels.data(), "all the same");
    }
}
