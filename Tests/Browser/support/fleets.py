"""The fleets that the tests use, written as an operator writes them."""

LONG_NAME = "Cooperativa de transportes y almacenes frigoríficos del litoral " * 2
LONG_NAME = LONG_NAME.encode()[:190].decode(errors="ignore").strip()
UNBROKEN_NAME = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenfabrik" * 3
SCRIPT_NAME = "<script>alert('x')</script> & \"Co\""
ARABIC_NAME = "شركة النور للتجارة"

CONFIGURATION = """\
agency:
  name: Estudio Ñandú
  locale: es
  languages: [es, en]
  currency: EUR
  time_zone: Europe/Madrid
  contact: Ana Pérez
  email: ayuda@example.com
  phone: "+34 600 000 000"
  color: "#c2185b"
url: "http://localhost:{port}"
hosts:
  - {name: local, address: localhost}
  - {name: norte, address: 203.0.113.7}
ports: {app: 8000, postgres: 5432, redis: 6379, skip: [{slot: 7, reason: banco de pruebas}]}
plans:
  - {id: esencial, name: Esencial, monthly: 9900, limits: {cpus: 1, memory_mb: 2560, disk_gb: 20, users: 3}}
  - {id: profesional, name: Profesional, monthly: 17900, limits: {cpus: 2, memory_mb: 4096}}
  - {id: enorme, name: A medida, monthly: 123456700}
"""

BASE = """\
  - slug: base
    name: Sistema base
    kind: base
    host: local
    slot: 0
    locale: es
    status: ready
    containers: {windmill: windmill_dev_main, postgres: postgres_dev_main, redis: redis_dev_main}
"""


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


SMALL = f"""\
tenants:
{BASE}\
  - {{slug: acme, name: Acme Logística, kind: client, host: local, slot: 1, locale: es, plan: profesional, status: ready, since: 2025-03-01,
     contact: {{name: Cyn Ávila, email: cyn@acme.example}}, tags: [logistica, piloto],
     dashboards: [{{title: Pedidos, path: /apps/get/u/admin/pedidos}}, {{title: Almacén, path: /apps/get/u/admin/almacen}}]}}
  - {{slug: guion, name: {quoted(SCRIPT_NAME)}, kind: client, host: local, slot: 2, locale: en, plan: esencial, status: degraded, since: 2024-11-30,
     contact: {{name: "O'Brien <b>", email: ob@example.org}}, dashboards: [{{title: "<i>Sales</i>", path: /apps/sales}}]}}
  - {{slug: noor, name: {ARABIC_NAME}, kind: client, host: local, slot: 9, locale: en, plan: esencial, status: suspended, since: 2023-01-09,
     contact: {{name: نور}}}}
  - {{slug: litoral, name: {LONG_NAME}, kind: client, host: local, slot: 10, locale: es, plan: enorme, status: draft,
     contact: {{name: María de los Ángeles Fernández-Villaverde y Montenegro, email: maria.de.los.angeles.fernandez-villaverde@cooperativa-litoral.example}}}}
  - {{slug: gorros, name: {UNBROKEN_NAME}, kind: client, host: norte, slot: 100, locale: en, status: provisioning}}
  - {{slug: un-nombre-tan-largo-como-se-puede-escribir-en-una-ranura-propia, name: Zeta, kind: client, host: norte, slot: 11, locale: es, plan: profesional, status: ready, since: 2026-01-15,
     containers: {{windmill: zeta.windmill-01, postgres: zeta_pg, redis: zeta_redis}}, contact: {{name: Bea}}}}
  - {{slug: vieja, name: Antigua, kind: client, host: local, slot: 12, locale: es, plan: esencial, status: archived, since: 2020-02-29}}
"""

