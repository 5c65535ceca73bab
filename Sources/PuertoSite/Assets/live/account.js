// The corner of the top line: a link to the login, or the operator's name and the way out.

const account = document.querySelector(".account");
const login = account.firstElementChild;

const logOut = async (button) => {
  button.disabled = true;
  try {
    await ask("DELETE", "/session");
    location.assign(loginAddress(""));
  } catch (error) {
    button.disabled = false;
    if (error instanceof Refused && error.status === 401) return;
    noticeIfDown(error);
    toast(explain(error).textContent, { isBad: true });
  }
};

onSession((now) => {
  if (!now) {
    login.href = loginAddress();
    return account.replaceChildren(login);
  }
  const out = actionButton(say("Salir", "Log out"), "copy");
  out.addEventListener("click", () => logOut(out));
  const role = now.role === "viewer" ? say("solo mira", "viewer") : say("propietario", "owner");
  const name = make("bdi", { textContent: now.operator });
  const soft = make("span", { className: "soft", textContent: role });
  account.replaceChildren(make("span", {}, name, " ", soft), out);
});
