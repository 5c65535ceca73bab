// Dialogs: the browser's own, which keeps the focus inside and closes on Escape.

const FIRST_FOCUS = "input:not([type=hidden]), select, textarea, [data-first]";

const openDialog = (title) => {
  const body = make("div");
  const heading = make("h2", { id: "dialog-title", textContent: title });
  const properties = { className: "dialog", "aria-labelledby": heading.id };
  const dialog = make("dialog", properties, heading, body);
  const leave = [];
  const end = () => {
    for (const step of leave.splice(0)) step();
    dialog.remove();
  };
  dialog.addEventListener("close", end);
  document.body.append(dialog);
  dialog.showModal();
  return {
    get isOpen() {
      return dialog.open;
    },
    // The event comes a moment later; what was shown has to be gone at once.
    close: () => {
      dialog.close();
      end();
    },
    onClose: (step) => leave.push(step),
    show: (...parts) => {
      body.replaceChildren(...parts);
      (body.querySelector(FIRST_FOCUS) ?? body.querySelector("button"))?.focus();
    },
  };
};

const closeButton = (box, text = say("Cerrar", "Close")) => {
  const button = actionButton(text, "button");
  button.addEventListener("click", box.close);
  return button;
};

const buttonLine = (...buttons) => make("p", { className: "buttons" }, ...buttons);

// A message in place of what was there, and the way out.
const tell = (box, part) => box.show(part, buttonLine(closeButton(box)));

const wait = (box, text = say("Un momento…", "One moment…"), note = null) => {
  const line = make("p", { className: "waiting", role: "status", textContent: text });
  box.show(line, note ?? "", buttonLine(closeButton(box, say("Cancelar", "Cancel"))));
};

// Tells an error where the operator still looks.
const fail = (box, error) => {
  noticeIfDown(error);
  if (box.isOpen) tell(box, explain(error));
};
