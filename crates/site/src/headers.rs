//! What every file of the site is sent with: the one place that says so.
//!
//! From here come the headers of our own server (`crate::server`), the policy
//! in each page's `<meta>` (for hosts without headers of one's own, such as
//! GitHub Pages), `_headers` for Netlify and Cloudflare Pages, and the files
//! in `deploy/` for nginx and Caddy.
//!
//! Not here: `Strict-Transport-Security`. It binds a whole host for months,
//! and only who runs the host can promise that.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How long a browser may keep a file whose name is the hash of its content.
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Everything else is asked for again, which costs one short "not modified".
pub const NO_CACHE: &str = "no-cache";

/// The files named after their content, as a regular expression that nginx,
/// Caddy and everybody else read alike. [`is_hashed`] says the same.
pub const HASHED: &str = r"-[0-9a-f]{16}(_bg)?\.(css|js|wasm)$";

/// The addresses that may be pages, in the same way: `.html`, a folder, or a name
/// without an ending. [`is_page`] says the same.
pub const PAGE: &str = r"/([^./]*|[^/]*\.html)$";

/// What other sites may put into their own pages.
pub const EMBED: &str = "/embed/";

/// Features of browsers that neither we nor a page in our name may use. Only
/// names that Chromium knows: it complains about others.
const OFF: [&str; 23] = [
    "accelerometer",
    "autoplay",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
];

/// Features that our own pages use: copying a link. (Sharing one has a name that
/// Chromium does not know, and is ours by default.)
const OWN: [&str; 1] = ["clipboard-write"];

/// A header: name and value.
pub type Header = (&'static str, String);

/// The content security policy, but for styles. A header says just this much where
/// it is part of a host's settings: the styles that stand in a page are known by
/// their hashes, which differ from build to build, and such settings do not.
/// Browsers hold a page to both, its header and its `<meta>`.
const POLICY: [&str; 10] = [
    // Scripts from our own files only; the keyword lets them compile
    // WebAssembly and nothing else.
    "script-src 'self' 'wasm-unsafe-eval'",
    // The shown servers answer for themselves, and they are anywhere.
    "connect-src 'self' https:",
    // The page where one tries out the embed shows it in a frame.
    "frame-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "font-src 'none'",
    "media-src 'none'",
    "object-src 'none'",
    "form-action 'self'",
    "base-uri 'self'",
];

/// [`POLICY`], and which pictures may be shown: on our own pages the faces of servers,
/// which are anywhere; in the embed, which shows none, no others than ours.
fn policy(embed: bool) -> String {
    let pictures = if embed { "" } else { " https:" };
    format!("{}; img-src 'self'{pictures}", POLICY.join("; "))
}

/// The policy as it stands in each page, with the hashes of its styles: nothing
/// is allowed but what it names. `embed` for the page below [`EMBED`].
#[must_use]
pub fn page_policy(embed: bool, styles: &BTreeSet<String>) -> String {
    let mut own = "default-src 'none'; style-src 'self'".to_owned();
    for hash in styles {
        let _ = write!(own, " '{hash}'");
    }
    format!("{own}; {}", policy(embed))
}

/// A page says nothing of itself to the servers that it leads to.
pub const REFERRER: &str = "no-referrer";

/// The headers that are the same for every file.
#[must_use]
pub fn common() -> Vec<Header> {
    let off = OFF.iter().map(|name| format!("{name}=()"));
    let own = OWN.iter().map(|name| format!("{name}=(self)"));
    let permissions: Vec<String> = off.chain(own).collect();
    vec![
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", REFERRER.to_owned()),
        ("Permissions-Policy", permissions.join(", ")),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        // All of it is public, and nobody is known here. A frame that is put in
        // a sandbox without an origin reads our files as a stranger does.
        ("Access-Control-Allow-Origin", "*".to_owned()),
    ]
}

/// The headers that depend on where a file lies: `embed` for what is below
/// [`EMBED`]. `page` is the policy that stands in a page, where the header is made
/// for that very page.
#[must_use]
pub fn by_place(embed: bool, page: Option<&str>) -> Vec<Header> {
    let policy = page.map_or_else(|| self::policy(embed), str::to_owned);
    let (ancestors, resource) = if embed {
        ("*", "cross-origin")
    } else {
        ("'none'", "same-origin")
    };
    let mut headers = vec![
        (
            "Content-Security-Policy",
            format!("{policy}; frame-ancestors {ancestors}"),
        ),
        ("Cross-Origin-Resource-Policy", resource.to_owned()),
    ];
    if embed {
        // A page that isolates itself so (`require-corp`, `credentialless`) may
        // only have frames that do the same. All that the frame loads agrees.
        headers.push(("Cross-Origin-Embedder-Policy", "require-corp".to_owned()));
    }
    headers
}

/// [`by_place`] for what is no page, for hosts whose settings know no build: there
/// are no styles in it to be allowed, so nothing is but what is named.
#[must_use]
pub fn beside_pages(embed: bool) -> Vec<Header> {
    let policy = format!("default-src 'none'; {}", policy(embed));
    by_place(embed, Some(&policy))
}

/// Everything that an answer for this path is sent with. The path is the
/// file's within the site, with its first slash.
#[must_use]
pub fn for_path(path: &str) -> Vec<Header> {
    let mut headers = common();
    let embed = path.starts_with(EMBED);
    headers.extend(if is_page(path) {
        by_place(embed, None)
    } else {
        beside_pages(embed)
    });
    headers.push(("Cache-Control", cache_control(path).to_owned()));
    headers
}

/// How long the file of this path may be kept.
#[must_use]
pub fn cache_control(path: &str) -> &'static str {
    if is_hashed(path) { IMMUTABLE } else { NO_CACHE }
}

