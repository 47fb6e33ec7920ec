// Names to choose from while one types, where they are too many to list. Without it the server finds the name.
const WAIT = 200;
for (const field of document.querySelectorAll("input[data-choices]")) {
  const list = document.getElementById(field.getAttribute("list"));
  let waiting = 0;
  let asked = "";
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const words = field.value.trim();
      if (words.length < 2 || words === asked) return;
      asked = words;
      try {
        const answer = await fetch(`${field.dataset.choices}?find=${encodeURIComponent(words)}`);
        if (!answer.ok || field.value.trim() !== words) return;
        const { found } = await answer.json();
        list.replaceChildren(...found.map(({ value, label }) => {
          const option = document.createElement("option");
          option.value = value;
          if (label) option.label = label;
          return option;
        }));
      } catch { /* the server finds the name when the form is sent */ }
    }, WAIT);
  });
}
