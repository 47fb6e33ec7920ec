// Minutes, written by several people at once: lines come and go without a new page, each is edited in its place,
// and the next one is written by keyboard. Everything works without it, by forms.
import { offers } from "./minutes-slash.js";

const PACE = 1000; // milliseconds between two looks at what others wrote
const BEAT = 8000; // between two words to the server that somebody is still writing

const said = document.getElementById("minutes-said");
const composer = () => document.getElementById("composer");
let part = document.getElementById("minutes-part");
let etag = "";
let busy = false;
let stopped = false; // there is nothing to look at any more: logged out, or the right was taken back
let beating = 0;

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

function tell(text, tone = "") {
  if (!text) { said.replaceChildren(); return; }
  const line = document.createElement("p");
  line.className = `notice ${tone}`;
  line.textContent = text;
  said.replaceChildren(line);
}

// --- the minutes as they are now ------------------------------------------------------------------

/* Put the newer minutes in place; a line that is being edited stays as its editor left it. */
function put(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("minutes-part");
  if (!fresh) throw new Error("no minutes");
  const news = fresh.querySelector("#minutes-news");
  if (news) {
    tell(news.textContent.trim(), news.querySelector(".error, .warning") ? "warn" : "success");
    news.remove();
  }
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const inForm = focused?.closest("[data-line-form]");
  const address = focused?.closest("form[data-step]")?.getAttribute("action") ?? focused?.getAttribute("href");
  const value = focused?.value;
  const orphans = [];
  for (const form of part.querySelectorAll("[data-line-form]")) {
    const line = form.closest("[data-line]");
    const place = fresh.querySelector(`#${CSS.escape(line.id)}`);
    if (place) place.replaceChildren(...line.childNodes);
    else orphans.push(line);
  }
  const list = orphans.length ? fresh.querySelector("#lines") : null;
  orphans.forEach((line) => list.append(line));
  part.replaceWith(fresh);
  part = fresh;
  agenda();
  if (inForm) focused.focus({ preventScroll: true });
  else if (address) {
    const same = [...part.querySelectorAll(`form[action="${CSS.escape(address)}"] button, a[href="${CSS.escape(address)}"]`)];
    (same.find((each) => each.value === value) ?? same[0])?.focus({ preventScroll: true });
  }
  if (!("open" in part.dataset)) { composer()?.remove(); stopped = true; window.location.reload(); }
}

/* The items of the agenda that the next line can stand under. */
function agenda() {
  const select = document.getElementById("next-under");
  if (!select) return;
  const before = select.value;
  const none = [...select.options].find((option) => !option.value);
  const items = [...part.querySelectorAll(".entry.heading")].map((head) => {
    const text = head.querySelector("h3").textContent.replace(/\s+/g, " ").trim();
    return new Option(text, head.dataset.line);
  });
  select.replaceChildren(...items, none);
  select.value = before;
  if (select.value !== before) select.value = "";
}

async function look() {
  if (busy || stopped || document.hidden) return;
  try {
    const headers = { "X-Part": "minutes", ...(etag ? { "If-None-Match": etag } : {}) };
    const answer = await fetch(part.dataset.at, { headers, cache: "no-store" });
    if (busy) return;
    if ([403, 404].includes(answer.status) || new URL(answer.url).pathname.startsWith("/account/")) { stopped = true; return; }
    if (answer.status !== 200) return;
    etag = answer.headers.get("ETag") ?? "";
    put(await answer.text());
  } catch {
    // Offline for a moment: what is shown stays, the next turn tries again.
  }
}

/* Send a form and show what came of it: the minutes as they are then, or the form with what is wrong. */
async function send(form, submitter, refused) {
  const body = new FormData(form, submitter);
  busy = true;
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { "X-Part": "minutes" } });
    const html = await answer.text();
    if (answer.ok && !new URL(answer.url).pathname.startsWith("/account/")) {
      etag = answer.headers.get("ETag") ?? "";
      tell("");
      form.removeAttribute("data-line-form");
      put(html);
      return true;
    }
    if ([409, 422].includes(answer.status) && refused) { refused(html); return false; }
    throw new Error(String(answer.status));
  } catch {
    form.removeAttribute("data-composer");
    form.submit(); // as without a script: the page says what is wrong
    return false;
  } finally {
    busy = false;
    form.removeAttribute("aria-busy");
  }
}

// --- a line in its place --------------------------------------------------------------------------

const formIn = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("[data-line-form]");

