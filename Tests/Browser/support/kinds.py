"""One page of every kind, by name."""


def portal_pages(prefix=""):
    root = f"portal/{prefix}"
    return {
        "harbour": f"{root}index.html",
        "client": f"{root}clients/acme.html",
        "client-hostile": f"{root}clients/guion.html",
        "client-long": f"{root}clients/litoral.html",
        "client-unbroken": f"{root}clients/gorros.html",
        "base": f"{root}clients/base.html",
        "client-runbook": f"{root}clients/acme/restaurar.html",
        "runbook": f"{root}runbooks/rutina.html",
        "runbook-template": f"{root}runbooks/primeros-pasos.html",
        "runbooks": f"{root}runbooks/index.html",
        "ports": f"{root}ports.html",
        "ports-second-host": f"{root}ports-norte.html",
        "architecture": f"{root}architecture.html",
        "business": f"{root}business.html",
        "activity": f"{root}activity.html",
    }


def small_pages(small):
    """Every kind in both languages, and onboarding pages, which have one language each."""
    pages = {f"{name}-es": path for name, path in portal_pages().items()}
    pages |= {f"{name}-en": path for name, path in portal_pages("en/").items()}
    for state, slug in {
        "ready": "acme",
        "degraded-en": "guion",
        "suspended-en": "noor",
        "draft": "litoral",
        "provisioning-en": "gorros",
    }.items():
        pages[f"welcome-{state}"] = small.welcome(slug)
    return pages


def paged_pages():
    return {
        f"paged-{name}-{language}": f"portal/{prefix}{file}"
        for language, prefix in {"es": "", "en": "en/"}.items()
        for name, file in {
            "harbour": "index.html",
            "harbour-2": "index-2.html",
            "business": "business-3.html",
            "ports": "ports.html",
            "architecture": "architecture.html",
        }.items()
    }


def empty_pages():
    return {
        f"empty-{language}": f"portal/{prefix}index.html"
        for language, prefix in {"es": "", "en": "en/"}.items()
    }
