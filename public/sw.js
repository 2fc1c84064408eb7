// The offline service: keeps one whole build of the site on the device and
// answers from it, with the network or without.
//
// Its law: a page and everything it loads are from one build, always.
// - A build is kept whole or not at all. Every file has to have the very hash
//   that the build gave it, so that a host in the middle of an update can not
//   slip in a file of another one.
// - A new build is fetched in the background and waits until no tab shows the
//   old one any more. Browsers see to that by themselves, as long as nothing
//   here calls skipWaiting() or clients.claim().
//
// Written by hand rather than with a library (Workbox is 12 kB for what is
// half a page here, and has no such law). `cargo xtask build` fills in the
// build's name and files. Docs: docs/deploying.md, "The offline service".

const BUILD = "@build@";
/** Path of each file within the site, and its integrity. */
const FILES = {};

// Of the translations only those into the browser's languages come with the build;
// another one is kept once it has been asked for.
const spoken = (navigator.languages ?? []).map((it) => it.toLowerCase().split("-")[0]);
const isWanted = (path) =>
  !path.startsWith("locales/") || spoken.includes(path.slice("locales/".length).split(/[-.]/)[0]);

const HOME = new URL(self.registration.scope).pathname;
// Other sites may live on the same host, in folders beside ours.
const OURS = `spread-mastodon ${HOME} `;
const CACHE = OURS + BUILD;
/** What is named by its hash may come from the browser's own cache. */
const HASHED = /-[0-9a-f]{16}(_bg)?\.\w+$/;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  // Never what others answer.
  if (method !== "GET" || origin !== location.origin || !pathname.startsWith(HOME)) return;
  const path = pathname.slice(HOME.length);
  if (mode === "navigate") event.respondWith(page(event, path));
  else if (Object.hasOwn(FILES, path)) event.respondWith(file(event.request, path));
});

async function install() {
  // A part that is left of an earlier try is no build.
  await caches.delete(CACHE);
  const cache = await caches.open(CACHE);
  const take = async ([path, integrity]) => {
    // Some hosts lead from the file's name to the page's address.
    const address = HOME + path.replace(/(^|\/)index\.html$/, "$1");
    const how = HASHED.test(path) ? "default" : "no-cache";
    const answer = await fetch(address, { integrity, cache: how });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    // A navigation does not take an answer that was led elsewhere. This one has
    // the right hash, wherever it came from.
    const whole = answer.redirected ? new Response(answer.body, answer) : answer;
    await cache.put(HOME + path, whole);
  };
  try {
    await Promise.all(Object.entries(FILES).filter(([path]) => isWanted(path)).map(take));
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

async function page(event, path) {
  const known = (name) => Object.hasOwn(FILES, name);
  if (path === "" || path.endsWith("/")) {
    if (known(`${path}index.html`)) return file(`${HOME}${path}index.html`, path);
  } else if (known(`${path}/index.html`)) {
    const { pathname, search, hash } = new URL(event.request.url);
    return Response.redirect(`${pathname}/${search}${hash}`);
  } else if (known(path)) {
    return file(HOME + path, path);
  }
  try {
    return await fetch(event.request);
  } catch (why) {
    const lost = await caches.match(`${HOME}404.html`, { cacheName: CACHE });
    if (!lost) throw why;
    return new Response(lost.body, { status: 404, headers: lost.headers });
  }
}

async function file(request, path) {
  const own = await caches.match(request, { cacheName: CACHE, ignoreSearch: true });
  // The browser may have made room by throwing our files away.
  if (own || isWanted(path)) return own ?? fetch(request);
  const answer = await fetch(request, { integrity: FILES[path] });
  if (answer.ok) await (await caches.open(CACHE)).put(HOME + path, answer.clone());
  return answer;
}
