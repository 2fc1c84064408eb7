// Before the first paint of the frame: the host's looks, and whether the
// question that stands in the page is the one to begin with. The program reads
// all options again, and with care; this only keeps the page from flickering.
(() => {
  const root = document.documentElement;
  const options = new URLSearchParams(location.search);
  const is = (key, ...values) => values.includes(options.get(key)) && (root.dataset[key] = options.get(key));
  is("theme", "light", "dark");
  is("layout", "compact");
  is("heading", "off");
  is("powered", "off");
  // With answers given beforehand the first question may be another, and a
  // colour needs the program: until it is there, nothing is shown, and boot.js
  // loads it at once.
  const later = ["hl", "accent", "topic", "lang", "text", "signup", "size", "region", "legal", "age", "flex",
    "locked", "answers"];
  if (later.some((key) => options.has(key))) {
    root.dataset.wait = "";
  } else if (parent !== window) {
    // v1.js keeps room for the first question; a scroll bar would only take of it.
    if (options.has("id")) root.dataset.fits = "";
    // There is something to see. The program says so again when it listens.
    parent.postMessage({ source: "spread-picker", v: 1, id: options.get("id") || "", type: "ready" }, "*");
  }
})();
