// Moving somebody in the order by arrow keys or by dragging. Either way the dialog asks for the reason.
const list = document.querySelector("ol.order[data-moves]");
const dialog = document.getElementById("move");
const voice = document.getElementById("moving");

if (list && dialog && voice) {
  const rows = [...list.querySelectorAll("li.place")];
  const say = (text) => { voice.textContent = text; };
  const words = (name, values) => voice.dataset[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);

  // Where a row would stand: any place above its own, or one below, which raises the next person.
  const within = (from, to) => Math.max(0, Math.min(to, from + 1, rows.length - 1));
  const pair = (from, to) => (to < from ? [rows[from], rows[to]] : [rows[to], rows[from]]);

  const mark = (from, to) => {
    for (const row of rows) row.classList.remove("target", "above", "below");
    rows[from].classList.toggle("moving", from !== to);
    if (from === to) {
      say(words("kept", { who: rows[from].dataset.name }));
      return;
    }
    rows[to].classList.add("target", to < from ? "above" : "below");
    const [higher, lower] = pair(from, to);
    say(words("before", { who: higher.dataset.name, other: lower.dataset.name }));
  };
  const clear = () => { for (const row of rows) row.classList.remove("target", "above", "below", "moving"); };

  let asked = null;
  const ask = (from, to, grip) => {
    if (from === to) return;
    const [higher, lower] = pair(from, to);
    asked = grip;
    dialog.querySelector("[name=higher]").value = higher.dataset.key;
    dialog.querySelector("[name=lower]").value = lower.dataset.key;
    dialog.querySelector("[data-who=higher]").textContent = higher.dataset.name;
    dialog.querySelector("[data-who=lower]").textContent = lower.dataset.name;
    dialog.querySelector("[name=reason]").value = "";
    dialog.showModal();
    dialog.querySelector("[name=reason]").focus();
  };
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { clear(); asked?.focus(); });

  rows.forEach((row, from) => {
    const grip = document.createElement("button");
    grip.type = "button";
    grip.className = "grip";
    grip.setAttribute("aria-label", words("handle", { who: row.dataset.name }));
    grip.textContent = "↕";
    row.append(grip);
    let to = from;

    grip.addEventListener("keydown", (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (step) {
        event.preventDefault();
        to = within(from, to + step);
        mark(from, to);
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        ask(from, to, grip);
        to = from;
      } else if (event.key === "Escape") {
        to = from;
        clear();
        say(words("kept", { who: row.dataset.name }));
      }
    });
    grip.addEventListener("blur", () => { if (!dialog.open) { to = from; clear(); } });

    grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      grip.focus();
      grip.setPointerCapture(event.pointerId);
      const start = event.clientY + window.scrollY;
      const middles = rows.map((each) => {
        const box = each.getBoundingClientRect();
        return box.top + window.scrollY + box.height / 2;
      });
      let y = start;
      let frame = 0;
      const draw = () => {
        frame = 0;
        row.style.transform = `translateY(${y - start}px)`;
        const centre = middles[from] + y - start;
        const above = middles.findIndex((each) => each > centre);
        const place = y < start ? (above < 0 ? from : Math.min(above, from)) : (centre > (middles[from + 1] ?? Infinity) ? from + 1 : from);
        const next = within(from, place);
        if (next !== to) { to = next; mark(from, to); }
      };
      const move = (each) => {
        y = each.clientY + window.scrollY;
        if (!frame) frame = requestAnimationFrame(draw);
      };
      const end = (each) => {
        grip.removeEventListener("pointermove", move);
        grip.removeEventListener("pointerup", end);
        grip.removeEventListener("pointercancel", end);
        if (frame) { cancelAnimationFrame(frame); draw(); }
        row.style.transform = "";
        if (each.type === "pointerup") ask(from, to, grip); else clear();
        to = from;
      };
      grip.addEventListener("pointermove", move);
      grip.addEventListener("pointerup", end);
      grip.addEventListener("pointercancel", end);
    });
  });
}
