// Review by keyboard. Everything works without it, through the forms of the page.
const findings = [...document.querySelectorAll("[data-finding]")];
const waiting = () => findings.filter((each) => each.classList.contains("proposed"));
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
const words = document.querySelector(".words");
const help = document.getElementById("review-keys");
const pull = document.getElementById("pull");
let current = null;
let leaving = false;
let touched = false;
for (const what of ["keydown", "pointerdown"]) addEventListener(what, () => (touched = true), { capture: true, once: true });

// A second key, pressed before the answer to the first is there, would decide the same finding again.
document.addEventListener("submit", () => (leaving = true));
addEventListener("pageshow", () => (leaving = false));

function show(finding, { move = true } = {}) {
  if (!finding) return;
  current?.classList.remove("current");
  document.querySelectorAll("mark.current").forEach((mark) => mark.classList.remove("current"));
  current = finding;
  current.classList.add("current");
  const marks = document.querySelectorAll(`mark[data-of~="${CSS.escape(current.dataset.finding)}"]`);
  marks.forEach((mark) => mark.classList.add("current"));
  if (marks[0] && words.scrollHeight > words.clientHeight) {
    const top = marks[0].getBoundingClientRect().top - words.getBoundingClientRect().top + words.scrollTop;
    words.scrollTo({ top: top - words.clientHeight / 3, behavior: calm });
  }
  if (move) {
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest", behavior: calm });
  }
}

// The one that waits after a finding, or the first that waits.
const next = (finding) =>
  waiting().find((each) => finding && finding.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) ?? waiting()[0];

function step(by) {
  const at = findings.indexOf(current);
  show(findings[Math.min(Math.max(at + by, 0), findings.length - 1)]);
}

const press = (what) => current?.querySelector(`[data-do="${what}"]`)?.click();

function correct() {
  const details = current?.querySelector("details");
  if (!details) return;
  details.open = true;
  details.querySelector("input, select, textarea")?.focus();
}

// The last decision is the one that this page was opened at.
function undo() {
  const last = current?.querySelector('[data-do="undo"]') ?? decided?.querySelector?.('[data-do="undo"]');
  last?.click();
}

// Words for the form: where they stand is counted in characters, as the text is.
function take(text, at = "") {
  if (!pull) return;
  pull.querySelector('[name="words"]').value = text;
  pull.querySelector('[name="at"]').value = at;
}

function selected() {
  const chosen = getSelection();
  if (!words || chosen.isCollapsed || !words.contains(chosen.anchorNode) || !words.contains(chosen.focusNode)) return false;
  const range = chosen.getRangeAt(0);
  const before = document.createRange();
  before.setStart(words, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const plain = (part) => {
    const copy = part.cloneContents();
    copy.querySelectorAll("[data-said]").forEach((each) => each.remove());
    return copy.textContent;
  };
  const text = plain(range);
  if (!text.trim()) return false;
  const lead = text.length - text.trimStart().length;
  take(text.trim(), String([...(plain(before) + text.slice(0, lead))].length));
  return true;
}

const keys = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  Enter: () => (current?.classList.contains("proposed") ? press("accept") : show(next(current))),
  r: () => press("reject"),
  e: correct,
  a: () => current?.querySelector("[data-choice]")?.focus(),
  g: () => current?.closest(".group")?.querySelector('[data-do="group"]')?.click(),
  A: () => document.querySelector('[data-do="all"]')?.click(),
  u: undo,
  p: () => {
    const placed = selected();
    pull?.querySelector(placed ? '[name="into"]' : '[name="words"]').focus();
  },
  "?": () => help?.showModal(),
};

// Before the keys of the whole site, which answer "?" on other pages.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && current) {
      current.focus();
      return;
    }
    if (typing(event.target)) return;
    if (leaving) {
      event.preventDefault();
      return;
    }
    const pressed = event.target.closest("a, button, summary");
    if (event.key === "Enter" && pressed) return;
    if (event.key.startsWith("Arrow") && event.target === words) return;
    if (/^[1-9]$/.test(event.key)) current?.querySelector(`[data-choice="${event.key}"]`)?.click();
    else if (Object.hasOwn(keys, event.key)) keys[event.key]();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
document.addEventListener("focusin", (event) => {
  const finding = event.target.closest("[data-finding]");
  // The browser goes to the finding that the address names, which is the one just decided.
  if (!touched && finding && finding === decided && finding !== current) show(current);
  else if (finding && finding !== current) show(finding, { move: false });
});
words?.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const key = event.target.closest("mark")?.dataset.of.split(" ")[0];
  if (key) show(document.getElementById(`finding-${key}`));
});
words?.addEventListener("mouseup", () => setTimeout(selected));
pull?.querySelector('[name="words"]').addEventListener("input", () => {
  pull.querySelector('[name="at"]').value = "";
});
pull?.addEventListener("click", (event) => {
  const mention = event.target.closest("[data-pull]");
  if (!mention) return;
  event.preventDefault();
  take(mention.dataset.pull, mention.dataset.at);
  pull.querySelector('[name="into"]').focus();
});
const opener = document.querySelector("[data-keys]");
if (opener && help) {
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
}

// Back from a decision: go on with the next one that waits.
const decided = location.hash.startsWith("#finding-") ? document.getElementById(location.hash.slice(1)) : null;
const returned = document.referrer.split("#")[0] === location.href.split("#")[0];
if (location.hash === "#pull") pull?.querySelector('[name="into"]').focus();
else show(next(decided) ?? findings[0], { move: Boolean(decided) || returned });
