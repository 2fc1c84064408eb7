//! axe-core in the page: what a machine can tell about accessibility.

use std::sync::OnceLock;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::browser::environment;
use crate::test::Test;

/// All of WCAG 2.2 A and AA that axe knows, and its best practices.
const RUN: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
                                  'best-practice'] })
      .then((result) => done(result.violations.map((it) => ({
        id: it.id, help: it.help,
        nodes: it.nodes.map((node) => node.html.slice(0, 200) + '  // ' + node.failureSummary),
      }))), (why) => done(String(why)));";

impl Test {
    /// Fails when axe-core finds anything in the page as it is now.
    ///
    /// # Errors
    /// With what it found, and where.
    pub async fn accessible(&self) -> Result<()> {
        let found = self.axe().await?;
        ensure!(
            found.is_empty(),
            "axe found:\n{}",
            serde_json::to_string_pretty(&found)?
        );
        Ok(())
    }

    /// What axe-core finds.
    ///
    /// # Errors
    /// When axe-core is not installed or does not run.
    pub async fn axe(&self) -> Result<Vec<Value>> {
        if self.js("return typeof axe").await? != "object" {
            // As WebDriver's own script: the policy of the page does not
            // concern it.
            self.js(&format!("{}; window.axe = axe;", source()?))
                .await?;
        }
        let answer = self.driver.execute_async(RUN, Vec::new()).await?;
        match answer.json() {
            Value::Array(found) => Ok(found.clone()),
            other => bail!("axe did not run: {other}"),
        }
    }
}

/// The script, from where npm put it.
fn source() -> Result<&'static str> {
    static SOURCE: OnceLock<Result<String, String>> = OnceLock::new();
    let read = || {
        let path = &environment().axe;
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
    };
    match SOURCE.get_or_init(|| read().map_err(|why| format!("{why:#}"))) {
        Ok(source) => Ok(source),
        Err(why) => bail!("{why}"),
    }
}
