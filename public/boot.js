// Loads the app, whose file names stand on this script's own tag, and says so
// on the page when that fails: an old browser, a broken download, or code that
// stopped later. The servers further down the page are there without it.
const { js, wasm } = document.getElementById("boot").dataset;

function broken(error) {
  console.error(error);
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

try {
  const app = await import(new URL(js, document.baseURI).href);
  await app.default({ module_or_path: new URL(wasm, document.baseURI) });
} catch (error) {
  broken(error);
}
