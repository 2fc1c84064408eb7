// The builder of the page "On your own page": from a form to the picker beside
// it and the text to paste. The picker is the same that strangers get.

const ANSWERS = ["topic", "lang", "region"];

/** What is chosen, without what is the default anyway. */
export function chosen(form) {
  const value = (name) => form.elements[name].value.trim();
  const options = {};
  if (value("theme") !== "auto") options.theme = value("theme");
  if (value("layout") !== "full") options.layout = value("layout");
  if (form.elements["own-accent"].checked) options.accent = value("accent");
  for (const name of ["heading", "powered"]) if (!form.elements[name].checked) options[name] = "off";
  for (const name of ANSWERS) if (value(name)) options[name] = value(name).replace(/\s*,\s*|\s+/g, ",");
  const given = ANSWERS.filter((name) => options[name]);
  if (form.elements.lock.checked && given.length) options.locked = given.join(",");
  if (value("servers")) options.servers = value("servers").replace(/[\s,]+/g, ",");
  return options;
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** The text to paste. `site` ends with a slash. */
export function snippet(way, options, site) {
  const attributes = Object.entries(options).map(([key, value]) => ` data-${key}="${escaped(value)}"`).join("");
  const script = `<script async src="${site}embed/v1.js"></script>`;
  if (way === "link") {
    return `<a class="spread-picker" href="${site}servers/"${attributes}>Find your Mastodon server</a>\n${script}`;
  }
  if (way === "element") return `<spread-picker${attributes}></spread-picker>\n${script}`;
  const query = new URLSearchParams(options).toString();
  const src = escaped(`${site}embed/${query && "?"}${query}`);
  return `<iframe src="${src}" title="Find a Mastodon server" width="100%" height="900" loading="lazy" `
    + `referrerpolicy="no-referrer" style="border:0" `
    + `sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"></iframe>`;
}

function start(builder) {
  const form = builder.querySelector("form");
  const status = form.querySelector("[role=status]");
  const site = new URL(builder.dataset.site, location.href).href;
  const picker = document.createElement("spread-picker");
  picker.dataset.title = document.querySelector("#embed-live").textContent;
  let before = {};
  const draw = () => {
    const options = chosen(form);
    form.elements.snippet.value = snippet(form.elements.way.value, options, site);
    status.textContent = "";
    for (const key of Object.keys({ ...before, ...options })) {
      if (before[key] === options[key]) continue;
      if (key in options) picker.dataset[key] = options[key];
      else delete picker.dataset[key];
    }
    before = options;
  };
  // A colour that is chosen is meant.
  form.elements.accent.addEventListener("input", () => { form.elements["own-accent"].checked = true; });
  form.addEventListener("input", (event) => {
    // What is being typed is waited for: each letter would begin anew.
    if (event.target.type !== "text") draw();
  });
  form.addEventListener("change", draw);
  form.addEventListener("submit", (event) => { event.preventDefault(); draw(); });
  form.querySelector("[data-copy]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(form.elements.snippet.value);
      status.textContent = builder.dataset.copied;
    } catch {
      form.elements.snippet.select();
      status.textContent = builder.dataset.failed;
    }
  });
  for (const snip of document.querySelectorAll("[data-snippet]")) {
    snip.textContent = snippet(snip.dataset.snippet, {}, site);
  }
  document.querySelector("[data-no-address]")?.remove();
  builder.hidden = false;
  draw();
  builder.querySelector(".preview").append(picker);
  const loader = document.createElement("script");
  loader.src = `${site}embed/v1.js`;
  document.head.append(loader);
}

if (typeof document !== "undefined") {
  const builder = document.querySelector("#builder");
  if (builder) start(builder);
}
