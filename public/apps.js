// Chooses the visitor's own device in the list of apps, and says how many there
// are. The list itself works without: see style/pages.css.

/** The platform of a user agent, by its key in content/apps.toml. */
export function device(agent, touchPoints = 0) {
  if (/Android/.test(agent)) return "android";
  if (/iPhone|iPod/.test(agent)) return "iphone";
  // An iPad says that it is a Mac; but no Mac has a touch screen.
  if (/iPad/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1)) return "ipad";
  if (/Windows/.test(agent)) return "windows";
  if (/Macintosh/.test(agent)) return "mac";
  if (/Linux|X11|CrOS/.test(agent)) return "linux";
  return "all";
}

function start(box) {
  const status = box.querySelector("[role=status]");
  const say = () => {
    // Counted by the choice and not by what is visible: WebKit applies `:has`
    // to a radio button that a script has set only a moment later.
    const chosen = box.querySelector("input:checked").value;
    const on = chosen === "all" ? "" : `[data-on~="${chosen}"]`;
    const shown = box.querySelectorAll(`.app-list > li${on}`).length;
    status.textContent = status.dataset.status.replace("#", shown);
  };
  const own = box.querySelector(`input[value=${device(navigator.userAgent, navigator.maxTouchPoints)}]`);
  // Not when the browser has put back what the visitor chose before.
  if (own && box.querySelector("input[value=all]").checked) own.checked = true;
  say();
  box.addEventListener("change", say);
}

if (typeof document !== "undefined") {
  const box = document.querySelector(".apps");
  if (box) start(box);
}
