// Makes a one-time link, and shows it once.

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

// Controls, and the request's fields.
const linkInputs = (names) => {
  const kind = choice(names.map((name) => [name, FIELDS[name] ?? name]));
  const expiry = choice(HOURS);
  expiry.value = "259200";
  const number = { type: "number", min: 1, max: 10, value: 1, inputMode: "numeric" };
  const views = make("input", number);
  const passphrase = make("input", { type: "checkbox", checked: true });
  const hint = say(
    "Se dice por otro camino: quien solo tenga el enlace no lo abre.",
    "Told another way: the link alone does not open it.",
  );
  return {
    inside: [
      field(say("Qué se entrega", "What is handed over"), kind),
      field(say("Caduca a las", "Expires after"), expiry),
      field(say("Veces que se puede abrir", "Times it can be opened"), views),
      field(say("Con frase de paso", "With a passphrase"), passphrase, hint),
    ],
    isReady: () => /^([1-9]|10)$/.test(views.value),
    value: () => ({
      field: kind.value,
      passphrase: passphrase.checked,
      expires_in: Number(expiry.value),
      views: Number(views.value),
    }),
  };
};

const openNewLink = (place, tenant) => {
  const box = openDialog(`${say("Enlace de un solo uso", "One-time link")}: ${tenant}`);
  const { inside, isReady, value } = linkInputs(place.dataset.links.split(" "));
  const line = `puerto handoff link ${tenant}`;
  const waiting = say("El trabajador lo está sellando…", "The worker is sealing it…");
  showForm(box, { inside, submit: say("Hacer el enlace", "Make the link"), isReady }, async () => {
    if (!(await refresh())) throw new Refused(401, {});
    const wanted = { act: "link", tenant, values: value(), command: line };
    try {
      const text = await fetchSealed(box, wanted, waiting);
      if (text !== null && box.isOpen) showLink(box, text);
    } catch (error) {
      fail(box, error);
    }
    listLinks(place, tenant);
  });
};

// The address; a link with a passphrase has a line feed and the passphrase after it.
const showLink = (box, text) => {
  const [address, passphrase] = text.split(/\n(.*)/s);
  const rows = [{ label: say("Enlace", "Link"), value: address }];
  let note = say(
    "Quien tenga el enlace puede abrirlo: envíalo solo a quien es. No se vuelve a mostrar.",
    "Whoever has the link can open it: send it to the right person only. It is not shown again.",
  );
  if (passphrase !== undefined) {
    rows.push({ label: say("Frase de paso", "Passphrase"), value: passphrase });
    note = say(
      "Envía el enlace, y di la frase por otro camino, como el teléfono. No se vuelven a mostrar.",
      "Send the link, and tell the passphrase another way, by telephone. They are not shown again.",
    );
  }
  // The operator leaves this tab to send the link, and comes back for the passphrase.
  showSecrets(box, rows, { note, seconds: 600, endsHidden: false });
};
