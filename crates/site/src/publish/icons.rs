//! What makes the site installable: the web manifest and icons in the sizes
//! that systems ask for, drawn from `public/icon.svg`.

use crate::dist::Dist;
use crate::files::write;
use anyhow::{Context, Result};
use picker::text_file;
use resvg::{tiny_skia, usvg};
use serde::Deserialize;
use std::fs;
use toolchain::paths;

/// Behind the icon where it must fill its place, and while the app starts: the
/// paper of the light theme (`style/base.css`).
const PAPER: &str = "#fdfbf5";

/// An icon: its name, the pixels of a side, and how much of that the drawing
/// takes. A part of less than the whole stands on paper: systems cut such
/// icons to their own shape, and may cut away all but the middle 80 %.
const ICONS: [(&str, u32, f32); 4] = [
    ("icon-192.png", 192, 1.0),
    ("icon-512.png", 512, 1.0),
    ("icon-maskable-512.png", 512, 0.6),
    ("apple-touch-icon.png", 180, 0.8),
];

#[derive(Deserialize)]
struct Site {
    name: String,
    tagline: String,
}

/// Draws the icons and writes the manifest.
///
/// # Errors
/// When the drawing or `content/site.toml` cannot be read.
pub fn apply(dist: &Dist) -> Result<()> {
    let root = paths::root();
    let drawing = fs::read(root.join("public/icon.svg")).context("cannot read public/icon.svg")?;
    let tree = usvg::Tree::from_data(&drawing, &usvg::Options::default())
        .context("public/icon.svg is not a drawing")?;
    for (name, side, part) in ICONS {
        write(dist, name, draw(&tree, side, part)?)?;
    }
    let site = text_file::text(&fs::read(root.join("content/site.toml"))?)
        .context("content/site.toml is not right")?;
    let site: Site = toml::from_str(&site).context("content/site.toml is not right")?;
    let manifest = serde_json::to_string_pretty(&manifest(&site))?;
    write(dist, "manifest.webmanifest", manifest + "\n")
}

/// All addresses in it are relative to its own: it does not care where the
/// site lives.
fn manifest(site: &Site) -> serde_json::Value {
    let icon = |name: &str, side: u32, purpose: &str| {
        serde_json::json!({
            "src": name,
            "type": "image/png",
            "sizes": format!("{side}x{side}"),
            "purpose": purpose,
        })
    };
    serde_json::json!({
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "name": site.name,
        "short_name": site.name,
        "description": site.tagline,
        "lang": "en",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            icon("icon-192.png", 192, "any"),
            icon("icon-512.png", 512, "any"),
            icon("icon-maskable-512.png", 512, "maskable"),
            { "src": "icon.svg", "type": "image/svg+xml", "sizes": "any", "purpose": "any" },
        ],
    })
}

fn draw(tree: &usvg::Tree, side: u32, part: f32) -> Result<Vec<u8>> {
    let mut pixels = tiny_skia::Pixmap::new(side, side).context("no room for an icon")?;
    if part < 1.0 {
        let [r, g, b] = paper();
        pixels.fill(tiny_skia::Color::from_rgba8(r, g, b, 255));
    }
    #[allow(clippy::cast_precision_loss)]
    let whole = side as f32;
    let scale = whole * part / tree.size().width();
    let edge = whole * (1.0 - part) / 2.0;
    let place = tiny_skia::Transform::from_row(scale, 0.0, 0.0, scale, edge, edge);
    resvg::render(tree, place, &mut pixels.as_mut());
    Ok(pixels.encode_png()?)
}

fn paper() -> [u8; 3] {
    let channel = |at: usize| u8::from_str_radix(&PAPER[at..at + 2], 16).unwrap_or(255);
    [channel(1), channel(3), channel(5)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{bytes, text};
    use crate::testing::dist;

    #[test]
    fn the_manifest_names_icons_that_are_there_in_their_size() {
        let (_dir, dist) = dist("/x/", &[("icon.svg", "")]);
        apply(&dist).unwrap();
        let manifest = text(&dist, "manifest.webmanifest").unwrap();
        let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
        let mut sizes = Vec::new();
        for icon in manifest["icons"].as_array().unwrap() {
            let content = bytes(&dist, icon["src"].as_str().unwrap()).unwrap();
            if icon["type"] == "image/png" {
                let pixels = tiny_skia::Pixmap::decode_png(&content).unwrap();
                assert_eq!(icon["sizes"], format!("{0}x{0}", pixels.width()));
                sizes.push(pixels.width());
                let corner = pixels.pixel(0, 0).unwrap().alpha();
                // Cut to a system's own shape, nothing may show through.
                let filled = icon["purpose"] == "maskable";
                assert_eq!(corner, if filled { 255 } else { 0 }, "{icon}");
                let drawn = pixels
                    .pixels()
                    .iter()
                    .any(|it| it.green() > it.red().saturating_add(50));
                assert!(drawn, "no leaf green in {icon}");
            }
        }
        assert!(sizes.contains(&192) && sizes.contains(&512), "{sizes:?}");
    }

    #[test]
    fn the_colours_are_those_of_the_style_sheet() {
        let style = fs::read_to_string(paths::root().join("style/base.css")).unwrap();
        assert!(style.contains(&format!("--paper: {PAPER};")));
        let index = fs::read_to_string(paths::root().join("index.html")).unwrap();
        let dark = style.rsplit_once("--paper: ").unwrap().1;
        let dark = dark.split(';').next().unwrap();
        for colour in [PAPER, dark] {
            assert!(index.contains(&format!("content=\"{colour}\"")), "{colour}");
        }
    }
}
