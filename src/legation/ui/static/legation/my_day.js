// My day: now and next by the reader's own clock, how old the page is, and a copy for when there is no network.
// Without JavaScript the page is as the server made it.
const day = document.querySelector("[data-day]");
const words = day.dataset;
const PACE = 60_000;
const LATER = 180; // minutes within which it is said in how many the next begins
const made = new Date(words.made);
// Whether the worker saw this page pass: it takes over pages that are open already, but has not read them.
const passed = Boolean(navigator.serviceWorker?.controller);
let asOf = made;
let away = "kept" in document.documentElement.dataset || !navigator.onLine;

const clock = (moment, zone) =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(moment);
const date = (moment, zone) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(moment);
const filled = (text, facts) => text.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);

function length(minutes) {
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days) return filled(words.inDays, { d: days, h: hours % 24 });
  return hours ? filled(words.inHours, { h: hours, n: minutes % 60 }) : filled(words.inMinutes, { n: minutes });
}

/* The server's clock at this moment: a device's own may be wrong, and only the time since it opened counts. */
const shift = "kept" in document.documentElement.dataset ? 0 : made.getTime() - Date.now();
const present = () => new Date(Date.now() + shift);

const items = [...document.querySelectorAll("details[data-starts]")].map((node) => ({
  node,
  starts: new Date(node.dataset.starts),
  ends: new Date(node.dataset.ends),
  timed: "timed" in node.dataset, // neither called off nor without a clock time
}));

function hero({ node }, label) {
  const card = document.createElement("article");
  card.dataset.of = node.id;
  const small = Object.assign(document.createElement("p"), { className: "label num", textContent: label });
  const title = Object.assign(document.createElement("h2"), { textContent: node.querySelector(".title").textContent });
  card.append(small, title, node.querySelector(".full").cloneNode(true));
  return card;
}

function show() {
  const now = present();
  const on = items.filter((item) => item.timed && item.starts <= now && now < item.ends);
  const later = items.filter((item) => item.timed && item.starts > now);
  const first = Math.min(...later.map((item) => item.starts));
  for (const item of items) {
    const { zone, on: day } = item.node.dataset;
    item.node.classList.toggle("past", item.timed ? item.ends <= now : day < date(now, zone));
  }
  const cards = on.map((item) => [item, `${words.now} · ${item.node.dataset.time}`]);
  for (const next of later.filter((item) => item.starts.getTime() === first)) {
    const minutes = Math.ceil((next.starts - now) / 60_000);
    const same = date(now, next.node.dataset.zone) === next.node.dataset.on;
    const soon = minutes <= LATER ? filled(words.soon, { n: minutes }) : words.next;
    cards.push([next, `${soon} · ${same ? "" : `${next.node.dataset.day} `}${next.node.dataset.time}`]);
  }
  const place = document.getElementById("now");
  const shown = [...place.querySelectorAll("article")];
  const same = shown.length === cards.length && cards.every(([item], at) => shown[at].dataset.of === item.node.id);
  if (same) cards.forEach(([, label], at) => { shown[at].querySelector(".label").textContent = label; });
  else place.replaceChildren(...(cards.length ? cards.map((card) => hero(...card)) : [Object.assign(document.createElement("p"), { className: "soft", textContent: words.nothing })]));
  for (const face of document.querySelectorAll("[data-clock]")) face.textContent = clock(now, face.dataset.clock);
  age(now);
}

function age(now) {
  const bar = document.getElementById("age");
  const minutes = Math.max(0, Math.floor((now - asOf) / 60_000));
  bar.classList.toggle("old", away || minutes > 10);
  const time = `${date(asOf, words.zone) === date(now, words.zone) ? "" : `${date(asOf, words.zone)} `}${clock(asOf, words.zone)}`;
  const text = minutes ? filled(words.asOfAgo, { time, age: length(minutes) }) : filled(words.asOf, { time });
  const said = away ? `${words.away} ${text}` : text;
  if (bar.textContent !== said) bar.textContent = said;
}

/* Ask whether something changed. A link that is gone, or a newer day, is shown by loading the page anew. */
async function watch() {
  if (document.hidden) return;
  try {
    const headers = { "If-None-Match": words.etag, "Legation-Watch": "1" };
    const answer = await fetch(location.pathname + location.search, { headers, cache: "no-store", redirect: "manual" });
    if (answer.status === 304) {
      away = false;
      asOf = present();
    } else if (answer.status < 500 && answer.status !== 429) {
      location.reload();
      return;
    }
  } catch {
    away = true;
  }
  show();
}

async function keep() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(words.worker, { scope: "/" });
  const { active } = await navigator.serviceWorker.ready;
  if (away) return;
  const absolute = (address) => new URL(address, location.href).href;
  const linked = [...document.querySelectorAll("link[href]:not([rel=canonical]), script[src], img[src]")];
  const parts = linked.map((node) => absolute(node.getAttribute("href") ?? node.getAttribute("src")));
  const turns = [...document.querySelectorAll("a[data-turn]")].map((link) => link.href);
  const here = location.href.split("#")[0];
  const pages = passed ? turns.filter((each) => each !== here) : [here, ...turns];
  navigator.serviceWorker.addEventListener("message", (event) => {
    if (event.data?.kind === "kept") document.documentElement.dataset.ready = "";
  });
  active.postMessage({ kind: "keep", pages: [...new Set(pages)], parts: [...new Set(parts)] });
}

show();
setInterval(show, 15_000);
setInterval(watch, PACE);
document.addEventListener("visibilitychange", watch);
window.addEventListener("online", watch);
window.addEventListener("offline", () => { away = true; show(); });
if (away) watch();
keep().catch(() => undefined); // a browser that keeps nothing shows the page all the same
