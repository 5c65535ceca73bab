// Filters and sorts the list of clients.

const MOST_ROWS = 200;
const filter = { words: [], state: null, plan: null };
const order = { column: -1, isDescending: false };

const isFiltered = () => Boolean(filter.words.length || filter.state || filter.plan);
const isIdle = () => !isFiltered() && order.column < 0;

// Without a filter the archived stay in their own list.
const fits = (row) =>
  (isFiltered() || row.dataset.state !== "archived") &&
  (!filter.state || row.dataset.state === filter.state) &&
  (!filter.plan || row.dataset.plan === filter.plan) &&
  hasWords(rowText(row), filter.words);

// Numbers come before texts; what is not recorded goes last in either direction.
const compare = (a, b) => {
  if (a === b) return 0;
  if (a === "") return 1;
  if (b === "") return -1;
  let result = a < b ? -1 : 1;
  if (typeof a !== typeof b) result = typeof a === "number" ? -1 : 1;
  return order.isDescending ? -result : result;
};

const sorted = (some) => {
  const { column } = order;
  if (column < 0) return some;
  return some.toSorted((a, b) => compare(cellValue(a, column), cellValue(b, column)));
};

const showCount = (found, all, isCut) => {
  const count = document.getElementById("count");
  const more = isCut ? say(`, los ${MOST_ROWS} primeros`, `, the first ${MOST_ROWS}`) : "";
  count.value = isFiltered() || isCut ? `${found} ${count.dataset.of} ${all}${more}` : "";
};

const arrange = async () => {
  const all = await allRows();
  const some = sorted(all.filter(fits));
  const visible = isPaged && isIdle() ? mainRows : some.slice(0, MOST_ROWS);
  if (archived) {
    archived.hidden = isFiltered();
    archived.querySelector("tbody").replaceChildren(...archivedRows);
  }
  table.tBodies[0].replaceChildren(...visible);
  for (const row of visible) if (!row.querySelector(".copy")) addCopyButtons(row);
  showCount(some.length, all.length, !isIdle() && some.length > visible.length);
  const pager = document.querySelector(".pager");
  if (pager) pager.hidden = !isIdle();
};

// One chip of a kind is pressed at a time, or none.
const choose = (kind, value) => {
  for (const chip of chips.querySelectorAll(`[data-${kind}]`)) {
    chip.setAttribute("aria-pressed", String(chip.dataset[kind] === value));
  }
  filter[kind] = value;
};

const press = (button) => {
  const kind = button.dataset.state ? "state" : "plan";
  const isOn = button.getAttribute("aria-pressed") !== "true";
  choose(kind, isOn ? button.dataset[kind] : null);
  keepFilters();
  arrange();
};

// The address names the filters, so that a link or a way back opens the same list.
const keepFilters = () => {
  const query = new URLSearchParams(location.search);
  const q = document.getElementById("filter").value.trim();
  for (const [name, value] of Object.entries({ state: filter.state, plan: filter.plan, q })) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  history.replaceState(null, "", location.pathname + (text && `?${text}`) + location.hash);
};

// A state or plan that no chip has is no filter.
const readFilters = () => {
  const query = new URLSearchParams(location.search);
  for (const kind of ["state", "plan"]) {
    const value = query.get(kind);
    choose(kind, value && chipOf(kind, value) ? value : null);
  }
  const text = query.get("q") ?? "";
  document.getElementById("filter").value = text;
  filter.words = plainWords(text);
  if (isFiltered()) arrange();
};

// Ascending, descending, and back to the portal's own order.
const sortBy = (column, cells) => {
  const isAgain = order.column === column;
  order.column = isAgain && order.isDescending ? -1 : column;
  order.isDescending = isAgain && !order.isDescending;
  for (const cell of cells) cell.removeAttribute("aria-sort");
  const direction = order.isDescending ? "descending" : "ascending";
  if (order.column >= 0) cells[column].setAttribute("aria-sort", direction);
  arrange();
};

const addListControls = () => {
  if (!table || !chips) return;
  chips.hidden = false;
  document.getElementById("filter").addEventListener("input", (event) => {
    filter.words = plainWords(event.target.value);
    keepFilters();
    arrange();
  });
  for (const button of chips.querySelectorAll("button")) {
    button.addEventListener("click", () => press(button));
  }
  const cells = [...table.tHead.rows[0].cells];
  cells.forEach((cell, column) => {
    const button = make("button", { type: "button", textContent: cell.textContent });
    cell.replaceChildren(button);
    button.addEventListener("click", () => sortBy(column, cells));
  });
  readFilters();
};
