// The links of the page open dialogs; with a modifier key they stay links.

const hasModifier = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

for (const group of document.querySelectorAll(".actions[data-tenant]")) {
  group.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-action][href]");
    if (!link || hasModifier(event)) return;
    event.preventDefault();
    const fold = link.closest("details");
    if (fold) {
      fold.open = false;
      // The dialog gives the focus back to it.
      fold.querySelector("summary").focus();
    }
    openAction(link, group.dataset);
  });
}

// The open menu lies over the page: a click elsewhere closes it, and so does Escape.
for (const fold of document.querySelectorAll(".more")) {
  document.addEventListener("click", (event) => {
    if (!fold.contains(event.target)) fold.open = false;
  });
  fold.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });
}

const addBuild = (group) => {
  const button = actionButton(TOLD.actions.build.button);
  button.addEventListener("click", async () => {
    if (isDemo) return tellDemo(openDialog(button.textContent));
    const key = randomName();
    button.disabled = true;
    try {
      await refresh();
      watch((await ask("POST", "/build", {}, { "Idempotency-Key": key })).job);
    } catch (error) {
      noticeIfDown(error);
      const inside = error.status === 401 ? [loginLink()] : [];
      toast(explain(error).textContent, { isBad: true, inside });
    } finally {
      button.disabled = false;
    }
  });
  group.append(button);
};
