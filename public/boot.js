// Loads the app, whose file names stand on this script's own tag, when the
// page wants it, and says so on the page when that fails. Everything on the
// page is there without it.
const tag = document.getElementById("boot");
const { js, wasm, part, when = "now", integrity, base = "/" } = tag.dataset;
const root = document.getElementById("app");
const started = () => root.hasAttribute("data-app");

// Why the app cannot run, as the page says it: see #broken.
let told = false;
function broken(why, error) {
  console.error(error);
  release();
  // What failed first is the cause of what follows.
  if (told) return;
  told = true;
  // A page that is only read is whole without the app.
  if (when === "idle" && !started()) return;
  // The height of a frame is no longer followed: let it scroll.
  delete document.documentElement.dataset.fits;
  document.documentElement.classList.add("no-app");
  const section = document.getElementById("broken");
  if (!section) return;
  for (const text of section.querySelectorAll("[data-why]")) text.hidden = text.dataset.why !== why;
  section.hidden = false;
  for (const form of document.querySelectorAll("#app form.question")) {
    form.addEventListener("submit", (event) => toList(event, form));
  }
}

// The form's own address is the list of all servers: this adds the place of
// the first topic that is ticked.
function toList(event, form) {
  const topic = new FormData(form).get("topic");
  if (!topic) return;
  event.preventDefault();
  location.assign(new URL(`#${encodeURIComponent(topic)}`, new URL(form.getAttribute("action"), location.href)));
}

// Back from signing in on the visitor's own server: what it sent along is for the
// program alone (src/own_server/follower.rs), and stays in no address and no history.
if (/[?&]state=/.test(location.search)) {
  globalThis.signInReturn = location.search;
  history.replaceState(history.state, "", location.pathname);
}

// Release builds stop where they would panic: the trap is all there is to hear.
for (const event of ["error", "unhandledrejection"]) {
  addEventListener(event, (it) => {
    const error = it.error ?? it.reason;
    if (globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError) broken("stopped", error);
  });
}

// This script is named relative to the page, all else by the path that the
// site was built for: under another path only this script still runs.
if (!location.pathname.startsWith(base)) {
  console.error(
    `Spread Mastodon: this build is for the path ${base}, but the page is at ${location.pathname}. ` +
      "Build it for its place: cargo xtask build --public-url PATH (docs/deploying.md).",
  );
}

// What is wanted soon is asked for before the program can do it. Not by
// <link rel="preload" as="fetch">: WebKit loads that a second time.
function ask(path, signal) {
  const answer = fetch(path, { signal });
  // A failure reaches whoever awaits the answer; until then it is no error.
  answer.catch(() => {});
  return answer;
}

// Its script, checked: an import() alone cannot say by what.
function askForScript() {
  const link = document.createElement("link");
  Object.assign(link, { rel: "modulepreload", crossOrigin: "anonymous", integrity, href: js });
  document.head.append(link);
}

// A file for the program to take over, and to give up when it does not come
// (src/platform/fetch.rs).
function askEarly(name) {
  const controller = new AbortController();
  const path = base + name;
  (globalThis.early ??= {})[path] = { answer: ask(path, controller.signal), controller };
}

/** Resolves at the first of these signs, where `counts` says so. */
function sign(names, counts = () => true) {
  return new Promise((go) => {
    const hear = (event) => counts(event) && go();
    for (const name of names) addEventListener(name, hear, { capture: true, passive: true });
  });
}

// In a frame on another page most visitors pass by: the program comes with the
// first sign of interest in the question that stands there, or when the page
// around wants it now.
function interest() {
  return Promise.race([
    sign(["pointerover", "pointerdown", "touchstart", "focusin", "keydown", "input", "click"]),
    sign(["message"], ({ source, data }) =>
      source === parent && data?.source === "spread-picker" && data.type === "init" && data.now === true),
  ]);
}

// A page that is only read works without the program, which makes the next one
// quick: it comes when there is nothing else to do, or a link is about to be
// followed. Where data is dear, links simply load documents, and the program
// comes only for a form that waits for it.
function idle() {
  const { saveData, effectiveType = "4g" } = navigator.connection ?? {};
  const inForm = ({ target }) => target.closest?.("#app form.needs-program, #app .needs-program form");
  if (globalThis.signInReturn) return Promise.resolve();
  if (saveData || effectiveType !== "4g") return sign(["focusin", "input", "pointerdown"], inForm);
  const loaded = new Promise((go) => {
    const later = () => (globalThis.requestIdleCallback ?? setTimeout)(go);
    if (document.readyState === "complete") later();
    else addEventListener("load", later, { once: true });
  });
  const toLink = ({ target }) => target.closest?.("#app a[href]")?.origin === location.origin;
  return Promise.race([loaded, sign(["pointerover", "touchstart", "focusin"], toLink)]);
}

// A button of the quiz that is pressed before the program is there is pressed
// again once it is. Where the program does not come, the browser submits the
// form, to a page that works without it.
const controls = () => [...document.querySelectorAll("#app form :is(a, button)")];
let pressed = -1;
function hold(event) {
  const control = event.target.closest?.("#app form.question :is(a, button)");
  if (!control || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  control.setAttribute("aria-busy", "true");
  pressed = controls().indexOf(control);
}
function release() {
  removeEventListener("click", hold, true);
  const control = controls()[pressed];
  pressed = -1;
  control?.removeAttribute("aria-busy");
  control?.click();
}

async function load() {
  addEventListener("click", hold, true);
  if (when === "idle") await idle();
  if (when === "interest" && !("wait" in document.documentElement.dataset)) await interest();
  if (typeof WebAssembly !== "object") throw new Error("WebAssembly is switched off");
  askForScript();
  const program = ask(wasm);
  if (when !== "idle") {
    askEarly("config.json");
    // With answers, and so servers, at once. Who begins with the first question
    // has time until the program is there.
    if (when === "interest" || location.search) askEarly("directory.json");
  }
  const app = await import(new URL(js, location.href).href);
  // The page's own part of the program, where it is cut into parts.
  app.ask?.(part).catch((error) => broken("load", error));
  await app.default({ module_or_path: program });
  // It takes over the page a little later: it first waits for the visitor's words.
  if (!started()) {
    await new Promise((go) => new MutationObserver((_, it) => started() && (it.disconnect(), go())).observe(root, { attributes: true }));
  }
  release();
}

load().catch((error) => broken(typeof WebAssembly === "object" ? "load" : "webassembly", error));
