//! The policy of [`crate::headers`] in the languages of hosts: `_headers` in
//! the bundle, and the files in `deploy/`, which `cargo xtask deploy-files`
//! writes and a test compares.

use crate::dist::Dist;
use crate::files::{ending, files, write};
use crate::headers::{self, Header};
use crate::publish::html;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use toolchain::paths;

/// The file of Netlify and Cloudflare Pages.
pub const HEADERS: &str = "_headers";
/// Cloudflare Pages reads no more rules than this.
const RULES: usize = 100;

/// Writes `_headers`.
///
/// # Errors
/// When there are more files than such hosts have rules for.
pub fn apply(dist: &Dist) -> Result<()> {
    let policy = |page: &str| html::policy(dist, page);
    let text = netlify(&files(&dist.dir)?, dist.public_url.as_str(), &policy)?;
    write(dist, HEADERS, text)
}

/// Where two rules name the same header these hosts send both values, so every
/// rule here has headers of its own: one for all files, one for each page or family
/// of pages, one for each file that may be kept. What is left to the host is what it does by
/// itself: to ask again for everything else. `policy` says which one stands in a
/// page: this file is of one build, as the pages are.
fn netlify(
    files: &[String],
    base: &str,
    policy: &dyn Fn(&str) -> Result<String>,
) -> Result<String> {
    let mut rules: Vec<(String, Vec<Header>)> = vec![(format!("{base}*"), headers::common())];
    let embed = headers::EMBED.trim_start_matches('/');
    let framed = policy(&format!("{embed}index.html"))?;
    rules.push((
        format!("{base}{embed}*"),
        headers::by_place(true, Some(&framed)),
    ));
    let families = families(files);
    for (folder, pages) in &families {
        let policies = pages.iter().map(|page| policy(page));
        let policies = policies.collect::<Result<BTreeSet<String>>>()?;
        // Where theirs differ each holds itself to its own, by its `<meta>`.
        let own = policies.first().filter(|_| policies.len() == 1);
        let own = headers::by_place(false, own.map(String::as_str));
        rules.push((format!("{base}{folder}*"), own));
    }
    for path in files {
        if family(path).is_some_and(|folder| families.contains_key(folder)) {
            continue;
        }
        if ending(path) == "html" && !headers::is_for_frames(path) {
            let address = path.strip_suffix("index.html").unwrap_or(path);
            let own = headers::by_place(false, Some(&policy(path)?));
            rules.push((format!("{base}{address}"), own));
        } else if headers::is_hashed(path) {
            let keep = vec![("Cache-Control", headers::cache_control(path).to_owned())];
            rules.push((format!("{base}{path}"), keep));
        }
    }
    if rules.len() > RULES {
        bail!(
            "{} rules are more than Cloudflare Pages reads ({RULES})",
            rules.len()
        );
    }
    let mut text = "# Made by `cargo xtask build` from crates/site/src/headers.rs.\n".to_owned();
    for (path, headers) in rules {
        let _ = writeln!(text, "{path}");
        for (name, value) in headers {
            let _ = writeln!(text, "  {name}: {value}");
        }
    }
    Ok(text)
}

/// So many pages side by side share one rule.
const FAMILY: usize = 4;

/// The folder of folders that a page lies in, where it may have siblings:
/// `servers/all/topic/` of `servers/all/topic/art/index.html`.
fn family(path: &str) -> Option<&str> {
    let (folder, _) = path.strip_suffix("/index.html")?.rsplit_once('/')?;
    path.get(..=folder.len())
}

/// Pages that lie side by side in a folder that has no other files but their data:
/// what a rule for all of it says is said of them alone.
fn families(files: &[String]) -> BTreeMap<&str, Vec<&str>> {
    let mut found = BTreeMap::<&str, Vec<&str>>::new();
    for path in files {
        if let Some(folder) = family(path) {
            found.entry(folder).or_default().push(path);
        }
    }
    found.retain(|folder, pages| {
        let is_other =
            |path: &String| path.starts_with(folder) && !matches!(ending(path), "html" | "json");
        pages.len() >= FAMILY && !files.iter().any(is_other)
    });
    found
}

