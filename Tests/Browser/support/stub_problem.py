"""Refusals of the stub hook."""

import time


def moment(seconds):
    """Seconds since 1970 as RFC 3339 has them."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


class Problem(Exception):
    def __init__(self, status, kind, title, **more):
        super().__init__(title)
        self.status = status
        self.document = {"type": f"urn:puerto:{kind}", "title": title, "status": status, **more}

    def words(self, language):
        """The document with details and hints in a language, and the header that names it."""
        document = {
            name: text[language == "en"] if isinstance(text, tuple) else text
            for name, text in self.document.items()
        }
        is_both = any(isinstance(text, tuple) for text in self.document.values())
        return document, {"Content-Language": language if is_both else "en"}
