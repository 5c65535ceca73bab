// A page is built when an answer changes, and read later. The worker's rounds since then confirm
// what it shows: each writes its time into a script of its own. An answer that is neither young nor
// confirmed says nothing of now.

const LEEWAY = 60000;
let lastRound = null;
window.puertoRound = (at, interval, compared, measured) => {
  // A file without a round has no time.
  if (!at) return;
  lastRound = {
    probe: Date.parse(at),
    drift: Date.parse(compared),
    disk: Date.parse(measured),
    interval,
  };
};

const spanText = (milliseconds) => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return say(`${Math.floor(seconds / 86400)} días`, `${Math.floor(seconds / 86400)} days`);
};

const momentText = (at, timeZone) => {
  const style = { dateStyle: "medium", timeStyle: "short" };
  const { locale } = document.body.dataset;
  try {
    return new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(at);
  } catch {
    // This browser does not know the zone.
    return new Intl.DateTimeFormat(locale, style).format(at);
  }
};

const momentOf = (at, zone) =>
  make("time", { dateTime: new Date(at).toISOString(), textContent: momentText(at, zone) });

const freshness = (at, sunset) => {
  const age = Date.now() - at;
  if (age < -LEEWAY) return "ahead";
  return age > sunset * 1000 ? "unknown" : "fresh";
};

// Says how old an answer is, or that it holds no longer.
const showAge = (element) => {
  for (const note of element.querySelectorAll(".freshness")) note.remove();
  const { sunset, confirmed, zone } = element.dataset;
  const seen = Date.parse(element.querySelector("time").dateTime);
  const round = (confirmed && lastRound?.[confirmed]) || 0;
  // A page's own time ends with its minute, and a clock that was ahead confirms nothing.
  const isLater = round > seen || freshness(seen, sunset) === "ahead";
  const isRound = round > 0 && isLater && freshness(round, sunset) !== "ahead";
  const at = isRound ? round : seen;
  const state = freshness(at, sunset);
  element.dataset.fresh = state;
  const note = make("span", { className: "freshness" });
  if (state === "unknown") {
    note.append(
      make("b", { textContent: say("Desconocido desde el", "Unknown since") }),
      " ",
      momentOf(at, zone),
      say(". Lo último que se supo: ", ". Last known: "),
    );
    element.prepend(note);
  } else {
    const text =
      state === "ahead"
        ? say(
            "el reloj iba adelantado: no se sabe cuándo fue",
            "the clock was ahead: its time is not known",
          )
        : say(`hace ${spanText(Date.now() - at)}`, `${spanText(Date.now() - at)} ago`);
    note.classList.add("soft");
    note.append(isRound ? say(` · confirmado ${text}`, ` · confirmed ${text}`) : ` · ${text}`);
    element.append(note);
  }
};

// The step of the page's own is of the records; an absent worker comes before it.
const showStep = (state, at, zone) => {
  const line = document.querySelector(".next-step[data-gone]");
  if (!line) return;
  line.querySelector(".absent")?.remove();
  const isAbsent = state === "unknown" || state === "none";
  for (const part of line.querySelectorAll(".step, .actions, a.button")) part.hidden = isAbsent;
  if (!isAbsent) return;
  const { gone, never } = line.dataset;
  const text = state === "none" ? never : gone.replace("{}", momentText(at, zone));
  const command = make("code", { textContent: "puerto work" });
  line.append(make("span", { className: "absent" }, `${text} `, command));
};

// Says when the worker has looked last, or that none looks.
const showWorker = (element) => {
  const { sunset, zone } = element.dataset;
  const state = lastRound ? freshness(lastRound.probe, sunset) : "none";
  element.dataset.fresh = state;
  showStep(state, lastRound?.probe, zone);
  const command = make("code", { textContent: "puerto work" });
  if (state === "fresh") {
    const ago = spanText(Date.now() - lastRound.probe);
    element.replaceChildren(
      say(`Última ronda de comprobaciones: hace ${ago}.`, `Last round of the worker: ${ago} ago.`),
    );
  } else if (state === "ahead") {
    element.replaceChildren(
      say(
        "El reloj iba adelantado en la última ronda de comprobaciones: no se sabe cuándo fue.",
        "The clock was ahead in the worker's last round: its time is not known.",
      ),
    );
  } else if (state === "unknown") {
    element.replaceChildren(
      say("Nadie comprueba la flota desde el ", "No worker has looked since "),
      momentOf(lastRound.probe, zone),
      say(": se desconoce cómo está ahora. ", ": how the fleet is now is unknown. "),
      command,
    );
  } else {
    element.replaceChildren(
      say(
        "Todavía no ha habido ninguna ronda de comprobaciones. ",
        "No worker has made a round yet. ",
      ),
      command,
    );
  }
};

const showAges = () => {
  document.querySelectorAll(".seen[data-sunset]").forEach(showAge);
  document.querySelectorAll(".worker[data-sunset]").forEach(showWorker);
};

// A hidden page is looked at again when it is shown.
const followRounds = async () => {
  if (!document.querySelector("[data-sunset]")) return;
  const look = async () => {
    if (document.hidden) return;
    const file = `${portal}round.js?${Date.now()}`;
    await loadScript(file);
    document.querySelector(`script[src="${file}"]`).remove();
    showAges();
  };
  await look();
  setInterval(look, 30000);
  document.addEventListener("visibilitychange", look);
};
