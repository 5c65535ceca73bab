// Hands a client its login over: a one-time link or a sealed page, and its passphrase, as two texts,
// shown once.

const HOURS = [
  [3600, "1 h"],
  [86400, "24 h"],
  [259200, "72 h"],
  [604800, say("7 días", "7 days")],
];
const LIFETIMES = new Map(HOURS);

const FIELDS = {
  app: say("Administrador de Windmill", "Windmill administrator"),
  postgres: "PostgreSQL",
  redis: "Redis",
};

const HANDING_OVER = say(
  "Prepara dos textos para el cliente: el correo lleva el enlace o la página, y el mensaje la frase que los abre.",
  "Prepares two texts for the client: the mail has the link or the page, and the message has the passphrase that opens it.",
);

// Controls, and the act with the request's fields.
const handoffInputs = (names, tenant) => {
  const way = choice([
    ["link", say("Enlace de un solo uso y frase", "One-time link and passphrase")],
    ["page", say("Página sellada y frase", "Sealed page and passphrase")],
  ]);
  const kind = choice(names.map((name) => [name, FIELDS[name] ?? name]));
  const expiry = choice(HOURS);
  expiry.value = "259200";
  const number = { type: "number", min: 1, max: 10, value: 1, inputMode: "numeric" };
  const views = make("input", number);
  const byLink = make(
    "div",
    {},
    field(say("Qué se entrega", "What is handed over"), kind),
    field(say("Caduca a las", "Expires after"), expiry),
    field(say("Veces que se puede abrir", "Times it can be opened"), views),
  );
  const what = say(
    "La página de bienvenida del cliente lleva su contraseña sellada y se abre con la frase cuantas veces quiera. Si ya tenía una, la nueva la sustituye: la frase anterior deja de abrirla.",
    "The client's onboarding page holds its password sealed, and the passphrase opens it as often as they like. An earlier one is replaced: its passphrase opens it no more.",
  );
  const byPage = make("div", {}, paragraph(what));
  const look = () => {
    byLink.hidden = way.value !== "link";
    byPage.hidden = !byLink.hidden;
  };
  // Not everything that fills in forms tells of both.
  for (const event of ["input", "change"]) way.addEventListener(event, look);
  look();
  return {
    inside: [field(say("Cómo", "How"), way), byLink, byPage],
    isReady: () => way.value === "page" || /^([1-9]|10)$/.test(views.value),
    wanted: () =>
      way.value === "page" ? pageWanted(tenant) : linkWanted(tenant, kind, expiry, views),
  };
};

const pageWanted = (tenant) => ({
  act: "page",
  tenant,
  values: {},
  command: `puerto handoff give ${tenant} --by page`,
});

const linkWanted = (tenant, kind, expiry, views) => ({
  act: "link",
  tenant,
  command: `puerto handoff give ${tenant} --by link`,
  values: {
    field: kind.value,
    passphrase: true,
    expires_in: Number(expiry.value),
    views: Number(views.value),
  },
});

const openNewLink = (place, tenant) => {
  const box = openDialog(`${say("Entregar", "Hand over")}: ${tenant}`);
  if (isDemo) return tellDemo(box, paragraph(HANDING_OVER));
  const { inside, isReady, wanted } = handoffInputs(place.dataset.links.split(" "), tenant);
  const waiting = say("El trabajador lo está sellando…", "The worker is sealing it…");
  showForm(box, { inside, submit: say("Preparar", "Prepare"), isReady }, async () => {
    if (!(await refresh())) throw new Refused(401, {});
    const asked = wanted();
    try {
      const text = await fetchSealed(box, asked, waiting);
      if (text !== null && box.isOpen) showHanded(box, place, text, asked);
    } catch (error) {
      fail(box, error);
    }
    listLinks(place, tenant);
  });
};

// In one pass: what a value holds is not filled again.
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

const linkMail = (place, link, { expires_in: seconds, views }) => {
  const { mail, once, often, lifetimes } = place.dataset;
  const lasts = Object.fromEntries(lifetimes.split(";").map((one) => one.split("=")))[seconds];
  const opens = views === 1 ? once : filled(often, { views });
  return filled(mail, { link, opens, lasts });
};

// Two texts in the client's language, each with its own button: nothing holds or copies both. The
// answer is the address, a line feed and the passphrase.
const showHanded = (box, place, text, { act, values }) => {
  const [address, passphrase] = text.split(/\n(.*)/s);
  const { pageMail, message } = place.dataset;
  const mail =
    act === "page" ? filled(pageMail, { page: address }) : linkMail(place, address, values);
  const rows = [
    {
      label: say("1. Por correo", "1. By mail"),
      value: mail,
      isProse: true,
    },
    {
      label: say("2. Por WhatsApp o en una llamada", "2. By messenger or in a call"),
      value: filled(message, { passphrase }),
      isProse: true,
    },
  ];
  const apart = say(
    "Envíalos por caminos distintos: quien tenga los dos tiene la contraseña. No se vuelven a mostrar.",
    "Send them different ways: whoever has both has the password. They are not shown again.",
  );
  const built = say(
    "La página queda publicada en unos segundos.",
    "The page is published within some seconds.",
  );
  const note = act === "page" ? `${apart} ${built}` : apart;
  // The operator leaves this tab to send the first text, and comes back for the second.
  showSecrets(box, rows, { note, seconds: 600, endsHidden: false });
};
