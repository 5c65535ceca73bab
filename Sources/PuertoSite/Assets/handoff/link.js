// A one-time link opens here, in its reader's browser. Every text is in the markup.

const LINK = /^#(1p?)\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;
const ROUNDS = 600000;
// What was opened is forgotten after five minutes out of sight, or fifteen without a touch.
const HIDDEN = 5 * 60000;
const IDLE = 15 * 60000;
const MASK = "••••••••••••";
const NAMES = { postgres: "PostgreSQL", redis: "Redis" };

// One language is left: the reader's, or else the agency's, which is first.
const mains = [...document.querySelectorAll("main")];
const wanted = (navigator.languages ?? [navigator.language]).map((tag) => String(tag).slice(0, 2).toLowerCase());
const main = wanted.map((tag) => mains.find((one) => one.lang === tag)).find(Boolean) ?? mains[0];
for (const other of mains) if (other !== main) other.remove();
main.hidden = false;
document.documentElement.lang = main.lang;
document.title = `${main.querySelector("h1").textContent} · ${document.title}`;

const box = main.querySelector(".sealed");
const form = box.querySelector("form");
const input = form.querySelector("input");
const button = form.querySelector("button");
const opened = box.querySelector(".opened");
let link = null;
let secrets = {};
let timer = 0;
let deadline = Infinity;
// Counts what was begun and what was forgotten: work that ends in another turn shows nothing.
let turn = 0;

const heard = Object.assign(document.createElement("p"), { className: "heard" });
heard.setAttribute("role", "status");
document.body.append(heard);

// One state at a time; its text is the element that names it.
const enter = (state) => {
  box.dataset.state = state;
  for (const text of box.querySelectorAll("[data-state]")) text.hidden = text.dataset.state !== state;
  form.hidden = !["ready", "busy", "wrong", "many", "later", "offline"].includes(state);
  opened.hidden = state !== "open";
  for (const part of form.querySelectorAll(".phrase")) part.hidden = link?.mode !== "1p";
  button.disabled = state === "busy";
  input.readOnly = state === "busy";
  input.setAttribute("aria-invalid", String(state === "wrong"));
};

const parse = (hash) => {
  const parts = LINK.exec(hash);
  if (!parts) return null;
  try {
    decode(parts[2], 16);
    return { mode: parts[1], id: parts[2], key: decode(parts[3], 32) };
  } catch { return null; }
};

// Encryption key and access token.
const derive = async ({ mode, key }, passphrase) => {
  let material = key;
  if (mode === "1p") {
    const salt = await hkdf(key, "puerto/link/v1/salt", 16);
    material = join(key, await pbkdf2(utf8.encode(passphrase), salt, ROUNDS));
  }
  const output = await hkdf(material, "puerto/link/v1", 96);
  return { key: output.subarray(0, 32), token: encode(output.subarray(32, 64)) };
};

// What the server answers: a ciphertext, or the name of a state.
const claim = async (id, token) => {
  let response;
  try {
    response = await fetch(`${document.body.dataset.hook}/claim`, {
      method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ id, token }), cache: "no-store", credentials: "omit", redirect: "error",
    });
  } catch { return "offline"; }
  if (response.status === 404) return link?.mode === "1p" ? "wrong" : "gone";
  if (response.status === 429) return "many";
  if (response.status !== 200) return "later";
  try { return await response.json(); } catch { return "damaged"; }
};

const readable = (text) => {
  let all = null;
  try { all = JSON.parse(text); } catch { return { text }; }
  if (!all || typeof all.password !== "string") return { text };
  const rows = {};
  for (const name of ["url", "user", "field", "password"]) if (typeof all[name] === "string" && all[name]) rows[name] = all[name];
  return rows;
};

const isSecret = (name) => name === "password" || name === "text";

const mask = (row, isMasked) => {
  const shown = row.querySelector(".text");
  const toggle = row.querySelector("[data-show]");
  toggle.textContent = isMasked ? toggle.dataset.show : toggle.dataset.hide;
  shown.classList.toggle("masked", isMasked);
  // While it is masked it is not in the page at all, on whatever screen or paper.
  shown.textContent = isMasked ? MASK : secrets[row.dataset.row];
};

