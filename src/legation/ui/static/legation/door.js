// The door: the list is held on this device, what happens is kept here first and sent when there is a network.
// Rows are only ever added, each with an identifier of its own, so that sending one twice does nothing.
const root = document.getElementById("door");
const PACE = 4000, AT_ONCE = 500, SHOWN = 30, LATEST = 12;
const part = (name) => root.querySelector(`[data-${name}]`);
const words = (name, facts = {}) => root.dataset[name].replace(/%\((\w+)\)s/g, (_all, key) => facts[key] ?? "");
const input = root.querySelector("[data-find] input"), doors = root.querySelector("[data-find] select");
const guests = new Map();
let queue = [], meta = {}, csrf = root.querySelector("input[name=csrfmiddlewaretoken]").value;
let base, busy = false, refused = "", online = true;

/* What is held here: guests by key, rows to be sent by identifier, and three facts. */
const store = () => new Promise((done, fail) => {
  const asked = indexedDB.open(`legation-door-${root.dataset.list}`, 1);
  asked.onupgradeneeded = () => { for (const name of ["guests", "queue", "meta"]) asked.result.createObjectStore(name); };
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});
const write = (names, act) => new Promise((done, fail) => {
  const change = base.transaction(names, "readwrite");
  act(...names.map((name) => change.objectStore(name)));
  change.oncomplete = () => done();
  change.onerror = change.onabort = () => fail(change.error);
});
const all = (name) => new Promise((done, fail) => {
  const asked = base.transaction(name).objectStore(name).getAll();
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});

function identifier() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 15 | 64;
  bytes[8] = bytes[8] & 63 | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
const now = () => new Date(Date.now() + (meta.offset ?? 0)).toISOString();
const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: root.dataset.zone });
const flat = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").normalize("NFC").toLowerCase().replace(/[-'’]/g, "");
const doorName = () => doors?.value ?? "";

/* The list as the site has it, and on top of it what was not sent yet: the same rule as there. */
function standing(guest) {
  const mine = queue.filter((each) => each.guest === guest.id);
  const undone = new Set(mine.flatMap((each) => each.undoes ?? []));
  const left = (guest.scans ?? []).filter((id) => !undone.has(id));
  const came = mine.filter((each) => each.kind === "in" && !undone.has(each.id)).map((each) => ({ at: each.at, door: each.door }));
  if (left.length) came.push({ at: guest.at, door: guest.door });
  came.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const scans = [...left, ...mine.filter((each) => each.kind === "in" && !undone.has(each.id)).map((each) => each.id)];
  return { at: came[0]?.at ?? "", door: came[0]?.door ?? "", scans };
}

function row(guest) {
  const item = document.createElement("li"), who = document.createElement("div"), form = document.createElement("div");
  const { at, door } = standing(guest);
  item.className = `${guest.side}${at ? " present" : ""}`;
  const name = Object.assign(document.createElement("b"), { textContent: guest.name });
  who.append(name, " ");
  if (guest.other) who.append(Object.assign(document.createElement("small"), { textContent: guest.other }), " ");
  if (guest.status === "declined") who.append(Object.assign(document.createElement("span"), { className: "tag warn", textContent: words("declined") }));
  who.append(document.createElement("br"), Object.assign(document.createElement("small"), { textContent: guest.with || guest.post }));
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.mark = at ? "out" : "in";
  button.dataset.guest = guest.id;
  button.textContent = words(at ? "undo" : "checkIn");
  button.append(Object.assign(document.createElement("span"), { className: "hidden-label", textContent: ` (${guest.name})` }));
  if (at) {
    button.className = "quiet";
    form.append(Object.assign(document.createElement("span"), { className: "num", textContent: clock(at) }), " ", Object.assign(document.createElement("small"), { textContent: door }), " ");
  }
  form.append(button);
  item.append(who, form);
  return item;
}

function found(text) {
  const asked = flat(text).split(/\s+/).filter(Boolean);
  if (!asked.length) return [];
  const rows = [];
  for (const guest of guests.values()) {
    guest.flat ??= flat(`${guest.name} ${guest.other} ${guest.post}`);
    const begins = asked.every((word) => ` ${guest.flat}`.includes(` ${word}`));
    if (begins || asked.every((word) => guest.flat.includes(word))) rows.push([begins ? 0 : 1, guest]);
  }
  return rows.sort((a, b) => a[0] - b[0] || a[1].name.localeCompare(b[1].name)).slice(0, SHOWN).map((each) => each[1]);
}

