// The board: drag, keys, undo, and what others change. Everything works without it, by forms.
import { Held, hhmm, measured } from "./board-hand.js";
import { keys } from "./board-keys.js";

const PACE = 1000; // milliseconds between two looks at what others changed
const SNAP = 15;
const FINE = 5;
const REST = 350; // milliseconds that a finger rests before it takes something up
const EDGE = 48; // pixels from the edge at which the board scrolls along

const said = document.getElementById("board-said");
const dialog = document.getElementById("panel");
const spoken = document.getElementById("board-words");
let part = document.getElementById("board-part");
let held = null;
let waiting = false;
let later = false;
let failures = 0;
let stopped = false; // there is nothing to look at any more: logged out, or the right was taken back

const words = (name, facts = {}) => (spoken?.dataset[name] ?? "").replace(/\{(\w+)\}/g, (_, key) => facts[key] ?? "");

function tell(text, tone = "") {
  said.replaceChildren();
  if (!text) return;
  const line = document.createElement("p");
  line.className = `notice ${tone}`;
  line.textContent = text;
  said.append(line);
}

// --- the board as it is now ---------------------------------------------------------------------

function read() {
  if ("editable" in part.dataset) part.classList.add("scripted");
  part.querySelectorAll("[data-keys]").forEach((button) => { button.hidden = false; });
  rove(part.querySelector(".it .open"));
  const news = part.querySelector("#board-news");
  if (news && said) {
    const text = news.textContent.trim();
    const tone = news.querySelector(".error, .warning") ? "warn" : "success";
    news.remove();
    requestAnimationFrame(() => tell(text, tone)); // a live region speaks when it changes, not when it comes
  }
}

function rove(link) {
  for (const each of part.querySelectorAll(".it .open")) each.tabIndex = each === link ? 0 : -1;
}

function put(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("board-part");
  if (!fresh) throw new Error("no board");
  const focused = document.activeElement?.closest?.("#board-part .it");
  const back = focused && [focused.dataset.pk, focused.closest(".lane")?.dataset.lane];
  const button = document.activeElement?.matches?.("#board-part button") && document.activeElement.closest("form")?.getAttribute("action");
  const scroll = part.querySelector(".board-scroll");
  const { scrollLeft, scrollTop } = scroll;
  drop();
  part.replaceWith(fresh);
  part = fresh;
  later = false;
  part.querySelector(".board-scroll").scrollTo({ left: scrollLeft, top: scrollTop, behavior: "instant" });
  read();
  if (back) focusOn(...back);
  else if (button) part.querySelector(`form[action="${CSS.escape(button)}"] button:not(:disabled)`)?.focus({ preventScroll: true });
}

function focusOn(pk, lane) {
  const there = lane && part.querySelector(`[data-lane="${CSS.escape(lane)}"] .it[data-pk="${pk}"] .open`);
  const link = there || part.querySelector(`.it[data-pk="${pk}"] .open`);
  if (link) { rove(link); link.focus({ preventScroll: true }); }
}

function drop() {
  held?.gone();
  held = null;
}

function letGo() {
  drop();
  if (later) look();
}

// --- steps: the server decides, and its answer is the board as it is then -------------------------

const token = () => part.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

async function send(address, fields) {
  const body = fields instanceof FormData ? fields : new FormData();
  if (!(fields instanceof FormData)) for (const [name, value] of Object.entries(fields)) body.set(name, value);
  if (!body.has("csrfmiddlewaretoken")) body.set("csrfmiddlewaretoken", token());
  if (waiting) return;
  waiting = true;
  part.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-Part": "board" } });
    if (new URL(answer.url).pathname.startsWith("/account/")) throw new Refusal("login");
    if ([403, 404].includes(answer.status)) throw new Refusal("withdrawn");
    const html = await answer.text();
    if (answer.ok) { dialog?.close(); put(html); stopped = false; pace(); }
    else if ([409, 422].includes(answer.status)) { drop(); panel(html); }
    else throw new Refusal("failed");
  } catch (problem) {
    const text = words(problem instanceof Refusal ? problem.message : "failed");
    drop();
    tell(text, "warn");
    if (dialog?.open) inPanel(text);
  } finally {
    waiting = false;
    part.removeAttribute("aria-busy");
  }
}

class Refusal extends Error {}

const address = (pk, what) => `${part.dataset.base}${pk}/${what}/?${part.dataset.query}`;

