// A demo tells what its buttons do, and asks for nothing.

const isDemo = "demo" in document.body.dataset;

const tellDemo = (box, ...told) => {
  const word = make("b", { textContent: say("Esto es una demostración", "This is a demo") });
  const text = say(
    ": los clientes son inventados y nada está en marcha, así que aquí no se pide nada.",
    ": the clients are invented and nothing runs, so nothing is asked for here.",
  );
  const note = make("div", { className: "notice" }, paragraph(word, text));
  box.show(...told, note, buttonLine(closeButton(box)));
};
