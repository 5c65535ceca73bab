// A job's steps and log on the page.

const TOLD = WORDS[isSpanish ? "es" : "en"];

const actionWord = (action) => TOLD.actions[action]?.word ?? action;
const stateWord = (state) => TOLD.states[state] ?? TOLD.stepStates[state] ?? state;
const jobText = (job) => `${actionWord(job.action)}: ${stateWord(job.state)}`;
const badge = (state) => make("span", { className: `st ${state}`, textContent: stateWord(state) });

const makeJobPanel = () => {
  // It follows the heading of the page.
  const title = make("h3", { id: "live-title", role: "heading", "aria-level": 2 });
  const facts = make("p", { className: "soft" });
  const missing = make("div", { role: "status" });
  const failure = make("p", { className: "error", lang: "en", hidden: true });
  const steps = make("ol");
  const name = say("Registro del trabajo", "The job's log");
  const log = make("pre", {
    role: "log",
    lang: "en",
    tabIndex: 0,
    "aria-label": name,
    hidden: true,
  });
  const controls = buttonLine();
  const properties = {
    id: "live-job",
    className: "progress",
    role: "group",
    "aria-labelledby": title.id,
  };
  const panel = make("div", properties, title, facts, missing, failure, steps, log, controls);
  const line = make("p", { className: "notice job-line", role: "status" });
  const head = document.querySelector(".head");
  document.getElementById("live-job")?.remove();
  document.querySelector(".job-line")?.remove();
  (document.getElementById("next") ?? head).after(panel);
  head?.after(line);
  return { title, facts, missing, failure, steps, log, controls, line };
};

const drawLog = (log, events) => {
  const isAtEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 4;
  for (const event of events) log.append(`${event.step ? `${event.step}: ` : ""}${event.text}\n`);
  log.hidden = !log.textContent;
  if (isAtEnd) log.scrollTop = log.scrollHeight;
};

// A screen reader hears the line only when it has changed.
const drawLine = (line, job, steps) => {
  const done = steps.filter((step) => step.state === "done").length;
  const of = say(`${done} de ${steps.length} pasos`, `${done} of ${steps.length} steps`);
  const at = steps.length ? `: ${of}` : "";
  const text = `${actionWord(job.action)}, ${stateWord(job.state)}${at}. `;
  if (line.dataset.text === text) return;
  line.dataset.text = text;
  line.replaceChildren(text, make("a", { href: "#live-job", textContent: say("Ver", "See") }));
};

// The same line again would be read out again.
const drawAbsence = ({ missing }, line) => {
  if (missing.textContent !== (line?.textContent ?? "")) missing.replaceChildren(line ?? "");
};

const drawJob = (panel, { job, steps, events, worker }) => {
  panel.title.replaceChildren(actionWord(job.action), " ", badge(job.state));
  const attempt = `${job.attempt} ${say("de", "of")} ${job.attempts}`;
  const often = job.attempt > 1 ? ` · ${say("intento", "attempt")} ${attempt}` : "";
  panel.facts.textContent = `${moment(job.started_at ?? job.created_at)} · ${job.actor}${often}`;
  drawAbsence(panel, job.state === "queued" ? absence(worker) : null);
  panel.failure.textContent = job.error ?? "";
  panel.failure.hidden = !job.error;
  panel.steps.replaceChildren(
    ...steps.map((step) =>
      make("li", {}, TOLD.steps[step.name] ?? step.name, " ", badge(step.state)),
    ),
  );
  drawLog(panel.log, events);
  drawLine(panel.line, job, steps);
};