function show() {
  const rows = found(input.value), focused = document.activeElement?.dataset?.guest;
  part("rows").replaceChildren(...rows.map(row));
  if (input.value.trim() && !rows.length && !input.value.trim().toUpperCase().startsWith("LEG1")) {
    part("rows").append(Object.assign(document.createElement("li"), { className: "soft", textContent: words("nobody") }));
  }
  let arrived = 0, coming = 0;
  const there = [];
  for (const guest of guests.values()) {
    const { at } = standing(guest);
    if (at) { arrived += 1; there.push([at, guest]); }
    if (guest.status === "accepted") coming += 1;
  }
  arrived += queue.filter((each) => each.kind === "new").length;
  there.sort((a, b) => Date.parse(b[0]) - Date.parse(a[0]));
  if (there.length) part("latest").replaceChildren(...there.slice(0, LATEST).map((each) => row(each[1])));
  part("arrived").textContent = arrived;
  part("coming").textContent = coming;
  part("total").textContent = guests.size;
  if (focused) root.querySelector(`[data-rows] [data-guest="${focused}"]`)?.focus({ preventScroll: true });
  const state = part("state");
  state.classList.toggle("warned", Boolean(refused) || !online);
  state.textContent = refused || (!online ? words("offline", { n: queue.length }) : queue.length ? words("sending", { n: queue.length }) : words("online"));
}

function say(sentence, kind) {
  part("said").replaceChildren(Object.assign(document.createElement("div"), { className: `notice ${kind}`, textContent: sentence }));
}

async function add(values) {
  const kept = { id: identifier(), at: now(), door: doorName(), ...values };
  await write(["queue"], (rows) => rows.put(kept, kept.id)); // on the device before anything is said
  queue.push(kept);
  show();
  send();
}

async function mark(guest, kind) {
  const { at, door, scans } = standing(guest);
  if (kind === "out" && !scans.length) return;
  await add({ kind, guest: guest.id, ...(kind === "out" ? { undoes: scans } : {}) });
  if (kind === "out") say(`${guest.name}: ${words("out")}`, "success");
  else if (at) say(`${guest.name}: ${words("already", { door: door || words("theDoor"), time: clock(at) })}`, "warn");
  else say(`${guest.name}: ${words("in")}`, "success");
}

async function byCode(text) {
  const code = text.trim(), parts = code.split(":");
  if (parts.length !== 3 || parts[0].toUpperCase() !== "LEG1") return say(words("notCode"), "warn");
  if (parts[1].toLowerCase() !== root.dataset.mission) return say(words("otherMission", { mission: parts[1].toLowerCase() }), "warn");
  const known = [...guests.values()].find((guest) => guest.code.toUpperCase() === code.toUpperCase());
  if (known) return mark(known, "in");
  try {
    const body = new URLSearchParams({ code, csrfmiddlewaretoken: csrf });
    const answer = await fetch(root.dataset.code, { method: "POST", body, redirect: "manual" });
    const told = await answer.json();
    if (told.guest && guests.has(told.guest)) return mark(guests.get(told.guest), "in");
    return say(told.problem ?? words("notHere"), "warn");
  } catch {
    return say(words("notHere"), "warn");
  }
}

/* Take over what the site says: whole lists replace, parts join. */
async function take(told, whole) {
  csrf = told.csrf;
  meta = { ...meta, cursor: told.now, offset: Date.parse(told.now) - Date.now() };
  if (whole) guests.clear();
  for (const guest of told.guests) guests.set(guest.id, guest);
  await write(["guests", "meta"], (rows, facts) => {
    if (whole) rows.clear();
    for (const { flat: _flat, ...guest } of told.guests) rows.put(guest, guest.id);
    facts.put(meta, "meta");
  });
  const sum = [...guests.keys()].reduce((all, key) => all + key, 0);
  return guests.size === told.holds.count && sum === told.holds.sum; // else somebody left the list
}

