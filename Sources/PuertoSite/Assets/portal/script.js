// The portal without this file is whole; with it come search, filters, sorting and copying.
(() => {
  "use strict";
  const spanish = document.documentElement.lang === "es";
  const say = (es, en) => (spanish ? es : en);
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // Copying

  const copied = make("div", { className: "skip", role: "status" });
  document.body.append(copied);

  const write = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // A page opened over plain http has no clipboard; the old way still works there.
      const area = make("textarea", { value: text });
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };

  const copier = (button, text) => {
    button.addEventListener("click", async () => {
      const done = await write(text());
      const word = done ? say("Copiado", "Copied") : say("No se pudo", "Failed");
      button.textContent = word;
      copied.textContent = word;
      setTimeout(() => (button.textContent = say("Copiar", "Copy")), 1600);
    });
  };

  const addCopier = (element, text, name) => {
    const button = make("button", { type: "button", className: "copy", textContent: say("Copiar", "Copy") });
    button.setAttribute("aria-label", `${say("Copiar", "Copy")} ${name}`);
    element.after(button);
    copier(button, () => text);
  };

  const enliven = (root) => {
    for (const link of root.querySelectorAll("a.url")) addCopier(link, link.href.replace(/\/$/, ""), link.textContent);
    for (const code of root.querySelectorAll("[data-copy]")) addCopier(code, code.textContent, code.textContent);
  };
  enliven(document);
  for (const button of document.querySelectorAll(".code > .copy")) {
    const pre = button.parentElement.querySelector("pre");
    copier(button, () => pre.textContent.replace(/\n$/, ""));
    button.hidden = false;
  }

  // A page does not know when it is read; how old something is it learns here.
  for (const time of document.querySelectorAll(".age > time")) {
    const days = Math.floor((Date.now() - Date.parse(time.dateTime)) / 86400000);
    const age = days < 1 ? say("hoy", "today") : days === 1 ? say("1 día", "1 day") : say(`${days} días`, `${days} days`);
    time.after(` · ${age}`);
  }

  // The index: files that call puertoIndex, loaded when somebody first searches

  const { up, portal, shards } = document.body.dataset;
  if (up === undefined) return;
  // Containers are called after their client unless the record says otherwise, which the index does.
  const services = ["windmill", "postgres", "redis"];
  const parts = new Map();
  window.puertoIndex = (name, rows) => parts.set(name, rows);
  let loading;
  const load = () => {
    const fetchOne = (path) =>
      new Promise((resolve) => {
        const script = make("script", { src: path, onload: resolve, onerror: resolve });
        document.head.append(script);
      });
    const files = Array.from({ length: Number(shards) }, (_, i) => `${portal}search/clients-${i + 1}.js`);
    loading ??= Promise.all([...files, `${up}search/runbooks.js`].map(fetchOne)).then(() => {
      const clients = [];
      for (let i = 1; i <= Number(shards); i += 1) clients.push(...(parts.get(`clients-${i}`) ?? []));
      const entries = clients.map((row) => ({
        row,
        title: row[1],
        hint: `${row[3].replace(/^https?:\/\//, "")}`,
        href: `${up}clients/${row[0]}.html`,
        text: plain([row[1], row[0], row[3], row[7], row[9], ...services.map((name) => `${name}_${row[0]}`)].join(" ")),
      }));
      for (const row of parts.get("runbooks") ?? []) {
        entries.push({
          title: row[1],
          hint: say("manual", "runbook"),
          href: `${up}runbooks/${row[0]}.html`,
          text: plain(row.join(" ")),
        });
      }
      return entries;
    });
    return loading;
  };

  const matches = (text, words) => words.every((word) => text.includes(word));

  const find = (entries, query) => {
    const words = plain(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const found = [];
    for (const entry of entries) {
      if (!matches(entry.text, words)) continue;
      const title = plain(entry.title);
      const rank = title.startsWith(words[0]) ? 0 : title.includes(words[0]) ? 1 : 2;
      found.push({ entry, rank });
    }
    return found.sort((a, b) => a.rank - b.rank).slice(0, 12).map(({ entry }) => entry);
  };

  // The search box: a combobox with a list box (ARIA Authoring Practices)

  const box = document.getElementById("search");
  const hint = box.dataset.hint;
  const input = make("input", { type: "search", placeholder: hint, autocomplete: "off", spellcheck: false });
  const list = make("ul", { id: "found", hidden: true });
  const attributes = { role: "combobox", "aria-label": hint, "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", hint);
  box.append(input, make("kbd", { textContent: "/", ariaHidden: "true" }), list);
  let chosen = -1;
  let shown = [];

  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `found-${index}`);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  };

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  const show = async () => {
    const query = input.value;
    const entries = await load();
    if (query !== input.value) return;
    shown = find(entries, query);
    list.replaceChildren(
      ...shown.map((entry, i) => {
        const item = make("li", { id: `found-${i}` });
        item.setAttribute("role", "option");
        item.append(make("bdi", { textContent: entry.title }), make("span", { textContent: entry.hint }));
        item.addEventListener("pointerdown", (event) => event.preventDefault());
        item.addEventListener("click", () => (location.href = entry.href));
        return item;
      }),
    );
    if (!shown.length && query.trim()) {
      const item = make("li", { textContent: box.dataset.empty });
      item.setAttribute("role", "option");
      item.setAttribute("aria-disabled", "true");
      list.append(item);
    }
    list.hidden = !query.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(shown.length ? 0 : -1);
  };

  input.addEventListener("focus", load, { once: true });
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length) {
      choose((chosen + step + shown.length) % shown.length);
      event.preventDefault();
    } else if (event.key === "Enter" && shown[chosen]) location.href = shown[chosen].href;
    else if (event.key === "Escape") {
      if (!input.value) input.blur();
      input.value = "";
      close();
    }
  });

  // The list of clients

  const table = document.getElementById("list");
  const body = table?.tBodies[0];
  const chips = document.getElementById("chips");
  const rows = body ? [...body.rows] : [];
  const isPaged = table?.dataset.pages > 1;
  const state = { words: [], state: null, plan: null, column: -1, descending: false };

  const cellValue = (row, column) => {
    const cell = row.cells[column];
    const value = cell.dataset.v ?? cell.textContent.trim();
    return /^-?\d+$/.test(value) ? Number(value) : plain(value);
  };

  const compare = (a, b) => {
    if (a === b) return 0;
    // What is not recorded goes last, whichever way the column is sorted.
    if (a === "") return 1;
    if (b === "") return -1;
    const order = typeof a === typeof b ? (a < b ? -1 : 1) : typeof a === "number" ? -1 : 1;
    return state.descending ? -order : order;
  };

  const fits = (row) =>
    (!state.state || row.dataset.state === state.state) &&
    (!state.plan || row.dataset.plan === state.plan) &&
    matches((row.plain ??= plain(words(row))), state.words);

  const words = (row) =>
    [...row.cells].map((cell) => (cell.querySelector(".url") ?? cell).textContent).join(" ");

  // A fleet on several pages is filtered as a whole: rows come from the index, made after the
  // first row's pattern, at most 200 of them.
  const fromIndex = (row) => {
    const copy = rows[0].cloneNode(true);
    copy.querySelectorAll(".copy").forEach((button) => button.remove());
    const [slug, name, status, url, slot, plan, price, contact, since] = row;
    copy.dataset.state = status;
    copy.dataset.plan = plan;
    const chip = (kind, key) => chips.querySelector(`[data-${kind}="${CSS.escape(key)}"]`)?.textContent ?? key;
    const [c0, c1, c2, c3, c4, c5, c6, c7] = copy.cells;
    c0.replaceChildren(make("span", { className: `st ${status}`, textContent: chip("state", status) }));
    c1.replaceChildren(make("a", { className: "row", href: `clients/${slug}.html` }));
    c1.firstChild.append(make("bdi", { textContent: name }));
    c2.replaceChildren(make("a", { className: "url", href: url, textContent: url.replace(/^https?:\/\//, "") }));
    c3.textContent = slot;
    c4.textContent = plan ? chip("plan", plan) : "";
    c5.textContent = money(price, plan);
    c5.dataset.v = price < 0 ? "" : price;
    c6.replaceChildren(make("bdi", { textContent: contact }));
    c7.textContent = since && day(since);
    c7.dataset.v = since;
    return copy;
  };

  const months = say("ene feb mar abr may jun jul ago sept oct nov dic", "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec").split(" ");
  const day = (iso) => {
    const [year, month, date] = iso.split("-").map(Number);
    return `${date} ${months[month - 1]} ${year}`;
  };

  const money = (price, plan) => {
    if (price < 0) return "";
    const like = rows.find((row) => row.dataset.plan === plan && row.cells[5].dataset.v === String(price));
    return chips.querySelector(`[data-plan="${CSS.escape(plan)}"]`)?.dataset.price ?? like?.cells[5].textContent ?? String(price / 100);
  };

  let everyRow;
  const allRows = async () => {
    if (!isPaged) return rows;
    everyRow ??= load().then((entries) => entries.filter((e) => e.row && e.row[4] > 0).map((e) => fromIndex(e.row)));
    return everyRow;
  };

  const isFiltered = () => Boolean(state.words.length || state.state || state.plan);
  const isIdle = () => !isFiltered() && state.column < 0;

  const arrange = async () => {
    const all = await allRows();
    let some = all.filter(fits);
    if (state.column >= 0) some = some.toSorted((a, b) => compare(cellValue(a, state.column), cellValue(b, state.column)));
    const visible = isPaged && isIdle() ? rows : some.slice(0, 200);
    body.replaceChildren(...visible);
    for (const row of visible) if (!row.querySelector(".copy")) enliven(row);
    const count = document.getElementById("count");
    const more = !isIdle() && some.length > visible.length ? say(", los 200 primeros", ", the first 200") : "";
    count.value = isFiltered() || more ? `${some.length} ${count.dataset.of} ${all.length}${more}` : "";
    const pager = document.querySelector(".pager");
    if (pager) pager.hidden = !isIdle();
  };

  if (table && chips) {
    chips.hidden = false;
    document.getElementById("filter").addEventListener("input", (event) => {
      state.words = plain(event.target.value).split(/\s+/).filter(Boolean);
      arrange();
    });
    for (const button of chips.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        const kind = button.dataset.state ? "state" : "plan";
        const on = button.getAttribute("aria-pressed") !== "true";
        for (const other of chips.querySelectorAll(`[data-${kind}]`)) other.setAttribute("aria-pressed", "false");
        button.setAttribute("aria-pressed", String(on));
        state[kind] = on ? button.dataset[kind] : null;
        arrange();
      });
    }
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      const button = make("button", { type: "button", textContent: cell.textContent });
      cell.replaceChildren(button);
      button.addEventListener("click", () => {
        // Up, down, and back to the portal's own order.
        const isAgain = state.column === column;
        state.column = isAgain && state.descending ? -1 : column;
        state.descending = isAgain && !state.descending;
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        if (state.column >= 0) cell.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
        arrange();
      });
    });
  }

  // Keys: / searches, j and k walk the list, Enter opens

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "/") {
      input.focus();
      event.preventDefault();
    }
    const step = { j: 1, k: -1 }[event.key];
    if (!step || !body) return;
    const links = [...body.querySelectorAll("a.row")];
    const at = links.indexOf(document.activeElement);
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  });
})();
