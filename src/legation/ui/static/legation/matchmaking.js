// The grid by hand: drag a meeting, or move it with the keyboard. The server says what each time would break.
const grid = document.getElementById("grid");
const form = document.getElementById("grid-place");
const said = document.getElementById("grid-said");
let held = null; // the meeting that the hand or the keyboard holds, with what is known of its times

const tell = (words) => { said.textContent = words; };
const cells = (row) => [...row.querySelectorAll("td[data-slot]")];

function take(link) {
  drop();
  const row = link.closest("tr");
  held = { link, row: row?.closest("#grid") ? row : null, slots: null, at: null };
  held.ready = learn(held);
  link.classList.add("held");
  return held.ready;
}

async function learn(mine) {
  try {
    const answer = await fetch(`${mine.link.getAttribute("href")}slots/`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    mine.version = told.version;
    mine.slots = new Map(told.slots.map((slot) => [slot.slot, slot]));
  } catch {
    tell(grid.dataset.failed);
  }
  if (held !== mine) return;
  if (!mine.slots) return drop();
  for (const each of mine.row ? [mine.row] : grid.querySelectorAll("tbody tr")) mark(each);
}

function mark(row) {
  for (const cell of cells(row)) {
    const slot = held.slots.get(Number(cell.dataset.slot));
    if (slot) cell.classList.add(slot.free ? "fits" : "breaks");
  }
}

function drop() {
  held?.link.classList.remove("held");
  grid.querySelectorAll(".fits, .breaks, .target").forEach((cell) => cell.classList.remove("fits", "breaks", "target"));
  held = null;
}

function aim(cell) {
  grid.querySelector(".target")?.classList.remove("target");
  held.at = cell;
  cell.classList.add("target");
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  const slot = held.slots?.get(Number(cell.dataset.slot));
  const column = grid.tHead.rows[0].cells[cell.cellIndex].textContent;
  if (slot) tell(`${column}: ${slot.words}`);
}

async function put(cell) {
  const mine = held; // a quick hand lets go before the server has answered
  await mine.ready;
  if (!mine.slots) return;
  form.action = `${mine.link.getAttribute("href")}place/`;
  form.elements.slot.value = cell.dataset.slot;
  form.elements.table.value = cell.closest("tr").dataset.table ?? "";
  form.elements.seen_version.value = mine.version;
  form.submit();
}

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.("[data-meeting]");
  if (!held && link && (event.key === "m" || event.key === "M") && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    event.stopPropagation();
    take(link).then(() => {
      if (!held) return;
      const row = held.row ?? grid.querySelector("tbody tr");
      aim(link.closest("td[data-slot]") ?? cells(row)[0]);
    });
    return;
  }
  if (!held?.at) return;
  const row = held.at.closest("tr");
  const steps = { ArrowLeft: -1, ArrowRight: 1 };
  if (event.key in steps) {
    const all = cells(row);
    const next = all[all.indexOf(held.at) + steps[event.key]];
    if (next) aim(next);
  } else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && row.dataset.table) {
    const next = event.key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
    if (next) aim(next.cells[held.at.cellIndex]);
  } else if (event.key === "Enter") put(held.at);
  else if (event.key === "Escape") { const back = held.link; drop(); tell(""); back.focus(); } else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("dragstart", (event) => {
  const link = event.target.closest?.("[data-meeting]");
  if (!link) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", link.dataset.meeting);
  take(link);
});
document.addEventListener("dragover", (event) => {
  const cell = held && event.target.closest?.("#grid td[data-slot]");
  if (!cell) return;
  event.preventDefault();
  if (cell !== held.at) aim(cell);
});
document.addEventListener("drop", (event) => {
  const cell = held && event.target.closest?.("#grid td[data-slot]");
  if (!cell) return;
  event.preventDefault();
  put(cell);
});
document.addEventListener("dragend", () => drop());