async function send() {
  if (busy || meta.forgotten) return;
  busy = true;
  const rows = queue.slice(0, AT_ONCE);
  try {
    const answer = await fetch(root.dataset.sync, {
      method: "POST", redirect: "manual", headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({ rows, device: meta.device, since: meta.cursor ?? null }),
    });
    online = answer.status < 500; // whatever stands before the site may answer for it while it is away
    refused = !online ? "" : answer.type === "opaqueredirect" ? words("login") : answer.ok ? "" : words("refused");
    if (answer.status === 403) await list(); // the token is old
    if (answer.ok) {
      const whole = !meta.cursor;
      if (!(await take(await answer.json(), whole)) && !whole) await list();
      const sent = new Set(rows.map((each) => each.id));
      await write(["queue"], (kept) => sent.forEach((id) => kept.delete(id)));
      queue = queue.filter((each) => !sent.has(each.id));
    }
  } catch {
    online = false;
  } finally {
    busy = false;
    show();
  }
  if (online && !refused && queue.length) send();
}

async function list() {
  const answer = await fetch(root.dataset.source, { redirect: "manual" });
  if (answer.ok) await take(await answer.json(), true);
}

async function forget() {
  if (queue.length) return;
  meta = { device: meta.device, forgotten: true };
  guests.clear();
  await write(["guests", "queue", "meta"], (rows, kept, facts) => { rows.clear(); kept.clear(); facts.clear(); });
  navigator.serviceWorker?.controller?.postMessage("forget");
  show();
  part("state").textContent = words("forgotten");
}

async function camera() {
  const video = part("video");
  if (!video.hidden) {
    video.srcObject.getTracks().forEach((track) => track.stop());
    video.hidden = true;
    return;
  }
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    await video.play();
  } catch {
    say(words("cameraFails"), "warn");
    return;
  }
  video.hidden = false;
  const reader = new BarcodeDetector({ formats: ["qr_code"] });
  let last = "", since = 0;
  const look = async () => {
    if (video.hidden) return;
    const [code] = await reader.detect(video).catch(() => []);
    if (code && (code.rawValue !== last || Date.now() - since > 5000)) {
      [last, since] = [code.rawValue, Date.now()];
      await byCode(code.rawValue);
    }
    setTimeout(look, 200);
  };
  look();
}

async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  const made = await navigator.serviceWorker.register(root.dataset.worker, { updateViaCache: "none" });
  const worker = made.active ?? made.waiting ?? made.installing;
  const parts = performance.getEntriesByType("resource").map((each) => each.name).filter((name) => new URL(name).pathname.startsWith("/static/"));
  navigator.serviceWorker.addEventListener("message", () => { root.dataset.kept = "yes"; });
  worker?.postMessage([...new Set(parts)]);
}

async function begin() {
  base = await store();
  for (const guest of await all("guests")) guests.set(guest.id, guest);
  queue = await all("queue");
  meta = (await all("meta"))[0] ?? {};
  meta = { ...meta, device: meta.device ?? identifier(), forgotten: false };
  if (doors && meta.door) doors.value = meta.door;
  if (Date.now() > Date.parse(root.dataset.ends) + 86_400_000 * 2 && !queue.length && guests.size) await forget();
  show();
  try { await list(); } catch { online = false; }
  show();
  await send();
  setInterval(send, PACE);
  keepPage().catch(() => {});
  part("forget").hidden = false;
  root.dataset.ready = "yes";
}

root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-mark]");
  if (button && guests.has(Number(button.dataset.guest))) mark(guests.get(Number(button.dataset.guest)), button.dataset.mark);
});
root.querySelector("[data-find]").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim(), rows = found(text);
  if (text.toUpperCase().startsWith("LEG1:")) { byCode(text); input.value = ""; show(); }
  else if (rows.length === 1) part("rows").querySelector("[data-mark]")?.focus();
});
root.querySelector("[data-walk-in]").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target, name = form.elements.name.value.trim();
  if (!name) return;
  await add({ kind: "new", name, body: form.elements.body.value });
  say(`${name}: ${words("in")}`, "success");
  form.elements.name.value = form.elements.body.value = "";
});
input.addEventListener("input", show);
doors?.addEventListener("change", () => { meta.door = doors.value; write(["meta"], (facts) => facts.put(meta, "meta")); });
part("forget").addEventListener("click", forget);
if ("BarcodeDetector" in window && navigator.mediaDevices) {
  part("camera").hidden = false;
  part("camera").addEventListener("click", camera);
}
addEventListener("online", send);
addEventListener("offline", () => { online = false; show(); });
begin();
