// The run of show: follows what others mark, marks without a new page, and moves lines of the table by keyboard.
// Everything works without it.
const PACE = 4000;
const live = document.querySelector("[data-live]");
let etag = "";
let busy = false;

/* Put newer lines in place and keep the reader where they were. */
function renew(markup) {
  const focused = live.contains(document.activeElement) ? document.activeElement.id : "";
  live.innerHTML = markup;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

async function follow() {
  if (document.hidden || busy) return;
  try {
    const headers = { Accept: "text/html", ...(etag ? { "If-None-Match": etag } : {}) };
    const answer = await fetch(live.dataset.live, { headers, cache: "no-store", redirect: "error" });
    if (answer.status !== 200 || busy) return;
    etag = answer.headers.get("ETag") ?? "";
    renew(await answer.text());
  } catch {
    // Offline for a moment: what is shown stays, the next turn tries again.
  }
}

async function mark(event) {
  const form = event.target.closest("form[data-mark]");
  if (!form) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  busy = true;
  form.classList.add("stale");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const lines = page.querySelector("[data-live]");
    if (!lines) throw new Error("not the page of a run of show");
    document.querySelectorAll("main > .said").forEach((old) => old.remove());
    const said = page.querySelector("main > .said");
    if (said) document.querySelector("main").prepend(said);
    etag = "";
    renew(lines.innerHTML);
  } catch {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "do", value: event.submitter.value }));
    form.submit();
  } finally {
    busy = false;
  }
}

if (live) {
  document.addEventListener("submit", mark);
  document.addEventListener("visibilitychange", follow);
  setInterval(follow, PACE);
}

const table = document.querySelector("[data-table]");

function move(row, by) {
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  const focused = document.activeElement;
  if (by < 0) other.before(row);
  else other.after(row);
  row.parentElement.querySelectorAll("input[name$='-place']").forEach((place, at) => { place.value = at + 1; });
  row.classList.add("moved");
  focused?.focus();
}

if (table) {
  for (const moves of table.querySelectorAll("[data-moves]")) moves.hidden = false;
  table.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move(button.closest("tr"), Number(button.dataset.move));
  });
  table.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody tr");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      table.requestSubmit();
    } else if (row && event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      move(row, event.key === "ArrowUp" ? -1 : 1);
    } else if (row && event.key === "Enter" && event.target.matches("input:not([type=checkbox])")) {
      // Enter goes to the same cell of the next line, as in a spreadsheet.
      event.preventDefault();
      const cell = event.target.closest("td").cellIndex;
      row.nextElementSibling?.cells[cell]?.querySelector("input:not([type=hidden]), select")?.focus();
    }
  });
}
