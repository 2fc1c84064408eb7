// Switches the offline service (sw.js) on or, where config.json says
// `"offline": false`, off. `cargo xtask build` puts the service's address on
// this script's tag; without one there is nothing to do.

const tag = document.querySelector("script[data-offline]");
const worker = tag?.dataset.offline;

/** Takes the service off this device, with everything that it kept. */
async function forget(scope) {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  // Another site's, in a folder above ours.
  if (registration && new URL(registration.scope).pathname === scope) await registration.unregister();
  for (const name of await caches.keys()) {
    if (name.startsWith(`spread-mastodon ${scope} `)) await caches.delete(name);
  }
}

async function start() {
  const scope = new URL(".", new URL(worker, location.href)).pathname;
  const answer = await fetch(`${scope}config.json`, { cache: "no-cache" });
  if (!answer.ok) return;
  const { offline } = await answer.json();
  if (offline === false) return forget(scope);
  const registration = await navigator.serviceWorker.register(worker, { scope, updateViaCache: "none" });
  // Browsers look for a new build by themselves, but not all at each page.
  if (registration.active) await registration.update();
}

// Not before the page is there: the visitor's own loading comes first. And not
// in a frame of somebody else's page, nor where the browser has no such thing.
if (worker && "serviceWorker" in navigator && window.top === window) {
  const begin = () => start().catch(() => {});
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
}
