"""The hook's own pages with a script, as the stub hook serves them."""

HEAD = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · Costa</title>
<link rel="icon" href="/assets/{icon}" type="image/svg+xml">
<link rel="stylesheet" href="/assets/{style}">
<script src="/assets/{script}" defer></script>
</head>
<body class="hook" data-hook="/hook">
<a class="skip" href="#main">{skip}</a>
<header class="top">
<a class="brand" href="{home}"><b>Puerto</b><span title="Costa">Costa</span></a>
<nav class="lang" aria-label="{languages}"><a href="/hook/{page}?lang={other}" hreflang="{other}" lang="{other}">{own}</a></nav>
</header>
<main id="main" class="panel" tabindex="-1">
"""
# `test_passkeys_real.py` compares it with the page of the real hook.
LOGIN = """<h1>{login}</h1>
<form id="login" class="form" method="post" action="/hook/session{query}">
<input type="hidden" name="next" value="{next}">
<p><label for="operator">{name}</label>
<input id="operator" name="operator" required maxlength="63" autocomplete="username" \
autocapitalize="none" spellcheck="false" autofocus></p>
<p><label for="password">{password}</label>
<input id="password" name="password" type="password" required maxlength="1024" \
autocomplete="current-password"></p>
<p><button class="button primary" type="submit">{login}</button></p>
</form>
<details class="fold">
<summary>{with_code}</summary>
<form id="code-login" class="form" method="post" action="/hook/session/code{query}">
<input type="hidden" name="next" value="{next}">
<p><label for="code">{code}</label>
<input id="code" name="code" required maxlength="100" autocomplete="one-time-code" \
autocapitalize="characters" spellcheck="false" aria-describedby="code-hint"></p>
<p id="code-hint" class="soft">{hint}</p>
<p><button class="button" type="submit">{send_code}</button></p>
</form>
</details>
"""
REGISTER = '<h1>{register}</h1>\n<div id="register" aria-live="polite"><p class="notice">JavaScript</p></div>\n'
WORDS = {
    "es": {
        "skip": "Ir al contenido",
        "languages": "Idioma",
        "other": "en",
        "own": "English",
        "login": "Entrar",
        "register": "Llave de acceso",
        "name": "Nombre",
        "password": "Contraseña",
        "with_code": "Entrar con un código",
        "code": "Código de un solo uso",
        "hint": "Lo da «puerto operator code NOMBRE» en la terminal; vale una vez, durante diez "
        "minutos.",
        "send_code": "Entrar con el código",
    },
    "en": {
        "skip": "Skip to content",
        "languages": "Language",
        "other": "es",
        "own": "Español",
        "login": "Log in",
        "register": "Passkey",
        "name": "Name",
        "password": "Password",
        "with_code": "Log in with a code",
        "code": "One-time code",
        "hint": "Run “puerto operator code NAME” in the terminal to get one; it is good once, for "
        "ten minutes.",
        "send_code": "Log in with the code",
    },
}
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def page(public, kind, lang, place):
    """A page and its policy; `kind` is the stem of its script, `lang` what the reader has asked for,
    or nothing."""
    assets = {path.name.split("-")[0]: path.name for path in (public / "assets").iterdir()}
    language = lang or "es"
    words = {
        **WORDS[language],
        "lang": language,
        "query": f"?lang={lang}" if lang else "",
        "home": f"/portal/{'en/' if language == 'en' else ''}index.html",
    }
    words["next"] = place or words["home"]
    head = HEAD.format(
        title=words[kind],
        icon=assets["icon"],
        style=assets["style"],
        script=assets[kind],
        page="login" if kind == "login" else "passkey",
        **words,
    )
    body = (LOGIN if kind == "login" else REGISTER).format(**words)
    return f"{head}{body}</main>\n</body>\n</html>\n".encode(), {"Content-Security-Policy": POLICY}
