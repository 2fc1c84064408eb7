// Loads the app, whose file names stand on this script's own tag, and says so
// on the page when that fails: an old browser, a broken download, a panic at
// the start. The page itself then still offers a way on.
const { js, wasm } = document.getElementById("boot").dataset;
const loading = document.getElementById("loading");
if (loading) loading.hidden = false;
try {
  const app = await import(new URL(js, document.baseURI).href);
  await app.default({ module_or_path: new URL(wasm, document.baseURI) });
} catch (error) {
  console.error(error);
  if (loading) loading.hidden = true;
  document.getElementById("broken").hidden = false;
}
