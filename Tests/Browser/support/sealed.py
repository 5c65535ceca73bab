"""Sealed onboarding pages: the real command makes them, an independent implementation opens them."""

import base64
import json
import re
import shutil
import struct
import subprocess
import unicodedata
from hashlib import pbkdf2_hmac, sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

import fleets
import portal

HEADER = re.compile(
    r"puerto\.page\.v1;kdf=pbkdf2-sha256;i=([1-9][0-9]{5,7});s=([A-Za-z0-9_-]{22});n=([A-Za-z0-9_-]{16});"
    r"c=aes-256-gcm;id=([a-z0-9-]{1,64})"
)
ENVELOPE = re.compile(r'(<script type="application/json" id="envelope">)(.*?)(</script>)')
PASSWORD = "dos  espacios ñ\u202e</script>"
HOSTILE = "</script><script>alert(1)</script> {{x}} ]]> <!--"

FLEET = f"""\
tenants:
{fleets.BASE}\
  - {{slug: acme, name: Acme Logística, kind: client, host: local, slot: 1, locale: es, status: ready, contact: {{name: Cyn Ávila, email: cyn@acme.example}},
     dashboards: [{{title: Pedidos, path: /apps/get/u/admin/pedidos}}]}}
  - {{slug: harbour, name: Harbour Foods, kind: client, host: local, slot: 2, locale: en, status: ready, contact: {{name: Jo, email: jo@harbour.example}}}}
  - {{slug: hard, name: {fleets.quoted(HOSTILE)}, kind: client, host: local, slot: 3, locale: es, status: ready, contact: {{name: "<b>{{{{x}}}}", email: ob@example.org}}}}
"""


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def envelope(page):
    return json.loads(ENVELOPE.search(page)[2])


def with_envelope(page, values):
    """The page with another envelope, in the place where the script reads it."""
    text = values if isinstance(values, str) else json.dumps(values, separators=(",", ":"))
    return ENVELOPE.sub(lambda match: match[1] + text.replace("<", "\\u003c") + match[3], page)


def derived(passphrase, header):
    rounds, salt = int(HEADER.fullmatch(header)[1]), decoded(HEADER.fullmatch(header)[2])
    words = unicodedata.normalize("NFC", passphrase).strip(" \t\n\v\f\r").encode()
    key = pbkdf2_hmac("sha256", words, salt, rounds, 32)
    output = HKDF(hashes.SHA256(), 64, None, b"puerto/page/v1").derive(key)
    return output[:32], output[32:]


def opened(page, passphrase):
    """Opens the page, and checks each step of the format and the canonical spelling of each part."""
    all_ = envelope(page)
    assert sorted(all_) == ["c", "h", "k", "v"] and all_["v"] == 1
    assert json.dumps(all_, separators=(",", ":")) == ENVELOPE.search(page)[2]
    parts = HEADER.fullmatch(all_["h"])
    assert all(
        encoded(decoded(text)) == text for text in [all_["c"], all_["k"], parts[2], parts[3]]
    )
    assert int(parts[1]) == 1_000_000
    key, commitment = derived(passphrase, all_["h"])
    assert decoded(all_["k"]) == commitment
    plain = AESGCM(key).decrypt(decoded(parts[3]), decoded(all_["c"]), all_["h"].encode())
    assert len(plain) % 1024 == 0
    length = struct.unpack(">I", plain[:4])[0]
    assert set(plain[4 + length :]) <= {0}
    return json.loads(plain[4 : 4 + length])


def sealed_anew(page, passphrase, plain, header=None):
    """The page with another plaintext, sealed correctly."""
    header = header or envelope(page)["h"]
    key, commitment = derived(passphrase, header)
    data = AESGCM(key).encrypt(decoded(HEADER.fullmatch(header)[3]), plain, header.encode())
    return with_envelope(page, {"v": 1, "h": header, "k": encoded(commitment), "c": encoded(data)})


def policy_holds(page):
    """Checks that the page's policy names exactly the sheet and the script inside."""

    def digest(text):
        return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()

    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    script = re.findall(r"<script>(.*?)</script>", page, re.S)
    policy = re.search(
        r'<head>\n<meta http-equiv="Content-Security-Policy" content="([^"]*)"', page
    )[1]
    return len(script) == 1 and policy == (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script[0])}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


class Handed:
    """A workspace of three clients, their pages and passphrases."""

    def __init__(self, folder):
        portal.puerto("init", folder)
        (folder / "puerto.yaml").write_text(fleets.CONFIGURATION)
        (folder / "fleet.yaml").write_text(FLEET)
        shutil.rmtree(folder / "content")
        portal.write(folder / "content" / "runbooks", {})
        portal.write(folder / "content" / "tenants", {})
        portal.puerto("import", folder / "fleet.yaml", "--workspace", folder)
        self.folder = folder
        self.passwords, self.passphrases = {}, {}
        for slug, password in {
            "acme": PASSWORD,
            "harbour": "pmaz-av8a-5r52",
            "hard": "\"'<&>",
        }.items():
            self.set(slug, password)
            self.hand(slug)

    def set(self, slug, password):
        self.passwords[slug] = password
        self.run("credential", "set", slug, "app", input=password)

    def hand(self, slug, *options, input=""):
        out = self.run("handoff", "page", slug, "--out", self.file(slug), *options, input=input)
        # A passphrase that the operator chose is not printed.
        self.passphrases[slug] = (out or input).strip("\n")

    def run(self, *arguments, input=""):
        done = subprocess.run(
            [portal.command(), *map(str, arguments), "--workspace", str(self.folder)],
            input=input,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def file(self, slug):
        return self.folder.parent / f"{slug}.html"

    def page(self, slug):
        return self.file(slug).read_text()

    def public(self, slug):
        """The page in `public/`, at the address that the command lists."""
        line = next(
            line for line in self.run("handoff", "list").splitlines() if line.startswith(slug + " ")
        )
        return self.folder / "public" / line.split()[-1]

    def forged(self, name, text):
        """Writes a changed page and returns its address."""
        file = self.folder.parent / f"{name}.html"
        file.write_text(text)
        return file.as_uri()
