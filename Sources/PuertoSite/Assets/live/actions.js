// Actions: each link of the page as a dialog that says what will happen.

const ABOUT = {
  provision: ["Crea lo que falte (redes, datos, contenedores), lo arranca y comprueba que está sano. Lo que ya está se queda como está.", "Makes what is missing (networks, data, containers), starts it and sees that it is healthy. What is there stays as it is."],
  resume: ["Arranca otra vez el sistema con los datos que tenía y comprueba que está sano.", "Starts the system again with the data it had and sees that it is healthy."],
  restart: ["Para los contenedores y los vuelve a arrancar. Mientras tanto el sistema no responde.", "Stops the containers and starts them again. Meanwhile the system does not answer."],
  reconcile: ["Compara el sistema con el registro y corrige lo que difiera.", "Compares the system with the record and mends what differs."],
  rotate: ["Pone una contraseña nueva, la cambia donde se usa y comprueba que la anterior ya no vale. La aplicación se reinicia.", "Sets a new password, changes it where it is used and sees that the old one is refused. The application restarts."],
  upgrade: ["Arranca los servicios con otras imágenes; si no quedan sanos, vuelve a las de antes.", "Runs the services from other images; when they are not healthy, the old ones run again."],
  suspend: ["Para el sistema y comprueba que sus puertos rechazan. Los datos se quedan; el cliente deja de poder entrar.", "Stops the system and sees that its ports refuse. The data stays; the client can no longer log in."],
  archive: ["Para el sistema para siempre y borra sus contenedores. Los datos y la ranura se quedan.", "Stops the system for good and removes its containers. Data and slot stay."],
  build: ["Hace otra vez las páginas que hayan cambiado.", "Makes the pages that have changed again."],
};
const BASE = ["Mira el sistema base y dice qué difiere. No lo toca.", "Looks at the base system and says what differs. It does not touch it."];

const reasonField = (isWanted) => {
  const input = make("input", { maxLength: 500, autocomplete: "off" });
  const hint = isWanted ? say("Se ve en esta página y en el historial.", "It shows on this page and in the history.") : "";
  return { input, field: field(say("Motivo", "Reason"), input, hint) };
};

// What an action takes: controls, and what they come to.
const inputsOf = (action, chosen) => {
  if (action === "suspend" || action === "archive") {
    const { input, field: part } = reasonField(true);
    return { parts: [part], value: () => (input.value.trim() ? { reason: input.value.trim() } : {}) };
  }
  if (action === "rotate") {
    // The link has said which, and so does the dialog's title.
    return { parts: [], value: () => ({ field: chosen }) };
  }
  if (action === "upgrade") {
    const input = make("input", { maxLength: 2000, autocomplete: "off", spellcheck: false, placeholder: "redis=redis:7.4.5" });
    const hint = say("Varias van separadas por espacios.", "Several have spaces between them.");
    return { parts: [field(say("Imágenes", "Images"), input, hint)], value: () => ({ images: input.value.trim() }), isReady: () => input.value.trim() !== "" };
  }
  return { parts: [], value: () => ({}) };
};

// Asks for it; a client that is busy is told of, with what it is busy with.
const request = async (box, path, body, key) => {
  let accepted;
  try {
    accepted = await ask("POST", path, body, { "Idempotency-Key": key });
  } catch (error) {
    const holder = error instanceof Refused && error.status === 409 && error.problem.job;
    if (!holder) throw error;
    const text = say("Otro trabajo tiene ahora a este cliente: ", "Another job holds this client now: ");
    tell(box, make("div", { className: "error", role: "alert" }, make("p", {}, text, make("code", { textContent: holder.slice(0, 8) }), ". "), make("p", { textContent: say("Su progreso está en esta página.", "Its progress is on this page.") })));
    const { job } = await ask("GET", `/jobs/${holder}`);
    watch(job);
    return;
  }
  box.close();
  const { job } = accepted;
  toast(`${word(job.action)}: ${word(job.state)}`);
  watch(job);
};

const about = (action, isBase) => make("p", { textContent: say(...(isBase ? BASE : ABOUT[action])) });

