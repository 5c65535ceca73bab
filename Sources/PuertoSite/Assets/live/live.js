// The portal comes alive where its hook answers; where it does not, it is what it is without this.

const account = document.querySelector(".account");
const groups = [...document.querySelectorAll(".actions")];
const { tenant } = document.querySelector(".actions[data-tenant]")?.dataset ?? {};
const login = account.firstElementChild;
let notice = null;
let isTrying = false;

// The top line's corner: a link, or who it is.
onSession((now) => {
  if (!now) {
    login.href = loginAddress();
    return account.replaceChildren(login);
  }
  const out = make("button", { type: "button", className: "copy", textContent: say("Salir", "Log out") });
  out.addEventListener("click", async () => {
    out.disabled = true;
    try {
      await ask("DELETE", "/session");
      location.assign(loginAddress(""));
    } catch (error) {
      out.disabled = false;
      if (error instanceof Refused && error.status === 401) return;
      noticeIfDown(error);
      toast(explain(error).textContent, { isBad: true });
    }
  });
  const role = now.role === "viewer" ? say("solo mira", "viewer") : say("dueño", "owner");
  account.replaceChildren(make("span", {}, make("bdi", { textContent: now.operator }), " ", make("span", { className: "soft", textContent: role })), out);
});

// Links that lead nowhere now; what they stand for can be done by command.
const commands = () => [...groups.flatMap((group) => [...group.querySelectorAll("[data-command]")])].map((link) => link.dataset.command);

const disable = () => {
  for (const group of groups) for (const link of group.querySelectorAll("a[href]")) {
    link.dataset.href = link.getAttribute("href");
    link.removeAttribute("href");
    link.setAttribute("role", "link");
    link.setAttribute("aria-disabled", "true");
  }
};

const enable = () => {
  for (const group of groups) for (const link of group.querySelectorAll("[data-href]")) {
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
  const text = say("El enganche no responde: estas páginas siguen siendo legibles; usa las órdenes.", "The hook does not answer: these pages can still be read; use the commands.");
  const all = make("details", {}, make("summary", { textContent: say("Órdenes", "Commands") }), ...commands().map(command));
  notice = make("div", { className: "notice", role: "status" }, make("p", { textContent: text }), all);
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
    try { await begin(); } catch (error) { noticeIfDown(error); }
  }
  isTrying = false;
};

// What a page has only for somebody who is logged in.
const begin = async () => {
  await refresh();
  noticeUp();
  if (!session) return;
  if (session.role === "owner") for (const group of groups) if ("fleet" in group.dataset && !group.querySelector("button")) addBuild(group);
  if (!tenant) return;
  if (session.role === "owner" && canOpenSecrets()) addReveals(tenant);
  addLinks(tenant);
  const { job } = await ask("GET", `/tenants/${tenant}`);
  if (job) watch(job);
};

if (location.protocol === "file:") noticeDown();
else begin().catch((error) => {
  noticeIfDown(error);
  if (!(error instanceof HookDown || error instanceof Refused)) console.error(error);
});
