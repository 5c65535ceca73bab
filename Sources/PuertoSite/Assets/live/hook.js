// Talks to the hook. What it refuses is thrown; so is that it is not there.

const { hook } = document.body.dataset;

class HookDown extends Error {}

class Refused extends Error {
  constructor(status, problem, language = "en") {
    super(problem.title ?? String(status));
    this.status = status;
    this.problem = problem;
    this.language = language;
  }

  is(kind) { return String(this.problem.type ?? "").endsWith(kind); }
}

// Who is logged in; null for nobody.
let session = null;

const ask = async (method, path, body, headers = {}, isFirst = true) => {
  const options = { method, cache: "no-store", headers: { Accept: "application/json", "Accept-Language": document.documentElement.lang, ...headers } };
  if (method !== "GET") {
    options.headers["X-CSRF-Token"] = session?.csrf ?? "";
    if (method === "POST") {
      options.headers["Content-Type"] = "application/json";
      options.body = JSON.stringify(body ?? {});
    }
  }
  let response;
  let answer = null;
  try {
    response = await fetch(hook + path, options);
    if (response.status !== 204) answer = await response.json();
  } catch { throw new HookDown(); }
  if (response.ok) return answer;
  // Another program has the records just now: it says for how long.
  if (response.status === 503 && method === "GET" && isFirst && Number(response.headers.get("retry-after")) > 0) {
    await pause(2000);
    return ask(method, path, body, headers, false);
  }
  const problem = answer && typeof answer === "object" ? answer : {};
  // Of a change, the hook may say in its own words why it cannot be done now.
  if (response.status >= 500 && (method === "GET" || !problem.title)) throw new HookDown();
  // Whoever says a wrong password is still logged in.
  if (response.status === 401 && path !== "/session/confirm") tellSession(null);
  throw new Refused(response.status, problem, response.headers.get("content-language") ?? "en");
};

const loginAddress = (next = location.pathname) => `${hook}/login?lang=${document.documentElement.lang}${next && `&next=${encodeURIComponent(next)}`}`;

// Looks who is logged in: it may be somebody else by now, from another tab.
const refresh = async () => {
  try {
    tellSession(await ask("GET", "/session"));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tellSession(null);
  }
  return session;
};

const listeners = [];
const onSession = (listener) => listeners.push(listener);
const tellSession = (now) => {
  session = now;
  if (now) document.body.dataset.role = now.role;
  else delete document.body.dataset.role;
  for (const listener of listeners) listener(now);
};

// What went wrong, as something to put into a page.
const explain = (error) => {
  const box = make("div", { className: "error", role: "alert" });
  const line = (text, ...inside) => box.append(make("p", {}, text, ...inside));
  if (error instanceof HookDown) {
    line(say("El enganche no responde. Prueba dentro de un momento, o usa la orden.", "The hook does not answer. Try again in a moment, or use the command."));
  } else if (error instanceof Damaged) {
    line(say("Lo que llegó no se puede abrir. Vuelve a pedirlo.", "What came cannot be opened. Ask for it again."));
  } else if (!(error instanceof Refused)) {
    console.error(error);
    line(say("Algo ha fallado en esta página. Vuelve a cargarla.", "Something has failed in this page. Load it again."));
  } else if (error.status === 401) {
    line(say("Hay que entrar para esto. ", "This needs a login. "), make("a", { href: loginAddress(), textContent: say("Entrar", "Log in") }));
  } else if (error.status === 403 && session?.role === "viewer") {
    line(say("Tu papel solo mira: esto lo encarga una persona propietaria.", "Your role only looks: an owner asks for this."));
  } else {
    // A title says what kind of thing it is, to programs; the detail says what it is, to people.
    const { title, detail, hint } = error.problem;
    if (detail) box.append(make("p", { textContent: detail[0].toUpperCase() + detail.slice(1), lang: error.language }));
    else line(title ?? say("El enganche lo ha rechazado.", "The hook has refused it."));
    if (hint) box.append(make("p", detail ? { textContent: hint, lang: error.language } : { textContent: hint }));
  }
  return box;
};
