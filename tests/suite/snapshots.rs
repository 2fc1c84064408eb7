//! What a screen reader is given: the roles, names and states of the main
//! pages, compared with the files in `tests/snapshots`. After a change that is
//! meant, `SPREAD_SNAPSHOTS=write` writes them anew; the diff is then read.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use e2e::browser::Browser;
use e2e::{Case, Context, Result, Test, case, ensure, say};

pub(crate) fn cases() -> Vec<Case> {
    // The tree is made from the page by one script; what each browser makes of
    // the same page is the browser's own.
    vec![
        case!(the_questions_read_so).only(&[Browser::Chromium]),
        case!(what_counts_servers_reads_so).only(&[Browser::Chromium]),
        case!(the_results_read_so).only(&[Browser::Chromium]),
    ]
}

/// A line for each element that has a role, indented as they are nested; for a
/// card only the first, as they are alike.
const TREE: &str = r#"
    const roles = { A: 'link', ARTICLE: 'article', BUTTON: 'button', DETAILS: 'group', DL: null,
      FIELDSET: 'group', FOOTER: 'contentinfo', FORM: 'form', H1: 'heading 1', H2: 'heading 2',
      H3: 'heading 3', HEADER: 'banner', LI: null, MAIN: 'main', NAV: 'navigation', OL: 'list',
      SECTION: 'region', SUMMARY: 'summary', TABLE: 'table', TH: 'header', UL: 'list' };
    const words = (text) => (text || '').replace(/\s+/g, ' ').trim();
    const role = (it) => it.getAttribute('role') || (it.tagName === 'INPUT' ? it.type : roles[it.tagName]);
    const by = (it, name) => words((it.getAttribute(name) || '').split(' ')
      .map((id) => document.getElementById(id)?.textContent).join(' '));
    const name = (it) => {
      const given = it.getAttribute('aria-label') || by(it, 'aria-labelledby');
      if (given) return given;
      if (it.labels && it.labels[0]) return words(it.labels[0].textContent);
      if (it.tagName === 'FIELDSET') return words(it.querySelector('legend')?.textContent);
      const own = ['A', 'BUTTON', 'H1', 'H2', 'H3', 'SUMMARY', 'TH'].includes(it.tagName);
      return own ? words(it.textContent) : '';
    };
    const lines = [];
    const walk = (it, depth) => {
      if (it.hidden || it.ariaHidden === 'true' || getComputedStyle(it).display === 'none') return;
      const what = it.type === 'hidden' ? null : role(it);
      if (what) {
        const states = [it.checked && 'checked', it.disabled && 'disabled',
          it.getAttribute('aria-current') && 'current',
          it.getAttribute('aria-describedby') && 'described'].filter(Boolean);
        const called = name(it);
        lines.push('  '.repeat(depth) + what + (called ? ` "${called}"` : '')
          + (states.length ? ` (${states.join(', ')})` : ''));
      }
      if (it.tagName === 'DETAILS' && !it.open) {
        walk(it.querySelector('summary'), depth + 1);
        return;
      }
      const cards = it.matches('[data-test="picks"], [data-test="more"]');
      for (const child of [...it.children].slice(0, cards ? 1 : undefined)) {
        walk(child, depth + (what ? 1 : 0));
      }
    };
    walk(document.querySelector('main'), 0);
    return lines.join('\n')"#;

async fn reads_as(t: &Test, name: &str) -> Result<()> {
    let tree = t.js(TREE).await?;
    let tree = format!("{}\n", tree.as_str().context("no tree")?);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("snapshots");
    let file = folder.join(format!("{name}.txt"));
    if std::env::var_os("SPREAD_SNAPSHOTS").is_some_and(|it| it == "write") {
        std::fs::write(&file, &tree)?;
    }
    let kept = std::fs::read_to_string(&file)
        .with_context(|| format!("{}: write it with SPREAD_SNAPSHOTS=write", file.display()))?;
    let changed: Vec<String> = kept
        .lines()
        .filter(|line| !tree.lines().any(|other| other == *line))
        .map(|line| format!("- {line}"))
        .chain(
            tree.lines()
                .filter(|line| !kept.lines().any(|other| other == *line))
                .map(|line| format!("+ {line}")),
        )
        .collect();
    ensure!(
        kept == tree,
        "{name} reads otherwise (SPREAD_SNAPSHOTS=write if so it shall be):\n{}",
        changed.join("\n")
    );
    Ok(())
}

/// The topics that are asked for below, and no servers: those are the mock's,
/// which do not change.
const BUNDLE: &str = r#"{"v":1,"built":"2026-11-01","topics":[["tech",["coding"]]],"servers":[]}"#;

async fn what_counts_servers_reads_so(t: &Test) -> Result<()> {
    t.site.replace("/directory.json", BUNDLE);
    t.with_newest_list().await?;
    t.open("/servers/?v=1&topic=tech&step=language").await?;
    t.question("quiz.languages").await?;
    t.see("[data-test='count']", "match").await?;
    reads_as(t, "languages").await?;
    t.open("/servers/?v=1&topic=tech&lang=en&size=large&seed=5")
        .await?;
    t.three_cards().await?;
    let checked = "[data-test='picks'] [data-test='live']:not([data-state='checking'])";
    let all = async || Ok((t.count(checked).await? == 3).then_some(()));
    t.eventually("the checks", all).await?;
    reads_as(t, "results").await
}

/// Not what counts servers, as the list goes on growing.
async fn the_questions_read_so(t: &Test) -> Result<()> {
    for (step, heading) in [
        ("topics", "quiz.topics"),
        ("signup", "quiz.sign_up"),
        ("size", "quiz.size"),
    ] {
        t.open(&format!("/servers/?v=1&topic=tech&step={step}"))
            .await?;
        t.question(heading).await?;
        t.see("[data-test='count']", "match").await?;
        reads_as(t, step).await?;
    }
    Ok(())
}

/// Noon (UTC) of 28 November 2026, in milliseconds: servers that are equally like one
/// take turns from day to day.
const NOON: u128 = 1_795_867_200_000;

async fn the_results_read_so(t: &Test) -> Result<()> {
    // The clock goes on from one document to the next: a list kept by one would be
    // from the future in the next otherwise.
    let ahead = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() - NOON;
    t.site.run_first(&format!(
        "const now = Date.now; Date.now = () => now() - {ahead};"
    ));
    // With the mock's list, which does not change, and who runs which server: that is
    // asked for last, and holds from the next page on.
    t.with_newest_list().await?;
    let labelled = async || {
        let kept = "return Object.keys(localStorage).some((it) => it.endsWith('ownership-1'))";
        Ok((t.js(kept).await? == true).then_some(()))
    };
    t.eventually("who runs which server", labelled).await?;
    t.open("/servers/?v=1&topic=tech&lang=en&seed=5&compare=spoorlijn.example,strings.example")
        .await?;
    t.find("[data-test='comparison'] tbody tr").await?;
    t.see("[data-test='comparison'] td", say("live.just_now")?)
        .await?;
    reads_as(t, "compare").await?;
    t.open("/servers/?v=1&topic=tech&lang=en&seed=5&server=mastodon.social")
        .await?;
    t.find("[data-test='weeks'] svg").await?;
    reads_as(t, "details").await
}
