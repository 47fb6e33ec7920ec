// The seat plan by hand: drag, keyboard, undo, and what others change. The server decides each step.
const SVG = "http://www.w3.org/2000/svg";
const WATCH = 5000; // milliseconds between two looks at what changed
const NEAR = 1.6; // how many radii from a chair a person is still put on it
let part = document.getElementById("plan-part");
let chairs = []; // what is needed of each chair while dragging, read once
let held = null; // what the hand or the keyboard holds
let waiting = false; // a step is under way
let later = false; // a refresh is due when the hand is free
let shownState = null;
let told = ""; // the news that stand on the page

const say = (name, facts = {}) =>
  (part.dataset[`say${name}`] ?? "").replace(/\{(\w+)\}/g, (_, key) => facts[key] ?? "");
const tell = (words) => {
  const said = document.getElementById("plan-said");
  said.replaceChildren();
  if (!words) return;
  const line = document.createElement("p");
  line.className = "notice";
  line.textContent = words;
  said.append(line);
};
const drawing = () => part.querySelector(".planned svg");
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

// --- reading the plan ---------------------------------------------------------------------------

function read() {
  chairs = [...part.querySelectorAll(".planned svg [data-seat]")].map((node) => ({
    node,
    sitter: node.querySelector(".sitter"),
    seat: node.dataset.seat,
    place: node.dataset.place,
    person: node.dataset.person,
    label: node.dataset.label,
    locked: "locked" in node.dataset,
    x: Number(node.dataset.x),
    y: Number(node.dataset.y),
    r: Number(node.dataset.r),
  }));
  shownState = { version: Number(part.dataset.version), digest: part.dataset.digest, people: JSON.parse(part.dataset.people) };
  part.querySelectorAll("[data-keys]").forEach((button) => { button.hidden = false; });
  if (chairs.length) rove(chairs[0]);
}

const chairOf = (node) => chairs.find((chair) => chair.node === node);
const chairAt = (seat) => chairs.find((chair) => chair.seat === seat);

function rove(chair) {
  for (const each of chairs) each.node.setAttribute("tabindex", each === chair ? "0" : "-1");
}

// --- steps: each goes to the server, whose answer is the plan as it is then -----------------------

const token = () => part.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

async function step(fields, { long = false, focus = null } = {}) {
  if (waiting || !part.dataset.move) return;
  waiting = true;
  const body = fields instanceof FormData ? fields : new FormData();
  if (!(fields instanceof FormData)) for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set("seen_version", part.dataset.version);
  if (!body.has("csrfmiddlewaretoken")) body.set("csrfmiddlewaretoken", token());
  if (long) tell(say("Searching"));
  part.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(part.dataset.move, { method: "POST", body, headers: { "X-Part": "plan" } });
    if (![200, 409, 422].includes(answer.status) || answer.redirected) throw new Error(String(answer.status));
    put(await answer.text(), focus);
  } catch {
    restore();
    tell(say("Failed"));
  } finally {
    waiting = false;
    part.removeAttribute("aria-busy");
  }
}

function put(html, focus = null) {
  const back = focus ?? document.activeElement?.closest?.("[data-seat]")?.dataset.seat;
  const open = new Set([...part.querySelectorAll("li[data-of]:has(details[open])")].map((each) => each.dataset.of));
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("plan-part");
  if (!fresh) throw new Error("no plan");
  const said = fresh.querySelector("#plan-said")?.textContent.trim();
  part.replaceWith(fresh);
  part = fresh;
  held = null;
  later = false;
  told = "";
  read();
  for (const each of part.querySelectorAll("li[data-of]")) {
    if (open.has(each.dataset.of)) each.querySelector("details")?.setAttribute("open", "");
  }
  if (said) requestAnimationFrame(() => tell(said)); // a live region speaks when it changes, not when it comes
  const alarm = part.querySelector("#errors");
  if (alarm) alarm.focus();
  else if (back) {
    const chair = chairAt(back);
    if (chair) { rove(chair); chair.node.focus({ preventScroll: true }); }
  }
}

