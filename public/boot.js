// Loads the app, whose file names stand on this script's own tag, and says so
// on the page when that fails: an old browser, a broken download, or code that
// stopped later. The servers further down the page are there without it.
const { js, wasm, lazy, integrity } = document.getElementById("boot").dataset;

function broken(error) {
  console.error(error);
  // Nobody follows the height of a frame any more: let it scroll.
  delete document.documentElement.dataset.fits;
  document.documentElement.classList.add("no-app");
  document.getElementById("broken").hidden = false;
}

// Where the code would panic it stops instead, and cannot tell anybody.
for (const event of ["error", "unhandledrejection"]) {
  addEventListener(event, (it) => {
    const error = it.error ?? it.reason;
    if (globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError) broken(error);
  });
}

// The page has a <base>: a plain #main would lead to another page.
document.querySelector(".skip-link")?.addEventListener("click", (event) => {
  const main = document.getElementById("main");
  if (!main) return;
  event.preventDefault();
  main.tabIndex = -1;
  main.focus();
});

// What is wanted soon is asked for before the program can do it. Not by
// <link rel="preload" as="fetch">: WebKit loads that a second time.
function ask(path, signal) {
  const answer = fetch(new URL(path, document.baseURI), { signal });
  // Whoever waits for it hears of a failure; until then nobody need.
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
function askEarly(path) {
  const controller = new AbortController();
  (globalThis.early ??= {})[path] = { answer: ask(path, controller.signal), controller };
}

// In a frame on somebody else's page most visitors pass by: the program comes
// with the first sign of interest in the question that stands there, or when
// the page around wants it now.
async function interest() {
  await new Promise((go) => {
    for (const sign of ["pointerover", "pointerdown", "touchstart", "focusin", "keydown", "input", "click"]) {
      addEventListener(sign, go, { capture: true, once: true, passive: true });
    }
    addEventListener("message", ({ source, data }) => {
      if (source === parent && data?.source === "spread-picker" && data.type === "init" && data.now === true) go();
    });
  });
}

// Who presses a button before the program is there has pressed it: it is done
// once it is.
const controls = () => [...document.querySelectorAll("#app form :is(a, button)")];
let pressed = -1;
function hold(event) {
  const control = event.target.closest?.("#app form :is(a, button)");
  if (!control) return;
  event.preventDefault();
  control.setAttribute("aria-busy", "true");
  pressed = controls().indexOf(control);
}

try {
  const waits = lazy !== undefined && !("wait" in document.documentElement.dataset);
  if (waits) {
    addEventListener("click", hold, true);
    await interest();
  }
  askForScript();
  const program = ask(wasm);
  askEarly("config.json");
  // With answers, and so servers, at once. Who begins with the first question
  // has time until the program is there.
  if (waits || location.search) askEarly("directory.json");
  const app = await import(new URL(js, document.baseURI).href);
  await app.default({ module_or_path: program });
  // It takes over the page a little later, unless it breaks.
  while (!document.querySelector("[data-app], #broken:not([hidden])")) {
    await new Promise((go) => setTimeout(go, 10));
  }
  removeEventListener("click", hold, true);
  controls()[pressed]?.click();
} catch (error) {
  removeEventListener("click", hold, true);
  broken(error);
}