async function open(link) {
  const { id } = link.closest("[data-line]");
  try {
    const answer = await fetch(link.href, { headers: { "X-Part": "line" } });
    const form = answer.ok ? formIn(await answer.text()) : null;
    const line = document.getElementById(id); // newer minutes may have come meanwhile
    if (!form || !line) throw new Error("no form");
    if (line.querySelector("[data-line-form]")) return;
    line.append(form);
    line.querySelector(".doing")?.setAttribute("hidden", "");
    form.querySelector("textarea, input:not([type=hidden])")?.focus();
    beat(line.dataset.line);
  } catch { window.location.assign(link.href); }
}

async function save(form, submitter) {
  const line = form.closest("[data-line]");
  const saved = await send(form, submitter, (html) => {
    const fresh = formIn(html);
    form.replaceWith(fresh);
    const notice = fresh.querySelector("[role=alert]");
    if (notice) { notice.tabIndex = -1; notice.focus(); }
    fresh.scrollIntoView({ block: "nearest" });
  });
  if (!saved) return;
  over();
  document.querySelector(`#${CSS.escape(line.id)} [data-edit]`)?.focus({ preventScroll: true });
}

function cancel(form) {
  const line = form.closest("[data-line]");
  form.remove();
  line.querySelector(".doing")?.removeAttribute("hidden");
  line.querySelector("[data-edit]")?.focus();
  over();
  etag = "";
  look();
}

// --- who is writing -------------------------------------------------------------------------------

function beat(line = "") {
  if (Date.now() - beating < BEAT) return;
  beating = Date.now();
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token());
  body.set("line", line);
  fetch(part.dataset.hold, { method: "POST", body }).catch(() => {});
}

function over() {
  beating = 0;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token());
  body.set("over", "1");
  fetch(part.dataset.hold, { method: "POST", body, keepalive: true }).catch(() => {});
}

function writing() {
  const form = document.activeElement?.closest?.("[data-line-form]");
  const text = composer()?.querySelector("textarea");
  if (form) beat(form.closest("[data-line]").dataset.line);
  else if (text && document.activeElement === text && text.value.trim()) beat();
}

// --- the next line --------------------------------------------------------------------------------

async function add(form, submitter) {
  const kind = form.querySelector("[name=kind]");
  const before = part.querySelectorAll(".entry.heading").length;
  const wasAgenda = kind.value === "agenda";
  const saved = await send(form, submitter, (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("composer");
    form.replaceWith(fresh);
    ready();
    fresh.querySelector("textarea").focus();
  });
  if (!saved) return;
  const now = composer();
  if (!now) return;
  const text = now.querySelector("textarea");
  text.value = "";
  beating = 0;
  const heads = part.querySelectorAll(".entry.heading");
  if (wasAgenda && heads.length > before) {
    now.querySelector("[name=under]").value = heads[heads.length - 1].dataset.line;
    kind.value = "statement";
  }
  text.focus();
}

function ready() {
  const form = composer();
  if (!form) return;
  form.querySelector("[data-keys]").hidden = false;
  const slash = offers(form, document.getElementById("offered"));
  const text = form.querySelector("textarea");
  text.addEventListener("input", () => { slash.typed(); if (!text.value.trim()) over(); });
  text.addEventListener("blur", () => { if (!text.value.trim() && beating) over(); });
  text.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // Enter ends a Hangul syllable first
    if (slash.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (text.value.trim() && !busy) form.requestSubmit();
    }
  });
}

if (part && "open" in part.dataset) {
  ready();
  document.addEventListener("click", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const edit = event.target.closest("#minutes-part [data-edit]");
    const stop = event.target.closest("[data-line-form] [data-cancel]");
    if (edit) { event.preventDefault(); open(edit); }
    if (stop) { event.preventDefault(); cancel(stop.closest("form")); }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (busy && form.matches("[data-composer], [data-line-form], #minutes-part [data-step]")) { event.preventDefault(); return; }
    if (form.matches("[data-composer]")) { event.preventDefault(); add(form, event.submitter); }
    else if (form.matches("[data-line-form]")) { event.preventDefault(); save(form, event.submitter); }
    else if (form.matches("#minutes-part [data-step]")) { event.preventDefault(); send(form, event.submitter); }
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("[data-line-form]");
    if (!form || event.isComposing) return;
    if (event.key === "Escape") { event.preventDefault(); cancel(form); }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  });
  document.addEventListener("visibilitychange", look);
  setInterval(look, PACE);
  setInterval(writing, 2000);
  window.addEventListener("pagehide", () => { if (beating) over(); });
}
