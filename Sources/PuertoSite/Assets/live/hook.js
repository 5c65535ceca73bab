// Requests to the hook. A refusal is thrown as `Refused`, no answer as `HookDown`.

const { hook } = document.body.dataset;

class HookDown extends Error {}

class Refused extends Error {
  constructor(status, problem, language = "en") {
    super(problem.title ?? String(status));
    this.status = status;
    this.problem = problem;
    this.language = language;
  }

  is(kind) {
    return String(this.problem.type ?? "").endsWith(kind);
  }
}

// The session of the logged-in operator, or null.
let session = null;

const requestOptions = (method, body, headers) => {
  const { lang } = document.documentElement;
  const accepted = { Accept: "application/json", "Accept-Language": lang };
  const options = { method, cache: "no-store", headers: { ...accepted, ...headers } };
  if (method !== "GET") options.headers["X-CSRF-Token"] = session?.csrf ?? "";
  if (method === "POST") {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body ?? {});
  }
  return options;
};

const ask = async (method, path, body, headers = {}, isFirst = true) => {
  let response;
  let answer = null;
  try {
    response = await fetch(hook + path, requestOptions(method, body, headers));
    if (response.status !== 204) answer = await response.json();
  } catch {
    throw new HookDown();
  }
  if (response.ok) return answer;
  // Another program holds the database and says for how long: one retry.
  const isBusy = response.status === 503 && Number(response.headers.get("retry-after")) > 0;
  if (isBusy && method === "GET" && isFirst) {
    await pause(2000);
    return ask(method, path, body, headers, false);
  }
  const problem = answer && typeof answer === "object" ? answer : {};
  // Of a change, the hook may say in its own words why it cannot be done now.
  if (response.status >= 500 && (method === "GET" || !problem.title)) throw new HookDown();
  if (response.status === 401) tellSession(null);
  throw new Refused(response.status, problem, response.headers.get("content-language") ?? "en");
};

const loginAddress = (next = location.pathname) => {
  const query = `lang=${document.documentElement.lang}`;
  return `${hook}/login?${query}${next && `&next=${encodeURIComponent(next)}`}`;
};

// Asks for the session again: another tab may have changed it.
const refresh = async () => {
  try {
    tellSession(await ask("GET", "/session"));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tellSession(null);
  }
  return session;
};

const sessionListeners = [];
const onSession = (listener) => sessionListeners.push(listener);
const tellSession = (now) => {
  session = now;
  if (now) document.body.dataset.role = now.role;
  else delete document.body.dataset.role;
  for (const listener of sessionListeners) listener(now);
};
