// Puts today's figures of the network in place of the ones that were known when
// the page was built. Without it, or when nothing answers, those stay.

// A day that counted fewer servers than this share of the usual is a failed
// count. The same rule as crates/picker/src/decode/statistics.rs, and the same
// series tests both.
const FAILED_BELOW = 0.6;

function whole(value) {
  const n = typeof value === "string" ? Number(value.trim() || NaN) : value;
  return typeof n === "number" && Number.isFinite(n) && n >= 0 ? Math.floor(n) : null;
}

/** The days that can be believed, oldest first: no failed counts, none twice,
 * and not the last one, which is still being counted. */
export function clean(rows) {
  if (!Array.isArray(rows)) return [];
  const days = [];
  for (const row of rows) {
    const date = /^\d{4}-\d\d-\d\d/.exec(row?.period ?? "")?.[0];
    const [servers, accounts, active] = ["server_count", "user_count", "active_user_count"].map(
      (field) => whole(row?.[field]),
    );
    if (date && servers !== null && accounts !== null && active !== null) {
      days.push({ date, servers, accounts, active });
    }
  }
  // The better of two counts of one day comes first and stays.
  days.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : b.servers - a.servers));
  const counts = days.map((day) => day.servers).sort((a, b) => a - b);
  const usual = counts[Math.floor(counts.length / 2)] ?? 0;
  const last = days.at(-1)?.date;
  return days.filter(
    (day, i) =>
      day.date !== days[i - 1]?.date &&
      day.date !== last &&
      day.servers > 0 &&
      day.servers >= FAILED_BELOW * usual,
  );
}

async function json(address) {
  const answer = await fetch(address, { credentials: "omit", signal: AbortSignal.timeout(10000) });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function show() {
  // Day, month, year: as the rest of the English pages writes it.
  const lang = document.documentElement.lang;
  const language = lang === "en" ? "en-GB" : lang;
  const { api } = await json(new URL("config.json", import.meta.url));
  const today = clean(await json(`${api}/statistics`)).at(-1);
  if (!today) return;
  const number = new Intl.NumberFormat(language, {
    maximumFractionDigits: 1,
    notation: "compact",
    compactDisplay: "long",
  });
  const exact = new Intl.NumberFormat(language);
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  for (const place of document.querySelectorAll("[data-live]")) {
    const key = place.dataset.live;
    if (key === "when") {
      place.textContent = place.dataset.asOf.replace("{date}", date.format(new Date(today.date)));
    } else {
      const n = today[key];
      place.textContent = n >= 1e6 ? number.format(n) : exact.format(n);
    }
  }
}

/** Asks when the figures come into view, once. The series is long: visitors
 * who never look there, or who save data, do not pay for it. */
function whenSeen() {
  const place = document.querySelector("[data-live]");
  if (!place || navigator.connection?.saveData) return;
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    // What fails here is not the visitor's business: the page stays as it was.
    show().catch(() => {});
  });
  seen.observe(place);
}

if (typeof document !== "undefined") whenSeen();
