// Buttons that copy a text and say for a moment whether it worked.

const COPY = say("Copiar", "Copy");

const copyOnClick = (button, text, announce = () => {}) => {
  button.addEventListener("click", async () => {
    const isDone = await copyText(text());
    const word = isDone ? say("Copiado", "Copied") : say("No se pudo", "Failed");
    button.textContent = word;
    announce(word);
    setTimeout(() => {
      button.textContent = COPY;
    }, 1600);
  });
};

const copyButton = (text, name, announce) => {
  const label = `${COPY} ${name}`;
  const properties = { type: "button", className: "copy", textContent: COPY, "aria-label": label };
  const button = make("button", properties);
  copyOnClick(button, text, announce);
  return button;
};