/// Whether a file of the bundle, by its path there, is for other people's pages.
#[must_use]
pub fn is_for_frames(path: &str) -> bool {
    EMBED
        .strip_prefix('/')
        .is_some_and(|folder| path.starts_with(folder))
}

/// Whether a page may be sent for this address: [`PAGE`] by hand.
#[must_use]
pub fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    path.contains('/') && (!name.contains('.') || name.ends_with(".html"))
}

/// Whether a file's name ends in the hash of its content: [`HASHED`] by hand.
#[must_use]
pub fn is_hashed(path: &str) -> bool {
    let Some((stem, "css" | "js" | "wasm")) = path.rsplit_once('.') else {
        return false;
    };
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let hash = |text: &str| {
        text.len() == 16
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    stem.rsplit_once('-').is_some_and(|(_, end)| hash(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(path: &str, name: &str) -> String {
        let found: Vec<String> = for_path(path)
            .into_iter()
            .filter(|(key, _)| *key == name)
            .map(|(_, value)| value)
            .collect();
        assert_eq!(found.len(), 1, "{name} of {path}: {found:?}");
        found[0].clone()
    }

    #[test]
    fn no_script_runs_that_is_not_a_file_of_ours() {
        let sent = ["/", "/embed/", "/a.js", "/404.html"];
        let sent = sent.map(|path| value(path, "Content-Security-Policy"));
        let page = page_policy(false, &BTreeSet::new());
        assert!(page.starts_with("default-src 'none'; "), "{page}");
        for policy in sent.iter().chain([&page]) {
            assert!(policy.contains("script-src 'self' "), "{policy}");
            assert!(!policy.contains("unsafe-inline"), "{policy}");
            assert!(!policy.contains("'unsafe-eval'"), "{policy}");
        }
    }

    #[test]
    fn what_is_no_page_may_do_nothing_that_is_not_named() {
        for page in ["/", "/about/", "/404.html", "/no/such/page", "/embed/"] {
            let policy = value(page, "Content-Security-Policy");
            // The hashes of its styles are in the page alone.
            assert!(!policy.contains("default-src"), "{page}: {policy}");
            assert!(is_page(page), "{page}");
        }
        for file in [
            "/a.js",
            "/directory.json",
            "/sw.js",
            "/icon.svg",
            "/embed/v1.js",
        ] {
            let policy = value(file, "Content-Security-Policy");
            assert!(
                policy.starts_with("default-src 'none'; "),
                "{file}: {policy}"
            );
        }
    }

    #[test]
    fn pictures_of_others_are_shown_on_our_own_pages_alone() {
        let pictures = |policy: &str| policy.contains("img-src 'self' https:");
        let styles = BTreeSet::new();
        assert!(pictures(&value("/servers/", "Content-Security-Policy")));
        assert!(pictures(&page_policy(false, &styles)));
        for path in ["/embed/", "/embed/v1.js"] {
            let policy = value(path, "Content-Security-Policy");
            assert!(policy.contains("img-src 'self'"), "{policy}");
            assert!(!pictures(&policy), "{policy}");
        }
        assert!(!pictures(&page_policy(true, &styles)));
    }

    #[test]
    fn no_feature_is_named_that_chromium_complains_about() {
        let named = value("/", "Permissions-Policy");
        for unknown in ["bluetooth", "web-share"] {
            assert!(!named.contains(unknown), "{named}");
        }
    }

    #[test]
    fn only_the_embed_may_be_framed() {
        let framed = |path| value(path, "Content-Security-Policy").contains("frame-ancestors *");
        assert!(framed("/embed/") && framed("/embed/v1.js"));
        assert!(!framed("/") && !framed("/embedded/") && !framed("/embed"));
        assert_eq!(value("/", "Cross-Origin-Resource-Policy"), "same-origin");
        let open = value("/embed/v1.js", "Cross-Origin-Resource-Policy");
        assert_eq!(open, "cross-origin");
        // Pages that isolate themselves may have it too.
        assert_eq!(
            value("/embed/", "Cross-Origin-Embedder-Policy"),
            "require-corp"
        );
        let sent = for_path("/servers/");
        assert!(
            sent.iter()
                .all(|(name, _)| *name != "Cross-Origin-Embedder-Policy")
        );
        // There it means nothing.
        let page = page_policy(false, &BTreeSet::new());
        assert!(!page.contains("frame-ancestors"), "{page}");
    }

    #[test]
    fn only_a_whole_hash_makes_a_file_immutable() {
        assert!(is_hashed("/a/main-0123456789abcdef.css"));
        assert!(is_hashed("/my-app-0123456789abcdef_bg.wasm"));
        assert!(is_hashed("/my-app-0123456789abcdef.js"));
        assert!(!is_hashed("/main.css"));
        assert!(!is_hashed("/main-0123456789abcde.css"));
        assert!(!is_hashed("/main-0123456789abcdeg.css"));
        assert!(!is_hashed("/main-0123456789abcdef"));
        assert!(!is_hashed("/main-0123456789abcdef.html"));
        assert!(!is_hashed("/feedc0ffee123456.css"));
        assert_eq!(value("/", "Cache-Control"), NO_CACHE);
        assert_eq!(value("/x-0123456789abcdef.js", "Cache-Control"), IMMUTABLE);
    }
}
