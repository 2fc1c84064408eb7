// Notes what a visitor on a slow phone goes through, from the first moment of
// the page; `__measured` hands it over when the page has come to rest.
(() => {
  if (window.top !== window || window.__measured) return;
  const notes = { lcp: 0, shift: 0, blocking: 0, server: null, interactive: null };
  const watch = (type, note) => {
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  };
  watch("largest-contentful-paint", (it) => { notes.lcp = it.startTime; });
  watch("layout-shift", (it) => { if (!it.hadRecentInput) notes.shift += it.value; });
  // What a task takes beyond 50 ms keeps a tap waiting.
  watch("longtask", (it) => { notes.blocking += Math.max(0, it.duration - 50); });

  const visible = (it) => it && it.getClientRects().length > 0;
  const look = () => {
    if (notes.server === null) {
      const links = document.querySelectorAll("[data-test='sign-up'], [data-server] a, a[href*='/auth/sign_up']");
      if ([...links].some(visible)) {
        // Seen is what has been painted.
        requestAnimationFrame(() => setTimeout(() => { notes.server ??= performance.now(); }));
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  // An answer reacts when ticking it changes the address. Until then it is ticked
  // again and again, as an impatient visitor does.
  const tick = setInterval(() => {
    const box = document.querySelector("main form input[type=checkbox]");
    if (notes.interactive === null && location.search.includes("topic=")) {
      notes.interactive = performance.now();
    }
    if (notes.interactive !== null) {
      clearInterval(tick);
    } else if (visible(box)) {
      box.checked = false;
      box.click();
    }
  }, 50);

  const kind = (name) => {
    const ending = new URL(name).pathname.split(".").pop();
    return ["css", "js", "wasm"].includes(ending) ? ending : "other";
  };
  window.__measured = async (done) => {
    const picker = () => document.querySelector("main form input[type=checkbox]");
    const cards = /[?&]seed=/.test(location.search) || location.pathname === "/floor/";
    const start = performance.now();
    let quiet = 0;
    let seen = 0;
    // At rest: what is awaited has come, and nothing was loaded for a second.
    while (performance.now() - start < 60000 && quiet < 10) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const now = performance.getEntriesByType("resource").length;
      const waiting = (cards && notes.server === null) || (picker() && notes.interactive === null);
      quiet = now === seen && !waiting && document.readyState === "complete" ? quiet + 1 : 0;
      seen = now;
    }
    const bytes = { html: 0, css: 0, js: 0, wasm: 0, other: 0 };
    bytes.html = performance.getEntriesByType("navigation")[0].encodedBodySize;
    for (const it of performance.getEntriesByType("resource")) bytes[kind(it.name)] += it.encodedBodySize;
    const fcp = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
    done({
      ...bytes,
      ...notes,
      // A shared link holds a topic from the start.
      interactive: cards ? null : notes.interactive,
      fcp,
    });
  };
})();
