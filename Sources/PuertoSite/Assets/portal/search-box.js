// The search box: a combobox with a list box (ARIA Authoring Practices).

const option = (properties, ...inside) => make("li", { role: "option", ...properties }, ...inside);

const entryOption = (entry, index) => {
  const title = make("bdi", { textContent: entry.title });
  const hint = make("span", { textContent: entry.hint });
  const item = option({ id: `found-${index}` }, title, hint);
  // The input keeps the focus.
  item.addEventListener("pointerdown", (event) => event.preventDefault());
  item.addEventListener("click", () => {
    location.href = entry.href;
  });
  return item;
};

// Returns the input.
const addSearchBox = () => {
  const place = document.getElementById("search");
  const { hint, empty } = place.dataset;
  const input = make("input", {
    type: "search",
    placeholder: hint,
    autocomplete: "off",
    spellcheck: false,
    role: "combobox",
    "aria-label": hint,
    "aria-expanded": "false",
    "aria-controls": "found",
    "aria-autocomplete": "list",
  });
  const list = make("ul", { id: "found", hidden: true, role: "listbox", "aria-label": hint });
  place.append(input, make("kbd", { textContent: "/", ariaHidden: "true" }), list);
  let chosen = -1;
  let shown = [];

  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((item, i) => {
      item.setAttribute("aria-selected", String(i === index));
    });
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `found-${index}`);
    list.children[index].scrollIntoView({ block: "nearest" });
  };

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  const show = async () => {
    const query = input.value;
    const entries = await loadIndex();
    // The operator has typed on.
    if (query !== input.value) return;
    shown = findEntries(entries, query);
    list.replaceChildren(...shown.map(entryOption));
    if (!shown.length && query.trim()) {
      list.append(option({ textContent: empty, "aria-disabled": "true" }));
    }
    list.hidden = !query.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(shown.length ? 0 : -1);
  };

  input.addEventListener("focus", loadIndex, { once: true });
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length) {
      choose((chosen + step + shown.length) % shown.length);
      event.preventDefault();
    } else if (event.key === "Enter" && shown[chosen]) {
      location.href = shown[chosen].href;
    } else if (event.key === "Escape") {
      if (!input.value) input.blur();
      input.value = "";
      close();
    }
  });
  return input;
};
