// Loads the app, whose file names stand on this script's own tag, when the
// page wants it, and says so on the page when that fails. Everything on the
// page is there without it.
const tag = document.getElementById("boot");
const { js, wasm, style, styleIntegrity = "", part, nextPart, when = "now", integrity = "", base = "/" } = tag.dataset;
const root = document.getElementById("app");
const page = document.documentElement;
const started = () => root.hasAttribute("data-app");

// The site lies where this script does, which is named relative to the page.
// All else is named by the path that the site was built for.
const home = new URL("./", import.meta.url).pathname;

// How long the program may take until the page works without it, in
// milliseconds: #late shows by then (style/base.css).
const PATIENCE = 8000;

// The smallest module, and one with all that the program needs of an engine:
// several results, references, bulk memory, sign extension, conversions that do
// not trap (crates/site/src/shrink.rs names the same).
const SMALLEST = "AGFzbQEAAAA=";
const NEEDED = "AGFzbQEAAAABCgJgAAJ/f2ABbwADAgEABQMBAAAKFwEVAEMAAAAA/ADAQQBBAEEAQQD8CwAL";
const bytes = (text) => Uint8Array.from(atob(text), (it) => it.charCodeAt(0));

// Null where WebAssembly is switched off, by the browser or by something that put
// another thing in its place.
const engine = typeof globalThis.WebAssembly?.RuntimeError === "function" ? WebAssembly : null;

// Why the program could not begin; the names are those of #broken.
function reason(error) {
  if (!engine) return "webassembly";
  try {
    // Throws where a policy forbids it: one on the way, or ours in a browser that
    // does not know its 'wasm-unsafe-eval' yet (docs/browsers.md).
    new engine.Module(bytes(SMALLEST));
  } catch {
    return "refused";
  }
  if (error instanceof engine.RuntimeError) return "stopped";
  return engine.validate(bytes(NEEDED)) ? "load" : "old";
}

// Why the app cannot run, as the page says it: see #broken.
let told = false;
// What stood in the page, with what was ticked, before the program drew.
let before = [];
function broken(why, error) {
  console.error(error);
  if (before.length && !started()) root.replaceChildren(...before);
  release();
  // What failed first is the cause of what follows.
  if (told) return;
  told = true;
  // The height of a frame is no longer followed: let it scroll.
  delete page.dataset.fits;
  page.classList.add("no-app");
  const section = document.getElementById("broken");
  // A page that is only read is whole without the program.
  if (!section || "whole" in section.dataset && !started()) return;
  for (const text of section.querySelectorAll("[data-why]")) {
    text.hidden = text.dataset.why !== why;
    if (!text.hidden) section.hidden = false;
  }
}

// The page below the list of all servers with those of a topic, or else a
// language, that was chosen in a form or before, out of the pages that there are
// (crates/site/src/pages/unavailable.rs).
function listed(answers) {
  const before = new URLSearchParams(location.search);
  const below = (kind, key, from, to) => {
    const there = document.getElementById("broken")?.dataset[kind]?.split(" ");
    const chosen = [...answers.getAll(key), ...before.getAll(key)].join().split(",");
    const first = chosen.map((it) => it.replace(from, to)).find((it) => there?.includes(it));
    return first ? `${kind}/${first}/` : "";
  };
  return below("topic", "topic", /_/g, "-") || below("language", "lang", /-.*/, "");
}

// The address of the list with what is chosen in a form.
const list = (address, form) =>
  address.replace(/(\/servers\/all\/).*/, `$1${listed(form ? new FormData(form) : new FormData())}`);

// Whether a press of a button still waits for the program: see hold().
let waiting = true;

// Without the program the browser follows links and sends forms. The form of a
// question leads to the list of all servers, and so do its links to results, which
// would only load the same question again, and the notice above it.
const TO_LIST = "#app form.question a[href], #broken a:not([target]), #late a:not([target])";
for (const name of ["click", "submit"]) {
  addEventListener(name, (event) => {
    const { target } = event;
    if (started() && !told) return;
    // A program that has stopped would keep the event and do nothing.
    if (told) event.stopImmediatePropagation();
    const form = document.querySelector("#app form.question");
    if (name === "submit") {
      if (target === form) form.action = list(form.action, form);
      return;
    }
    const link = target.closest?.(TO_LIST);
    const inside = form?.contains(link);
    if (!link || inside && (waiting || link.pathname !== location.pathname)) return;
    if (inside) link.target = form.target;
    link.href = list(inside ? form.action : link.href, form);
  }, true);
}

// A press of a key, a button or a finger acts when it ends, on what it began on: the
// program waits for that before it draws the page anew (src/platform/task.rs), at most
// a second. A click comes a little after a finger was lifted.
let acted, ended;
const press = () => {
  if (started()) return;
  clearTimeout(ended);
  globalThis.press ??= new Promise((go) => {
    acted = go;
    setTimeout(go, 1000);
  }).then(() => delete globalThis.press);
};
const lift = () => globalThis.press && (ended = setTimeout(acted, 50));
for (const name of ["keydown", "pointerdown"]) addEventListener(name, press, true);
for (const name of ["keyup", "pointerup", "pointercancel"]) addEventListener(name, lift, true);

