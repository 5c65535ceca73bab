// A link to a part of a closed fold opens the fold first. The folds that a reader has opened are open
// again when the page is loaded again: its place in the tab's history keeps them.

const openFolds = (id) => {
  const target = id && document.getElementById(id);
  if (!target) return false;
  let wasClosed = false;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    wasClosed ||= !fold.open;
    fold.open = true;
  }
  return wasClosed;
};

// The address may name a part when the page is loaded, and when the reader goes back.
const openAddressed = () => {
  const id = location.hash.slice(1);
  if (openFolds(id)) document.getElementById(id).scrollIntoView();
};

const keepFolds = () => {
  const folds = [...document.querySelectorAll(".fold[id]")];
  const open = history.state?.folds ?? [];
  for (const fold of folds) {
    if (open.includes(fold.id)) fold.open = true;
    fold.addEventListener("toggle", () => {
      const now = folds.filter((one) => one.open).map((one) => one.id);
      history.replaceState({ ...history.state, folds: now }, "");
    });
  }
};

const followFolds = () => {
  keepFolds();
  openAddressed();
  addEventListener("hashchange", openAddressed);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link) openFolds(link.hash.slice(1));
  });
};
