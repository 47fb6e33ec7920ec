// The yearly review by keyboard: j and k go from promise to promise, a figure says how it stands, Enter saves.
const rows = [...document.querySelectorAll(".judged")];
const hint = document.querySelector("[data-hint]");
if (hint) hint.hidden = false;

const at = () => rows.indexOf(document.activeElement?.closest(".judged"));
const go = (place) => {
  const row = rows[Math.max(0, Math.min(rows.length - 1, place))];
  if (row) { row.focus(); row.scrollIntoView({ block: "center" }); }
};

// After one was saved the page comes back at it: go on with it in hand.
if (location.hash.startsWith("#promise-")) document.getElementById(location.hash.slice(1))?.focus();

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const writing = event.target.matches("input[type=text], input[type=date], select, textarea");
  if (writing) return;
  const row = rows[at()];
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    go(row ? at() + (event.key === "j" ? 1 : -1) : 0);
  } else if (row && /^[1-9]$/.test(event.key)) {
    const choice = row.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (choice) { event.preventDefault(); choice.checked = true; row.querySelector("input[type=text]")?.focus(); }
  } else if (row && event.key === "Enter" && event.target === row) {
    event.preventDefault();
    row.querySelector("form.judge")?.requestSubmit();
  }
});
