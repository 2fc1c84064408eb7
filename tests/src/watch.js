// Put first into every page under test: notes errors and policy breaches from
// the first moment on, for the test to collect.
(() => {
  const seen = [];
  const note = (kind, text) => seen.push(`${kind}: ${text}`);
  addEventListener("error", (event) => {
    const target = event.target;
    if (target && target !== window) {
      note("resource", `${target.tagName} ${target.src || target.href} did not load`);
    } else {
      note("error", event.message);
    }
  }, true);
  addEventListener("unhandledrejection", (event) => note("rejection", String(event.reason)));
  document.addEventListener("securitypolicyviolation", (event) =>
    note("policy", `${event.violatedDirective} forbids ${event.blockedURI} (${event.sample})`));
  const error = console.error.bind(console);
  console.error = (...parts) => {
    note("console", parts.map(String).join(" "));
    error(...parts);
  };
  // What is only remarked on counts as no fault; some tests ask for it.
  const warnings = [];
  const warn = console.warn.bind(console);
  console.warn = (...parts) => {
    warnings.push(parts.map(String).join(" "));
    warn(...parts);
  };
  // Layout shifts, where the browser counts them.
  let shift = 0;
  try {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  } catch { /* Chromium only */ }
  Object.defineProperty(window, "__watch", { value: { seen, warnings, shift: () => shift } });
})();
