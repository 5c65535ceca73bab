// What the pages share on which clients read secrets: masks, announcements, and forgetting.

// Both in milliseconds: out of sight, and without a touch.
const HIDDEN = 5 * 60000;
const IDLE = 15 * 60000;

// Forgets what is open once it has been out of sight or untouched for too long. Timers stop while a
// telephone or a computer sleeps; the clock does not.
const makeWatch = (isOpen, forget) => {
  let timer = 0;
  let deadline = Infinity;
  const stop = () => {
    clearTimeout(timer);
    deadline = Infinity;
  };
  const renew = () => {
    if (!isOpen()) return;
    if (Date.now() >= deadline) return forget();
    const rest = document.hidden ? HIDDEN : IDLE;
    deadline = Date.now() + rest;
    clearTimeout(timer);
    timer = setTimeout(forget, rest);
  };
  for (const name of ["visibilitychange", "pointerdown", "keydown", "scroll"]) {
    document.addEventListener(name, renew);
  }
  return { renew, stop };
};

// Only ASCII white space is cut off: what else stands at the ends belongs to the passphrase.
const passphraseIn = (input) => input.value.normalize("NFC").replace(/^[\t-\r ]+|[\t-\r ]+$/g, "");

// What may stand between the parts of a generated passphrase: white space of any kind, dashes, low
// lines, and marks that are not seen.
const BETWEEN = /[\s\p{Pd}\u2212_\u00ad\u200b-\u200d\u2060]+/u;

// Base 32 without I, L, O and U: three of them are read as what they look like.
const CODE = /^[0-9a-hjkmnp-tv-z]{20}$/;
const UNLIKE = { i: "1", l: "1", o: "0" };

// The spelling that Puerto generates of a text with the shape of a generated passphrase: eight words
// with single spaces, or five groups of four with hyphens. Null for any other text: a passphrase
// that a person chose stays exact.
const generatedSpelling = (text) => {
  // No work for a text that is too long to be tried.
  if (text.length > 1024) return null;
  const parts = text.normalize("NFC").toLowerCase().split(BETWEEN).filter(Boolean);
  if (parts.length === 8 && parts.every((part) => /^\p{L}+$/u.test(part))) return parts.join(" ");
  const code = parts.join("").replace(/[ilo]/g, (letter) => UNLIKE[letter]);
  return CODE.test(code) ? code.match(/.{4}/g).join("-") : null;
};

// The spellings to try, one after the other: the exact text, then the generator's.
const spellings = (text) => {
  const other = generatedSpelling(text);
  return other === null || other === text ? [text] : [text, other];
};

// Lets the browser draw the state before long work begins.
const drawn = () => new Promise((done) => setTimeout(done, 20));

// A region has to be there before its text comes, or most screen readers pass it over.
const heard = Object.assign(document.createElement("p"), { className: "heard" });
heard.setAttribute("role", "status");
document.body.append(heard);

let silence = 0;
const announce = (text) => {
  heard.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => {
    heard.textContent = "";
  }, 3000);
};

// Copies, and says so on the control for a moment; the texts are in `words`, the markup's.
const copyFrom = async (control, text, words) => {
  const isDone = await copyText(text);
  control.dataset.label ??= control.textContent;
  control.textContent = isDone ? words.copied : words.uncopied;
  announce(control.textContent);
  setTimeout(() => {
    control.textContent = control.dataset.label;
  }, 1500);
};

// While a secret is masked it is not in the page at all, on whatever screen or paper.
const maskText = (shown, toggle, isMasked, mask, secret) => {
  toggle.textContent = isMasked ? toggle.dataset.show : toggle.dataset.hide;
  shown.classList.toggle("masked", isMasked);
  shown.textContent = isMasked ? mask : secret;
};
