// A sealed page opens here, in the reader's browser: nothing is sent, stored or looked up. Every
// text is in the markup; this file has no language.
(() => {
  "use strict";
  const box = document.getElementById("sealed");
  const form = box.querySelector("form");
  const field = form.querySelector("input");
  const button = form.querySelector("button");
  const opened = document.getElementById("opened");
  const user = document.getElementById("user");
  const shown = document.getElementById("password");
  const reveal = document.getElementById("reveal");
  const HEADER = /^puerto\.page\.v1;kdf=pbkdf2-sha256;i=([1-9][0-9]{5,7});s=([A-Za-z0-9_-]{22});n=([A-Za-z0-9_-]{16});c=aes-256-gcm;id=([a-z0-9-]{1,64})$/;
  // The page is forgotten after five minutes out of sight, or fifteen without a touch.
  const HIDDEN = 5 * 60000;
  const IDLE = 15 * 60000;
  const encoder = new TextEncoder();
  let password = null;
  let timer = 0;
  let deadline = 0;
  // Counts what was begun and what was forgotten: work that ends in another turn shows nothing.
  let turn = 0;
  let silence = 0;
  // A region has to be there before its text comes, or most screen readers pass it over.
  const heard = document.createElement("p");
  heard.className = "heard";
  heard.setAttribute("role", "status");
  document.body.append(heard);

  function say(text) {
    heard.textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => { heard.textContent = ""; }, 3000);
  }

  class Damaged extends Error {}

  // Base64url has several spellings of the same bytes; only the one that encoding gives is taken.
  function bytes(text, count) {
    if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text)) throw new Damaged();
    let binary;
    try { binary = atob(text.replace(/-/g, "+").replace(/_/g, "/")); } catch { throw new Damaged(); }
    const again = btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
    if (again !== text || (count && binary.length !== count)) throw new Damaged();
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  }

  // Everything is looked at before any work is done.
  function envelope() {
    let all;
    try { all = JSON.parse(document.getElementById("envelope").textContent); } catch { throw new Damaged(); }
    if (!all || all.v !== 1 || Object.keys(all).sort().join() !== "c,h,k,v" || typeof all.h !== "string") throw new Damaged();
    const parts = HEADER.exec(all.h);
    if (!parts) throw new Damaged();
    const rounds = Number(parts[1]);
    if (rounds < 600000 || rounds > 10000000) throw new Damaged();
    const sealed = bytes(all.c);
    if (sealed.length < 1040 || (sealed.length - 16) % 1024 !== 0) throw new Damaged();
    return { header: all.h, rounds, salt: bytes(parts[2], 16), nonce: bytes(parts[3], 12), commitment: bytes(all.k, 32), sealed };
  }

  async function derive(passphrase, page) {
    const { subtle } = crypto;
    const material = await subtle.importKey("raw", passphrase, "PBKDF2", false, ["deriveBits"]);
    const stretched = await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: page.salt, iterations: page.rounds }, material, 256);
    const key = await subtle.importKey("raw", stretched, "HKDF", false, ["deriveBits"]);
    const info = encoder.encode("puerto/page/v1");
    return new Uint8Array(await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info }, key, 512));
  }

  function same(one, other) {
    let difference = one.length ^ other.length;
    for (let i = 0; i < one.length; i++) difference |= one[i] ^ other[i];
    return difference === 0;
  }

  // Length, JSON, zeros.
  function content(plain) {
    const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
    if (length > plain.length - 4 || plain.subarray(4 + length).some((byte) => byte !== 0)) throw new Damaged();
    let all;
    try { all = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plain.subarray(4, 4 + length))); } catch { throw new Damaged(); }
    if (!all || all.v !== 1 || ["url", "user", "pass"].some((name) => typeof all[name] !== "string")) throw new Damaged();
    // A page whose address was changed would lead the password astray.
    if (all.url !== box.dataset.url) throw new Damaged();
    return all;
  }

  // What was sealed, or null when the passphrase is another one.
  async function unseal(passphrase) {
    const page = envelope();
    if (passphrase.length > 1024) return null;
    const output = await derive(passphrase, page);
    if (!same(output.subarray(32), page.commitment)) return null;
    const key = await crypto.subtle.importKey("raw", output.subarray(0, 32), "AES-GCM", false, ["decrypt"]);
    let plain;
    try {
      plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: page.nonce, additionalData: encoder.encode(page.header) }, key, page.sealed);
    } catch { throw new Damaged(); }
    return content(new Uint8Array(plain));
  }

  // One state at a time; its text is the element that names it.
  function enter(state) {
    box.dataset.state = state;
    for (const text of box.querySelectorAll("[data-state]")) {
      text.hidden = text.dataset.state !== state;
      if (!text.hidden && text.getAttribute("role") === "status") say(text.textContent);
    }
    form.hidden = ["open", "damaged", "insecure", "framed"].includes(state);
    opened.hidden = state !== "open";
    button.disabled = state === "busy";
    // Still to be found by whoever listens while it cannot be changed.
    field.readOnly = state === "busy";
    field.setAttribute("aria-invalid", String(state === "wrong"));
  }

  function mask(isMasked) {
    reveal.textContent = isMasked ? reveal.dataset.show : reveal.dataset.hide;
    shown.classList.toggle("masked", isMasked);
    // While it is masked it is not in the page at all, on whatever screen or paper.
    shown.textContent = isMasked ? shown.dataset.mask : password;
  }

  function forget(state) {
    const isHeld = opened.contains(document.activeElement);
    turn += 1;
    password = null;
    clearTimeout(timer);
    user.textContent = "";
    mask(true);
    form.reset();
    if (box.dataset.state === "open") enter(state);
    else if (["busy", "wrong"].includes(box.dataset.state)) enter("locked");
    if (isHeld) field.focus({ preventScroll: true });
  }

  // Timers stop while a telephone or a computer sleeps; the clock does not.
  function rest() {
    if (password === null) return;
    if (Date.now() >= deadline) return forget("cleared");
    const wait = document.hidden ? HIDDEN : IDLE;
    deadline = Date.now() + wait;
    clearTimeout(timer);
    timer = setTimeout(() => forget("cleared"), wait);
  }

  async function open() {
    // ASCII white space only: what else stands at the ends belongs to the passphrase.
    const text = field.value.normalize("NFC").replace(/^[\t-\r ]+|[\t-\r ]+$/g, "");
    if (!text) {
      field.setAttribute("aria-invalid", "true");
      return field.focus();
    }
    const mine = ++turn;
    enter("busy");
    // Lets the browser draw the state before the work begins.
    await new Promise((done) => setTimeout(done, 20));
    try {
      const all = await unseal(encoder.encode(text));
      if (mine !== turn) return;
      if (!all) {
        enter("wrong");
        field.focus();
        return field.select();
      }
      form.reset();
      password = all.pass;
      user.textContent = all.user;
      mask(true);
      enter("open");
      opened.focus();
      deadline = Infinity;
      rest();
    } catch (error) {
      if (mine !== turn) return;
      if (!(error instanceof Damaged)) console.error(error);
      enter("damaged");
    }
  }

  async function copy(text, control) {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.setAttribute("readonly", "");
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
      control.focus();
    }
    control.dataset.label ??= control.textContent;
    control.textContent = done ? box.dataset.copied : box.dataset.uncopied;
    say(control.textContent);
    setTimeout(() => { control.textContent = control.dataset.label; }, 1500);
  }

  // The browser's own complaint about an empty field would be in the browser's language.
  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (box.dataset.state !== "busy") open();
  });
  reveal.addEventListener("click", () => mask(!shown.classList.contains("masked")));
  document.getElementById("lock").addEventListener("click", () => forget("locked"));
  for (const control of box.querySelectorAll("[data-copy]")) {
    control.addEventListener("click", () => copy(control.dataset.copy === "user" ? user.textContent : password, control));
  }
  for (const control of document.querySelectorAll(".code > .copy")) {
    control.hidden = false;
    control.addEventListener("click", () => copy(control.parentElement.querySelector("code").textContent.replace(/\n$/, ""), control));
  }
  const address = document.getElementById("copy-url");
  address.hidden = false;
  address.addEventListener("click", () => copy(box.dataset.url, address));
  for (const name of ["visibilitychange", "pointerdown", "keydown", "scroll"]) document.addEventListener(name, rest);
  // A page that is kept to go back to would keep the password too.
  addEventListener("pagehide", () => forget("cleared"));

  if (window.top !== window.self) enter("framed");
  else if (!window.crypto || !crypto.subtle) enter("insecure");
  else {
    try {
      envelope();
      enter("locked");
    } catch { enter("damaged"); }
  }
})();
