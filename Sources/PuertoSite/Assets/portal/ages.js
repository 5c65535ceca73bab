// A page is built once and read later: the age of what it shows is computed when it is read.

const DAY = 86400000;

const addAges = () => {
  for (const time of document.querySelectorAll(".age > time")) {
    const days = Math.floor((Date.now() - Date.parse(time.dateTime)) / DAY);
    let age = say(`${days} días`, `${days} days`);
    if (days < 1) age = say("hoy", "today");
    else if (days === 1) age = say("1 día", "1 day");
    time.after(` · ${age}`);
  }
};

// The newest days with probes are today and yesterday, in UTC, only while they are.
const nameRecentDays = () => {
  const dayOf = (at) => new Date(at).toISOString().slice(0, 10);
  const [today, yesterday] = [dayOf(Date.now()), dayOf(Date.now() - DAY)];
  for (const place of document.querySelectorAll("[data-days]")) {
    const { days } = place.dataset;
    if (days === today) place.textContent = say("Hoy", "Today");
    else if (days === yesterday) place.textContent = say("Ayer", "Yesterday");
    else if (days === `${yesterday} ${today}`) {
      place.textContent = say("Hoy y ayer", "Today and yesterday");
    }
  }
};
