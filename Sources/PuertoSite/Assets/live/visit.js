// What the operator has approved since the last visit, once after a login: an approval that the
// operator does not remember is somebody else's.

const seenName = () => `puerto.approvals.${session.operator}`;

// A browser that keeps nothing for the tab says no: it gets the panel on every page.
const isFirstPage = () => {
  try {
    const isFirst = sessionStorage.getItem("puerto.visit") !== session.operator;
    sessionStorage.setItem("puerto.visit", session.operator);
    return isFirst;
  } catch {
    return true;
  }
};

const unseen = (approvals) => {
  const seen = recall(seenName());
  return approvals.filter(({ at }) => !seen || Date.parse(at) > Date.parse(seen));
};

const actWord = (act) => {
  if (act === "reveal") return say("contraseña mostrada", "password shown");
  if (act === "link") return say("enlace de un solo uso", "one-time link");
  if (act === "page") return say("página sellada", "sealed page");
  return actionWord(act).toLowerCase();
};

const approvalLine = ({ at, act, tenant: whose, passkey }) => {
  const place = make("code", { textContent: whose });
  const rest = ` · ${moment(at)} · ${passkey}`;
  return make("li", {}, `${actWord(act)}, `, place, rest);
};

const showVisit = (approvals) => {
  const title = recall(seenName())
    ? say("Aprobaste desde tu última visita:", "You have approved since your last visit:")
    : say("Tus últimas aprobaciones:", "Your latest approvals:");
  const close = actionButton(say("Entendido", "Got it"), "copy");
  const list = make("ul", { className: "plain" }, ...approvals.map(approvalLine));
  const properties = { className: "notice visit", role: "region", "aria-label": title };
  const panel = make("div", properties, paragraph(title), list, close);
  close.addEventListener("click", () => panel.remove());
  const head = document.querySelector(".head");
  if (head) head.after(panel);
  else document.getElementById("main").prepend(panel);
};

const addVisit = async () => {
  if (!isFirstPage()) return;
  try {
    const { approvals } = await ask("GET", "/approvals");
    const fresh = unseen(approvals);
    if (fresh.length === 0) return;
    showVisit(fresh);
    remember(seenName(), approvals[0].at);
  } catch (error) {
    noticeIfDown(error);
  }
};

// What was approved on this page needs no mention at the next visit, unless more has come with it.
const noteApproval = async () => {
  try {
    const { approvals } = await ask("GET", "/approvals");
    if (unseen(approvals).length === 1) remember(seenName(), approvals[0].at);
  } catch (error) {
    noticeIfDown(error);
  }
};
