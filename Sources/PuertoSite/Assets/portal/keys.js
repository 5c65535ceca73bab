// Keys: / searches, j and k walk the list, Enter opens.

const walk = (step) => {
  if (!table) return;
  const links = [...table.tBodies[0].querySelectorAll("a.row")];
  const at = links.indexOf(document.activeElement);
  links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
};

const addKeys = (searchInput) => {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "/") {
      searchInput.focus();
      event.preventDefault();
    }
    const step = { j: 1, k: -1 }[event.key];
    if (step) walk(step);
  });
};
