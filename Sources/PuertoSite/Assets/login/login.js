// The login with a passkey, beside the form that works without a script.

// Set in a browser that has logged in with a passkey: the form is folded there.
const USED = "puerto.passkey";

const form = document.getElementById("login");

// The panel of approvals since the last visit comes once after each login.
try {
  sessionStorage.removeItem("puerto.visit");
} catch {
  // A browser that keeps nothing shows the panel on every page.
}

const refusal = make("p", { className: "error", role: "alert", hidden: true });

const tellRefusal = (text, lang = "") => {
  refusal.textContent = text;
  refusal.lang = lang || document.documentElement.lang;
  refusal.hidden = text === "";
};

const logIn = async (button) => {
  button.disabled = true;
  tellRefusal("");
  try {
    const offer = await ask("POST", "/session/passkey");
    // What is signed says that it is a login: no bytes of the hook's own are signed as they came.
    const { id, relying_party: relyingParty } = offer;
    const message = frame("puerto/login/v1", id, relyingParty, decode(offer.challenge, 32));
    const assertion = await signed({ challenge: await digest(message), relyingParty });
    await ask("POST", `/session/passkey/${offer.id}`, assertion);
    remember(USED, "yes");
    location.assign(form.elements.next.value);
  } catch (error) {
    button.disabled = false;
    button.focus();
    if (!(error instanceof Cancelled))
      return tellRefusal(failureText(error), failureLanguage(error));
    const text = say(
      "No se ha usado ninguna llave. Inténtalo otra vez, o entra con la contraseña.",
      "No passkey was used. Try again, or log in with the password.",
    );
    tellRefusal(text);
  }
};

const foldForm = () => {
  const summary = make("summary", {
    textContent: say("Entrar con contraseña", "Log in with a password"),
  });
  const fold = make("details", { className: "fold" }, summary);
  form.before(fold);
  fold.append(form);
};

if (canUsePasskeys()) {
  const isUsual = recall(USED) !== null;
  const className = isUsual ? "button primary" : "button";
  const textContent = say("Entrar con llave de acceso", "Log in with a passkey");
  const button = make("button", { type: "button", className, textContent });
  button.addEventListener("click", () => logIn(button));
  form.before(make("div", { className: "form passkey" }, make("p", {}, button), refusal));
  // After a wrong password the form is what the operator wants to see.
  if (isUsual && !document.querySelector("main > .error")) {
    foldForm();
    button.focus();
  }
}
