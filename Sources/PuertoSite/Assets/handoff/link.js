// A one-time link opens in its reader's browser. Every text is in the markup.

const MASK = "••••••••••••";
const FIELDS = { postgres: "PostgreSQL", redis: "Redis" };

// One language is left: the client's, which the link names, or else the reader's, or the agency's,
// which is first.
const chooseLanguage = () => {
  const mains = [...document.querySelectorAll("main")];
  const own = LINK.exec(location.hash)?.[4];
  const tags = [own, ...(navigator.languages ?? [navigator.language])].filter(Boolean);
  const wanted = tags.map((tag) => [tag, String(tag).slice(0, 2).toLowerCase()]);
  const choices = wanted.map(([tag, lang]) => [tag, mains.find((one) => one.lang === lang)]);
  const [tag, found] = choices.find(([, one]) => one) ?? [];
  const main = found ?? mains[0];
  for (const other of mains) if (other !== main) other.remove();
  main.hidden = false;
  if (own && tag === own) main.lang = own;
  document.documentElement.lang = main.lang;
  document.title = `${main.querySelector("h1").textContent} · ${document.title}`;
  return main;
};

const main = chooseLanguage();
const box = main.querySelector(".sealed");
const form = box.querySelector("form");
const input = form.querySelector("input");
const button = form.querySelector("button");
const opened = box.querySelector(".opened");
let link = null;
let secrets = {};
// Counts what was begun and what was forgotten: work that ends in another turn shows nothing.
let turn = 0;

// One state at a time; its text is the element that names it.
const enter = (state) => {
  box.dataset.state = state;
  for (const text of box.querySelectorAll("[data-state]")) {
    text.hidden = text.dataset.state !== state;
  }
  form.hidden = !["ready", "busy", "wrong", "many", "later", "offline"].includes(state);
  opened.hidden = state !== "open";
  for (const part of form.querySelectorAll(".phrase")) part.hidden = link?.mode !== "1p";
  button.disabled = state === "busy";
  input.readOnly = state === "busy";
  input.setAttribute("aria-invalid", String(state === "wrong"));
};

const mask = (row, isMasked) => {
  const toggle = row.querySelector("[data-show]");
  maskText(row.querySelector(".text"), toggle, isMasked, MASK, secrets[row.dataset.row]);
};

const fill = () => {
  for (const row of opened.querySelectorAll("[data-row]")) {
    const name = row.dataset.row;
    const shown = row.querySelector(".text");
    row.hidden = !(name in secrets);
    shown.replaceChildren();
    if (row.hidden) continue;
    if (name === "password" || name === "text") mask(row, true);
    else if (name === "url") shown.append(addressOf(secrets.url));
    else if (name === "field") shown.textContent = FIELDS[secrets.field] ?? secrets.field;
    else shown.textContent = secrets[name];
  }
};

// Only web addresses become links.
const addressOf = (url) => {
  if (!/^https?:\/\//.test(url)) return url;
  const properties = { href: url, rel: "noreferrer", textContent: url };
  return Object.assign(document.createElement("a"), properties);
};

const forget = (state) => {
  const wasOpen = box.dataset.state === "open";
  turn += 1;
  link = null;
  secrets = {};
  watch.stop();
  form.reset();
  fill();
  enter(wasOpen ? "cleared" : state);
};

const watch = makeWatch(
  () => box.dataset.state === "open",
  () => forget("cleared"),
);

const open = async () => {
  const passphrase = passphraseIn(input);
  if (link.mode === "1p" && !passphrase) {
    input.setAttribute("aria-invalid", "true");
    return input.focus();
  }
  const asked = link;
  turn += 1;
  const mine = turn;
  const isWanted = () => mine === turn;
  enter("busy");
  await drawn();
  let answer = "damaged";
  try {
    // A link without a passphrase has nothing to spell.
    for (const spelling of asked.mode === "1p" ? spellings(passphrase) : [""]) {
      answer = await openLink(asked, spelling, isWanted);
      if (answer !== "wrong") break;
    }
  } catch (error) {
    if (!(error instanceof Damaged)) console.error(error);
  }
  if (isWanted()) settle(answer);
};

// Shows the rows, or enters the state that the answer names.
const settle = (answer) => {
  if (answer === "gone" || answer === "damaged") return forget(answer);
  if (typeof answer === "string") {
    enter(answer);
    if (link.mode !== "1p") return button.focus();
    input.focus();
    return input.select();
  }
  enter("open");
  // The link is used up: what opened it is not needed any more.
  link = null;
  secrets = answer;
  form.reset();
  fill();
  opened.focus();
  watch.renew();
};

const start = () => {
  const { hash } = location;
  // The key is not left on the screen, in the history or in an address that is shared.
  if (hash) history.replaceState(null, "", location.pathname);
  forget("none");
  if (window.top !== window.self) return enter("framed");
  if (!window.isSecureContext || !crypto.subtle) return enter("insecure");
  if (!hash) return enter("none");
  link = parseLink(hash);
  enter(link ? "ready" : "malformed");
};

// The browser's own complaint about an empty field would be in the browser's language.
form.noValidate = true;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (link && box.dataset.state !== "busy") open();
});
for (const row of opened.querySelectorAll("[data-row]")) {
  const isMasked = () => row.querySelector(".text").classList.contains("masked");
  row.querySelector("[data-show]")?.addEventListener("click", () => mask(row, !isMasked()));
  const control = row.querySelector("[data-copy]");
  control.addEventListener("click", () =>
    copyFrom(control, secrets[row.dataset.row], main.dataset),
  );
}
box.querySelector("[data-lock]").addEventListener("click", () => forget("cleared"));
// A page that the browser keeps to go back to would keep everything too.
addEventListener("pagehide", () => forget("none"));
addEventListener("pageshow", ({ persisted }) => persisted && forget("none"));
addEventListener("hashchange", start);
start();
