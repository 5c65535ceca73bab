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