async function refresh() {
  if (held || waiting) { later = true; return; }
  later = false;
  const asked = `${part.dataset.page}?since=${part.dataset.version}`;
  try {
    const answer = await fetch(asked, { headers: { "X-Part": "plan" } });
    if (answer.ok && !answer.redirected && !held && !waiting) put(await answer.text());
  } catch { /* the next look tries again */ }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches?.("#plan-part form[data-step]")) return;
  event.preventDefault();
  const fields = new FormData(form, event.submitter);
  step(fields, { long: Boolean(form.dataset.long !== undefined || event.submitter?.dataset.long !== undefined) });
});

// --- dragging: one group is moved a frame, whatever the size of the plan --------------------------

let pointer = null;
let frame = 0;

function matrix() {
  const svg = drawing();
  return svg?.getScreenCTM()?.inverse() ?? null;
}

function grab(event) {
  if (event.button !== 0 || waiting || held || !part.dataset.move) return;
  const node = event.target.closest?.("#plan-part [data-person]");
  if (!node || !node.dataset.person) return;
  const chair = node.matches("[data-seat]") ? chairOf(node) : null;
  if (!chair && !node.matches(".guestcard")) return;
  if (chair?.locked) { tell(say("Locked", { who: chair.label })); return; }
  event.preventDefault();
  node.focus({ preventScroll: true });
  const inverse = matrix();
  if (!inverse) return;
  const from = new DOMPoint(event.clientX, event.clientY).matrixTransform(inverse);
  held = { by: "hand", chair, card: chair ? null : node, person: node.dataset.person, label: node.dataset.label, from, inverse, over: null, moved: false, box: null };
  pointer = event.pointerId;
  const box = part.querySelector("#unseated")?.getBoundingClientRect();
  held.box = box ?? null;
}

function begin() {
  held.moved = true;
  const svg = drawing();
  svg.classList.add("busy");
  hint(null);
  if (held.chair) {
    held.group = held.chair.sitter;
    held.home = held.group.parentNode;
    held.next = held.group.nextSibling;
    const layer = document.createElementNS(SVG, "g");
    layer.setAttribute("class", `${held.home.getAttribute("class")} dragged`);
    layer.setAttribute("color", held.home.getAttribute("color"));
    svg.append(layer);
    layer.append(held.group);
    held.layer = layer;
    return;
  }
  const ghost = document.createElementNS(SVG, "g");
  ghost.setAttribute("class", "chair dragged");
  const disc = document.createElementNS(SVG, "circle");
  disc.setAttribute("r", "26");
  disc.setAttribute("cx", String(held.from.x));
  disc.setAttribute("cy", String(held.from.y));
  disc.setAttribute("fill", "currentColor");
  ghost.append(disc);
  svg.append(ghost);
  held.layer = ghost;
  held.group = disc;
}