// Back from signing in on the visitor's own server: what it sent along is for the
// program alone (src/own_server/follower.rs), and stays in no address and no history.
// With or without a state: a code or an error alone is no less to be taken out.
if (location.pathname === `${home}fill/` && /[?&](code|state|error)=/.test(location.search)) {
  globalThis.signInReturn = location.search;
  const kept = location.search.slice(1).split("&").filter((it) => !/^(code|state|iss|error\w*)(=|$)/.test(it)).join("&");
  // Subjects, languages and a pack that the page showed when it was left.
  let shown;
  try {
    shown = sessionStorage.getItem(`${home}#fill-shown`);
  } catch { /* Storage may be denied. */ }
  if (!/^[?#]/.test(shown)) shown = (kept && `?${kept}`) + location.hash;
  history.replaceState(history.state, "", location.pathname + shown);
}

// Release builds stop where they would panic: the trap is all there is to hear.
// What a browser throws into the program stops it as well; errors of others
// (extensions) are none of ours.
const ours = (stack) => stack.includes(js.split("/").pop()) || /\.wasm\b/.test(stack) && stack.includes(location.origin);
for (const event of ["error", "unhandledrejection"]) {
  addEventListener(event, (it) => {
    const error = it.error ?? it.reason;
    const trap = engine && error instanceof engine.RuntimeError;
    if (trap || ours(String(error?.stack))) broken("stopped", error);
  });
}

// Of the parts that come once the program runs, those that a page needs
// (src/components/lazily.rs).
addEventListener("lost-part", () => broken("load", new Error("a part of the program did not load")));

// Under another path than the site's own, links lead elsewhere: they are
// written anew, and so all works that does without the program.
function misplaced() {
  for (const name of ["href", "action", "src"]) {
    for (const it of document.querySelectorAll(`[${name}^="${base}"]:not([${name}^="//"])`)) {
      it.setAttribute(name, home + it.getAttribute(name).slice(base.length));
    }
  }
  return new Error(
    `Spread Mastodon: this build is for the path ${base}, but lies at ${home}. ` +
      `Build it for its place: cargo xtask build --public-url ${home} (docs/deploying.md).`,
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

// The page carries the styles of what stands in it; the program draws more. They come
// after the first paint, which a link in the head holds up in WebKit. In a tab that
// nobody sees there are no frames.
async function askForStyles() {
  if (!style) return;
  await new Promise((go) => {
    requestAnimationFrame(() => setTimeout(go));
    setTimeout(go, 300);
  });
  const link = document.createElement("link");
  // Not for the screen before it is there: while a stylesheet of the screen is on its
  // way, WebKit follows no link to a place in the page.
  Object.assign(link, { rel: "stylesheet", media: "print", fetchPriority: "high", integrity: styleIntegrity, href: style });
  await new Promise((go, fail) => {
    link.onload = () => go(link.media = "all");
    link.onerror = () => fail(new Error(`${style} did not load`));
    document.head.append(link);
  });
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

// Whether the visitor saves data, or has a line on which it takes long.
function isDear() {
  try {
    const { saveData, effectiveType } = navigator.connection;
    return saveData || /^(slow-2g|2g|3g)$/.test(effectiveType);
  } catch {
    // Not every browser tells, and extensions against tracking hide it.
    return false;
  }
}

// A page that is only read works without the program, which makes the next one
// quick: it comes when there is nothing else to do, or a link is about to be
// followed. Where data is dear, links simply load documents, and the program
// comes only for a form that waits for it.
function idle() {
  const inForm = ({ target }) => target.closest?.("#app form.needs-program, #app .needs-program form");
  // Back from signing in, or with an account or a pack in the address: the document
  // cannot show what is wanted.
  if (globalThis.signInReturn || /^#(@|%40|pack=)/i.test(location.hash)) return Promise.resolve();
  if (isDear()) return sign(["focusin", "input", "pointerdown"], inForm);
  const loaded = new Promise((go) => {
    const later = () => (typeof requestIdleCallback === "function" ? requestIdleCallback : setTimeout)(go);
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
  if (!waiting || !control || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  control.setAttribute("aria-busy", "true");
  pressed = controls().indexOf(control);
}
function release() {
  waiting = false;
  const control = controls()[pressed];
  pressed = -1;
  control?.removeAttribute("aria-busy");
  control?.click();
}

async function load() {
  if (home !== base) {
    broken("misplaced", misplaced());
    return;
  }
  addEventListener("click", hold, true);
  // Nothing is late (#late) before it is wanted.
  const rests = when === "idle" || when === "interest" && !("wait" in page.dataset);
  if (rests) {
    page.dataset.resting = "";
    await (when === "idle" ? idle() : interest());
    delete page.dataset.resting;
  }
  setTimeout(() => started() || release(), PATIENCE);
  if (!engine) throw new Error("WebAssembly is switched off");
  askForScript();
  const program = ask(wasm);
  const styled = askForStyles();
  // A failure is heard of below; until then it is no error.
  styled.catch(() => {});
  // A question stands before the engine and the list are there, and leaves the line to
  // the program until then (PartPage::first_parts in src/parts/page.rs).
  const stands = when === "interest" || !location.search || /[?&]step=(?!results)/.test(location.search);
  const isQuestion = nextPart && stands;
  if (when !== "idle") {
    askEarly("config.json");
    if (!isQuestion) askEarly("directory.json");
  }
  const app = await import(new URL(js, location.href).href);
  // The page's own part of the program, where it is cut into parts, and the next one.
  const askFor = (name) => app.ask?.(name).catch((error) => broken("load", error));
  askFor(part);
  if (nextPart && !isQuestion) askFor(nextPart);
  before = [...root.childNodes];
  await styled;
  await app.default({ module_or_path: program });
  // It takes over the page a little later: it first waits for the visitor's words.
  if (!started()) {
    await new Promise((go) => new MutationObserver((_, it) => started() && (it.disconnect(), go())).observe(root, { attributes: true }));
  }
  release();
  if (isQuestion) askEarly("directory.json");
}

load().catch((error) => broken(reason(error), error));
