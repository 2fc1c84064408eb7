// Notes what a visitor on a slow phone goes through, from the first moment of
// the page; `__measured` hands it over when the page has come to rest.
(() => {
  if (window.top !== window || window.__measured) return;
  const notes = { lcp: 0, shift: 0, blocking: 0, tasks: [], server: null, pick: null, interactive: null };
  const watch = (type, note) => {
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  };
  watch("largest-contentful-paint", (it) => { notes.lcp = it.startTime; });
  watch("layout-shift", (it) => { if (!it.hadRecentInput) notes.shift += it.value; });
  // What a task takes beyond 50 ms keeps a tap waiting.
  watch("longtask", (it) => {
    notes.blocking += it.duration - 50;
    notes.tasks.push([it.startTime, it.duration]);
  });

  // (Rectangles would be counted out for it, also of what is put off.)
  const visible = (it) => it.checkVisibility();
  const all = (selector) => [...document.querySelectorAll(selector)];
  // Seen is what has been painted: what is there before a frame is painted with it,
  // and a timer set before a frame runs after it.
  const seen = (name, selector) => {
    if (notes[name] !== null || !all(selector).some(visible)) return;
    setTimeout(() => { notes[name] ??= performance.now(); });
  };
  // On the map, a circle or row that leads to the server's page.
  const server = "a[href*='/auth/sign_up'], a[href*='/servers/at/?d=']";
  const look = () => {
    // Any server that one can sign up at or look at, and the first one recommended.
    seen("server", server);
    seen("pick", "[data-test='picks'] [data-test='card']");
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  const question = () => document.querySelector("form[data-test='question'] input[type='checkbox']");
  // An answer reacts when ticking it changes the address, or the number of
  // servers beside it where the address is not ours to change. Until then it is
  // ticked again and again, as an impatient visitor does.
  const reacted = () => location.search.includes("topic=")
    || /\d/.test(document.querySelector("[data-test='count']")?.textContent ?? "");
  const tick = setInterval(() => {
    const box = question();
    // Who has a link to results waits for them. (Who does not and ticks a box of
    // the question that stands there meanwhile, gets the question.)
    if (location.search.includes("seed=")) return;
    if (!box || !visible(box)) return;
    // Each tick is work for the page: not while it still shows its first server.
    if (notes.server === null && document.querySelector(server)) return;
    box.checked = false;
    box.click();
    if (!reacted()) return;
    notes.interactive = performance.now();
    clearInterval(tick);
  }, 50);

  const kind = (name) => {
    const ending = new URL(name).pathname.split(".").pop();
    return ["js", "wasm"].includes(ending) ? ending : "other";
  };
  window.__measured = async (isResults, done) => {
    const start = performance.now();
    let quiet = 0;
    let before = 0;
    // At rest: what is awaited has come, and nothing was loaded for a second.
    while (performance.now() - start < 60000 && quiet < 10) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const now = performance.getEntriesByType("resource").length;
      const waiting = isResults ? notes.pick === null : question() && notes.interactive === null;
      quiet = now === before && !waiting && document.readyState === "complete" ? quiet + 1 : 0;
      before = now;
    }
    const [page] = performance.getEntriesByType("navigation");
    const files = performance.getEntriesByType("resource");
    const bytes = { html: page.encodedBodySize, js: 0, wasm: 0, other: 0 };
    for (const it of files) bytes[kind(it.name)] += it.encodedBodySize;
    done({
      ...bytes,
      ...notes,
      // A shared link shows a question only until the answers are there.
      interactive: isResults ? null : notes.interactive,
      fcp: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
      files: [page, ...files].map((it) => ({
        path: new URL(it.name).pathname,
        asked: it.entryType === "navigation" ? 0 : it.startTime,
        began: it.responseStart,
        came: it.responseEnd,
        bytes: it.encodedBodySize,
      })),
    });
  };
})();
