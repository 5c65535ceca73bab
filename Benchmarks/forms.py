"""A corpus as a Puerto workspace, as a Hugo site and as bare Markdown."""

import json

from corpus import AGENCY, BASE, DOMAIN, PLANS, Runbook, filled, write

COLORS = ("#0b6e5b", "#7a3b00")


def write_all(corpus, folder):
    write_puerto(corpus, f"{folder}/puerto")
    write_hugo(corpus, f"{folder}/hugo")
    write_markdown(corpus, f"{folder}/markdown")


def configuration(corpus, price=PLANS["esencial"], color=COLORS[0]):
    """puerto.yaml, with the values that the benchmark changes."""
    lines = [
        "agency:",
        f"  name: {AGENCY}",
        "  locale: es",
        "  currency: EUR",
        "  time_zone: UTC",
        f'  color: "{color}"',
        f"domain: {DOMAIN}",
        "hosts:",
    ]
    for number, name in enumerate(corpus.hosts):
        lines.append(f"  - {{name: {name}, address: 192.0.2.{number % 250 + 1}}}")
    lines.append("plans:")
    for plan, monthly in {**PLANS, "esencial": price}.items():
        name = plan.replace("-", " ").capitalize()
        lines.append(f"  - {{id: {plan}, name: {name}, monthly: {monthly}}}")
    return "\n".join(lines) + "\n"


def write_puerto(corpus, folder):
    write(f"{folder}/puerto.yaml", configuration(corpus))
    rows = [
        f"{{slug: base, name: {BASE}, kind: base, host: {corpus.hosts[0]}, slot: 0, "
        "locale: es, status: ready}"
    ]
    for client in corpus.clients:
        rows.append(
            f"{{slug: {client.slug}, name: {client.name}, kind: client, host: {client.host}, "
            f"slot: {client.slot}, contact: {{name: {client.contact}}}, locale: {client.locale}, "
            f"plan: {client.plan}, status: {client.status}, since: {client.since}}}"
        )
        write(f"{folder}/content/tenants/{client.slug}.md", note(client.note, client.locale))
    write(f"{folder}/fleet.yaml", "tenants:\n" + "".join(f"  - {row}\n" for row in rows))
    for index, runbook in enumerate(corpus.runbooks):
        write(
            f"{folder}/content/runbooks/{runbook.name}.md",
            (
                f"---\ntitle: {runbook.title}\naudience: operator\nscope: fleet\n"
                f"order: {10 * (index + 1)}\n---\n\n{runbook.text}"
            ),
        )


def note(text, locale):
    return f"---\nlocale: {locale}\n---\n\n{text}"


def write_markdown(corpus, folder):
    for client in corpus.clients:
        write(f"{folder}/clients/{client.slug}.md", filled(client.note, client.values))
    for runbook in corpus.runbooks:
        write(f"{folder}/runbooks/{runbook.name}.md", filled(runbook.text, Runbook.values))


HUGO = {
    "config.toml": """baseURL = "https://portal.example.com/"
title = "Agencia"
languageCode = "es"
uglyURLs = true
disableKinds = ["taxonomy", "term", "section", "RSS", "sitemap", "robotsTXT", "404"]
[markup.highlight]
codeFences = false
[markup.goldmark.extensions]
typographer = false
""",
    "static/site.css": "body { font: 1rem/1.5 sans-serif; max-width: 60rem; margin: auto }\n",
    "layouts/partials/top.html": """<!DOCTYPE html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }}</title>
<link rel="stylesheet" href="/site.css">
</head>
<body>
<header><a href="/index.html">Agencia</a></header>
<main>
<h1>{{ .Title }}</h1>
""",
    "layouts/partials/bottom.html": "</main>\n<footer>Agencia</footer>\n</body>\n</html>\n",
    "layouts/clients/single.html": """{{ partial "top.html" . }}
<p><a href="{{ .Params.address }}">{{ .Params.address }}</a></p>
<p>{{ .Params.plan }}, {{ .Params.state }}</p>
<table>{{ range .Params.services }}
<tr><th>{{ .name }}</th><td>{{ .port }}</td></tr>
{{- end }}</table>
<article>{{ .Content }}</article>
{{ partial "bottom.html" . }}""",
    "layouts/runbooks/single.html": """{{ partial "top.html" . }}
<article>{{ .Content }}</article>
{{ partial "bottom.html" . }}""",
    "layouts/index.html": """{{ partial "top.html" . }}
<table>{{ range where .Site.RegularPages "Section" "clients" }}
<tr><td><a href="{{ .RelPermalink }}">{{ .Title }}</a></td>
<td>{{ .Params.plan }}</td><td>{{ .Params.state }}</td></tr>
{{- end }}</table>
<ul>{{ range where .Site.RegularPages "Section" "runbooks" }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{- end }}</ul>
{{ partial "bottom.html" . }}""",
}


def write_hugo(corpus, folder):
    for path, content in HUGO.items():
        write(f"{folder}/{path}", content)
    for client in corpus.clients:
        values = client.values
        ports = [("Windmill", "app"), ("PostgreSQL", "postgres"), ("Redis", "redis")]
        services = [{"name": name, "port": int(values[f"{key}.port"])} for name, key in ports]
        front = {
            "title": client.name,
            "date": client.since,
            "address": values["app.url"],
            "plan": client.plan,
            "state": client.status,
            "services": services,
        }
        page(f"{folder}/content/clients/{client.slug}.md", front, filled(client.note, values))
    for runbook in corpus.runbooks:
        page(
            f"{folder}/content/runbooks/{runbook.name}.md",
            {"title": runbook.title},
            filled(runbook.text, Runbook.values),
        )


def page(path, front, text):
    lines = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items()
    )
    write(path, f"---\n{lines}---\n\n{text}")


# A runbook that is written for each client anew, with its values: Puerto alone makes these pages.
GUIDE = """---
title: Primeros pasos
audience: client
scope: tenant
order: 5
tags: [handoff]
---

Este es el sistema de {{tenant.name}}. Se entra por <{{app.url}}> con el correo que nos dio.

## El primer día

1. Cambie la contraseña que recibió.
2. Abra **Flujos** y pruebe el primero con un caso suyo.
3. Mire el resultado y díganos qué sobra o qué falta.

## Lo que conviene saber

- Su plan es {{plan.name}} y cuesta {{plan.price}} al mes.
- Los trabajos corren en {{host.name}}, en un sistema que no comparte con nadie.
- Lo que hoy se prueba se puede deshacer; pregunte antes de lanzar un envío de verdad.

> Nadie le pedirá nunca su contraseña, tampoco {{agency.name}}.

## Si algo no va

Escríbanos con la hora, el nombre del flujo y lo que esperaba ver. Con eso basta para empezar.
"""
