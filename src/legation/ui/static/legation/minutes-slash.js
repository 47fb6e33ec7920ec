// What a slash at the start of a line offers: who speaks, and what the line is.

const folded = (text) => text.normalize("NFC").toLocaleLowerCase();

/* Offers for the composer `form` in the list `box`: `typed` after each letter, `key` before each key is used. */
export function offers(form, box) {
  const text = form.querySelector("textarea");
  let shown = [];
  let at = 0;

  text.setAttribute("aria-controls", box.id);
  text.setAttribute("aria-autocomplete", "list");

  function all() {
    const found = [];
    for (const name of ["speaker", "kind"]) {
      const select = form.querySelector(`[name=${name}]`);
      for (const option of select.options) if (option.value) found.push({ select, value: option.value, label: option.text });
    }
    return found;
  }

  function close() {
    shown = [];
    box.hidden = true;
    text.removeAttribute("aria-activedescendant");
  }

  function draw() {
    box.replaceChildren(...shown.map((offer, n) => {
      const item = document.createElement("li");
      item.id = `offer-${n}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", n === at ? "true" : "false");
      item.textContent = offer.label;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); pick(offer); });
      return item;
    }));
    box.hidden = false;
    text.setAttribute("aria-activedescendant", `offer-${at}`);
    box.children[at]?.scrollIntoView({ block: "nearest" });
  }

  function pick(offer) {
    offer.select.value = offer.value;
    if (offer.select.name === "speaker") form.querySelector("[name=kind]").value = "statement";
    text.value = "";
    close();
    text.focus();
  }

  function typed() {
    const asked = /^\/(\S*(?: \S*)?)$/.exec(text.value);
    if (!asked) { close(); return; }
    const wanted = folded(asked[1]).trim();
    shown = all().filter((offer) => folded(offer.label).split(/[\s,]+/).some((word) => word.startsWith(wanted)) || folded(offer.label).startsWith(wanted));
    at = 0;
    if (shown.length) draw();
    else close();
  }

  function key(event) {
    if (box.hidden || !shown.length) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = (at + (event.key === "ArrowDown" ? 1 : shown.length - 1)) % shown.length;
      draw();
    } else if (event.key === "Enter" || event.key === "Tab") pick(shown[at]);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    return true;
  }

  return { typed, key };
}
