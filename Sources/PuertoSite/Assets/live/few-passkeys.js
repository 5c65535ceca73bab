// An owner without two passkeys is told so on the fleet's page: what is lost with the only one.

const fewPasskeysText = (count) =>
  count === 0
    ? say(
        "Añade tu llave de acceso: con ella se muestran contraseñas y se archiva. En la terminal del servidor:",
        "Add your passkey: it shows passwords and archives. In the server's terminal:",
      )
    : say(
        "Solo tienes una llave de acceso. Añade otra en otro dispositivo, por si pierdes esa. En la terminal del servidor:",
        "You have one passkey only. Add another one on another device, in case that one is lost. In the server's terminal:",
      );

const addFewPasskeys = () => {
  if (isDemo) return;
  const isMissing = session.role === "owner" && session.passkeys < 2;
  if (!isMissing || !document.querySelector(".actions[data-fleet]")) return;
  const text = fewPasskeysText(session.passkeys);
  const line = command(`puerto operator passkey ${session.operator}`);
  const properties = { className: "notice few-passkeys", role: "region", "aria-label": text };
  const panel = make("div", properties, paragraph(text), line);
  const head = document.querySelector(".head");
  if (head) head.after(panel);
  else document.getElementById("main").prepend(panel);
};
