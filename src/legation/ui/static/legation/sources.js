// Review by keyboard: j and k move, a accepts, r rejects, e corrects. Everything works without it.
const findings = [...document.querySelectorAll("[data-finding]")];
const waiting = () => findings.filter((each) => each.classList.contains("proposed"));
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
let current = null;

function show(finding, { move = true } = {}) {
  if (!finding) return;
  current?.classList.remove("current");
  document.querySelectorAll("mark.current").forEach((mark) => mark.classList.remove("current"));
  current = finding;
  current.classList.add("current");
  const marks = document.querySelectorAll(`mark[data-of~="${CSS.escape(current.dataset.finding)}"]`);
  marks.forEach((mark) => mark.classList.add("current"));
  const words = document.querySelector(".words");
  if (marks[0] && words.scrollHeight > words.clientHeight) {
    const top = marks[0].getBoundingClientRect().top - words.getBoundingClientRect().top + words.scrollTop;
    words.scrollTo({ top: top - words.clientHeight / 3, behavior: calm });
  }
  if (move) {
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest", behavior: calm });
  }
}

function step(by) {
  const at = findings.indexOf(current);
  show(findings[Math.min(Math.max(at + by, 0), findings.length - 1)]);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && current && typing(event.target)) { current.focus(); return; }
  if (typing(event.target)) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "a") current?.querySelector('[data-do="accept"]')?.click();
  else if (event.key === "r") current?.querySelector('[data-do="reject"]')?.click();
  else if (event.key === "e") {
    const details = current?.querySelector("details");
    if (!details) return;
    details.open = true;
    details.querySelector("input, select, textarea")?.focus();
  } else return;
  event.preventDefault();
});
document.addEventListener("focusin", (event) => {
  const finding = event.target.closest("[data-finding]");
  if (finding && finding !== current) show(finding, { move: false });
});
document.querySelector(".words")?.addEventListener("click", (event) => {
  const key = event.target.closest("mark")?.dataset.of.split(" ")[0];
  if (key) show(document.getElementById(`finding-${key}`));
});

// Back from a decision: go on with the next one that waits.
const decided = document.getElementById(location.hash.slice(1));
const after = waiting().find((each) => decided && decided.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
show(after ?? waiting()[0] ?? findings[0], { move: Boolean(decided) });
