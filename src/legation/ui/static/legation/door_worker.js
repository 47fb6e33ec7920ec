// Keeps one page, the door of one guest list, and what it is made of, for when there is no network.
const KEPT = `legation-door:${self.registration.scope}`;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function keep(request, answer) {
  if (answer.ok && answer.type === "basic" && !answer.redirected) await (await caches.open(KEPT)).put(request, answer.clone());
  return answer;
}

const plain = () => new Request(self.registration.scope);

async function page(event) {
  try {
    const answer = await fetch(event.request);
    if (answer.status >= 500) throw new Error("away");
    const whole = new URL(event.request.url).search === "";
    return whole ? await keep(plain(), answer) : answer;
  } catch {
    return (await (await caches.open(KEPT)).match(plain())) ?? Response.error();
  }
}

async function part(event) {
  try {
    return await keep(event.request, await fetch(event.request));
  } catch {
    return (await (await caches.open(KEPT)).match(event.request)) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate" && address.href.split("?")[0] === self.registration.scope) event.respondWith(page(event));
  else if (address.pathname.startsWith("/static/")) event.respondWith(part(event));
});

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(KEPT));
  else if (Array.isArray(event.data)) {
    event.waitUntil((async () => {
      const store = await caches.open(KEPT);
      for (const address of event.data) if (!(await store.match(address))) await store.add(address).catch(() => {});
      if (!(await store.match(plain()))) await keep(plain(), await fetch(plain(), { credentials: "same-origin" })).catch(() => {});
      event.source?.postMessage("kept");
    })());
  }
});