async function settle() {
  if (!held) return;
  const now = held;
  if (!now.moved && !now.copy) { back(); return; }
  now.by = "sent";
  tell(words("moving"));
  await send(address(now.pk, now.copy ? "copy" : "move"), now.fields());
  focusOn(now.pk, now.lane.key);
}

function back() {
  const title = held.title;
  const pk = held.pk;
  const lane = held.home.key;
  letGo();
  tell(words("back", { title }));
  focusOn(pk, lane);
}

// --- the panel -------------------------------------------------------------------------------------

function panel(html) {
  const body = document.getElementById("panel-body");
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".panel-of");
  if (!fresh) throw new Error("no panel");
  body.replaceChildren(fresh);
  if (!dialog.open) dialog.showModal();
  (fresh.querySelector("#errors, [role=alert]") ?? fresh.querySelector("h2")).focus?.();
  dialog.scrollTo({ top: 0 });
}

function inPanel(text) {
  const line = document.createElement("p");
  line.className = "notice warn";
  line.setAttribute("role", "alert");
  line.textContent = text;
  dialog.querySelector(".panel-of")?.prepend(line);
  dialog.scrollTo({ top: 0 });
}

async function open(href) {
  try {
    const answer = await fetch(href, { headers: { "X-Part": "panel" } });
    if (!answer.ok || new URL(answer.url).pathname.startsWith("/account/")) throw new Error(String(answer.status));
    panel(await answer.text());
  } catch { window.location.assign(href); }
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("[data-keys]")) { document.getElementById("board-keys")?.showModal(); return; }
  if (event.target.closest("dialog [data-close]")) { event.preventDefault(); dialog.close(); return; }
  const link = event.target.closest("#board-part.scripted .it .open, #board-part.scripted a[data-panel], dialog a[data-panel]");
  if (!link || !dialog) return;
  event.preventDefault();
  if (!dragged) open(link.href);
});
dialog?.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches?.("[data-step], [data-panel-form]") || !dialog) return;
  event.preventDefault();
  send(form.action, new FormData(form, event.submitter));
});

// --- the hand: a frame at a time, nothing measured while it moves ------------------------------------

let pressed = null;
let dragged = false;
let frame = 0;
let pointer = { x: 0, y: 0, fine: false };

function press(event) {
  dragged = false;
  if (event.button !== 0 || !event.isPrimary || waiting || held || event.ctrlKey || event.metaKey) return;
  const node = event.target.closest?.("#board-part.scripted .board .it:not(.ghost)");
  if (!node) return;
  pressed = { node, id: event.pointerId, x: event.clientX, y: event.clientY, copy: event.altKey, stretch: Boolean(event.target.closest(".grip")) };
  if (event.pointerType !== "touch") return;
  // A finger that moves at once scrolls; one that rests on an engagement takes it up. On a phone it is a list.
  if (getComputedStyle(node).position !== "absolute") { pressed = null; return; }
  pressed.resting = setTimeout(() => {
    pointer = { x: pressed.x, y: pressed.y, fine: false };
    begin();
    if (held) draw();
  }, REST);
}

function forget() {
  clearTimeout(pressed?.resting);
  pressed = null;
}

function begin() {
  const { node, copy, stretch, x, y } = pressed;
  dragged = true;
  if ("locked" in node.dataset && !copy) {
    tell(words("locked", { title: node.querySelector("b").textContent }), "warn");
    pressed = null;
    return;
  }
  node.querySelector(".open").focus({ preventScroll: true });
  held = new Held(part, words, node, { copy, stretch });
  const scroll = part.querySelector(".board-scroll");
  held.scroll = scroll;
  held.window = scroll.getBoundingClientRect();
  const frameBox = held.space.board.getBoundingClientRect();
  held.origin = { x: frameBox.left + scroll.scrollLeft, y: frameBox.top + scroll.scrollTop };
  held.grab = y - frameBox.top - (held.home.top + (held.at - held.space.first * 60) * held.space.px);
  held.from = { x, y };
}