function draw(x, y) {
  frame = 0;
  if (!held || held.by !== "hand") return;
  if (!held.moved) begin();
  const to = new DOMPoint(x, y).matrixTransform(held.inverse);
  held.layer.setAttribute("transform", `translate(${(to.x - held.from.x).toFixed(1)} ${(to.y - held.from.y).toFixed(1)})`);
  const at = held.chair ? { x: held.chair.x + to.x - held.from.x, y: held.chair.y + to.y - held.from.y } : to;
  let best = null;
  let least = Infinity;
  for (const chair of chairs) {
    const far = Math.hypot(chair.x - at.x, chair.y - at.y);
    if (far < chair.r * NEAR && far < least) { best = chair; least = far; }
  }
  if (best !== held.over) {
    held.over?.node.classList.remove("over");
    best?.node.classList.add("over");
    held.over = best;
  }
  const box = held.box;
  const away = Boolean(box && held.chair && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
  if (away !== held.away) { part.querySelector("#unseated").classList.toggle("over", away); held.away = away; }
}

let lastX = 0;
let lastY = 0;
function drag(event) {
  if (!held || held.by !== "hand" || event.pointerId !== pointer) return;
  lastX = event.clientX;
  lastY = event.clientY;
  if (!held.moved) {
    const to = new DOMPoint(lastX, lastY).matrixTransform(held.inverse);
    if (Math.hypot(to.x - held.from.x, to.y - held.from.y) < 8) return;
  }
  if (!frame) frame = requestAnimationFrame(() => draw(lastX, lastY));
}

function restore() {
  if (!held) return;
  cancelAnimationFrame(frame);
  frame = 0;
  if (held.layer) {
    if (held.home) held.home.insertBefore(held.group, held.next);
    held.layer.remove();
  }
  held.over?.node.classList.remove("over");
  part.querySelector("#unseated")?.classList.remove("over");
  drawing()?.classList.remove("busy");
  for (const chair of chairs) chair.node.classList.remove("picked");
  held = null;
  if (later) refresh();
}

function drop(event) {
  if (!held || held.by !== "hand" || event.pointerId !== pointer) return;
  if (frame) { cancelAnimationFrame(frame); draw(lastX, lastY); }
  const { person, over, away, chair, moved } = held;
  const target = over && over !== chair ? over : null;
  if (!moved || (!target && !away)) { restore(); return; }
  if (target?.locked) { restore(); tell(say("Locked", { who: target.label })); return; }
  send(person, target ? target.seat : "");
}

function send(person, seat) {
  held = { ...held, by: "sent" };
  step({ do: "move", person, seat }, { focus: seat }).then(() => { if (held?.by === "sent") restore(); });
}

document.addEventListener("pointerdown", grab);
document.addEventListener("pointermove", drag, { passive: true });
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", restore);

// --- keyboard -------------------------------------------------------------------------------------

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function nearest(from, [dx, dy]) {
  let best = null;
  let least = Infinity;
  for (const chair of chairs) {
    const x = chair.x - from.x;
    const y = chair.y - from.y;
    const along = x * dx + y * dy;
    if (chair === from || along <= 1) continue;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    const far = along + 2.2 * aside;
    if (far < least) { best = chair; least = far; }
  }
  return best;
}

function go(chair) {
  if (!chair) return;
  rove(chair);
  chair.node.focus({ preventScroll: false });
  if (held?.by === "keys") {
    held.over?.node.classList.remove("over");
    held.over = chair;
    chair.node.classList.add("over");
    tell(say("Over", { seat: chair.place, who: chair.label || say("Empty") }));
  }
}

function pick(person, label, chair) {
  held = { by: "keys", person, label, chair, over: null };
  chair?.node.classList.add("picked");
  tell(say("Picked", { who: label }));
  if (!chair) go(chairs[0]);
}

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing(event.target)) {
    const button = part.querySelector(event.shiftKey ? "[data-redo]" : "[data-undo]");
    if (button) { event.preventDefault(); if (!button.disabled) step({ do: event.shiftKey ? "redo" : "undo" }); }
    return;
  }
  if (event.key === "Escape" && held && held.by !== "sent") {
    const { label, chair, by } = held;
    restore();
    if (by === "keys" && chair) { rove(chair); chair.node.focus(); }
    tell(say("Back", { who: label }));
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const card = event.target.closest?.("#plan-part .guestcard[role=button]");
  if (card && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    pick(card.dataset.person, card.dataset.label, null);
    return;
  }
  const chair = chairOf(event.target.closest?.("#plan-part [data-seat][role=button]"));
  if (!chair) return;
  if (WAYS[event.key]) go(nearest(chair, WAYS[event.key]));
  else if (event.key === "Home") go(chairs[0]);
  else if (event.key === "End") go(chairs.at(-1));
  else if (event.key === "Enter" || event.key === " ") {
    if (held?.by === "keys") {
      if (chair === held.chair) { const who = held.label; restore(); tell(say("Back", { who })); }
      else if (chair.locked) tell(say("Locked", { who: chair.label }));
      else send(held.person, chair.seat);
    } else if (chair.locked) tell(say("Locked", { who: chair.label }));
    else if (chair.person) pick(chair.person, chair.label, chair);
  } else if (event.key.toLowerCase() === "l" && chair.person) {
    step(chair.locked ? { unlock: chair.person } : { lock: chair.person }, { focus: chair.seat });
  } else if (event.key === "?") {
    document.getElementById("seat-keys")?.showModal();
  } else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-keys]")) document.getElementById("seat-keys")?.showModal();
  if (event.target.closest?.("[data-show]")) refresh();
});

