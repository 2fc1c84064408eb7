// Puts the server picker on anybody's page: see docs/embedding.md.
//
// A guest on a page that is not ours: it throws nothing, moves nothing that is
// not its own, and believes no message before every part of it is checked.
// Hosts load it by its version, so it only ever grows.
(() => {
  "use strict";
  const NAME = "spread-picker";
  const VERSION = 1;
  const own = document.currentScript
    || [...document.scripts].find((it) => /\/embed\/v1\b[^/]*\.js/.test(it.src));
  if (!own || !own.src || !window.customElements) return;
  const site = new URL("../", own.src);
  const page = new URL("embed/", site);

  // Answers and looks: handed to the frame, which checks them.
  const OPTIONS = ["hl", "theme", "accent", "topic", "lang", "text", "signup", "size", "region",
    "legal", "age", "flex", "locked", "servers", "layout", "heading", "powered", "answers"];
  // Those that a running frame takes on without starting anew.
  const LIVE = ["theme", "accent"];
  // Ours alone.
  const HERE = ["storage", "height", "title"];
  const LOWEST = 200;
  const HIGHEST = 6000;
  // What the first question needs, by the width of its place and the layout:
  // the place is kept free from the start, so that nothing moves later.
  const ROOM = {
    full: [[330, 2030], [430, 1910], [520, 1830], [770, 1260], [Infinity, 1090]],
    compact: [[391, 1270], [590, 960], [790, 800], [Infinity, 750]],
  };

  // What the document of the frame cannot show without its program, which takes
  // longer (embed/first.js).
  const SLOW = OPTIONS.filter((key) => !["theme", "layout", "heading", "powered", "servers"].includes(key));
  // How long a frame in sight may say nothing, and one that has loaded, until
  // its place is given back, in milliseconds.
  const PATIENCE = 10000;
  const GRACE = 2000;
  // What a scroll bar of the page takes of a place's width at most, in pixels.
  const SCROLL_BAR = 20;

  const text = (most) => (it) => typeof it === "string" && it.length <= most;
  const whole = (least, most) => (it) => Number.isInteger(it) && it >= least && it <= most;
  const like = (form) => (it) => typeof it === "string" && form.test(it);
  const word = like(/^[a-z][a-z_-]{0,39}$/);
  // Every message that we know: its fields, and what they must be. A question
  // mark: only with the host's consent, and not always there.
  const MESSAGES = {
    __proto__: null,
    ready: {},
    resize: { height: whole(LOWEST, HIGHEST) },
    step: { index: whole(1, 20), total: whole(1, 20), name: word, "answers?": text(4000) },
    results: { count: whole(0, 99), "answers?": text(4000) },
    select: { domain: like(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/) },
    error: { code: word },
  };

  /** A field of the message itself: nothing that a prototype lends it. */
  const field = (data, key) => (Object.prototype.hasOwnProperty.call(data, key) ? data[key] : undefined);

  /** What a message says, if it is one of ours and whole. */
  const read = (data, shares) => {
    const type = field(data, "type");
    const fields = typeof type === "string" ? MESSAGES[type] : undefined;
    if (!fields || field(data, "source") !== NAME || field(data, "v") !== VERSION) return null;
    const detail = {};
    for (const key of Object.keys(fields)) {
      const name = key.replace("?", "");
      const value = field(data, name);
      if (name !== key && (value === undefined || !shares)) continue;
      if (!fields[key](value)) return null;
      detail[name] = value;
    }
    return { type, detail };
  };

  const warn = (...parts) => console.warn(`${NAME}:`, ...parts);
  /** Whatever goes wrong in here, the page goes on. */
  const quietly = (work) => (...parts) => {
    try { return work(...parts); } catch (error) { warn(error); return undefined; }
  };
  const fresh = () => {
    const words = new Uint32Array([Math.random() * 2 ** 32, Date.now()]);
    // Harder to guess. Pages of others may have replaced it.
    try { crypto.getRandomValues(words); } catch { /* Chance will do. */ }
    return Array.from(words, (it) => it.toString(36)).join("");
  };

  /** All frames on the page. One listener serves them, while there are any. */
  const frames = new Map();
  const listen = () => {
    for (const frame of frames.keys()) if (!frame.isConnected) frames.delete(frame);
    window[frames.size ? "addEventListener" : "removeEventListener"]("message", hear);
  };

  const say = (frame, type, fields, to) => {
    const { id, origin } = frames.get(frame);
    // A frame without an origin of its own can be told by no name; what we say
    // is no secret.
    frame.contentWindow.postMessage({ source: NAME, v: VERSION, id, type, ...fields },
      to || (origin === "null" ? "*" : origin));
  };

  const hear = quietly((event) => {
    const { data } = event;
    if (typeof data !== "object" || !data) return;
    for (const [frame, state] of frames) {
      if (!event.source || frame.contentWindow !== event.source) continue;
      if (event.origin !== state.origin) return;
      const message = read(data, state.shares());
      if (!message) return;
      const { type, detail } = message;
      const id = field(data, "id");
      // A frame that the page itself wrote does not know its name until we
      // have said it.
      if (id !== state.id && !(type === "ready" && id === "" && state.unnamed)) return;
      if (type === "ready") say(frame, "init", { now: state.now });
      act(frame, state, type, detail);
      state.host.dispatchEvent(new CustomEvent(`${NAME}:${type}`, { bubbles: true, composed: true, detail }));
      return;
    }
  });

  const act = (frame, state, type, detail) => {
    if (type === "ready") state.show();
    if (type === "resize") {
      state.height = detail.height;
      if (state.late) state.room = 0;
    } else if (type === "step" || type === "results") {
      const now = detail.name || type;
      if (state.step && state.step !== now) {
        // The visitor went on: the room of the first question is free now, and
        // the start of the next page belongs where it can be seen.
        state.room = 0;
        const { top } = frame.getBoundingClientRect();
        if (top < 0 && document.activeElement && [frame, state.host].includes(document.activeElement)) {
          frame.scrollIntoView({ block: "start" });
        }
      }
      state.step = now;
    }
    fit(frame, state);
  };

  /** As high as what is in it. A place without width has no say: what is in it
   * would be as high as the sky. */
  const fit = (frame, state) => {
    if (!state.height || !frame.clientWidth) return;
    frame.style.height = `${Math.max(state.height, state.room)}px`;
  };

  /** Tells pickers how wide their place is, also when it is shown at last. Not at
   * once: a height that changes while sizes are observed is an error to the page. */
  const widths = window.ResizeObserver && new ResizeObserver((entries) => requestAnimationFrame(quietly(() => {
    for (const { target, contentRect } of entries) {
      const { host } = target.getRootNode();
      if (host) host.measure(Math.round(contentRect.width));
    }
  })));
  /** Tells pickers that somebody may look at them. */
  const sights = window.IntersectionObserver && new IntersectionObserver(quietly((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) target.getRootNode().host.expect(PATIENCE);
    }
  }));

  /** Watches over a frame: ours, or one that the page wrote. */
  const adopt = (frame, state) => {
    const strict = frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin");
    // Every field by name: others may have soiled the prototype of all objects.
    frames.set(frame, { host: frame, room: 0, height: 0, late: false, step: "", unnamed: false, now: false,
      shares: () => false, show: () => {}, ...state, origin: strict ? "null" : page.origin });
    listen();
  };

  const data = (element, key) => element.getAttribute(`data-${key}`);
  /** Where an element of the page leads; null for what is no address (`//:0`). */
  const target = (text) => {
    try { return new URL(text, document.baseURI); } catch { return null; }
  };

  class Picker extends HTMLElement {
    static get observedAttributes() {
      return [...OPTIONS, ...HERE].map((key) => `data-${key}`);
    }

    connectedCallback() {
      quietly(() => this.build())();
    }

    disconnectedCallback() {
      quietly(() => this.clear())();
    }

    attributeChangedCallback(name, old, now) {
      quietly(() => {
        if (!this.frame || old === now) return;
        const key = name.slice(5);
        if (LIVE.includes(key) && frames.get(this.frame).step) {
          say(this.frame, "config", { [key]: now || "" });
        } else if (!this.waits) {
          // Several at once are one change.
          this.waits = true;
          queueMicrotask(quietly(() => {
            this.waits = false;
            if (!this.frame) return;
            this.clear();
            this.build();
          }));
        }
      })();
    }

    clear() {
      if (!this.frame) return;
      const box = this.frame.parentNode;
      if (widths) widths.unobserve(box);
      if (sights) sights.unobserve(box);
      clearTimeout(this.timer);
      this.timer = 0;
      frames.delete(this.frame);
      box.remove();
      this.frame = null;
      this.away("");
      listen();
    }

    /** The link that this picker stands beside goes out of its way, or comes back. */
    away(how) {
      if (!this.link) return;
      const { style } = this.link;
      if (!this.looks) this.looks = { position: style.position, display: style.display };
      style.position = how === "over" ? "absolute" : this.looks.position;
      style.display = how === "gone" ? "none" : this.looks.display;
    }

    /** The width of its place is this now; 0 while it is not shown. */
    measure(width) {
      const state = frames.get(this.frame);
      if (!state || width === this.width) return;
      this.width = width;
      if (!width) return;
      const before = this.shown;
      if (!state.height) {
        this.shown = width;
        state.room = this.room(width);
        if (!this.gaveUp) this.frame.style.height = `${state.room}px`;
        return;
      }
      // Nothing stays where it was: no room need be kept free for it. A scroll bar
      // that comes or goes with the height of the frame leaves all where it is.
      if (before && Math.abs(before - width) > SCROLL_BAR) state.room = 0;
      if (!before || Math.abs(before - width) > SCROLL_BAR) this.shown = width;
      fit(this.frame, state);
    }

    /** The room that the first question needs. */
    room(width) {
      const given = Number(data(this, "height"));
      if (whole(LOWEST, HIGHEST)(given)) return given;
      const rooms = ROOM[data(this, "layout")] || ROOM.full;
      return rooms.find(([most]) => width <= most)[1];
    }

    /** From now on the frame is waited for this long, and no longer. */
    expect(time) {
      if (this.answered) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(quietly(() => {
        if (this.answered || !this.frame) return;
        // The link stands alone then, without a hole beside it. Should the frame
        // answer after all, it is shown.
        this.gaveUp = true;
        this.frame.style.height = "0";
        this.meanwhile.style.position = "";
        this.away("");
      }), time);
    }

    build() {
      if (this.frame) return;
      if (getComputedStyle(this).display === "inline") this.style.display = "block";
      const id = fresh();
      const address = new URL(page);
      const full = new URL("servers/", site);
      for (const key of OPTIONS) {
        const value = data(this, key);
        if (value !== null) address.searchParams.set(key, value);
      }
      for (const key of OPTIONS.slice(3, 12)) {
        if (address.searchParams.has(key)) full.searchParams.set(key, address.searchParams.get(key));
      }
      address.searchParams.set("id", id);

      const wrong = [];
      const storage = data(this, "storage");
      if (![null, "on", "off"].includes(storage)) wrong.push(`storage=${storage}`);
      const height = data(this, "height");
      if (height !== null && !whole(LOWEST, HIGHEST)(Number(height))) wrong.push(`height=${height}`);
      if (wrong.length) warn("ignored:", wrong.join(", "));

      const frame = document.createElement("iframe");
      frame.src = address.href;
      frame.title = data(this, "title") || "Find a Mastodon server";
      frame.loading = "lazy";
      frame.referrerPolicy = "no-referrer";
      frame.setAttribute("sandbox", "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox"
        + (storage === "off" ? "" : " allow-same-origin"));
      // Of a place that is not shown the width is not known: see measure().
      const room = this.room(this.clientWidth || Infinity);
      frame.style.cssText = `display:block;width:100%;height:${room}px;margin:0;border:0;opacity:0`;

      // What shows until the frame answers, and for good if it never does:
      // what the page put into the element, or else a link.
      const meanwhile = document.createElement("div");
      meanwhile.style.cssText = "position:absolute;inset:0 0 auto";
      const slot = document.createElement("slot");
      const link = document.createElement("a");
      link.href = full.href;
      link.textContent = frame.title;
      slot.append(link);
      // A link of the page stands beside us and is there meanwhile.
      if (!this.link) meanwhile.append(slot);
      const box = document.createElement("div");
      box.style.position = "relative";
      box.append(frame, meanwhile);

      // Only now: if anything above is not as we know it, the page's own text or link
      // stays where it was.
      const root = this.shadowRoot || this.attachShadow({ mode: "open" });
      const width = this.clientWidth;
      Object.assign(this, { frame, meanwhile, width, shown: width, answered: false, gaveUp: false });
      // What the browser shows for a frame that was kept away counts as loaded.
      const patience = SLOW.some((key) => address.searchParams.has(key)) ? PATIENCE : GRACE;
      frame.addEventListener("load", quietly(() => this.frame === frame && this.expect(patience)));
      this.away("over");
      root.append(box);
      if (widths) widths.observe(box);
      if (sights) sights.observe(box);
      // Whether it is in sight cannot be told: then it is waited for from now on.
      else this.expect(PATIENCE);
      adopt(frame, {
        // What is shown later than the page has nothing below it that could move.
        host: this, id, room,
        // A closed <details> gives its content a width.
        late: !width || (this.checkVisibility ? !this.checkVisibility() : false),
        shares: () => data(this, "answers") === "share",
        show: () => {
          this.answered = true;
          clearTimeout(this.timer);
          meanwhile.hidden = true;
          frame.style.opacity = "";
          if (this.gaveUp) frame.style.height = `${this.room(this.clientWidth)}px`;
          this.gaveUp = false;
          this.away("gone");
        },
      });
    }

    /** The site of the script that defined the element. */
    static get page() {
      return page.href;
    }

    /** Takes over what stands on the page by now. */
    static scan() {
      for (const link of document.querySelectorAll(`a.${NAME}[href]`)) {
        const to = target(link.href);
        if (!to || link.closest(NAME) || beside.has(link)) continue;
        const picker = document.createElement(NAME);
        beside.add(link);
        picker.link = link;
        // The address of the link holds options too; its attributes come first.
        const query = to.searchParams;
        for (const key of OPTIONS) {
          const value = query.getAll(key).join(",");
          if (value) picker.setAttribute(`data-${key}`, value);
        }
        for (const key of [...OPTIONS, ...HERE]) {
          if (data(link, key) !== null) picker.setAttribute(`data-${key}`, data(link, key));
        }
        if (data(link, "title") === null) picker.setAttribute("data-title", link.textContent.trim());
        // The link stays where it is: a framework may own it, and will want to
        // find it there. We go where it goes.
        link.after(picker);
        new MutationObserver(quietly((_, watcher) => {
          if (picker.previousSibling === link) return;
          if (link.isConnected && picker.isConnected) {
            link.after(picker);
          } else {
            watcher.disconnect();
            picker.remove();
            beside.delete(link);
          }
        })).observe(link.parentNode, { childList: true });
      }
      adoptFrames();
    }
  }

  /** The links that a picker stands beside. */
  const beside = new WeakSet();

  /** Takes over the frames that the page itself wrote. */
  const adoptFrames = () => {
    for (const frame of document.querySelectorAll("iframe[src]")) {
      const to = target(frame.src);
      if (!to || frames.has(frame) || to.origin !== page.origin || to.pathname !== page.pathname) continue;
      const id = to.searchParams.get("id");
      // Its height is the page's choice until the program says a better one:
      // now, before the visitor looks.
      adopt(frame, { id: id || fresh(), unnamed: !id, now: true });
      // It may have said that it is ready before we came; if it has not
      // loaded yet, nobody hears this.
      say(frame, "init", { now: true }, "*");
    }
  };

  // Scripts of several sites, or one pasted twice: one defines the element, and
  // each looks after the frames of its own site.
  const scan = quietly(() => {
    const known = customElements.get(NAME);
    if (known && known.scan) known.scan();
    if (known && known.page && known.page !== page.href) adoptFrames();
  });
  quietly(() => customElements.get(NAME) || customElements.define(NAME, Picker))();
  scan();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", scan, { once: true });
})();
