// What an approval says on the screen: one sentence about its effect, and beneath it the very texts
// that its signature covers.

const SECRETS = {
  app: say("la contraseña con la que entra el cliente", "the client's own password"),
  postgres: say("la contraseña de PostgreSQL", "the PostgreSQL password"),
  redis: say("la contraseña de Redis", "the Redis password"),
};

const secretOf = (kind) => SECRETS[kind] ?? kind;

const revealEffect = ({ tenant, values }) =>
  say(
    `Se muestra en este navegador ${secretOf(values.field)} de ${tenant}.`,
    `Shows ${secretOf(values.field)} of ${tenant} in this browser.`,
  );

const linkEffect = ({ tenant, values }) => {
  const { field: kind, views, passphrase } = values;
  const often = views === 1 ? say("una vez", "once") : say(`${views} veces`, `${views} times`);
  const lifetime = LIFETIMES.get(values.expires_in);
  const phrase = passphrase
    ? say("con frase de paso", "with a passphrase")
    : say("sin frase de paso", "without a passphrase");
  return say(
    `Se hace un enlace que da ${secretOf(kind)} de ${tenant} a quien lo abra: ${often}, durante ${lifetime}, ${phrase}.`,
    `Makes a link that gives ${secretOf(kind)} of ${tenant} to whoever opens it: ${often}, for ${lifetime}, ${phrase}.`,
  );
};

const pageEffect = ({ tenant }) =>
  say(
    `Se hace una página sellada que da ${SECRETS.app} de ${tenant} a quien tenga su frase; sustituye a la anterior.`,
    `Makes a sealed page that gives ${SECRETS.app} of ${tenant} to whoever has its passphrase; it replaces the one before.`,
  );

const EFFECTS = {
  reveal: revealEffect,
  link: linkEffect,
  page: pageEffect,
  provision: ({ tenant }) =>
    say(
      `Se monta el sistema de ${tenant}: se crea lo que falte y se arranca.`,
      `Provisions ${tenant}: makes what is missing of its system and starts it.`,
    ),
  suspend: ({ tenant }) =>
    say(
      `Se suspende ${tenant}: su sistema se detiene y el cliente no puede entrar; los datos se conservan.`,
      `Suspends ${tenant}: its system stops and the client cannot get in; the data are kept.`,
    ),
  resume: ({ tenant }) =>
    say(
      `Se reanuda ${tenant}: su sistema vuelve a arrancar con los datos que tenía.`,
      `Resumes ${tenant}: its system starts again with the data it had.`,
    ),
  restart: ({ tenant }) =>
    say(
      `Se reinicia ${tenant}: su sistema no responde durante unos segundos.`,
      `Restarts ${tenant}: its system does not answer for some seconds.`,
    ),
  rotate: ({ tenant, values }) =>
    say(
      `Se cambia ${secretOf(values.field)} de ${tenant}: la de ahora deja de servir.`,
      `Replaces ${secretOf(values.field)} of ${tenant}: the present one stops working.`,
    ),
  upgrade: ({ tenant, values }) =>
    say(
      `Se cambian imágenes de ${tenant} (${values.images}): los datos no se copian antes.`,
      `Replaces images of ${tenant} (${values.images}): the data are not copied first.`,
    ),
  reconcile: ({ tenant, kind }) =>
    kind === "base"
      ? say(
          "Se compara el sistema base con el registro, sin tocarlo.",
          "Compares the base system with the record and does not touch it.",
        )
      : say(
          `Se ajusta ${tenant} a su registro: lo que difiera se corrige.`,
          `Reconciles ${tenant}: what differs from the record is corrected.`,
        ),
  scripts: ({ tenant }) =>
    say(
      `Se suben a ${tenant} los scripts que cambiaron: lo que el cliente cambió se queda como está.`,
      `Pushes the scripts that have changed to ${tenant}: what the client changed stays as it is.`,
    ),
  archive: ({ tenant }) =>
    say(
      `Se archiva ${tenant}: su sistema se detiene para siempre y se quitan sus contenedores; los datos se conservan.`,
      `Archives ${tenant}: its system stops for good and its containers are removed; the data are kept.`,
    ),
};

// The order of `image.…` lines.
const SERVICES = ["windmill", "worker", "postgres", "redis"];

const imageLines = (images) => {
  const wanted = images.split(/\s+/).map((image) => image.split(/=(.*)/s));
  const place = ([service]) => SERVICES.indexOf(service);
  return wanted
    .sort((one, other) => place(one) - place(other))
    .map(([service, image]) => `image.${service}: ${image}`);
};

// The `name: value` lines of an approval, as the broker writes them.
const parameterLines = (act, values) => {
  if (act === "reveal") return [`field: ${values.field}`];
  if (act === "link") {
    const { field: kind, passphrase, expires_in: lifetime, views } = values;
    const phrase = `passphrase: ${passphrase ? "yes" : "no"}`;
    return [`field: ${kind}`, phrase, `lifetime: ${lifetime} s`, `views: ${views}`];
  }
  if (act === "page") return ["passphrase: words"];
  return [
    ...(values.reason ? [`reason: ${values.reason}`] : []),
    ...(values.field ? [`field: ${values.field}`] : []),
    ...(values.images ? imageLines(values.images) : []),
  ];
};

const factRow = (name, value) =>
  make(
    "div",
    {},
    make("dt", { textContent: name }),
    make("dd", {}, make("code", { textContent: value })),
  );

// The elements that show what `approval` covers.
const statement = (approval) => {
  const { act, tenant, parameters, plan } = approval;
  const rows = [factRow("act", act), factRow("tenant", tenant)];
  for (const text of parameters.split("\n").filter(Boolean))
    rows.push(factRow(...text.split(/: (.*)/s)));
  if (plan) rows.push(factRow("plan", plan));
  const effect = make("p", { className: "promise", textContent: EFFECTS[act](approval) });
  const label = say("Lo que firma tu llave", "What your passkey signs");
  return [effect, make("dl", { className: "covered", "aria-label": label }, ...rows)];
};
