// A sealed page opens in its reader's browser: nothing is sent, stored or looked up. Every text is
// in the markup; this script has no language.

const box = document.getElementById("sealed");
const form = box.querySelector("form");
const input = form.querySelector("input");
const button = form.querySelector("button");
const opened = document.getElementById("opened");
const user = document.getElementById("user");
const shown = document.getElementById("password");
const reveal = document.getElementById("reveal");
let password = null;
// Counts what was begun and what was forgotten: work that ends in another turn shows nothing.
let turn = 0;

// One state at a time; its text is the element that names it.
const enter = (state) => {
  box.dataset.state = state;
  for (const text of box.querySelectorAll("[data-state]")) {
    text.hidden = text.dataset.state !== state;
    if (!text.hidden && text.getAttribute("role") === "status") announce(text.textContent);
  }
  form.hidden = ["open", "damaged", "insecure", "framed"].includes(state);
  opened.hidden = state !== "open";
  button.disabled = state === "busy";
  // A screen reader still finds it while it cannot be changed.
  input.readOnly = state === "busy";
  input.setAttribute("aria-invalid", String(state === "wrong"));
};

const mask = (isMasked) => maskText(shown, reveal, isMasked, shown.dataset.mask, password);

const forget = (state) => {
  const isHeld = opened.contains(document.activeElement);
  turn += 1;
  password = null;
  watch.stop();
  user.textContent = "";
  mask(true);
  form.reset();
  if (box.dataset.state === "open") enter(state);
  else if (["busy", "wrong"].includes(box.dataset.state)) enter("locked");
  if (isHeld) input.focus({ preventScroll: true });
};

const watch = makeWatch(
  () => password !== null,
  () => forget("cleared"),
);

const show = (content) => {
  form.reset();
  password = content.pass;
  user.textContent = content.user;
  mask(true);
  enter("open");
  opened.focus();
  watch.renew();
};

const open = async () => {
  const passphrase = passphraseIn(input);
  if (!passphrase) {
    input.setAttribute("aria-invalid", "true");
    return input.focus();
  }
  turn += 1;
  const mine = turn;
  enter("busy");
  await drawn();
  try {
    for (const spelling of spellings(passphrase)) {
      const content = await openEnvelope(utf8.encode(spelling), box.dataset.url);
      if (mine !== turn) return;
      if (content) return show(content);
    }
    enter("wrong");
    input.focus();
    input.select();
  } catch (error) {
    if (mine !== turn) return;
    if (!(error instanceof Damaged)) console.error(error);
    enter("damaged");
  }
};

const copyOnClick = (control, text) =>
  control.addEventListener("click", () => copyFrom(control, text(), box.dataset));

// The browser's own complaint about an empty field would be in the browser's language.
form.noValidate = true;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (box.dataset.state !== "busy") open();
});
reveal.addEventListener("click", () => mask(!shown.classList.contains("masked")));
document.getElementById("lock").addEventListener("click", () => forget("locked"));
for (const control of box.querySelectorAll("[data-copy]")) {
  copyOnClick(control, () => (control.dataset.copy === "user" ? user.textContent : password));
}
for (const control of document.querySelectorAll(".code > .copy")) {
  const code = control.parentElement.querySelector("code");
  copyOnClick(control, () => code.textContent.replace(/\n$/, ""));
  control.hidden = false;
}
const address = document.getElementById("copy-url");
copyOnClick(address, () => box.dataset.url);
address.hidden = false;
// A page that the browser keeps to go back to would keep the password too.
addEventListener("pagehide", () => forget("cleared"));

const start = () => {
  if (window.top !== window.self) return enter("framed");
  if (!window.crypto?.subtle) return enter("insecure");
  try {
    readEnvelope();
    enter("locked");
  } catch {
    enter("damaged");
  }
};
start();
