// Follows a job: asked for every second, then less often. The page is loaded again once the build
// that follows the job has written it.

// The id of the job that the panel shows.
let watched = null;

const isOver = (job) => !["queued", "running"].includes(job.state);

const cancelButton = (job) => {
  const button = actionButton(say("Anular el trabajo", "Cancel the job"));
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await ask("POST", `/jobs/${job.id}/cancel`);
      toast(say("No se hará ningún paso más.", "No more steps will be done."));
    } catch (error) {
      button.disabled = false;
      noticeIfDown(error);
      toast(explain(error).textContent, { isBad: true });
    }
  });
  return button;
};

const watch = async (job, worker) => {
  if (watched === job.id) return;
  watched = job.id;
  const before = await pageTag();
  const panel = makeJobPanel();
  panel.controls.append(cancelButton(job));
  drawJob(panel, { job, steps: [], events: [], worker });
  const last = await follow(job, panel);
  if (!last) return;
  watched = null;
  panel.controls.replaceChildren();
  toast(jobText(last), { isBad: last.state === "failed" });
  await renew(before, panel, last.action === "build" ? 2 : 20);
};

// Returns the job once it is over, or nothing if it is no longer the one that is watched.
const follow = async (job, panel) => {
  let after = 0;
  let rest = 1000;
  while (true) {
    await whenVisible();
    // The operator has asked for another one meanwhile.
    if (watched !== job.id) return;
    try {
      const now = await ask("GET", `/jobs/${job.id}?after=${after}`);
      const isNews = now.events.length > 0 || now.job.state !== job.state;
      after = now.events.at(-1)?.number ?? after;
      job = now.job;
      drawJob(panel, now);
      // There may be more lines than one answer holds.
      if (now.events.length >= 200) continue;
      rest = isNews ? 1000 : Math.min(rest * 1.25, 3000);
    } catch (error) {
      noticeIfDown(error);
      if (!(error instanceof HookDown)) {
        panel.controls.replaceChildren(explain(error));
        watched = null;
        return;
      }
      rest = 3000;
    }
    if (isOver(job)) return job;
    await pause(rest);
  }
};

// Tells this page from the next one at its address; null when the server does not say.
const pageTag = async () => {
  try {
    const options = { method: "HEAD", cache: "no-store" };
    const { ok, headers } = await fetch(location.pathname, options);
    return ok ? (headers.get("etag") ?? headers.get("last-modified")) : null;
  } catch {
    return null;
  }
};

// What the operator is in the middle of would go with the page.
const isInUse = () =>
  Boolean(document.querySelector("dialog[open], .actions details[open]")) ||
  Boolean(document.activeElement?.matches("input, select, textarea"));

const renew = async (before, panel, seconds) => {
  for (let left = seconds; before && left > 0; left -= 1) {
    const now = await pageTag();
    if (now && now !== before && !isInUse()) return location.reload();
    await pause(1000);
  }
  const text = say("Cargar la página otra vez", "Load the page again");
  const button = actionButton(text, "button");
  button.addEventListener("click", () => location.reload());
  panel.controls.replaceChildren(button);
};