const fill = () => {
  for (const row of opened.querySelectorAll("[data-row]")) {
    const name = row.dataset.row;
    const shown = row.querySelector(".text");
    row.hidden = !(name in secrets);
    shown.replaceChildren();
    if (row.hidden) continue;
    if (isSecret(name)) mask(row, true);
    else if (name === "url" && /^https?:\/\//.test(secrets.url)) {
      shown.append(Object.assign(document.createElement("a"), { href: secrets.url, rel: "noreferrer", textContent: secrets.url }));
    } else shown.textContent = name === "field" ? NAMES[secrets.field] ?? secrets.field : secrets[name];
  }
};

const forget = (state) => {
  const wasOpen = box.dataset.state === "open";
  turn += 1;
  link = null;
  secrets = {};
  deadline = Infinity;
  clearTimeout(timer);
  form.reset();
  fill();
  enter(wasOpen ? "cleared" : state);
};

// Timers stop while a telephone or a computer sleeps; the clock does not.
const rest = () => {
  if (box.dataset.state !== "open") return;
  if (Date.now() >= deadline) return forget("cleared");
  const wait = document.hidden ? HIDDEN : IDLE;
  deadline = Date.now() + wait;
  clearTimeout(timer);
  timer = setTimeout(() => forget("cleared"), wait);
};

const open = async () => {
  // ASCII white space only: what else stands at the ends belongs to the passphrase.
  const passphrase = input.value.normalize("NFC").replace(/^[\t-\r ]+|[\t-\r ]+$/g, "");
  if (link.mode === "1p" && !passphrase) {
    input.setAttribute("aria-invalid", "true");
    return input.focus();
  }
  const { mode, id } = link;
  const mine = ++turn;
  enter("busy");
  // Lets the browser draw the state before the work begins.
  await new Promise((done) => setTimeout(done, 20));
  let state = "open";
  let found = {};
  try {
    const { key, token } = await derive(link, passphrase);
    if (mine !== turn) return;
    const answer = await claim(id, token);
    if (typeof answer === "string") state = answer;
    else found = readable(await unseal(key, answer?.nonce, answer?.ciphertext, frame("puerto/link/v1", mode, id)));
  } catch (error) {
    if (!(error instanceof Damaged)) console.error(error);
    state = "damaged";
  }
  if (mine !== turn) return;
  if (state === "gone" || state === "damaged") return forget(state);
  enter(state);
  if (state !== "open") {
    if (mode === "1p") { input.focus(); input.select(); } else button.focus();
    return;
  }
  // The link is used up: what opened it is not needed any more.
  link = null;
  secrets = found;
  form.reset();
  fill();
  opened.focus();
  rest();
};

const start = () => {
  const { hash } = location;
  // Whoever looks at the screen, the history or a shared address finds no key.
  if (hash) history.replaceState(null, "", location.pathname);
  forget("none");
  if (window.top !== window.self) return enter("framed");
  if (!window.isSecureContext || !crypto.subtle) return enter("insecure");
  if (!hash) return enter("none");
  link = parse(hash);
  enter(link ? "ready" : "malformed");
};

// The browser's own complaint about an empty field would be in the browser's language.
form.noValidate = true;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (link && box.dataset.state !== "busy") open();
});
for (const row of opened.querySelectorAll("[data-row]")) {
  const name = row.dataset.row;
  row.querySelector("[data-show]")?.addEventListener("click", () => mask(row, !row.querySelector(".text").classList.contains("masked")));
  const control = row.querySelector("[data-copy]");
  control.addEventListener("click", async () => {
    control.dataset.label ??= control.textContent;
    control.textContent = (await copyText(secrets[name])) ? main.dataset.copied : main.dataset.uncopied;
    heard.textContent = control.textContent;
    setTimeout(() => { control.textContent = control.dataset.label; heard.textContent = ""; }, 1500);
  });
}
box.querySelector("[data-lock]").addEventListener("click", () => forget("cleared"));
for (const name of ["visibilitychange", "pointerdown", "keydown", "scroll"]) document.addEventListener(name, rest);
// A page that is kept to go back to would keep everything too.
addEventListener("pagehide", () => forget("none"));
addEventListener("pageshow", ({ persisted }) => persisted && forget("none"));
addEventListener("hashchange", start);
start();
