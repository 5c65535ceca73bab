"""A sealed page in a browser: the client's actions, and every text that the page holds."""

import functools
import http.server
import threading

from selenium.webdriver.common.keys import Keys

# Counts derivations, and keeps timers of a minute and more for the test to run.
WATCH = """
window.derivations = 0;
const derive = crypto.subtle?.deriveBits.bind(crypto.subtle);
if (derive) crypto.subtle.deriveBits = (...all) => { if (all[0].name === "PBKDF2") derivations++; return derive(...all); };
const later = window.setTimeout, timers = window.timers = new Map();
const never = window.clearTimeout;
window.setTimeout = (f, wait, ...all) => wait < 60000 ? later(f, wait, ...all) : (timers.set(-timers.size - 1, [wait, f]), -timers.size);
window.clearTimeout = (id) => { if (!timers.delete(id)) never(id); };
"""
# Prevents every derivation from ending.
STALL = "crypto.subtle.deriveBits = () => new Promise(() => {});"

# Collects raw texts as well: `outerHTML` escapes `<` and omits the values of fields.
EVERYTHING = r"""
const found = [];
const add = (what) => {
  if (what && typeof what === "object") Object.entries(what).flat().forEach(add);
  else found.push(String(what));
};
const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
const walk = (node) => {
  add(node.nodeValue);
  for (const attribute of node.attributes ?? []) add([attribute.name, attribute.value]);
  if ("value" in node) add(node.value);
  if (node.content instanceof DocumentFragment) walk(node.content);
  if (node.shadowRoot) walk(node.shadowRoot);
  node.childNodes.forEach(walk);
};
walk(document);
// What several nodes hold between them.
add([document.documentElement.textContent, document.documentElement.outerHTML]);
add([document.title, location.href, decoded(location.href), document.referrer, decoded(document.cookie), history.state]);
for (const name of ["localStorage", "sessionStorage"]) {
  // A browser that keeps nothing throws.
  try { add({...window[name]}); } catch {}
}
for (const name of Object.keys(window)) {
  try { if (typeof window[name] === "string") add(window[name]); } catch {}
}
return found.join("\n");
"""


def everything(page):
    """Every text in the page and in the places where a page can store one."""
    return page.run(EVERYTHING)


def state(page):
    return page.run("return document.getElementById('sealed').dataset.state")


def shown(page):
    return page.run(
        "return [...document.querySelectorAll('#sealed [data-state]')].filter(e => e.checkVisibility()).map(e => e.dataset.state)"
    )


def fill(page, passphrase):
    page.run(
        "const f = document.getElementById('passphrase'); f.focus(); f.value = arguments[0]",
        passphrase,
    )


def enter(page, passphrase):
    fill(page, passphrase)
    page.keys(Keys.ENTER)
    page.until(lambda: state(page) != "busy", 30)
    return state(page)


def unlock(page, handed, slug="acme"):
    page.open(handed.file(slug).as_uri())
    return enter(page, handed.passphrases[slug])


def submit(page, passphrase):
    """Submits the passphrase without waiting for the result."""
    fill(page, passphrase)
    page.run("document.querySelector('form').requestSubmit()")


def milliseconds(page, passphrase, wanted):
    """Submits the passphrase and returns the state that follows."""
    return page.driver.execute_async_script(
        """
        const [passphrase, wanted, done] = arguments, box = document.getElementById("sealed"), start = performance.now();
        new MutationObserver(() => { if (box.dataset.state === wanted) done(performance.now() - start); }).observe(box, {attributes: true});
        document.getElementById("passphrase").value = passphrase;
        document.querySelector("form").requestSubmit();
        """,
        passphrase,
        wanted,
    )


def pass_time(page):
    """Runs the timers that the page waits for."""
    page.run("[...timers.values()].at(-1)[1]()")


class Server:
    """Serves the files of a folder on this machine, and keeps the requests."""

    def __init__(self, folder):
        asked = self.asked = []

        class Handler(http.server.SimpleHTTPRequestHandler):
            def end_headers(self):
                # Tests rewrite files; `no-store` would disable the back/forward cache.
                self.send_header("Cache-Control", "no-cache")
                super().end_headers()

            def log_message(self, *_):
                asked.append(f"{self.command} {self.path}")

        handler = functools.partial(Handler, directory=str(folder))
        self.running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.running.serve_forever, daemon=True).start()
        self.port = self.running.server_port

    def url(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.port}/{path}"

    def stop(self):
        self.running.shutdown()
        self.running.server_close()
