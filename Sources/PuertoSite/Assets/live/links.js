// One-time links of a client: their receipts, none of which opens anything.

const LOOKS = { open: "running", read: "done", expired: "cancelled", revoked: "cancelled" };

const revokeButton = (link, place, tenant) => {
  const label = say("Revocar el enlace de", "Revoke the link of");
  const button = actionButton(say("Revocar", "Revoke"), "copy owner");
  button.setAttribute("aria-label", `${label} ${moment(link.created_at)}`);
  button.addEventListener("click", () => openRevoke(link, place, tenant));
  return button;
};

const openRevoke = (link, place, tenant) => {
  const box = openDialog(say("Revocar el enlace", "Revoke the link"));
  const text = say(
    "Quien lo abra a partir de ahora no verá nada. Lo que ya se leyó, se leyó.",
    "Whoever opens it from now on sees nothing. What was read was read.",
  );
  const form = { inside: [paragraph(text)], submit: say("Revocar", "Revoke"), isDanger: true };
  showForm(box, form, async () => {
    await refresh();
    await ask("POST", `/links/${link.id}/revoke`);
    box.close();
    toast(say("El enlace ya no sirve.", "The link is worth nothing any more."));
    listLinks(place, tenant);
  });
};

const linkState = (link) => {
  const className = `st ${LOOKS[link.state] ?? "waiting"}`;
  const isUnread = link.state === "open" && !link.read_at;
  const told = isUnread ? say("sin abrir", "unopened") : TOLD.links[link.state];
  return make("span", { className, textContent: told ?? link.state });
};

const readOf = (link) => {
  if (link.revoked_at) return `${moment(link.revoked_at)} · ${link.revoked_by ?? "—"}`;
  if (!link.read_at) return "—";
  const from = link.read_from ? ` · ${link.read_from}` : "";
  return `${moment(link.read_at)}${from}`;
};

const linkRow = (link, place, tenant) => {
  const phrase = link.passphrase ? `, ${say("con frase", "with passphrase")}` : "";
  const cells = [
    linkState(link),
    `${link.field}${phrase}`,
    `${moment(link.created_at)} · ${link.created_by}`,
    moment(link.expires_at),
    String(link.views_left),
    readOf(link),
    link.state === "open" ? revokeButton(link, place, tenant) : "",
  ];
  return make("tr", {}, ...cells.map((cell) => make("td", {}, cell)));
};

const linkHeads = () => [
  say("Estado", "State"),
  say("Qué", "What"),
  say("Hecho", "Made"),
  say("Caduca", "Expires"),
  say("Quedan", "Left"),
  say("Leído o retirado", "Read or revoked"),
];

const linkTable = (links, place, tenant) => {
  const heads = linkHeads().map((textContent) => make("th", { scope: "col", textContent }));
  const head = make("thead", {}, make("tr", {}, ...heads, make("td")));
  const body = make("tbody", {}, ...links.map((link) => linkRow(link, place, tenant)));
  const name = say("Enlaces de un solo uso", "One-time links");
  const properties = { className: "table", tabIndex: 0, role: "region", "aria-label": name };
  return make("div", properties, make("table", {}, head, body));
};

// Links that open stand open; those that ended are folded.
const listLinks = async (place, tenant) => {
  let links;
  try {
    ({ links } = await ask("GET", `/tenants/${tenant}/links`));
  } catch (error) {
    return noticeIfDown(error);
  }
  const list = make("div", { className: "made" });
  const open = links.filter((link) => link.state === "open");
  const ended = links.filter((link) => link.state !== "open");
  if (open.length) list.append(linkTable(open, place, tenant));
  if (ended.length) {
    const text = `${say("Enlaces anteriores", "Earlier links")} (${ended.length})`;
    const summary = make("summary", { textContent: text });
    list.append(make("details", {}, summary, linkTable(ended, place, tenant)));
  }
  place.querySelector(".made")?.remove();
  place.append(list);
};

const addLinks = (tenant) => {
  const place = document.querySelector("[data-links]");
  if (!place) return;
  // Without the texts there is nothing to hand over now.
  if (place.dataset.mail && canOpenSecrets() && !place.querySelector("button.make")) {
    const button = actionButton(say("Entregar", "Hand over"), "button primary owner make");
    button.addEventListener("click", () => openNewLink(place, tenant));
    place.querySelector("p").after(make("p", {}, button));
    // What a button does needs no command.
    if (session.role === "owner") {
      for (const typed of document.querySelectorAll(".typed")) typed.hidden = true;
    }
  }
  listLinks(place, tenant);
};
