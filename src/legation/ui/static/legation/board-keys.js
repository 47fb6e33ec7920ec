// The board by keyboard: go from one engagement to the next, pick up, move, copy, stretch, lock, undo.
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const start = (node) => Number(node.dataset.at);
const items = (lane) => [...lane.querySelectorAll(".it:not(.ghost)")];

export function keys(board) {
  const lanes = () => [...board.part.querySelectorAll(".lane")];

  function go(node) {
    const link = node?.querySelector(".open");
    if (!link) return;
    board.rove(link);
    link.focus({ preventScroll: false });
    node.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function along(node, by) {
    const row = items(node.closest(".lane"));
    return row[row.indexOf(node) + by];
  }

  function aside(node, by) {
    const every = lanes();
    for (let at = every.indexOf(node.closest(".lane")) + by; every[at]; at += by) {
      const row = items(every[at]);
      if (row.length) return row.reduce((best, each) => (Math.abs(start(each) - start(node)) < Math.abs(start(best) - start(node)) ? each : best));
    }
    return null;
  }

  function said(held) {
    const facts = held.told.length ? held.told.join(". ") : board.words("clear");
    board.tell(`${board.words("over", { time: held.time, lane: held.lane.name })} ${facts}`);
  }

  function shift(held, event) {
    const step = event.shiftKey ? board.FINE : board.SNAP;
    const at = held.space.lanes.indexOf(held.lane);
    const lane = held.space.lanes[at + { ArrowLeft: -1, ArrowRight: 1 }[event.key]] ?? held.lane;
    if (event.key === "ArrowUp") held.to(held.start - step, held.length, held.lane);
    else if (event.key === "ArrowDown") held.to(held.start + step, held.length, held.lane);
    else if (event.key === "+" || event.key === "=") held.to(held.start, held.length + step, held.lane);
    else if (event.key === "-" || event.key === "_") held.to(held.start, Math.max(5, held.length - step), held.lane);
    else if (!held.sideways) { board.tell(board.words("timeonly")); return; }
    else held.to(held.start, held.length, lane);
    held.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
    said(held);
  }

  function pick(node, copy) {
    const title = node.querySelector("b").textContent;
    if ("locked" in node.dataset && !copy) { board.tell(board.words("locked", { title }), "warn"); return; }
    const held = board.pick(node, copy);
    board.tell(board.words(copy ? "copy" : "picked", { title, time: held.time }));
  }

  function lock(node) {
    const fields = { seen_version: node.dataset.version };
    if (!("locked" in node.dataset)) fields.locked = "on";
    board.send(board.address(node.dataset.pk, "lock"), fields);
  }

  const MOVES = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "+", "=", "-", "_"];

  function whileHeld(event) {
    if (MOVES.includes(event.key)) shift(board.held, event);
    else if (event.key === " " || event.key === "Enter") board.settle();
    else return false;
    return true;
  }

  function onItem(event, node) {
    const ways = { ArrowUp: () => along(node, -1), ArrowDown: () => along(node, 1), ArrowLeft: () => aside(node, -1), ArrowRight: () => aside(node, 1) };
    if (ways[event.key]) go(ways[event.key]());
    else if (!board.part.classList.contains("scripted")) return false;
    else if (event.key === " ") pick(node, false);
    else if (event.key.toLowerCase() === "c") pick(node, true);
    else if (event.key.toLowerCase() === "l") lock(node);
    else return false;
    return true;
  }

  function undo(event) {
    const button = board.part.querySelector(event.shiftKey ? "[data-redo]" : "[data-undo]");
    event.preventDefault();
    if (button && !button.disabled && !board.held) button.form.requestSubmit(button);
  }

  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || board.busy) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") { undo(event); return; }
    if (event.key === "Escape" && board.held && board.held.by !== "sent") { event.preventDefault(); board.back(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (board.held) {
      if (board.held.by === "keys" && whileHeld(event)) { event.preventDefault(); event.stopImmediatePropagation(); }
      return;
    }
    const node = event.target.closest?.("#board-part .it");
    if (node && onItem(event, node)) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);
}