const openAction = async (link, tenant) => {
  const { action, field: chosen } = link.dataset;
  const box = openDialog(`${link.textContent}: ${tenant}`);
  const key = randomName();
  const path = `/tenants/${tenant}/actions/${action}`;
  wait(box, say("Un momento…", "One moment…"));
  try {
    if (!(await refresh())) throw new Refused(401, {});
    if (session.role === "viewer") throw new Refused(403, {});
  } catch (error) {
    noticeIfDown(error);
    return tell(box, explain(error));
  }
  if (!box.isOpen) return;
  const { parts, value, isReady } = inputsOf(action, chosen);
  const inside = [about(action, tenant === "base"), ...parts];
  if (action === "archive") return showForm(box, { inside, submit: say("Ver el plan", "Show the plan") }, () => showPlan(box, path, value(), tenant, key));
  showForm(box, { inside, submit: link.textContent, isDanger: action === "suspend", isReady }, () => request(box, path, value(), key));
};

// Archiving wants to have been read: its plan first, then the client's name, typed.
const showPlan = async (box, path, body, tenant, key) => {
  const errand = await ask("POST", `${path}/plans`, body);
  wait(box, say("El trabajador está haciendo el plan…", "The worker is making the plan…"));
  let plan;
  try {
    plan = await whenReady(() => ask("GET", `/plans/${errand.id}`), () => box.isOpen);
  } catch (error) {
    noticeIfDown(error);
    return tell(box, explain(error));
  }
  if (!plan) return;
  const typed = make("input", { autocomplete: "off", autocapitalize: "none", spellcheck: false });
  const inside = [
    make("pre", { className: "plan", lang: "en", tabIndex: 0, textContent: plan.text, "aria-label": say("El plan", "The plan"), role: "region" }),
    field(say(`Escribe ${tenant} para archivarlo`, `Type ${tenant} to archive it`), typed),
  ];
  const form = { inside, submit: say("Archivar", "Archive"), isDanger: true, isReady: () => typed.value === tenant };
  showForm(box, form, () => request(box, path, { ...body, plan: plan.hash, confirm: typed.value }, key));
};

// Asks until the worker has answered; null when nobody waits any more.
const whenReady = async (step, isWanted) => {
  const end = Date.now() + 60000;
  for (let rest = 300; Date.now() < end; rest = Math.min(rest * 1.4, 2000)) {
    if (!isWanted()) return null;
    const answer = await step();
    if (answer.state === "failed") throw new Refused(422, answer.error ? { detail: answer.error } : { title: say("El trabajador no ha podido.", "The worker could not do it.") });
    if (answer.state !== "waiting") return answer;
    await pause(rest);
    await whenVisible();
  }
  throw new Refused(504, { title: say("El trabajador no contesta.", "The worker does not answer."), hint: say("Mira si «puerto work» está en marcha.", "See whether “puerto work” is running.") });
};

for (const group of document.querySelectorAll(".actions[data-tenant]")) {
  group.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-action][href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const fold = link.closest("details");
    if (fold) {
      fold.open = false;
      // What the dialog gives the focus back to.
      fold.querySelector("summary").focus();
    }
    openAction(link, group.dataset.tenant);
  });
}

// What is folded out lies over the page: it goes when somebody turns to something else.
for (const fold of document.querySelectorAll(".more")) {
  document.addEventListener("click", (event) => { if (!fold.contains(event.target)) fold.open = false; });
  fold.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });
}

const addBuild = (group) => {
  const button = make("button", { type: "button", className: "button owner", textContent: say("Rehacer el portal", "Rebuild") });
  button.addEventListener("click", async () => {
    const key = randomName();
    button.disabled = true;
    try {
      await refresh();
      watch((await ask("POST", "/build", {}, { "Idempotency-Key": key })).job);
    } catch (error) {
      noticeIfDown(error);
      toast(explain(error).textContent, { isBad: true, inside: error.status === 401 ? [make("a", { href: loginAddress(), textContent: say("Entrar", "Log in") })] : [] });
    } finally { button.disabled = false; }
  });
  group.append(button);
};
