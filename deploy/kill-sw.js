// Takes the offline service off every device that comes by. Put this file on
// the host as `sw.js`, in place of the one in the bundle, and leave it there
// for as long as visitors may have the old one: browsers ask for `sw.js` at
// each visit, and at the latest after a day.
//
// The pages that are open stay as they are; the next ones come from the host.
// For a site that works and should only do without, `"offline": false` in
// config.json is enough.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  const ours = `spread-mastodon ${new URL(self.registration.scope).pathname} `;
  for (const name of await caches.keys()) {
    if (name.startsWith(ours)) await caches.delete(name);
  }
  await self.registration.unregister();
}