RUNBOOKS = {
    "primeros-pasos.md": """\
---
title: Primeros pasos
locale: es
audience: client
scope: tenant
order: 1
tags: [inicio]
---

Bienvenidos a {{tenant.name}}. Su dirección es [{{app.url}}]({{app.url}}).

> [!TIP]
> Guarde esta página.

## Copiar un archivo

```bash
curl -fsS {{app.url}}/api/version
printf '%s\\n' "una orden tan larga que no cabe en una línea de un teléfono ni en la mitad de una pantalla"
```

| Qué | Cuánto | Dónde |
|:----|------:|:-----:|
| Pedidos | 12 | `/pedidos` |
| Almacén | 3.400 | `/almacen` |

- [x] Entrar
- [ ] Cambiar la contraseña

Hay más en la nota[^1].

[^1]: La nota al pie.
""",
    "primeros-pasos.en.md": """\
---
title: First steps
locale: en
audience: client
scope: tenant
order: 1
tags: [start]
---

Welcome to {{tenant.name}}. Your address is [{{app.url}}]({{app.url}}).

> [!TIP]
> Keep this page.

## Copy a file

```bash
curl -fsS {{app.url}}/api/version
```

| What | How many | Where |
|:-----|------:|:-----:|
| Orders | 12 | `/orders` |

- [x] Log in
- [ ] Change the password

More in the note[^1].

[^1]: The footnote.
""",
    "restaurar.md": """\
---
title: Restaurar una copia
locale: es
audience: operator
scope: tenant
order: 2
tags: [copias]
---

> [!DANGER]
> Esto borra lo que hay en {{postgres.container}}.

> [!WARNING]
> Lee [la rutina](rutina.md) antes.

## Parar

```bash
docker stop {{windmill.container}}
```

### Comprobar que paró

1. Mira la lista.
2. Espera.

## Restaurar

```sql
SELECT count(*) FROM v2_job_queue; -- {{postgres.port}}
```

> [!NOTE]
> ~~No~~ Sí hace falta.
""",
    "restaurar.en.md": """\
---
title: Restore a backup
locale: en
audience: operator
scope: tenant
order: 2
tags: [backups]
---

> [!DANGER]
> This deletes what is in {{postgres.container}}.

> [!WARNING]
> Read [the routine](rutina.md) first.

## Stop

```bash
docker stop {{windmill.container}}
```

### See that it stopped

1. Look at the list.
2. Wait.

## Restore

```sql
SELECT count(*) FROM v2_job_queue; -- {{postgres.port}}
```
""",
    "rutina.md": """\
---
title: Rutina del mes
locale: es
audience: operator
scope: fleet
order: 3
tags: [mes]
---

Una tabla más ancha que un teléfono:

| Semana | Tarea | Quién | Cuánto tarda | Qué se mira después | Dónde se anota |
|---|---|---|--:|---|---|
| 1 | Copias de todos los sistemas | Ana | 10 min | el tamaño | registro-de-copias |
| 2 | Versiones | Bea | 25 min | los avisos | registro-de-versiones |

Y [restaurar](restaurar.md#restaurar).
""",
    "rutina.en.md": """\
---
title: Monthly routine
locale: en
audience: operator
scope: fleet
order: 3
tags: [month]
---

A table wider than a telephone:

| Week | Task | Who | How long | What to look at after | Where it is noted |
|---|---|---|--:|---|---|
| 1 | Backups of every system | Ana | 10 min | the size | backup-log |

And [restoring](restaurar.md#restore).
""",
}

NOTES = {
    "acme.md": "Acme tiene **dos** almacenes en `{{app.url}}`.\n\n| Flujo | Hora |\n|---|---|\n| pedidos | 07:00 |\n",
    "acme.en.md": "Acme has **two** warehouses at `{{app.url}}`.\n\n| Flow | Hour |\n|---|---|\n| orders | 07:00 |\n",
}


def paged_fleet(count=450):
    """A fleet with several pages of clients; the order of names differs from that of slots."""
    states = ["ready", "ready", "ready", "degraded", "suspended", "draft"]
    plans = ["esencial", "profesional", None]
    lines = ["tenants:", BASE.rstrip()]
    for number in range(1, count + 1):
        plan = plans[number % 3]
        fields = [
            f"slug: c{number:04}",
            f"name: Cliente {(number * 7919) % 1000:03}-{number}",
            "kind: client",
            f"status: {states[number % 6]}",
        ]
        if plan:
            fields.append(f"plan: {plan}")
        if number % 2:
            fields.append(f"since: 2025-{number % 12 + 1:02}-{number % 28 + 1:02}")
            fields.append(f"contact: {{name: Persona {number}}}")
        lines.append("  - {" + ", ".join(fields) + "}")
    return "\n".join(lines) + "\n"
