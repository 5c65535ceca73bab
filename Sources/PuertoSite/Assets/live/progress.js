// A job as it goes: asked for every second, then less often; the page is loaded again once the
// build that follows the job has written it.

const WORDS = {
  provision: ["Montaje", "Provision"], suspend: ["Suspensión", "Suspend"], resume: ["Reanudación", "Resume"],
  restart: ["Reinicio", "Restart"], rotate: ["Cambio de contraseña", "Rotate"], upgrade: ["Actualización", "Upgrade"],
  reconcile: ["Puesta al día", "Reconcile"], archive: ["Archivo", "Archive"], build: ["Publicación", "Build"],
  queued: ["en cola", "queued"], running: ["en marcha", "running"], done: ["hecho", "done"], failed: ["fallido", "failed"],
  cancelled: ["anulado", "cancelled"], waiting: ["pendiente", "waiting"],
};
const STEPS = {
  preflight: ["comprobación previa", "preflight"], files: ["ficheros", "files"], data: ["datos", "data services"],
  database: ["acceso a los datos", "logins"], application: ["aplicación", "application"], health: ["salud", "health"],
  record: ["registro", "record"], stop: ["parada", "stop"], refusal: ["puertos cerrados", "ports refuse"],
  remove: ["retirada de contenedores", "containers removed"], restart: ["reinicio", "restart"], look: ["vistazo", "look"],
  new: ["contraseña nueva", "new password"], switch: ["cambio", "switch"], drop: ["olvido de la anterior", "old one dropped"],
  proof: ["prueba", "proof"], adopt: ["imagen adoptada", "image adopted"], pages: ["páginas", "pages"],
};
const word = (name, words = WORDS) => (words[name] ? say(...words[name]) : name);
const badge = (state) => make("span", { className: `st ${state}`, textContent: word(state) });
const isOver = (job) => !["queued", "running"].includes(job.state);

let watched = null;

const progressPanel = () => {
  const title = make("h3", { id: "live-title" });
  const facts = make("p", { className: "soft" });
  const failure = make("p", { className: "error", lang: "en", hidden: true });
  const steps = make("ol");
  const log = make("pre", { role: "log", lang: "en", tabIndex: 0, "aria-label": say("Registro del trabajo", "The job's log"), hidden: true });
  const controls = make("p", { className: "buttons" });
  const panel = make("div", { id: "live-job", className: "progress", role: "group", "aria-labelledby": "live-title" }, title, facts, failure, steps, log, controls);
  const line = make("p", { className: "notice job-line", role: "status" });
  const head = document.querySelector(".head");
  document.getElementById("live-job")?.remove();
  document.querySelector(".job-line")?.remove();
  (document.getElementById("jobs") ?? head).after(panel);
  head?.after(line);
  return { title, facts, failure, steps, log, controls, line };
};

const drawJob = (panel, { job, steps, events }) => {
  panel.title.replaceChildren(word(job.action), " ", badge(job.state));
  const often = job.attempt > 1 ? ` · ${say("intento", "attempt")} ${job.attempt} ${say("de", "of")} ${job.attempts}` : "";
  panel.facts.textContent = `${moment(job.started_at ?? job.created_at)} · ${job.actor}${often}`;
  panel.failure.textContent = job.error ?? "";
  panel.failure.hidden = !job.error;
  panel.steps.replaceChildren(...steps.map((step) => make("li", {}, word(step.name, STEPS), " ", badge(step.state))));
  const isAtEnd = panel.log.scrollTop + panel.log.clientHeight >= panel.log.scrollHeight - 4;
  for (const event of events) panel.log.append(`${event.step ? `${event.step}: ` : ""}${event.text}\n`);
  panel.log.hidden = !panel.log.textContent;
  if (isAtEnd) panel.log.scrollTop = panel.log.scrollHeight;
  const done = steps.filter((step) => step.state === "done").length;
  const at = steps.length ? `: ${say(`${done} de ${steps.length} pasos`, `${done} of ${steps.length} steps`)}` : "";
  const text = `${word(job.action)}, ${word(job.state)}${at}. `;
  // Said again only when it has changed.
  if (panel.line.dataset.text === text) return;
  panel.line.dataset.text = text;
  panel.line.replaceChildren(text, make("a", { href: "#live-job", textContent: say("Ver", "See") }));
};

const cancelButton = (job) => {
  const button = make("button", { type: "button", className: "button owner", textContent: say("Anular el trabajo", "Cancel the job") });
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

// Follows a job until it is over.
const watch = async (job) => {
  if (watched === job.id) return;
  watched = job.id;
  const before = await pageTag();
  const panel = progressPanel();
  panel.controls.append(cancelButton(job));
  drawJob(panel, { job, steps: [], events: [] });
  let after = 0;
  let rest = 1000;
  for (;;) {
    await whenVisible();
    // Somebody has asked for another one meanwhile.
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
    if (isOver(job)) break;
    await pause(rest);
  }
  watched = null;
  panel.controls.replaceChildren();
  toast(`${word(job.action)}: ${word(job.state)}`, { isBad: job.state === "failed" });
  await renew(before, panel, job.action === "build" ? 2 : 20);
};

// What tells this page from the next one at its address; null when the server does not say.
const pageTag = async () => {
  try {
    const { ok, headers } = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    return ok ? headers.get("etag") ?? headers.get("last-modified") : null;
  } catch { return null; }
};

const renew = async (before, panel, seconds) => {
  for (let left = seconds; before && left > 0; left -= 1) {
    const now = await pageTag();
    if (now && now !== before && !isAnyDialogOpen()) return location.reload();
    await pause(1000);
  }
  const button = make("button", { type: "button", className: "button", textContent: say("Cargar la página otra vez", "Load the page again") });
  button.addEventListener("click", () => location.reload());
  panel.controls.replaceChildren(button);
};
