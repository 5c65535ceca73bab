// Secrets in this browser: sealed to a key that is made for the purpose, opened here, and shown
// only while somebody looks.

const canOpenSecrets = () => window.isSecureContext && Boolean(crypto.subtle);

// What an errand of this tenant has sealed for us, as text; null when nobody waits any more.
const fetchSealed = async (path, request, tenant, kind, isWanted) => {
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const own = encode(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
  const errand = await ask("POST", path, { ...request, public_key: own });
  const envelope = await whenReady(() => ask("POST", `/envelopes/${errand.id}/claim`), isWanted);
  if (!envelope) return null;
  if (envelope.errand !== errand.id || envelope.tenant !== tenant || envelope.field !== kind) throw new Damaged();
  let theirs;
  try {
    theirs = await crypto.subtle.importKey("raw", decode(envelope.key, 65), { name: "ECDH", namedCurve: "P-256" }, false, []);
  } catch { throw new Damaged(); }
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, pair.privateKey, 256));
  const key = await hkdf(shared, "puerto/reveal/v1", 32);
  return unseal(key, envelope.nonce, envelope.ciphertext, frame("puerto/reveal/v1", errand.id, tenant, kind));
};

// Does it; when the hook wants the password said once more, asks for it and does it then.
const confirmed = async (box, step) => {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof Refused) || !error.is("confirm-password")) throw error;
  }
  await new Promise((done) => {
    const input = make("input", { type: "password", autocomplete: "current-password" });
    const inside = [
      make("p", { textContent: say("Para ver secretos, di tu contraseña otra vez. Vale cinco minutos.", "To see secrets, say your password once more. It holds for five minutes.") }),
      field(say("Tu contraseña", "Your password"), input),
    ];
    showForm(box, { inside, submit: say("Seguir", "Go on"), isReady: () => input.value !== "" }, async () => {
      try {
        tellSession(await ask("POST", "/session/confirm", { password: input.value }));
      } catch (error) {
        const isWrong = error instanceof Refused && error.status === 401 && (await refresh());
        if (!isWrong) throw error;
        input.select();
        throw new Refused(422, { title: say("Esa no es la contraseña.", "That is not the password.") });
      }
      done();
    });
    box.onClose(done);
  });
  if (!box.isOpen) return null;
  wait(box, say("Un momento…", "One moment…"));
  return step();
};

const MASK = "••••••••••••";

const secretRow = ({ label, value, isMasked }) => {
  const shown = make("span", { className: "secret" });
  const toggle = make("button", { type: "button", className: "copy", "data-first": "" });
  let hides = Boolean(isMasked);
  const draw = () => {
    // While it is masked it is not in the page at all, on whatever screen or paper.
    shown.textContent = hides ? MASK : value();
    shown.classList.toggle("masked", hides);
    toggle.textContent = hides ? say("Mostrar", "Show") : say("Ocultar", "Hide");
  };
  toggle.addEventListener("click", () => { hides = !hides; draw(); });
  draw();
  return make("div", { className: "row-secret" }, make("dt", { textContent: label }), make("dd", {}, shown, " ", isMasked ? toggle : null, " ", copyButton(value, label)));
};

// Shows them until `seconds` are over, the dialog is closed, or, if asked, the tab is left.
const showSecrets = (box, rows, { note, seconds, endsHidden }) => {
  const values = rows.map((row) => row.value);
  const end = () => {
    values.fill("");
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", hide);
    removeEventListener("pagehide", end);
    if (box.isOpen) tell(box, make("p", { role: "status", textContent: say("Ya no se muestra.", "It is no longer shown.") }));
  };
  const hide = () => { if (document.hidden) end(); };
  const timer = setTimeout(end, seconds * 1000);
  if (endsHidden) document.addEventListener("visibilitychange", hide);
  // A page that is kept to go back to would keep them too.
  addEventListener("pagehide", end);
  box.onClose(end);
  const list = rows.map((row, i) => secretRow({ ...row, value: () => values[i] }));
  box.show(make("dl", { className: "secrets" }, ...list), make("p", { className: "hint", textContent: note }), make("p", { className: "buttons" }, closeButton(box)));
};

const openReveal = async (tenant, kind, title) => {
  const box = openDialog(title);
  wait(box, say("Pidiéndola al trabajador…", "Asking the worker for it…"));
  try {
    await refresh();
    const text = await confirmed(box, () => fetchSealed(`/tenants/${tenant}/reveals`, { field: kind }, tenant, kind, () => box.isOpen));
    if (text === null || !box.isOpen) return;
    const note = say("Se quita sola a los 60 segundos o al dejar la pestaña. Queda anotado en el historial.", "It goes by itself after 60 seconds or when you leave the tab. The history has a note of it.");
    showSecrets(box, [{ label: say("Contraseña", "Password"), value: text, isMasked: true }], { note, seconds: 60, endsHidden: true });
  } catch (error) {
    noticeIfDown(error);
    if (box.isOpen) tell(box, explain(error));
  }
};

const addReveals = (tenant) => {
  for (const cell of document.querySelectorAll("[data-reveal]")) {
    if (cell.querySelector("button")) continue;
    const name = cell.closest("tr").cells[0].textContent;
    const button = make("button", { type: "button", className: "copy owner", textContent: say("Mostrar", "Reveal"), "aria-label": `${say("Mostrar", "Reveal")}: ${name}` });
    button.addEventListener("click", () => openReveal(tenant, cell.dataset.reveal, name));
    cell.append(" ", button);
  }
};
