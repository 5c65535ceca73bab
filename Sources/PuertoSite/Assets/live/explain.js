// Errors as elements of the page.

const loginLink = () => make("a", { href: loginAddress(), textContent: say("Entrar", "Log in") });

const paragraph = (...inside) => make("p", {}, ...inside);

const explain = (error) => make("div", { className: "error", role: "alert" }, ...lines(error));

const lines = (error) => {
  if (error instanceof HookDown) {
    const text = say(
      "El portal no puede actuar ahora. Inténtalo dentro de un momento, o usa el comando.",
      "The portal cannot act now. Try again in a moment, or use the command.",
    );
    return [paragraph(text)];
  }
  if (error instanceof Damaged) {
    const text = say(
      "Lo que llegó no se puede abrir. Vuelve a pedirlo.",
      "What came cannot be opened. Ask for it again.",
    );
    return [paragraph(text)];
  }
  if (error instanceof Misled) {
    const text = say(
      "El portal ha respondido por otra cosa: no se ha aprobado nada.",
      "The portal answered for something else: nothing was approved.",
    );
    return [paragraph(text)];
  }
  if (error.name === "SecurityError") return [paragraph(WRONG_PLACE)];
  if (error instanceof Refused) return refusalLines(error);
  console.error(error);
  const text = say(
    "Algo ha fallado en esta página. Vuelve a cargarla.",
    "Something has failed in this page. Load it again.",
  );
  return [paragraph(text)];
};

const refusalLines = (error) => {
  if (error.status === 401) {
    return [paragraph(say("Hay que entrar para esto. ", "This needs a login. "), loginLink())];
  }
  if (error.status === 403 && session?.role === "viewer") {
    const text = say(
      "Tu papel solo mira: esto lo encarga el propietario.",
      "Your role only looks: an owner asks for this.",
    );
    return [paragraph(text)];
  }
  // The title names the kind of problem, for programs; the detail is for people.
  const { title, detail, hint } = error.problem;
  const lang = error.language;
  if (!detail) {
    const text = title ?? say("El portal lo ha rechazado.", "The portal has refused it.");
    return [paragraph(text), hint ? paragraph(hint) : null];
  }
  const textContent = detail[0].toUpperCase() + detail.slice(1);
  const hintLine = hint ? make("p", { textContent: hint, lang }) : null;
  return [make("p", { textContent, lang }), hintLine];
};
