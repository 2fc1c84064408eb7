// "Follow from your own server": asks for the server once, keeps its name on
// this device only, and makes the buttons lead there.

const KEY = "home-server";

/** The host name in what somebody typed: a name, an address of a page, or their
 * own @name@server. Null when there is none. */
export function host(typed) {
  const text = typed.trim().replace(/^https?:\/\//i, "").replace(/[/?#].*$/, "").replace(/^.*@/, "");
  try {
    const url = new URL(`https://${text}`);
    const named = /[^\d.]/.test(url.hostname) && /^[^.].*\.[^.]+$/.test(url.hostname);
    return named && url.host === url.hostname && url.pathname === "/" ? url.hostname : null;
  } catch {
    return null;
  }
}

/** Where a server lets one follow an account. */
export function address(server, handle) {
  return `https://${server}/authorize_interaction?uri=${encodeURIComponent(`acct:${handle.replace(/^@/, "")}`)}`;
}

// Storage may be forbidden: then the name is kept for as long as the page is.
function stored(change) {
  try {
    return change ? change(localStorage) : localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function start(form) {
  const field = form.elements.server;
  const status = form.querySelector("[role=status]");
  const forget = form.querySelector("[data-forget]");
  const show = (server) => {
    for (const link of document.querySelectorAll("[data-follow]")) {
      link.hidden = !server;
      if (server) {
        link.href = address(server, link.dataset.follow);
        link.textContent = link.dataset.label.replace("{server}", server);
      }
    }
    forget.hidden = !server;
    field.value = server ?? "";
  };
  const say = (text, wrong) => {
    status.textContent = text;
    field.toggleAttribute("aria-invalid", false);
    if (wrong) field.setAttribute("aria-invalid", "true");
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const server = host(field.value);
    if (!server) {
      say(status.dataset.wrong, true);
      field.focus();
      return;
    }
    stored((it) => it.setItem(KEY, server));
    show(server);
    say(status.dataset.remembered.replace("{server}", server));
  });
  forget.addEventListener("click", () => {
    stored((it) => it.removeItem(KEY));
    show(null);
    say(status.dataset.forgotten);
    field.focus();
  });
  form.hidden = false;
  show(host(stored() ?? ""));
}

if (typeof document !== "undefined") {
  const form = document.querySelector("#own-server");
  if (form) start(form);
}
