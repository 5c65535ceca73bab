// Dialogs: the browser's own, which keeps the focus inside and closes on Escape.

const openDialog = (title) => {
  const body = make("div");
  const dialog = make("dialog", { className: "dialog", "aria-labelledby": "dialog-title" }, make("h2", { id: "dialog-title", textContent: title }), body);
  const leave = [];
  const end = () => {
    for (const step of leave.splice(0)) step();
    dialog.remove();
  };
  dialog.addEventListener("close", end);
  document.body.append(dialog);
  dialog.showModal();
  return {
    get isOpen() { return dialog.open; },
    // The event comes a moment later, and what was shown is to be gone at once.
    close: () => {
      dialog.close();
      end();
    },
    onClose: (step) => leave.push(step),
    show: (...parts) => {
      body.replaceChildren(...parts);
      const first = body.querySelector("input:not([type=hidden]), select, textarea, [data-first]") ?? body.querySelector("button");
      first?.focus();
    },
  };
};

const isAnyDialogOpen = () => Boolean(document.querySelector("dialog[open]"));

const closeButton = (box, text = say("Cerrar", "Close")) => {
  const button = make("button", { type: "button", className: "button", textContent: text });
  button.addEventListener("click", box.close);
  return button;
};

// A message in place of what was there, and the way out.
const tell = (box, part) => box.show(part, make("p", { className: "buttons" }, closeButton(box)));

const wait = (box, text) => box.show(make("p", { className: "waiting", role: "status", textContent: text }), make("p", { className: "buttons" }, closeButton(box, say("Cancelar", "Cancel"))));

let fields = 0;
const field = (label, control, hint) => {
  control.id = `field-${(fields += 1)}`;
  const note = hint ? make("p", { className: "hint", id: `${control.id}-hint`, textContent: hint }) : null;
  if (note) control.setAttribute("aria-describedby", note.id);
  const name = make("label", { htmlFor: control.id, textContent: label });
  const isBox = control.type === "checkbox";
  return make("div", { className: isBox ? "field check" : "field" }, isBox ? control : name, isBox ? name : control, note);
};

const choice = (options) => {
  const select = make("select");
  for (const [value, text] of options) select.append(make("option", { value, textContent: text }));
  return select;
};

// A form in a dialog. `send` does the work; what it throws is shown, and the form stays.
const showForm = (box, { inside, submit, isDanger = false, isReady = () => true }, send) => {
  const failed = make("div", { className: "failed" });
  const button = make("button", { className: isDanger ? "button danger" : "button primary", textContent: submit });
  const form = make("form", { className: "form", noValidate: true }, ...inside, failed, make("p", { className: "buttons" }, closeButton(box, say("Cancelar", "Cancel")), button));
  const look = () => { button.disabled = !isReady(); };
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
    } finally { look(); }
  });
  box.show(form);
};
