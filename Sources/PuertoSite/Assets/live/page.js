// Times, waiting and short messages of a page.

// What is asked again and again is not asked from a hidden tab.
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

// The agency's clock, as all other times of the pages.
const clock = (() => {
  const style = { dateStyle: "medium", timeStyle: "short" };
  const { locale, zone } = document.body.dataset;
  try {
    return new Intl.DateTimeFormat(locale, { ...style, timeZone: zone });
  } catch {
    // This browser does not know the zone.
    return new Intl.DateTimeFormat(locale, style);
  }
})();
const moment = (time) => clock.format(Date.parse(time));

// The region has to be there before a text comes, or most screen readers pass it over.
const toasts = make("div", { className: "toasts", role: "status" });
document.body.append(toasts);

const toast = (text, { isBad = false, inside = [] } = {}) => {
  const className = isBad ? "toast bad" : "toast";
  const message = make("div", { className }, make("p", { textContent: text }), ...inside);
  toasts.append(message);
  setTimeout(() => message.remove(), 8000);
};

const actionButton = (textContent, className = "button owner") =>
  make("button", { type: "button", className, textContent });

const command = (text) =>
  make(
    "p",
    { className: "command" },
    make("code", { textContent: text }),
    " ",
    copyButton(() => text, text),
  );

// A random name, of a request that may be sent twice, for example.
const randomName = () => encode(crypto.getRandomValues(new Uint8Array(18)));
