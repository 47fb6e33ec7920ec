// The service worker of the whole site. It keeps one thing: the pages of "My day" that were opened here, with
// what they show, so that they are read without a network. Every other page passes it by.
// A page is answered with no-store: no cache of the browser or on the way keeps it. What is kept here is kept
// on purpose, in a store of its own, and forgotten as soon as its link is revoked, has expired, or somebody
// logs out. Other listeners (push) may be added below; the ones for pages stay as they are.
const KEPT = "legation-day-1";
const DAY = /^\/(?:my-day\/[^/]+|missions\/[^/]+\/my-day)\//;
const SIGNED = /^\/missions\/[^/]+\/my-day\//;
const LOGOUT = /^\/account\/(?:logout|login)\//;
const GONE = new Set([401, 403, 404, 410]);
const WAIT = 5000; // a slow network is answered from what is kept after so many milliseconds
const EXPIRES = "Legation-Expires";
const NOTHING =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
  "<title>My day</title><p>There is no network, and nothing is kept of this page. Open it once with a network.</p>" +
  '<p lang="ko">네트워크에 연결되어 있지 않으며 이 페이지의 저장된 내용이 없습니다. 연결된 상태에서 한 번 열어 주십시오.</p></html>';

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const whose = (address) => DAY.exec(new URL(address).pathname)?.[0];
const gone = (answer) => GONE.has(answer.status) || answer.type === "opaqueredirect";

async function forget(matches) {
  const store = await caches.open(KEPT);
  for (const request of await store.keys()) {
    if (matches(new URL(request.url).pathname)) await store.delete(request);
  }
}

async function put(address, answer) {
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  const store = await caches.open(KEPT);
  await store.put(address, new Response(await answer.blob(), { status: 200, headers }));
}

/* What is kept at an address, unless its time is over. A page is marked, so that it can say how old it is. */
async function kept(address) {
  const store = await caches.open(KEPT);
  const found = await store.match(address, { ignoreVary: true });
  if (!found) return undefined;
  const expires = Date.parse(found.headers.get(EXPIRES) ?? "");
  if (expires && expires < Date.now()) {
    await forget((path) => path.startsWith(whose(address) ?? path));
    return undefined;
  }
  if (!(found.headers.get("Content-Type") ?? "").startsWith("text/html")) return found;
  const text = (await found.text()).replace("<html ", "<html data-kept ");
  return new Response(text, { status: 200, headers: found.headers });
}

/* The page as it stands; without a network, or a working server, as it stood. */
async function page(event, address) {
  const asked = fetch(event.request).then(async (answer) => {
    if (gone(answer)) await forget((path) => path.startsWith(whose(address)));
    else if (answer.status === 200 && !answer.redirected) await put(address, answer.clone());
    return answer;
  });
  const late = new Promise((go) => setTimeout(go, WAIT));
  event.waitUntil(asked.catch(() => undefined));
  try {
    const answer = await Promise.race([asked, late.then(() => undefined)]);
    if (answer && answer.status < 500 && answer.status !== 429) return answer;
    return (await kept(address)) ?? answer ?? (await asked);
  } catch {
    const headers = { "Content-Type": "text/html; charset=utf-8" };
    return (await kept(address)) ?? new Response(NOTHING, { status: 503, headers });
  }
}

/* A picture, style or script of such a page; portraits have new addresses when they change. */
async function part(event, address) {
  const before = address.includes("/portraits/") ? await kept(address) : undefined;
  if (before) return before;
  try {
    return await fetch(event.request);
  } catch (offline) {
    const found = await kept(address);
    if (found) return found;
    throw offline;
  }
}

/* The page asks whether something changed: never answered from what is kept. */
async function watched(event, address) {
  const answer = await fetch(event.request);
  if (gone(answer)) await forget((path) => path.startsWith(whose(address)));
  return answer;
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  if (event.request.method !== "GET") {
    if (LOGOUT.test(url.pathname)) event.waitUntil(forget((path) => SIGNED.test(path)));
    return;
  }
  url.hash = "";
  const from = event.request.referrer;
  if (url.pathname.endsWith(".pdf")) return;
  if (event.request.headers.has("Legation-Watch")) event.respondWith(watched(event, url.href));
  else if (DAY.test(url.pathname)) {
    event.respondWith(event.request.mode === "navigate" ? page(event, url.href) : part(event, url.href));
  } else if (from && from.startsWith(self.location.origin) && whose(from)) {
    event.respondWith(part(event, url.href));
  }
});

const PICTURE = /<img [^>]*src="([^"]+)"/g;

async function keep({ pages, parts }) {
  const store = await caches.open(KEPT);
  const wanted = new Set(parts);
  for (const address of pages) {
    const answer = await fetch(address, { redirect: "manual", headers: { Accept: "text/html" } });
    if (gone(answer)) return forget((path) => path.startsWith(whose(address)));
    if (!answer.ok) continue;
    await put(address, answer.clone());
    for (const [, picture] of (await answer.text()).matchAll(PICTURE)) wanted.add(new URL(picture, address).href);
  }
  for (const address of wanted) {
    if (address.includes("/portraits/") && (await store.match(address, { ignoreVary: true }))) continue;
    const answer = await fetch(address);
    if (answer.ok) await put(address, answer);
  }
  return undefined;
}

self.addEventListener("message", (event) => {
  if (event.data?.kind !== "keep") return;
  const told = keep(event.data).then(() => event.source?.postMessage({ kind: "kept" }));
  event.waitUntil(told.catch(() => undefined)); // away from the network: the next visit tries again
});

/* A letter that left is shown, and opens where it leads to. Only pages of this site are opened. */
self.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  const shown = { body: told.body ?? "", tag: told.tag, data: { url: told.url } };
  event.waitUntil(self.registration.showNotification(told.title ?? "Legation", shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? "/", self.location.origin);
  if (url.origin === self.location.origin) event.waitUntil(self.clients.openWindow(url.href));
});
