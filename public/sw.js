// The offline service: keeps one whole build of the site on the device and
// answers from it, with the network or without.
//
// Its law: a page and everything it loads are from one build, always.
// - A build is kept whole or not at all. Every file has to have the very hash
//   that the build gave it, so that a host in the middle of an update can not
//   slip in a file of another one.
// - A new build is fetched in the background and waits. It takes over at the
//   next page, when no other tab shows the old one.
//
// Written by hand rather than with a library (Workbox is 12 kB for what is
// half a page here, and has no such law). `cargo xtask build` fills in the
// build's name and files. Docs: docs/deploying.md, "The offline service".

const BUILD = "@build@";
/** Path of each file within the site, and its integrity. */
const FILES = {};

const HOME = new URL(self.registration.scope).pathname;
// Other sites may live on the same host, in folders beside ours.
const OURS = `spread-mastodon ${HOME} `;
const CACHE = OURS + BUILD;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  // Never what others answer.
  if (method !== "GET" || origin !== location.origin || !pathname.startsWith(HOME)) return;
  if (mode === "navigate") event.respondWith(page(event));
  else if (Object.hasOwn(FILES, pathname.slice(HOME.length))) event.respondWith(file(event.request));
});
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

async function install() {
  // A part that is left of an earlier try is no build.
  await caches.delete(CACHE);
  const cache = await caches.open(CACHE);
  const take = async ([path, integrity]) => {
    // What is named by its hash may come from the browser's own cache.
    const hashed = /-[0-9a-f]{16}(_bg)?\.\w+$/.test(path);
    const answer = await fetch(HOME + path, { integrity, cache: hashed ? "default" : "no-cache" });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    // A redirected answer must not be given to a navigation; none should be.
    if (answer.redirected) throw new Error(`${path} leads elsewhere`);
    await cache.put(HOME + path, answer);
  };
  try {
    await Promise.all(Object.entries(FILES).map(take));
  } catch (why) {
    await caches.delete(CACHE);
    throw why;
  }
}

async function forgetOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
  }
}

async function page(event) {
  const { pathname, search, hash } = new URL(event.request.url);
  if (await newerTakesOver(event)) return Response.redirect(event.request.url);
  const path = pathname.slice(HOME.length);
  const known = (name) => Object.hasOwn(FILES, name);
  if (path === "" || path.endsWith("/")) {
    if (known(`${path}index.html`)) return file(HOME + path + "index.html");
  } else if (known(`${path}/index.html`)) {
    return Response.redirect(`${pathname}/${search}${hash}`);
  } else if (known(path)) {
    return file(HOME + path);
  }
  try {
    return await fetch(event.request);
  } catch (why) {
    const lost = await (await caches.open(CACHE)).match(`${HOME}404.html`);
    if (!lost) throw why;
    return new Response(lost.body, { status: 404, headers: lost.headers });
  }
}

async function file(request) {
  const cache = await caches.open(CACHE);
  // The browser may have made room by throwing our files away.
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

/** Whether a newer build, whole and waiting, is now in charge: only when no
 * other tab shows the old one. */
async function newerTakesOver(event) {
  const { waiting } = self.registration;
  if (!waiting) return false;
  const tabs = await self.clients.matchAll({ type: "window" });
  const leaving = event.replacesClientId || event.clientId;
  const others = tabs.filter((tab) => tab.id !== leaving && tab.id !== event.resultingClientId);
  // A browser that does not say which tab is being left has that one among them.
  if (others.length > (leaving ? 0 : 1)) return false;
  const done = new Promise((resolve) => {
    waiting.addEventListener("statechange", () => resolve(waiting.state !== "installed"));
    setTimeout(resolve, 1000, false);
  });
  waiting.postMessage("take over");
  return done;
}
