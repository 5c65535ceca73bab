// Errors of the pages that know no session.

const failureText = (error) => {
  if (error instanceof HookDown) {
    return say(
      "El portal no puede actuar ahora. Inténtalo dentro de un momento.",
      "The portal cannot act now. Try again in a moment.",
    );
  }
  if (error instanceof Refused) {
    const { title, detail, hint } = error.problem;
    const text = detail ? detail[0].toUpperCase() + detail.slice(1) : title;
    return [text, hint && `(${hint})`].filter(Boolean).join(" ");
  }
  if (error instanceof Damaged) {
    return say(
      "La respuesta del portal no corresponde a esta página: no se ha hecho nada.",
      "The portal's answer does not belong to this page: nothing was done.",
    );
  }
  if (error.name === "SecurityError") return WRONG_PLACE;
  console.error(error);
  return say(
    "Algo ha fallado en esta página. Vuelve a cargarla.",
    "Something has failed in this page. Load it again.",
  );
};

// What a hook says has a language of its own.
const failureLanguage = (error) => (error instanceof Refused ? error.language : "");
