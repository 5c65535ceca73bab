// Small things that the rest is made with.

const spanish = document.documentElement.lang === "es";
const say = (es, en) => (spanish ? es : en);

// Names with a hyphen, and `role`, are attributes; others are properties.
const make = (tag, properties = {}, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "role" || name.includes("-")) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...inside.filter((part) => part !== null && part !== undefined));
  return element;
};

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// Nobody watches a tab that is hidden: what is asked again and again waits for it.
const whenVisible = () =>
  new Promise((done) => {
    if (!document.hidden) return done();
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener("visibilitychange", look);
      done();
    };
    document.addEventListener("visibilitychange", look);
  });

// By the agency's clock, as all other times of the pages.
const clock = (() => {
  const how = { dateStyle: "medium", timeStyle: "short" };
  const { lang } = document.documentElement;
  try {
    return new Intl.DateTimeFormat(lang, { ...how, timeZone: document.body.dataset.zone });
  } catch {
    // A zone that this browser does not know.
    return new Intl.DateTimeFormat(lang, how);
  }
})();
const moment = (seconds) => clock.format(seconds * 1000);

// The region has to be there before a text comes, or most screen readers pass it over.
const toasts = make("div", { className: "toasts", role: "status" });
document.body.append(toasts);

const toast = (text, { isBad = false, inside = [], seconds = 8 } = {}) => {
  const one = make("div", { className: isBad ? "toast bad" : "toast" }, make("p", { textContent: text }), ...inside);
  toasts.append(one);
  setTimeout(() => one.remove(), seconds * 1000);
  return one;
};

const copyButton = (text, name) => {
  const label = say("Copiar", "Copy");
  const button = make("button", { type: "button", className: "copy", textContent: label, "aria-label": `${label} ${name}` });
  button.addEventListener("click", async () => {
    button.textContent = (await copyText(text())) ? say("Copiado", "Copied") : say("No se pudo", "Failed");
    setTimeout(() => { button.textContent = label; }, 1600);
  });
  return button;
};

const command = (text) => make("p", { className: "command" }, make("code", { textContent: text }), " ", copyButton(() => text, text));

// A random name: of a request that may be sent twice, say.
const randomName = () => encode(crypto.getRandomValues(new Uint8Array(18)));