function draw() {
  frame = 0;
  if (!held || held.by !== "hand") return;
  const { space, scroll, window: box, origin } = held;
  const step = pointer.fine ? FINE : SNAP;
  const snap = (minute) => Math.round(minute / step) * step;
  const x = pointer.x - origin.x + scroll.scrollLeft;
  const y = pointer.y - origin.y + scroll.scrollTop;
  if (held.stretch) {
    const end = space.first * 60 + (y - held.home.top) / space.px;
    held.to(held.at, snap(end) - held.at, held.home);
  } else {
    const lane = space.lanes.find((each) => x >= each.left && x < each.left + each.width + 1) ?? held.lane;
    held.to(snap(space.first * 60 + (y - held.grab - lane.top) / space.px), held.long, lane);
  }
  const aside = pointer.x > box.right - EDGE ? 1 : pointer.x < box.left + EDGE ? -1 : 0;
  const along = pointer.y > box.bottom - EDGE ? 1 : pointer.y < box.top + EDGE ? -1 : 0;
  if (aside || along) {
    scroll.scrollBy(aside * 12, along * 10);
    frame = requestAnimationFrame(draw);
  }
}

function move(event) {
  if (!pressed || event.pointerId !== pressed.id) return;
  pointer = { x: event.clientX, y: event.clientY, fine: event.shiftKey };
  if (!held) {
    if (Math.hypot(pointer.x - pressed.x, pointer.y - pressed.y) < (pressed.resting ? 10 : 5)) return;
    if (pressed.resting) { forget(); return; }
    begin();
    if (!held) return;
  }
  if (!frame) frame = requestAnimationFrame(draw);
}

function release(event) {
  if (!pressed || event.pointerId !== pressed.id) return;
  forget();
  if (!held || held.by !== "hand") return;
  if (frame) { cancelAnimationFrame(frame); draw(); cancelAnimationFrame(frame); frame = 0; }
  if (held.moved) settle();
  else back();
}

document.addEventListener("pointerdown", press);
document.addEventListener("pointermove", move, { passive: true });
document.addEventListener("pointerup", release);
document.addEventListener("pointercancel", () => { forget(); if (held?.by === "hand") letGo(); });
document.addEventListener("touchmove", (event) => { if (pressed && held?.by === "hand") event.preventDefault(); }, { passive: false });
document.addEventListener("contextmenu", (event) => { if (pressed?.resting) event.preventDefault(); });
document.addEventListener("dragstart", (event) => { if (event.target.closest?.("#board-part.scripted .it")) event.preventDefault(); });

// An engagement begins where the board is double-clicked, on the quarter of an hour.
document.addEventListener("dblclick", (event) => {
  const col = event.target.closest?.("#board-part.scripted .board .col");
  if (!col || event.target !== col) return;
  const lane = col.closest(".lane");
  const { first, px } = measured(part);
  const minute = first * 60 + Math.floor((event.clientY - col.getBoundingClientRect().top) / px / SNAP) * SNAP;
  const asked = new URLSearchParams({ day: lane.dataset.day ?? part.dataset.day, at: hhmm(minute), room: lane.dataset.room });
  window.location.assign(`${part.dataset.new}?${asked}`);
});

// --- what others change --------------------------------------------------------------------------------

async function look() {
  if (document.hidden || waiting) return;
  if (held) { later = true; return; }
  try {
    const answer = await fetch(part.dataset.page, { headers: { "X-Part": "board", "If-None-Match": part.dataset.trace }, cache: "no-store" });
    if (failures > 2) tell(words("online"));
    failures = 0;
    if (answer.status === 304) return;
    const out = new URL(answer.url).pathname.startsWith("/account/");
    if (out || !answer.ok) {
      stopped = [403, 404].includes(answer.status) || out;
      if (stopped) tell(words(out ? "login" : "withdrawn"), "warn");
      return;
    }
    const html = await answer.text();
    if (held || waiting) { later = true; return; }
    put(html);
    tell(words("theirs"));
  } catch {
    failures += 1;
    if (failures === 3) tell(words("offline"), "warn");
  }
}

let timer = 0;
function pace() {
  clearTimeout(timer);
  if (document.hidden || stopped) return; // nobody looks: nothing is asked
  timer = setTimeout(async () => { await look(); pace(); }, PACE);
}
document.addEventListener("visibilitychange", async () => { if (!document.hidden) await look(); pace(); });

if (part) {
  read();
  pace();
  if (dialog) {
    keys({
      get part() { return part; },
      get held() { return held; },
      get busy() { return waiting || dialog.open || Boolean(document.querySelector("dialog[open]")); },
      pick(node, copy) { held = new Held(part, words, node, { copy, by: "keys" }); return held; },
      settle,
      back,
      send,
      address,
      rove,
      tell,
      words,
      SNAP,
      FINE,
    });
  }
}
