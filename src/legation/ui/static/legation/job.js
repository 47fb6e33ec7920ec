// Shows how long work stands without loading the page anew; when it is over, the page is loaded once.
// Anything in the page with data-fact="name" shows that fact of the job.
const every = 1000;

function show(section, state) {
  const label = section.querySelector("[data-job-label]");
  const done = section.querySelector("[data-job-done]");
  const bar = section.querySelector("[data-job-progress]");
  if (label && label.textContent !== state.label) label.textContent = state.label;
  if (done) done.textContent = state.done;
  const counts = section.querySelector("[data-job-counts]");
  if (counts && state.total) {
    counts.hidden = false;
    section.querySelector("[data-job-total]").textContent = state.total;
  }
  if (bar && state.total) {
    bar.max = state.total;
    bar.value = state.done;
  }
  for (const place of document.querySelectorAll("[data-fact]")) {
    const fact = state.facts[place.dataset.fact];
    if (fact !== undefined && fact !== null) place.textContent = fact;
  }
}

async function follow(section) {
  for (;;) {
    await new Promise((go) => setTimeout(go, every));
    if (document.hidden) continue;
    try {
      const answer = await fetch(section.dataset.job, { headers: { Accept: "application/json" } });
      if (!answer.ok) continue;
      const state = await answer.json();
      show(section, state);
      if (state.over) return location.reload();
    } catch {
      continue; // away from the network: try again
    }
  }
}

for (const section of document.querySelectorAll("[data-job]")) {
  if (["queued", "running"].includes(section.dataset.status)) follow(section);
}
