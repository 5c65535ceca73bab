"""The hook's own pages with a script, as the stub hook serves them."""

HEAD = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Costa</title>
<link rel="icon" href="/assets/{icon}" type="image/svg+xml">
<link rel="stylesheet" href="/assets/{style}">
<script src="/assets/{script}" defer></script>
</head><body class="hook" data-hook="/hook">
<header class="top"><a class="brand" href="/portal/index.html"><b>Puerto</b><span>Costa</span></a>
</header><main id="main" class="panel" tabindex="-1"><h1>{title}</h1>
"""
LOGIN = """<form id="login" class="form" method="post" action="/hook/session">
<input type="hidden" name="next" value="{next}">
<p><label for="operator">{name}</label>
<input id="operator" name="operator" required autocomplete="username" autofocus></p>
<p><label for="password">{password}</label>
<input id="password" name="password" type="password" required></p>
<p><button class="button primary" type="submit">{title}</button></p></form>
"""
REGISTER = '<div id="register" aria-live="polite"><p class="notice">JavaScript</p></div>\n'
WORDS = {
    "es": {
        "login": "Entrar",
        "register": "Llave de acceso",
        "name": "Nombre",
        "password": "Contraseña",
    },
    "en": {"login": "Log in", "register": "Passkey", "name": "Name", "password": "Password"},
}
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def page(public, kind, lang, place):
    """A page and its policy; `kind` is the stem of its script."""
    assets = {path.name.split("-")[0]: path.name for path in (public / "assets").iterdir()}
    words = WORDS[lang]
    head = HEAD.format(
        lang=lang,
        title=words[kind],
        icon=assets["icon"],
        style=assets["style"],
        script=assets[kind],
    )
    form = LOGIN.format(
        title=words["login"], name=words["name"], password=words["password"], next=place
    )
    body = form if kind == "login" else REGISTER
    return f"{head}{body}</main></body></html>".encode(), {"Content-Security-Policy": POLICY}
