// One-time links: made here, listed with what became of them, taken back.

const STATES = { open: ["abierto", "open"], read: ["leído", "read"], expired: ["caducado", "expired"], revoked: ["retirado", "revoked"] };
const LOOKS = { open: "running", read: "done", expired: "cancelled", revoked: "cancelled" };
const HOURS = [[3600, "1 h"], [86400, "24 h"], [259200, "72 h"], [604800, say("7 días", "7 days")]];

const openNewLink = async (place, tenant) => {
  const box = openDialog(`${say("Enlace de un solo uso", "One-time link")}: ${tenant}`);
  const names = { app: say("Administrador de Windmill", "Windmill administrator"), postgres: "PostgreSQL", redis: "Redis" };
  const kind = choice(place.dataset.links.split(" ").map((name) => [name, names[name] ?? name]));
  const expiry = choice(HOURS);
  expiry.value = "259200";
  const views = make("input", { type: "number", min: 1, max: 10, value: 1, inputMode: "numeric" });
  const passphrase = make("input", { type: "checkbox", checked: true });
  const inside = [
    field(say("Qué se entrega", "What is handed over"), kind),
    field(say("Caduca a las", "Expires after"), expiry),
    field(say("Veces que se puede abrir", "Times it can be opened"), views),
    field(say("Con frase de paso", "With a passphrase"), passphrase, say("Se dice por otro camino: quien solo tenga el enlace no lo abre.", "Told by another way: whoever has only the link cannot open it.")),
  ];
  const isReady = () => /^([1-9]|10)$/.test(views.value);
  showForm(box, { inside, submit: say("Hacer el enlace", "Make the link"), isReady }, async () => {
    const request = { field: kind.value, passphrase: passphrase.checked, expires_in: Number(expiry.value), views: Number(views.value) };
    await refresh();
    wait(box, say("El trabajador lo está sellando…", "The worker is sealing it…"));
    try {
      const text = await confirmed(box, () => fetchSealed(`/tenants/${tenant}/links`, request, tenant, "link", () => box.isOpen));
      if (text !== null && box.isOpen) showLink(box, text);
    } catch (error) {
      noticeIfDown(error);
      if (box.isOpen) tell(box, explain(error));
    }
    listLinks(place, tenant);
  });
};

// The address, then a line feed and the passphrase if it has one.
const showLink = (box, text) => {
  const cut = text.indexOf("\n");
  const rows = [{ label: say("Enlace", "Link"), value: cut < 0 ? text : text.slice(0, cut) }];
  if (cut >= 0) rows.push({ label: say("Frase de paso", "Passphrase"), value: text.slice(cut + 1) });
  const note =
    cut < 0
      ? say("Quien tenga el enlace puede abrirlo: envíalo solo a quien es. No se vuelve a mostrar.", "Whoever has the link can open it: send it to the right person only. It is not shown again.")
      : say("Envía el enlace, y di la frase por otro camino: por teléfono, por ejemplo. No se vuelven a mostrar.", "Send the link, and tell the passphrase by another way: by telephone, say. They are not shown again.");
  // Whoever sends it leaves this tab, and comes back for the passphrase.
  showSecrets(box, rows, { note, seconds: 600, endsHidden: false });
};

const revokeButton = (link, place, tenant) => {
  const button = make("button", { type: "button", className: "copy owner", textContent: say("Revocar", "Revoke"), "aria-label": `${say("Revocar el enlace de", "Revoke the link of")} ${moment(link.created_at)}` });
  button.addEventListener("click", () => {
    const box = openDialog(say("Revocar el enlace", "Revoke the link"));
    const inside = [make("p", { textContent: say("Quien lo abra a partir de ahora no verá nada. Lo que ya se leyó, se leyó.", "Whoever opens it from now on sees nothing. What was read was read.") })];
    showForm(box, { inside, submit: say("Revocar", "Revoke"), isDanger: true }, async () => {
      await refresh();
      await ask("POST", `/links/${link.id}/revoke`);
      box.close();
      toast(say("El enlace ya no sirve.", "The link is worth nothing any more."));
      listLinks(place, tenant);
    });
  });
  return button;
};

const linkRow = (link, place, tenant) => {
  const state = make("span", { className: `st ${LOOKS[link.state] ?? "waiting"}`, textContent: STATES[link.state] ? say(...STATES[link.state]) : link.state });
  const read = link.read_at ? `${moment(link.read_at)}${link.read_from ? ` · ${link.read_from}` : ""}` : "—";
  const kind = link.passphrase ? `${link.field}, ${say("con frase", "with passphrase")}` : link.field;
  const cells = [state, kind, `${moment(link.created_at)} · ${link.created_by}`, moment(link.expires_at), String(link.views_left), read];
  const row = make("tr", {}, ...cells.map((cell) => make("td", {}, cell)), make("td", {}, link.state === "open" ? revokeButton(link, place, tenant) : ""));
  return row;
};

// The receipts: none of them opens anything.
const listLinks = async (place, tenant) => {
  let links;
  try {
    ({ links } = await ask("GET", `/tenants/${tenant}/links`));
  } catch (error) { return noticeIfDown(error); }
  place.querySelector(".table")?.remove();
  if (!links.length) return;
  const heads = [say("Estado", "State"), say("Qué", "What"), say("Hecho", "Made"), say("Caduca", "Expires"), say("Quedan", "Left"), say("Leído", "Read")];
  const name = say("Enlaces de un solo uso", "One-time links");
  const table = make("table", {},
    make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col", textContent: text })), make("td"))),
    make("tbody", {}, ...links.map((link) => linkRow(link, place, tenant))));
  place.append(make("div", { className: "table", tabIndex: 0, role: "region", "aria-label": name }, table));
};

const addLinks = (tenant) => {
  const place = document.querySelector("[data-links]");
  if (!place) return;
  if (!place.querySelector("button.make")) {
    const button = make("button", { type: "button", className: "button owner make", textContent: say("Hacer un enlace", "Make a link") });
    button.addEventListener("click", () => openNewLink(place, tenant));
    if (canOpenSecrets()) place.querySelector("p").after(make("p", {}, button));
  }
  listLinks(place, tenant);
};
