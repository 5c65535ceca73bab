// An action that needs a plan shows it first. Archiving then asks for the client's name, typed.

const showPlan = async (box, wanted) => {
  const { action, path, body } = wanted;
  const errand = await ask("POST", `${path}/plans`, body);
  const missing = absence(errand.worker);
  const text = missing
    ? say("El plan lo hace el trabajador.", "The worker makes the plan.")
    : say("El trabajador está haciendo el plan…", "The worker is making the plan…");
  wait(box, text, missing);
  let plan;
  try {
    plan = await whenAnswered(
      () => ask("GET", `/plans/${errand.id}`),
      () => box.isOpen,
    );
  } catch (error) {
    return fail(box, error);
  }
  if (!plan) return;
  // What is signed is the hash: it has to be that of the text on the screen.
  if (crypto.subtle && plan.hash !== (await planHash(plan.text, wanted))) {
    return fail(box, new Misled());
  }
  const { parts, value, isReady } = confirmation(wanted);
  const form = {
    inside: [planText(plan), ...parts],
    submit: TOLD.actions[action].button,
    isDanger: TYPED.includes(action),
    isReady,
  };
  showForm(box, form, () => request(box, { ...wanted, plan: plan.hash, ...value() }));
};

// SHA-256 over the action, the tenant and the text, in hex.
const planHash = async (text, { action, tenant }) => {
  const bytes = await digest(new TextEncoder().encode(`${action} ${tenant}\n${text}`));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

const confirmation = ({ action, tenant }) => {
  if (!TYPED.includes(action)) return { parts: [], value: () => ({}) };
  const properties = { autocomplete: "off", autocapitalize: "none", spellcheck: false };
  const typed = make("input", properties);
  const label = say(`Escribe ${tenant} para archivarlo`, `Type ${tenant} to archive it`);
  return {
    parts: [field(label, typed)],
    value: () => ({ confirm: typed.value }),
    isReady: () => typed.value === tenant,
  };
};

const planText = (plan) =>
  make("pre", {
    className: "plan",
    lang: "en",
    tabIndex: 0,
    textContent: plan.text,
    "aria-label": say("El plan", "The plan"),
    role: "region",
  });
