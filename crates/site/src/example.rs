//! A page of somebody else, from `examples/`, on an origin of its own: for a
//! maintainer to see the embed as a host does.

use anyhow::{Context, Result};
use axum::Router;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::thread;
use toolchain::paths;
use tower_http::services::ServeDir;

/// Stands in the page for the address of the site, without a slash at the end.
const SITE: &str = "{site}";

/// Serves the page on this port until the process ends; its address.
///
/// # Errors
/// When the port is taken or a file cannot be read.
pub fn start(port: u16, site: &str) -> Result<String> {
    let folder = paths::target().join("example");
    write(&paths::root().join("examples"), &folder, site)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .with_context(|| format!("port {port} is taken"))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the server could not start")?;
    thread::spawn(move || {
        runtime.block_on(async move {
            if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
                let app = Router::new().fallback_service(ServeDir::new(folder));
                let _ = axum::serve(listener, app).await;
            }
        });
    });
    Ok(format!("http://{address}/host.html"))
}

/// The files of the page, with the site's address in them.
fn write(from: &Path, to: &Path, site: &str) -> Result<()> {
    fs::create_dir_all(to)?;
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        files.push(entry?.path());
    }
    for file in files {
        let text =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.file_name().unwrap_or_default();
        fs::write(
            to.join(name),
            text.replace(SITE, site.trim_end_matches('/')),
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_site_it_is_served_beside() {
        let dir = tempfile::tempdir().unwrap();
        let site = "http://127.0.0.1:8080/spread/";
        write(&paths::root().join("examples"), dir.path(), site).unwrap();
        let page = fs::read_to_string(dir.path().join("host.html")).unwrap();
        assert!(
            page.contains("src=\"http://127.0.0.1:8080/spread/embed/v1.js\""),
            "{page}"
        );
        assert!(!page.contains(SITE), "{page}");
        assert!(dir.path().join("host.js").is_file());
    }
}
