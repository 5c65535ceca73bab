// Forms in dialogs.

let fieldCount = 0;

// A control with its label, and a hint below it.
const field = (label, control, hint) => {
  fieldCount += 1;
  control.id = `field-${fieldCount}`;
  const id = `${control.id}-hint`;
  const note = hint ? make("p", { className: "hint", id, textContent: hint }) : null;
  if (note) control.setAttribute("aria-describedby", id);
  const name = make("label", { htmlFor: control.id, textContent: label });
  if (control.type === "checkbox") {
    return make("div", { className: "field check" }, control, name, note);
  }
  return make("div", { className: "field" }, name, control, note);
};

const choice = (options) => {
  const select = make("select");
  for (const [value, text] of options) {
    select.append(make("option", { value, textContent: text }));
  }
  return select;
};

// `send` does the work; what it throws is shown, and the form stays.
const showForm = (box, { inside, submit, isDanger = false, isReady = () => true }, send) => {
  const failed = make("div", { className: "failed" });
  const className = isDanger ? "button danger" : "button primary";
  const button = make("button", { className, textContent: submit });
  const buttons = buttonLine(closeButton(box, say("Cancelar", "Cancel")), button);
  const form = make("form", { className: "form", noValidate: true }, ...inside, failed, buttons);
  const look = () => {
    button.disabled = !isReady();
  };
  form.addEventListener("input", look);
  look();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    failed.replaceChildren();
    try {
      await send();
    } catch (error) {
      noticeIfDown(error);
      failed.replaceChildren(explain(error));
    } finally {
      look();
      // A button loses the focus while it is disabled.
      if (button.isConnected && !form.contains(document.activeElement)) button.focus();
    }
  });
  box.show(form);
};
