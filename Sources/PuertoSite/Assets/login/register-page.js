// The states of the page that makes a passkey.

const EXPIRED = say(
  "Esta dirección ha caducado o ya se ha usado. Ejecuta otra vez «puerto operator passkey» en la terminal.",
  "This address has expired or has been used. Run “puerto operator passkey” in the terminal again.",
);

const showDone = (made) => {
  const isInside = made.authenticatorAttachment === "platform";
  const kind = isInside
    ? say("La guarda este dispositivo.", "This device keeps it.")
    : say(
        "La guarda otro dispositivo o una llave física.",
        "Another device or a security key keeps it.",
      );
  const next = say(
    "Vuelve a la terminal y confírmala: hasta entonces no sirve para nada.",
    "Go back to the terminal and confirm it: until then it is good for nothing.",
  );
  const heading = make("h2", { textContent: say("Llave creada", "Passkey created") });
  showParts(heading, line(kind), line(next, { className: "notice", role: "status" }));
};

const creationFailure = (error) => {
  if (error instanceof Cancelled) {
    return say("No se ha creado nada. Inténtalo otra vez.", "Nothing was created. Try again.");
  }
  if (error.name === "InvalidStateError") {
    return say(
      "Este dispositivo ya tiene una llave tuya para este portal: usa otro, o quédate con ella.",
      "This device has a passkey of yours for this portal already: use another one, or keep it.",
    );
  }
  if (["NotSupportedError", "ConstraintError"].includes(error.name)) {
    return say(
      "Este dispositivo no puede guardar una llave que pida PIN, huella o cara: usa otro.",
      "This device cannot keep a passkey that asks for a PIN, fingerprint or face: use another one.",
    );
  }
  return failureText(error);
};

const showOffer = (offer, secret) => {
  const { operator, relying_party: name, agency } = offer;
  const refusal = make("p", { className: "error", role: "alert", hidden: true });
  const textContent = say("Crear llave de acceso", "Create a passkey");
  const button = make("button", { type: "button", className: "button primary", textContent });
  const who = say("La llave será de ", "The passkey will be ");
  const whose = say("", "'s");
  const lead = make("p", {}, who, make("bdi", {}, make("b", { textContent: operator })), whose);
  lead.append(
    say(", para el portal de ", ", for the portal of "),
    make("bdi", { textContent: agency }),
  );
  lead.append(" (", make("code", { textContent: name }), ").");
  const use = say(
    "Con ella se entra, se ven contraseñas y se archivan clientes. Tu dispositivo te pedirá PIN, huella o cara.",
    "It logs in, shows passwords and archives clients. Your device will ask for a PIN, fingerprint or face.",
  );
  button.addEventListener("click", async () => {
    button.disabled = true;
    refusal.hidden = true;
    try {
      showDone(await register(offer, secret));
    } catch (error) {
      if (error instanceof Refused && [404, 409].includes(error.status)) return tellEnd(EXPIRED);
      button.disabled = false;
      refusal.textContent = creationFailure(error);
      refusal.lang = failureLanguage(error) || document.documentElement.lang;
      refusal.hidden = false;
      button.focus();
    }
  });
  showParts(make("div", { className: "form" }, lead, line(use), refusal, make("p", {}, button)));
};

const beginRegistration = async () => {
  const taken = takeFragment();
  if (!taken) {
    const text = say(
      "A esta dirección le falta una parte. Abre entera la que imprime «puerto operator passkey».",
      "A part of this address is missing. Open the whole one that “puerto operator passkey” prints.",
    );
    return tellEnd(text);
  }
  if (!canUsePasskeys()) {
    const text = say(
      "Este navegador no puede crear llaves de acceso aquí: hacen falta uno reciente y HTTPS.",
      "This browser cannot create passkeys here: it takes a recent one, and HTTPS.",
    );
    return tellEnd(text);
  }
  try {
    const offer = await ask("GET", `/passkeys/offers/${taken.id}`);
    // The address in the request is the one that this page's secret belongs to.
    if (offer.id !== taken.id) throw new Damaged();
    showOffer(offer, taken.secret);
  } catch (error) {
    tellEnd(error instanceof Refused && error.status === 404 ? EXPIRED : failureText(error));
  }
};

beginRegistration();
