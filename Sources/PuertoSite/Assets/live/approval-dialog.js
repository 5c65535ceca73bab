// The dialog of an approval: what it does, the button, and the device's answer.

const CANCELLED = say(
  "Cancelado: no ha pasado nada. Puedes intentarlo otra vez.",
  "Cancelled: nothing has happened. You can try again.",
);

const LAPSED = say(
  "La petición ha caducado y no se ha hecho nada. Inténtalo otra vez.",
  "The request has expired and nothing was done. Try again.",
);

// Why there is nothing to press, and the command that does the same.
const tellCommand = (box, text, line) => {
  const where = say("En la terminal del servidor:", "In the server's terminal:");
  box.show(paragraph(text), paragraph(where), command(line), buttonLine(closeButton(box)));
};

const noPasskeys = () =>
  window.isSecureContext
    ? say(
        "Este navegador no admite llaves de acceso, y esto se aprueba con una.",
        "This browser has no passkeys, and this is approved with one.",
      )
    : say(
        "Esto se aprueba con una llave de acceso, y sin HTTPS el navegador no las admite.",
        "This is approved with a passkey, and without HTTPS the browser allows none.",
      );

const tellNoPasskey = (box) => {
  const heading = make("h3", { textContent: say("Añade tu llave de acceso", "Add your passkey") });
  const text = say(
    "Esto se aprueba con una llave de acceso, y todavía no tienes ninguna. En la terminal del servidor:",
    "This is approved with a passkey, and you have none yet. In the server's terminal:",
  );
  const then = say(
    "Abre la dirección que imprime en este navegador y vuelve aquí.",
    "Open the address that it prints in this browser, and come back here.",
  );
  const line = command(`puerto operator passkey ${session.operator}`);
  box.show(heading, paragraph(text), line, paragraph(then), buttonLine(closeButton(box)));
};

// The refusals that end the matter; true if `error` is one of them.
const hasEnded = (box, error, approval) => {
  if (!(error instanceof Refused)) return false;
  if (error.is(":no-passkey")) tellNoPasskey(box);
  else if (error.is(":reveal-off")) tellCommand(box, revealsAreOff(), approval.command);
  else return false;
  return true;
};

const revealsAreOff = () =>
  say("En este portal no se muestran contraseñas.", "This portal shows no passwords.");

// Asks for an approval, shows it, and has it signed. Returns the hook's answer; null once the dialog
// is closed or tells why there will be none. Throws what the caller tells.
const approve = async (box, wanted) => {
  if (!canUsePasskeys()) {
    tellCommand(box, noPasskeys(), wanted.command);
    return null;
  }
  const approval = approvalOf(wanted);
  let offer;
  try {
    offer = await askForApproval(approval);
  } catch (error) {
    if (!hasEnded(box, error, approval)) throw error;
    return null;
  }
  return box.isOpen ? showApproval(box, approval, offer) : null;
};

// A line that screen readers announce: what the device is doing.
const stateLine = () => {
  const place = make("div", { role: "status" });
  const tellState = (text) => {
    place.replaceChildren(...(text ? [make("p", { className: "notice", textContent: text })] : []));
  };
  return { place, tellState };
};

const showApproval = (box, approval, offer) =>
  new Promise((done, failed) => {
    const { place, tellState } = stateLine();
    const prompt = new AbortController();
    box.onClose(() => {
      prompt.abort();
      done(null);
    });
    const submit = say("Aprobar con llave de acceso", "Approve with passkey");
    const isDanger = TYPED.includes(approval.act);
    showForm(box, { inside: [...statement(approval), place], submit, isDanger }, async () => {
      tellState(say("Esperando a tu dispositivo…", "Waiting for your device…"));
      try {
        if (!isFresh(offer)) offer = await askForApproval(approval);
        done(await sendApproval(offer, approval, prompt.signal));
      } catch (error) {
        tellState(unapproved(error));
        if (error instanceof Cancelled) return;
        // A nonce is good once.
        offer = null;
        if (hasLapsed(error)) return;
        if (hasEnded(box, error, approval)) return done(null);
        if (error instanceof Refused && error.problem.job) return failed(error);
        throw error;
      }
    });
  });

const hasLapsed = (error) => error instanceof Refused && error.status === 404;

// What the line says once the device has ended; the form tells refusals itself.
const unapproved = (error) => {
  if (error instanceof Cancelled) return CANCELLED;
  return hasLapsed(error) ? LAPSED : "";
};