/// The files of `deploy/`: names and texts.
#[must_use]
pub fn deploy() -> [(&'static str, String); 2] {
    [("nginx.conf", nginx()), ("Caddyfile", caddy())]
}

const MADE: &str =
    "# Made by `cargo xtask deploy-files` from crates/site/src/headers.rs: do not edit by hand.\n";

fn value_of(headers: &[Header], name: &str) -> String {
    let found = headers.iter().find(|(key, _)| *key == name);
    found.map_or_else(String::new, |(_, value)| value.clone())
}

fn nginx() -> String {
    let mut text = MADE.to_owned();
    text.push_str(
        "#\n\
         # For Debian: apt-get install nginx libnginx-mod-http-brotli-static\n\
         # Copy it to /etc/nginx/sites-enabled/, and set server_name and root. For https,\n\
         # certbot (package python3-certbot-nginx) adds what is needed.\n\n\
         # In `map` and not in `location`: an add_header there would drop all others.\n",
    );
    // The first that fits counts, and the rest has `default`.
    let embed = headers::EMBED.trim_end_matches('/');
    let places = [
        ("default".to_owned(), headers::beside_pages(false)),
        (
            format!("\"~^{embed}(/.*)?{}\"", headers::PAGE),
            headers::by_place(true, None),
        ),
        (format!("\"~^{embed}/\""), headers::beside_pages(true)),
        (
            format!("\"~{}\"", headers::PAGE),
            headers::by_place(false, None),
        ),
    ];
    for (variable, name) in [
        ("$spread_policy", "Content-Security-Policy"),
        ("$spread_resource", "Cross-Origin-Resource-Policy"),
        // Empty is not sent.
        ("$spread_isolation", "Cross-Origin-Embedder-Policy"),
    ] {
        let _ = writeln!(text, "map $uri {variable} {{");
        for (place, sent) in &places {
            let _ = writeln!(text, "    {place} \"{}\";", value_of(sent, name));
        }
        text.push_str("}\n");
    }
    let _ = write!(
        text,
        "map $uri $spread_cache {{\n    default \"{}\";\n    \"~{}\" \"{}\";\n}}\n\n",
        headers::NO_CACHE,
        headers::HASHED,
        headers::IMMUTABLE
    );
    text.push_str(
        "server {\n\
         \x20   listen 80;\n\
         \x20   listen [::]:80;\n\
         \x20   server_name _;\n\
         \x20   root /var/www/spread-mastodon;\n\n\
         \x20   index index.html;\n\
         \x20   charset utf-8;\n\
         \x20   # Keeps https and the host's own name behind another server.\n\
         \x20   absolute_redirect off;\n\
         \x20   server_tokens off;\n\n\
         \x20   # The twins that lie beside the files.\n\
         \x20   brotli_static on;\n\
         \x20   gzip_static on;\n\
         \x20   gzip_vary on;\n\n",
    );
    for (name, value) in headers::common() {
        let _ = writeln!(text, "    add_header {name} \"{value}\" always;");
    }
    text.push_str(
        "\x20   add_header Content-Security-Policy $spread_policy always;\n\
         \x20   add_header Cross-Origin-Resource-Policy $spread_resource always;\n\
         \x20   add_header Cross-Origin-Embedder-Policy $spread_isolation always;\n\
         \x20   add_header Cache-Control $spread_cache always;\n\n\
         \x20   error_page 404 /404.html;\n\
         \x20   location / {\n\
         \x20       try_files $uri $uri/ =404;\n\
         \x20   }\n\
         \x20   # Not among the types that nginx knows.\n\
         \x20   location ~ \\.ics$ {\n\
         \x20       types { }\n\
         \x20       default_type text/calendar;\n\
         \x20   }\n\
         \x20   location ~ \\.webmanifest$ {\n\
         \x20       types { }\n\
         \x20       default_type application/manifest+json;\n\
         \x20   }\n\
         }\n",
    );
    text
}

fn caddy() -> String {
    let mut text = MADE.to_owned();
    text.push_str(
        "#\n\
         # For Debian: apt-get install caddy\n\
         # Copy it to /etc/caddy/Caddyfile, set root, and write the site's name in place\n\
         # of :80: Caddy then gets a certificate by itself.\n\n\
         :80 {\n\
         \troot * /var/www/spread-mastodon\n\n\
         \theader {\n",
    );
    for (name, value) in headers::common() {
        let _ = writeln!(text, "\t\t{name} \"{value}\"");
    }
    // Apart: what takes a header away is done late, and not for errors.
    text.push_str("\t}\n\theader -Server\n");
    let embed = headers::EMBED;
    for (matcher, below, page, sent) in [
        ("@embed_page", "", "", headers::by_place(true, None)),
        ("@embed_file", "", "not ", headers::beside_pages(true)),
        ("@page", "not ", "", headers::by_place(false, None)),
        ("@file", "not ", "not ", headers::beside_pages(false)),
    ] {
        let _ = writeln!(
            text,
            "\t{matcher} {{\n\t\t{below}path {embed}*\n\t\t{page}path_regexp {}\n\t}}\n\
             \theader {matcher} {{",
            headers::PAGE
        );
        for (name, value) in sent {
            let _ = writeln!(text, "\t\t{name} \"{value}\"");
        }
        text.push_str("\t}\n");
    }
    // Each for what the other leaves out: Caddy has an order of its own for
    // headers that are set twice.
    for (matcher, not, value) in [
        ("@hashed", "", headers::IMMUTABLE),
        ("@plain", "not ", headers::NO_CACHE),
    ] {
        let _ = write!(
            text,
            "\t{matcher} {not}path_regexp {}\n\theader {matcher} Cache-Control \"{value}\"\n",
            headers::HASHED,
        );
    }
    text.push_str(
        "\t# Not among the types that Caddy knows everywhere.\n\
         \t@manifest path *.webmanifest\n\
         \theader @manifest Content-Type application/manifest+json\n\
         \t@calendar path *.ics\n\
         \theader @calendar Content-Type \"text/calendar; charset=utf-8\"\n\n",
    );
    text.push_str(
        "\t# Caddy adds a folder's slash by itself, but older ones lose the answers\n\
         \t# of a shared link on the way.\n\
         \t@folder {\n\
         \t\tfile {path}/index.html\n\
         \t\tnot path */\n\
         \t\texpression `{query} != \"\"`\n\
         \t}\n\
         \tredir @folder {path}/?{query} 308\n\n\
         \t# The twins that lie beside the files.\n\
         \tfile_server {\n\
         \t\tprecompressed br gzip\n\
         \t}\n\n\
         \thandle_errors {\n\
         \t\theader Cache-Control \"no-cache\"\n",
    );
    // That of the page, whatever was asked for.
    for (name, value) in headers::by_place(false, None) {
        let _ = writeln!(text, "\t\theader {name} \"{value}\"");
    }
    text.push_str(
        "\t\trewrite * /404.html\n\
         \t\tfile_server {\n\
         \t\t\tprecompressed br gzip\n\
         \t\t}\n\
         \t}\n\
         }\n",
    );
    text
}

/// `cargo xtask deploy-files`: writes `deploy/`.
///
/// # Errors
/// When a file cannot be written.
pub fn write_deploy() -> Result<()> {
    let dir = paths::root().join("deploy");
    fs::create_dir_all(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
    for (name, text) in deploy() {
        let file = dir.join(name);
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
        toolchain::run::note(file.display());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_in_deploy_are_the_policy_as_it_is() {
        for (name, text) in deploy() {
            let file = paths::root().join("deploy").join(name);
            let committed = fs::read_to_string(&file).unwrap_or_default();
            assert!(
                committed == text,
                "deploy/{name} is not what crates/site/src/headers.rs says; run: cargo xtask deploy-files"
            );
        }
    }

    /// What a host sends that joins the values of all rules that match.
    fn sent(file: &str, path: &str) -> BTreeMap<String, String> {
        let mut all = BTreeMap::<String, String>::new();
        let mut matches = false;
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            if let Some(header) = line.strip_prefix("  ") {
                let (name, value) = header.split_once(": ").unwrap();
                if matches {
                    let joined = all.entry(name.to_owned()).or_default();
                    let comma = if joined.is_empty() { "" } else { ", " };
                    *joined = format!("{joined}{comma}{value}");
                }
            } else {
                matches = match line.strip_suffix('*') {
                    Some(start) => path.starts_with(start),
                    None => path == line,
                };
            }
        }
        all
    }

    /// As a page's policy: its name.
    fn of(page: &str) -> Result<String> {
        Ok(format!("the policy of {page}"))
    }

    #[test]
    fn hosts_that_join_rules_send_the_policy_as_it_is() {
        let files = [
            "404.html",
            "about/index.html",
            "app-0123456789abcdef_bg.wasm",
            "embed/index.html",
            "embed/v1.js",
            "index.html",
            "robots.txt",
        ];
        let text = netlify(&files.map(str::to_owned), "/x/", &of).unwrap();
        for path in ["/", "/about/", "/404.html", "/embed/", "/embed/v1.js"] {
            let sent = sent(&text, &format!("/x{path}"));
            for (name, value) in headers::for_path(path) {
                match name {
                    "Cache-Control" => {}
                    // The page's own, and who may frame it.
                    "Content-Security-Policy" => {
                        let (_, who) = value.rsplit_once("; ").unwrap();
                        let page = match path {
                            "/embed/v1.js" => "embed/index.html",
                            "/404.html" => "404.html",
                            folder => &format!("{}index.html", &folder[1..]),
                        };
                        let whole = format!("{}; {who}", of(page).unwrap());
                        assert_eq!(sent.get(name), Some(&whole), "{name} of {path}");
                    }
                    _ => assert_eq!(sent.get(name), Some(&value), "{name} of {path}"),
                }
            }
            assert_eq!(sent.get("Cache-Control"), None, "{path}");
        }
        let wasm = sent(&text, "/x/app-0123456789abcdef_bg.wasm");
        assert_eq!(wasm["Cache-Control"], headers::IMMUTABLE);
        assert_eq!(wasm["X-Content-Type-Options"], "nosniff");
    }

    #[test]
    fn pages_side_by_side_share_a_rule() {
        let mut files: Vec<String> = (0..150)
            .map(|n| format!("all/topic/{n}/index.html"))
            .collect();
        files.push("embed/index.html".to_owned());
        files.push("all/index.html".to_owned());
        let alike = |_: &str| Ok("the policy of all".to_owned());
        let text = netlify(&files, "/x/", &alike).unwrap();
        for path in ["/x/all/", "/x/all/topic/7/"] {
            let policy = sent(&text, path).remove("Content-Security-Policy").unwrap();
            assert_eq!(
                policy, "the policy of all; frame-ancestors 'none'",
                "{path}"
            );
        }
        // Theirs differ: the header says what holds for any page.
        let text = netlify(&files, "/x/", &of).unwrap();
        let policy = sent(&text, "/x/all/topic/7/").remove("Content-Security-Policy");
        let any = headers::by_place(false, None).remove(0).1;
        assert_eq!(policy, Some(any));
    }

    #[test]
    fn too_many_rules_are_a_mistake_and_not_left_out() {
        let files: Vec<String> = (0..100).map(|n| format!("{n}/index.html")).collect();
        let why = netlify(&files, "/", &of).unwrap_err().to_string();
        assert!(why.contains("Cloudflare"), "{why}");
    }
}
