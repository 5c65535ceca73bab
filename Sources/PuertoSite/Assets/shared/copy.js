// Puts a text on the clipboard, and resolves to whether it is there.
const copyText = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page opened over plain http has no clipboard; the old way still works there. A dialog keeps
    // the focus inside: the field has to be in it.
    const held = document.activeElement;
    const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    held?.focus();
    return done;
  }
};
