"""Takes the pictures of docs/images/: an example fleet, built by the program, in a browser."""

import base64
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent
ROOT = EXAMPLE.parents[1]
IMAGES = ROOT / "docs" / "images"
PUERTO = str((ROOT / os.environ.get("PUERTO", ".build/release/puerto")).resolve())
sys.path.insert(0, str(ROOT / "Tests/Browser/support"))

import browser as chromium

# The one client whose page is shown: recorded as a draft, so that its passwords are generated.
CLIENT = "clinica-sonrisa"
# What the operator did, and when: the pages show these times.
DAYS = [
    ("2026-10-30 09:12:00", ["import", "fleet.yaml"]),
    ("2026-10-30 09:40:00", ["tenant", "edit", CLIENT, "--status", "ready"]),
    ("2026-11-02 10:05:00", ["handoff", "page", CLIENT, "--out", "public/page.html"]),
    ("2026-11-03 08:30:00", ["build"]),
]
# Name, path below public/, and size of the window in pixels, cut between two rows.
PICTURES = [
    ("fleet", "portal/index.html", 1280, 836),
    ("client", f"portal/clients/{CLIENT}.html", 1280, 760),
    ("onboarding", "page.html", 390, 844),
]
# The pages count days up to this moment.
NOW = "Date.now = () => Date.parse('2026-11-06T09:00:00+01:00');"


def workspace(folder):
    """The example fleet with the runbooks of the repository, built at a fixed time."""
    for name in ["puerto.yaml", "fleet.yaml"]:
        shutil.copy(EXAMPLE / name, folder / name)
    shutil.copytree(ROOT / "content" / "runbooks", folder / "content" / "runbooks")
    shutil.copytree(EXAMPLE / "tenants", folder / "content" / "tenants")
    (folder / "public").mkdir()
    environment = {**os.environ, "PUERTO_WORKSPACE": str(folder), "PUERTO_IGNORE_PORTS": "1"}
    for time, arguments in DAYS:
        command = ["faketime", "-f", f"@{time}", PUERTO, *arguments]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def take(browser, url, width, height):
    """The top of a page, as WebP."""
    browser.size(width, height)
    browser.open(url)
    picture = browser.cdp("Page.captureScreenshot", format="webp", quality=90)
    return base64.b64decode(picture["data"])


def main():
    IMAGES.mkdir(parents=True, exist_ok=True)
    browser = chromium.start()
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=NOW)
    try:
        with tempfile.TemporaryDirectory() as folder:
            workspace(Path(folder))
            for name, path, width, height in PICTURES:
                file = IMAGES / f"{name}.webp"
                url = (Path(folder) / "public" / path).as_uri()
                file.write_bytes(take(browser, url, width, height))
                print(f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes")
    finally:
        browser.driver.quit()


if __name__ == "__main__":
    main()
