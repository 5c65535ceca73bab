// Rows of the list of clients: those of the page, and those that the index adds.

const table = document.getElementById("list");
const chips = document.getElementById("chips");
const archived = document.getElementById("archived");
const rowsOf = (list) => (list ? [...list.tBodies[0].rows] : []);
// Archived clients of the page are in a list of their own.
const archivedRows = rowsOf(archived?.querySelector("table"));
const mainRows = rowsOf(table);
const rows = [...mainRows, ...archivedRows];
const isPaged = table?.dataset.pages > 1;

const chipOf = (kind, key) => chips.querySelector(`[data-${kind}="${CSS.escape(key)}"]`);

const MONTHS = say(
  "ene feb mar abr may jun jul ago sept oct nov dic",
  "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
).split(" ");

const day = (iso) => {
  const [year, month, date] = iso.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
};

const price = (cents, plan) => {
  if (cents < 0) return "";
  const isLike = (row) => row.dataset.plan === plan && row.cells[5].dataset.v === String(cents);
  const shown = chipOf("plan", plan)?.dataset.price ?? rows.find(isLike)?.cells[5].textContent;
  return shown ?? String(cents / 100);
};

// A fleet on several pages is filtered as a whole: rows come from the index and copy the first
// row's markup.
const rowFromIndex = ([slug, name, status, url, slot, plan, cents, contact, since, , host]) => {
  const row = rows[0].cloneNode(true);
  for (const button of row.querySelectorAll(".copy")) button.remove();
  row.dataset.state = status;
  row.dataset.plan = plan;
  const word = (kind, key) => chipOf(kind, key)?.textContent ?? key;
  const link = make("a", { className: "row", href: `clients/${slug}.html` });
  link.append(make("bdi", { textContent: name }));
  const address = { className: "url", href: url, textContent: withoutScheme(url) };
  const cells = row.cells;
  cells[0].replaceChildren(
    make("span", { className: `st ${status}`, textContent: word("state", status) }),
  );
  cells[1].replaceChildren(link);
  cells[2].replaceChildren(make("a", address));
  cells[3].textContent = slot;
  cells[4].textContent = plan ? word("plan", plan) : "";
  cells[5].textContent = price(cents, plan);
  cells[5].dataset.v = cents < 0 ? "" : cents;
  cells[6].replaceChildren(make("bdi", { textContent: contact }));
  cells[7].textContent = since && day(since);
  cells[7].dataset.v = since;
  if (cells[8]) cells[8].textContent = host;
  return row;
};

let everyRow;
const allRows = async () => {
  if (!isPaged) return rows;
  // The base system, in slot 0, has no row.
  everyRow ??= loadIndex().then((entries) =>
    entries.filter(({ row }) => row && row[4] > 0).map(({ row }) => rowFromIndex(row)),
  );
  return everyRow;
};

const cellValue = (row, column) => {
  const cell = row.cells[column];
  const value = cell.dataset.v ?? cell.textContent.trim();
  return /^-?\d+$/.test(value) ? Number(value) : plain(value);
};

const rowText = (row) => {
  const texts = [...row.cells].map((cell) => (cell.querySelector(".url") ?? cell).textContent);
  return (row.plain ??= plain(texts.join(" ")));
};
