// Copy buttons beside addresses and names, and on the page's commands.

const copied = make("div", { className: "skip", role: "status" });
document.body.append(copied);
const announceCopy = (word) => {
  copied.textContent = word;
};

const addCopyButton = (element, text) =>
  element.after(copyButton(() => text, element.textContent, announceCopy));

const addCopyButtons = (root) => {
  for (const link of root.querySelectorAll("a.url")) {
    addCopyButton(link, link.href.replace(/\/$/, ""));
  }
  for (const code of root.querySelectorAll("[data-copy]")) addCopyButton(code, code.textContent);
};

// The markup of a command has its button already, hidden.
const showCommandButtons = () => {
  for (const button of document.querySelectorAll(".code > .copy")) {
    const pre = button.parentElement.querySelector("pre");
    copyOnClick(button, () => pre.textContent.replace(/\n$/, ""), announceCopy);
    button.hidden = false;
  }
};