// --- a name at the chair under the pointer or the focus --------------------------------------------

function hint(chair) {
  const tip = drawing()?.querySelector(".tip");
  if (!tip) return;
  const named = chair?.sitter?.querySelector(".name");
  const written = named && getComputedStyle(named).display !== "none";
  if (!chair || written || (!chair.label && held?.by !== "keys")) { tip.setAttribute("visibility", "hidden"); return; }
  const text = tip.querySelector("text");
  text.textContent = chair.label ? chair.label : chair.place;
  const view = drawing().viewBox.baseVal;
  const scale = Math.max(1, view.width / Math.max(320, drawing().clientWidth));
  const size = 14 * scale;
  text.setAttribute("font-size", String(size));
  tip.setAttribute("visibility", "visible");
  const wide = text.getComputedTextLength() + size;
  const x = Math.min(Math.max(chair.x, wide / 2 + 4), view.width - wide / 2 - 4);
  const y = chair.y - chair.r - size > size ? chair.y - chair.r - size * 0.9 : chair.y + chair.r + size * 1.6;
  text.setAttribute("x", String(x));
  text.setAttribute("y", String(y));
  const back = tip.querySelector("rect");
  back.setAttribute("x", String(x - wide / 2));
  back.setAttribute("y", String(y - size * 1.1));
  back.setAttribute("width", String(wide));
  back.setAttribute("height", String(size * 1.55));
}

const hovered = (event) => chairOf(event.target.closest?.("#plan-part svg [data-seat]"));
document.addEventListener("pointerover", (event) => {
  if (held?.by === "hand") return;
  const row = event.target.closest?.("#plan-part li[data-of]");
  hint(hovered(event) ?? (row ? chairAt(row.dataset.of) : null));
});
document.addEventListener("focusin", (event) => {
  if (held?.by === "hand") return;
  const chair = hovered(event);
  if (chair) { rove(chair); hint(chair); } else hint(null);
});

// --- others reply, and others move --------------------------------------------------------------------

function news(words) {
  const box = document.getElementById("plan-news");
  if (!box) return;
  const line = document.createElement("span");
  line.textContent = `${words} `;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.dataset.show = "";
  button.textContent = say("Show");
  box.replaceChildren(line, button);
  box.hidden = false;
  tell(words);
}

async function look() {
  if (document.hidden || waiting || !part.dataset.state) return;
  let state;
  try {
    const answer = await fetch(part.dataset.state);
    if (!answer.ok || answer.redirected) return;
    state = await answer.json();
  } catch { return; }
  if (waiting) return;
  if (state.version !== shownState.version) {
    await refresh();
    if (!later) tell(say("Theirs"));
    return;
  }
  const keys = new Set([...Object.keys(state.people), ...Object.keys(shownState.people)]);
  const replied = [...keys].filter((key) => state.people[key] !== shownState.people[key]).length;
  const fresh = `${state.digest} ${JSON.stringify(state.people)}`;
  if (fresh === told || (!replied && state.digest === shownState.digest)) return;
  told = fresh;
  if (replied) news(replied === 1 ? say("One") : say("Many", { n: replied }));
  else news(say("Other"));
}

if (part) {
  read();
  setInterval(look, WATCH);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
}
