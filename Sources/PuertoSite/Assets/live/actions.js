// The dialog of an action: what it will do, what it takes, the button that asks for it.

const reasonInput = () => {
  const input = make("input", { maxLength: 500, autocomplete: "off", required: true });
  const hint = say(
    "Se ve en esta página y en el historial.",
    "It shows on this page and in the history.",
  );
  const value = () => {
    const reason = input.value.trim();
    return reason ? { reason } : {};
  };
  const isReady = () => input.value.trim() !== "";
  return { parts: [field(say("Motivo", "Reason"), input, hint)], value, isReady };
};

const imagesInput = () => {
  const input = make("input", {
    maxLength: 2000,
    autocomplete: "off",
    spellcheck: false,
    placeholder: "redis=redis:7.4.5",
  });
  const hint = say("Separa varias con espacios.", "Separate several by spaces.");
  return {
    parts: [field(say("Imágenes", "Images"), input, hint)],
    value: () => ({ images: input.value.trim() }),
    isReady: () => input.value.trim() !== "",
  };
};

// What an action takes: controls, and the request's fields. The link of a rotation has its field.
const inputsOf = (action, chosen) => {
  if (action === "suspend" || action === "archive") return reasonInput();
  if (action === "upgrade") return imagesInput();
  return { parts: [], value: () => (action === "rotate" ? { field: chosen } : {}) };
};

// A passkey is asked for where the hook wants one, and where a session alone has reached its limit.
const asksForPasskey = (error) =>
  error instanceof Refused &&
  (error.is(":approval-needed") || (error.status === 429 && session.passkeys > 0));

// Asks for an action without a passkey, and with one where the hook does not take it so.
const accept = async (box, asked) => {
  const { action, path, body, plan, confirm, key } = asked;
  if (!needsApproval(action)) {
    try {
      return await ask("POST", path, { ...body, plan, confirm }, { "Idempotency-Key": key });
    } catch (error) {
      if (!asksForPasskey(error)) throw error;
    }
  }
  const accepted = await approve(box, { ...asked, act: action, values: body });
  if (accepted) noteApproval();
  return accepted;
};

// Asks for an action; of a busy client it shows the job that holds it.
const request = async (box, asked) => {
  let accepted;
  try {
    accepted = await accept(box, asked);
  } catch (error) {
    const holder = error instanceof Refused && error.status === 409 && error.problem.job;
    if (!holder) throw error;
    return showHolder(box, holder);
  }
  if (!accepted) return;
  box.close();
  const missing = absence(accepted.worker);
  toast(jobText(accepted.job), { inside: missing ? [missing] : [] });
  watch(accepted.job, accepted.worker);
};

const showHolder = async (box, holder) => {
  const text = say(
    "Otro trabajo tiene ahora a este cliente: ",
    "Another job holds this client now: ",
  );
  const id = make("code", { textContent: holder.slice(0, 8) });
  const where = say("Su progreso está en esta página.", "Its progress is on this page.");
  const properties = { className: "error", role: "alert" };
  tell(box, make("div", properties, paragraph(text, id, "."), paragraph(where)));
  const { job } = await ask("GET", `/jobs/${holder}`);
  watch(job);
};

// The words are those of the hook's page that the link leads to.
const openAction = async (link, { tenant, kind }) => {
  const { action, field: chosen, command: line } = link.dataset;
  const told = TOLD.actions[action];
  const box = openDialog(`${link.textContent}: ${tenant}`);
  const textContent = kind === "base" ? told.base : told.client;
  const promise = make("p", { className: "promise", textContent });
  if (isDemo) return tellDemo(box, promise);
  const key = randomName();
  const path = `/tenants/${tenant}/actions/${action}`;
  wait(box);
  try {
    if (!(await refresh())) throw new Refused(401, {});
    if (session.role === "viewer") throw new Refused(403, {});
  } catch (error) {
    return fail(box, error);
  }
  if (!box.isOpen) return;
  if (needsApproval(action) && !canUsePasskeys()) return tellCommand(box, noPasskeys(), line);
  const { parts, value, isReady } = inputsOf(action, chosen);
  const inside = [promise, ...parts];
  const form = { inside, submit: told.first, isDanger: action === "suspend", isReady };
  showForm(box, form, () => {
    const asked = { action, path, body: value(), tenant, kind, key, command: line };
    return PLANNED.includes(action) ? showPlan(box, asked) : request(box, asked);
  });
};
