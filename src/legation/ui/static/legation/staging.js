// The door: find a name while typing, mark without a new page, follow what others mark. Everything works without it.
const PACE = 5000;
const find = document.querySelector(".find input");
const told = document.querySelector("[data-told]");
const live = [...document.querySelectorAll("[data-live]")];
let busy = 0;

const flat = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").normalize("NFC").toLowerCase().replaceAll("-", "");

function sift() {
  if (!find) return;
  const words = flat(find.value).split(/\s+/).filter(Boolean);
  for (const row of document.querySelectorAll(".arriving > li[data-names]")) {
    const names = flat(row.dataset.names + " " + row.querySelector(".who").textContent);
    const close = names.replaceAll(" ", "");
    row.hidden = !words.every((word) => names.includes(word) || close.includes(word));
  }
}

/* Put newer markup in place and keep the reader where they were: focus, open details. */
function renew(part, markup) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...part.querySelectorAll("details")].map((each) => each.open);
  part.innerHTML = markup;
  part.querySelectorAll("details").forEach((each, at) => { each.open = Boolean(open[at]); });
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  sift();
}

async function follow(part) {
  const asked = part.dataset.asked ? `&q=${encodeURIComponent(part.dataset.asked)}` : "";
  const answer = await fetch(part.dataset.live + asked, { headers: { Accept: "text/html" }, redirect: "error" });
  if (!answer.ok) return;
  const markup = await answer.text();
  const state = /data-state="([^"]*)"/.exec(markup)?.[1];
  if (part.querySelector("[data-state]")?.dataset.state !== state) renew(part, markup);
}

async function again() {
  if (document.hidden || busy) return;
  busy += 1;
  try {
    for (const part of live) await follow(part);
  } catch {
    // Offline for a moment: what is shown stays, the next turn tries again.
  } finally {
    busy -= 1;
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-mark]");
  if (!form) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  busy += 1;
  form.classList.add("stale");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = page.querySelector(".said .notice, .notice[role=alert]");
    if (told) told.textContent = said ? said.textContent.trim() : "";
    for (const part of live) await follow(part);
  } catch {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: event.submitter.name, value: event.submitter.value }));
    form.submit();
  } finally {
    busy -= 1;
    form.classList.remove("stale");
  }
});

find?.addEventListener("input", sift);
sift();
if (live.length) {
  setInterval(again, PACE);
  document.addEventListener("visibilitychange", again);
}
