// Secrets in a dialog, for a limited time.

const MASK = "••••••••••••";

const secretRow = ({ label, value, isMasked, isProse }) => {
  const shown = make("span", { className: isProse ? "secret prose" : "secret" });
  const toggle = make("button", { type: "button", className: "copy", "data-first": "" });
  let isHidden = Boolean(isMasked);
  const draw = () => {
    // While it is masked it is not in the page at all, on whatever screen or paper.
    shown.textContent = isHidden ? MASK : value();
    shown.classList.toggle("masked", isHidden);
    toggle.textContent = isHidden ? say("Mostrar", "Show") : say("Ocultar", "Hide");
  };
  toggle.addEventListener("click", () => {
    isHidden = !isHidden;
    draw();
  });
  draw();
  const content = make(
    "dd",
    {},
    shown,
    " ",
    isMasked ? toggle : null,
    " ",
    copyButton(value, label),
  );
  return make("div", { className: "row-secret" }, make("dt", { textContent: label }), content);
};

// Shows them until `seconds` are over, the dialog is closed, or, with `endsHidden`, the tab is left.
const showSecrets = (box, rows, { note, seconds, endsHidden }) => {
  const values = rows.map((row) => row.value);
  const end = () => {
    values.fill("");
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", hide);
    removeEventListener("pagehide", end);
    const text = say("Ya no se muestra.", "It is no longer shown.");
    if (box.isOpen) tell(box, make("p", { role: "status", textContent: text }));
  };
  const hide = () => {
    if (document.hidden) end();
  };
  const timer = setTimeout(end, seconds * 1000);
  if (endsHidden) document.addEventListener("visibilitychange", hide);
  // A page that the browser keeps to go back to would keep them too.
  addEventListener("pagehide", end);
  box.onClose(end);
  const list = rows.map((row, i) => secretRow({ ...row, value: () => values[i] }));
  const hint = make("p", { className: "hint", textContent: note });
  box.show(make("dl", { className: "secrets" }, ...list), hint, buttonLine(closeButton(box)));
};

const revealCommand = (tenant, kind) => `puerto credential show ${tenant} ${kind}`;

const openReveal = async (tenant, kind, title) => {
  const box = openDialog(title);
  if (isDemo) return tellDemo(box);
  const wanted = { act: "reveal", tenant, values: { field: kind } };
  wait(box);
  try {
    if (!(await refresh())) throw new Refused(401, {});
    const waiting = say("Pidiéndola al trabajador…", "Asking the worker for it…");
    const line = revealCommand(tenant, kind);
    const text = await fetchSealed(box, { ...wanted, command: line }, waiting);
    if (text === null || !box.isOpen) return;
    const note = say(
      "Se quita sola a los 60 segundos o al dejar la pestaña. Queda anotado en el historial.",
      "It goes by itself after 60 seconds or when you leave the tab. The history has a note of it.",
    );
    const row = { label: say("Contraseña", "Password"), value: text, isMasked: true };
    showSecrets(box, [row], { note, seconds: 60, endsHidden: true });
  } catch (error) {
    fail(box, error);
  }
};

// Why there are no buttons, and the commands that do the same.
const addRevealCommands = (tenant) => {
  const cells = [...document.querySelectorAll("[data-reveal]")];
  if (cells.length === 0 || document.querySelector(".no-reveal")) return;
  const text = session.reveal === "off" ? revealsAreOff() : noPasskeys();
  const commands = cells.map((cell) => command(revealCommand(tenant, cell.dataset.reveal)));
  const where = say("En la terminal del servidor:", "In the server's terminal:");
  const properties = { className: "notice no-reveal owner" };
  const note = make("div", properties, paragraph(text, " ", where), ...commands);
  cells[0].closest(".table").after(note);
};

const addReveals = (tenant) => {
  if (!canOpenSecrets()) return addRevealCommands(tenant);
  for (const cell of document.querySelectorAll("[data-reveal]")) {
    if (cell.querySelector("button")) continue;
    const name = cell.closest("tr").cells[0].textContent;
    const label = say("Mostrar", "Reveal");
    const button = actionButton(label, "copy owner");
    button.setAttribute("aria-label", `${label}: ${name}`);
    button.addEventListener("click", () => openReveal(tenant, cell.dataset.reveal, name));
    cell.append(" ", button);
  }
};
