//! `config.json`: what a maintainer can change without building anew.

use picker::model::LegalForm;
use serde::Deserialize;

/// The settings of the site; what the file leaves out is as by default.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Config {
    /// Where the directory API is: the joinmastodon API or a mirror of it.
    pub api: String,
    /// Where a server's own API is; `{domain}` stands for its domain.
    pub instance: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            api: "https://api.joinmastodon.org".to_owned(),
            instance: "https://{domain}".to_owned(),
        }
    }
}

impl Config {
    /// Reads the file, also with the mark that some editors put before it (U+FEFF);
    /// `None` when it is damaged.
    #[must_use]
    pub fn read(json: &[u8]) -> Option<Self> {
        let json = json.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(json);
        content::json::read(std::str::from_utf8(json).ok()?)
    }

    /// The address of the list of servers.
    #[must_use]
    pub fn servers(&self) -> String {
        format!("{}/servers", self.api.trim_end_matches('/'))
    }

    /// The address of the list of servers run by organisations or by people:
    /// the directory filters by it, and does not say it of a server.
    #[must_use]
    pub fn servers_run_by(&self, form: LegalForm) -> String {
        // Sic: this is how the API spells it.
        let ownership = match form {
            LegalForm::Organisation => "juridicial",
            LegalForm::People => "natural",
        };
        format!("{}?ownership={ownership}", self.servers())
    }

    /// The address of the daily figures of the whole network.
    #[must_use]
    pub fn statistics(&self) -> String {
        format!("{}/statistics", self.api.trim_end_matches('/'))
    }

    /// An address on a server. The domain is in normal form, and so is safe
    /// in an address.
    #[must_use]
    pub fn server(&self, domain: &str, path: &str) -> String {
        let base = self.instance.replace("{domain}", domain);
        format!("{}{path}", base.trim_end_matches('/'))
    }

    /// Where an address of a server (`https://a.example/x`) is asked. Any other
    /// address is left as it is.
    #[must_use]
    pub fn address(&self, url: &str) -> String {
        let Some(rest) = url.strip_prefix("https://") else {
            return url.to_owned();
        };
        let (domain, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        self.server(domain, path)
    }
}

#[cfg(test)]
mod tests {
    use super::Config;
    use picker::model::LegalForm;

    #[test]
    fn a_config_may_name_just_what_it_changes() {
        let config = Config::read(br#"{"api":"https://mirror.example/api/","later":[1]}"#).unwrap();
        assert_eq!(config.servers(), "https://mirror.example/api/servers");
        assert_eq!(
            config.servers_run_by(LegalForm::People),
            "https://mirror.example/api/servers?ownership=natural"
        );
        assert_eq!(config.statistics(), "https://mirror.example/api/statistics");
        assert_eq!(config.instance, "https://{domain}");
        let marked = Config::read("\u{FEFF}{\"api\":\"https://mirror.example\"}".as_bytes());
        assert_eq!(marked.unwrap().servers(), "https://mirror.example/servers");
    }

    #[test]
    fn addresses_of_servers_are_asked_where_servers_are_found() {
        let url = "https://a.example/api/v1/apps?x=1";
        assert_eq!(Config::default().address(url), url);
        let config = Config::read(br#"{"instance":"http://127.0.0.1:1/at/{domain}"}"#).unwrap();
        assert_eq!(
            config.address(url),
            "http://127.0.0.1:1/at/a.example/api/v1/apps?x=1"
        );
        assert_eq!(
            config.address("https://a.example"),
            "http://127.0.0.1:1/at/a.example"
        );
        assert_eq!(config.address("config.json"), "config.json");
    }

    #[test]
    fn what_is_no_config_is_none() {
        for bad in ["", "[", "[1]", "<html>", r#"{"api":7}"#] {
            assert_eq!(Config::read(bad.as_bytes()), None, "{bad}");
        }
    }
}
