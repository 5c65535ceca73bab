// While the hook does not answer, links that lead to it are disabled, and a notice gives the
// commands that do the same.

const groups = [...document.querySelectorAll(".actions")];
let notice = null;
let isTrying = false;

const inGroups = (selector) => groups.flatMap((group) => [...group.querySelectorAll(selector)]);

const disable = () => {
  for (const link of inGroups("a[href]")) {
    link.dataset.href = link.getAttribute("href");
    link.removeAttribute("href");
    link.setAttribute("role", "link");
    link.setAttribute("aria-disabled", "true");
  }
};

const enable = () => {
  for (const link of inGroups("[data-href]")) {
    link.setAttribute("href", link.dataset.href);
    delete link.dataset.href;
    link.removeAttribute("role");
    link.removeAttribute("aria-disabled");
  }
};

const noticeDown = () => {
  if (notice) return;
  document.body.dataset.live = "down";
  disable();
  const text = say(
    "El portal no puede actuar ahora; las páginas se pueden seguir leyendo. Usa los comandos.",
    "The portal cannot act now; its pages can still be read. Use the commands meanwhile.",
  );
  const summary = make("summary", { textContent: say("Comandos", "Commands") });
  const commands = inGroups("[data-command]").map((link) => command(link.dataset.command));
  const all = make("details", {}, summary, ...commands);
  notice = make("div", { className: "notice", role: "status" }, paragraph(text), all);
  if (groups.length) document.querySelector(".head").after(notice);
  if (location.protocol !== "file:") tryAgain();
};

const noticeUp = () => {
  if (!notice) return;
  notice.remove();
  notice = null;
  delete document.body.dataset.live;
  enable();
};

const noticeIfDown = (error) => {
  if (error instanceof HookDown) noticeDown();
};

const tryAgain = async () => {
  if (isTrying) return;
  isTrying = true;
  while (notice) {
    await pause(30000);
    await whenVisible();
    try {
      await begin();
    } catch (error) {
      noticeIfDown(error);
    }
  }
  isTrying = false;
};
