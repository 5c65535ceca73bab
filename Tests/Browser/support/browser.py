"""A headless Chromium, and the operations that the tests need."""

import atexit
import functools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

# Seconds after which something hangs: no bound on speed, since other tests use the machine too.
HANGS = 120


@functools.cache
def quiet():
    """A library that keeps Chromium from hearing of networks that come and go; see quiet.c."""
    folder = tempfile.mkdtemp(prefix="puerto-quiet-")
    atexit.register(shutil.rmtree, folder)
    library = Path(folder, "quiet.so")
    compiler = next(filter(None, map(shutil.which, ["cc", "gcc", "clang"])))
    source = Path(__file__).with_name("quiet.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


def start(*more, **preferences):
    """Starts Chromium with more flags and user preferences."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in [
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        "--force-color-profile=srgb",
        "--font-render-hinting=none",
        "--lang=es",
        *more,
    ]:
        options.add_argument(flag)
    options.add_experimental_option("prefs", preferences)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    environment = {**os.environ, "LD_PRELOAD": str(quiet())}
    service = Service(shutil.which("chromedriver"), env=environment)
    driver = webdriver.Chrome(options=options, service=service)
    driver._web_element_cls = Element
    # A script that waits, as for axe or for an answer of the hook, has 30 s otherwise.
    driver.set_script_timeout(HANGS)
    return Browser(driver)


class Element(WebElement):
    def click(self):
        """Clicks, and scrolls first what lies under the bar that sticks to the window's edge.

        The driver takes all that is in the window for visible.
        """
        try:
            super().click()
        except ElementClickInterceptedException:
            self.parent.execute_script("arguments[0].scrollIntoView({block: 'center'})", self)
            super().click()


class Browser:
    def __init__(self, driver):
        self.driver = driver
        self.reset()

    def cdp(self, name, **arguments):
        return self.driver.execute_cdp_cmd(name, arguments)

    def reset(self):
        """Emulates a light desktop with script and without smooth scrolling."""
        self.script(True)
        self.media()
        self.size(1280, 900)

    def size(self, width, height):
        phone = width < 500
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=phone,
        )

    def media(self, scheme="light", medium="", **features):
        features = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce", **features}
        self.cdp(
            "Emulation.setEmulatedMedia",
            media=medium,
            features=[{"name": name, "value": value} for name, value in features.items()],
        )

    def script(self, on):
        self.cdp("Emulation.setScriptExecutionDisabled", value=not on)

    def open(self, url):
        self.driver.get(url)
        return self

    def run(self, code, *arguments):
        return self.driver.execute_script(code, *arguments)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def press(self, selector):
        """Clicks an element as soon as it can be, and not one that was drawn anew meanwhile."""

        def is_pressed():
            try:
                self.one(selector).click()
            except (StaleElementReferenceException, ElementNotInteractableException):
                return False
            return True

        self.until(is_pressed)

    def texts(self, selector):
        """The trimmed text of each match, read in one call."""
        return self.run(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())",
            selector,
        )

    def until(self, condition, seconds=HANGS):
        """Waits until `condition()` is true, and returns what it returned.

        What is not there yet, or was drawn anew meanwhile, is looked for again.
        """
        unready = [IndexError, NoSuchElementException, StaleElementReferenceException]
        wait = WebDriverWait(self.driver, max(seconds, HANGS), 0.02, ignored_exceptions=unready)
        try:
            return wait.until(lambda _: condition())
        except TimeoutException:
            shown = self.run("return document.body?.innerText ?? ''")
            raise TimeoutException(f"not so at {self.url}, which shows: {shown[:500]}") from None

    def keys(self, *keys):
        """Types into the focused element."""
        chain = ActionChains(self.driver, duration=0)
        for key in keys:
            chain.send_keys(key)
        chain.perform()

    def retype(self, text):
        """Replaces the text of the focused field."""
        ActionChains(self.driver, duration=0).key_down(Keys.CONTROL).send_keys("a").key_up(
            Keys.CONTROL
        ).send_keys(text or Keys.BACKSPACE).perform()

    def point(self, element):
        """Clicks at the element's place, even if another one covers it."""
        ActionChains(self.driver, duration=0).move_to_element(element).click().perform()

    def focused(self, code):
        return self.run(f"const e = document.activeElement; return {code}")

    @property
    def url(self):
        return self.driver.current_url

    def console(self):
        """Console entries of every level since the last call."""
        return self.driver.get_log("browser")

    def messages(self):
        """Warnings and errors of the console since the last call."""
        return [
            entry["message"] for entry in self.console() if entry["level"] in ("SEVERE", "WARNING")
        ]
