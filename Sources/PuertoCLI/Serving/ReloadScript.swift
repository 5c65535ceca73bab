/// The script that `serve` adds to each page.
enum ReloadScript {
    static let text = #"""
        (() => {
          "use strict";
          const { tag } = document.currentScript.dataset;
          if (!window.SharedWorker) return;
          const spanish = document.documentElement.lang.startsWith("es");
          const say = (es, en) => (spanish ? es : en);
          const make = (name, properties, ...inside) => {
            const element = Object.assign(document.createElement(name), properties);
            element.append(...inside);
            return element;
          };

          // The bar: what is wrong with the last build, or that the page is gone

          const dismissed = "puerto-dismissed";
          let bar;
          let errors = { errors: [], more: 0 };
          let isGone = false;

          const close = () => {
            bar?.remove();
            bar = undefined;
          };

          const contents = () => {
            if (errors.errors.length) {
              const list = make("ul", { lang: "en" }, ...errors.errors.map((text) => make("li", { textContent: text })));
              const more = errors.more ? [make("p", { textContent: say(`y ${errors.more} más`, `and ${errors.more} more`) })] : [];
              return [make("p", {}, make("strong", { textContent: say("El portal no se ha actualizado", "The portal was not updated") })), list, ...more];
            }
            const link = make("a", { href: "/", textContent: say("Ir al portal", "Go to the portal") });
            return [make("p", {}, make("strong", { textContent: say("Esta página ya no existe.", "This page is no longer there.") }), " ", link)];
          };

          const show = () => {
            const what = errors.errors.length ? JSON.stringify(errors) : isGone ? "gone" : "";
            if (!what) sessionStorage.removeItem(dismissed);
            if (!what || sessionStorage.getItem(dismissed) === what) return close();
            if (bar?.dataset.what === what) return;
            close();
            if (!document.querySelector('link[href="/.puerto/reload.css"]')) {
              document.head.append(make("link", { rel: "stylesheet", href: "/.puerto/reload.css" }));
            }
            const button = make("button", { type: "button", textContent: say("Cerrar", "Close") });
            button.addEventListener("click", () => {
              sessionStorage.setItem(dismissed, what);
              close();
            });
            bar = make("div", { className: "puerto-bar" });
            bar.setAttribute("role", "alert");
            bar.dataset.what = what;
            document.body.append(bar);
            bar.append(...contents(), button);
          };

          // A reader who is typing keeps the page until the field is left or empty, and one who has a
          // dialog open until it is closed: what is shown there is not shown again

          const isTyping = () => {
            const field = document.activeElement?.closest("input, textarea, select, [contenteditable]");
            return Boolean(field && (field.value || field.textContent));
          };
          let isOld = false;
          const reload = () => {
            if (isOld && !isTyping() && !document.querySelector("dialog[open]")) location.reload();
          };
          new MutationObserver(() => setTimeout(reload)).observe(document.body, { childList: true });
          for (const name of ["input", "focusout"]) document.addEventListener(name, () => setTimeout(reload));

          const hear = ({ data }) => {
            if (data.errors) {
              errors = data;
              worker.port.postMessage({ page: location.pathname, tag });
            } else {
              isOld = data.became === "other";
              isGone = data.became === "nothing" && Boolean(tag);
              reload();
            }
            show();
          };

          const worker = new SharedWorker("/.puerto/worker.js");
          worker.port.onmessage = hear;
          addEventListener("pagehide", ({ persisted }) => persisted || worker.port.postMessage("bye"));
        })();

        """#
}
