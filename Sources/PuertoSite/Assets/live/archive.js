// Archiving shows its plan first, and then asks for the client's name, typed.

const showPlan = async (box, path, body, tenant, key) => {
  const errand = await ask("POST", `${path}/plans`, body);
  wait(box, say("El trabajador está haciendo el plan…", "The worker is making the plan…"));
  let plan;
  try {
    plan = await whenAnswered(
      () => ask("GET", `/plans/${errand.id}`),
      () => box.isOpen,
    );
  } catch (error) {
    noticeIfDown(error);
    return tell(box, explain(error));
  }
  if (!plan) return;
  const properties = { autocomplete: "off", autocapitalize: "none", spellcheck: false };
  const typed = make("input", properties);
  const label = say(`Escribe ${tenant} para archivarlo`, `Type ${tenant} to archive it`);
  const form = {
    inside: [planText(plan), field(label, typed)],
    submit: TOLD.actions.archive.button,
    isDanger: true,
    isReady: () => typed.value === tenant,
  };
  showForm(box, form, () => {
    const confirmed = { ...body, plan: plan.hash, confirm: typed.value };
    return request(box, path, confirmed, key);
  });
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
