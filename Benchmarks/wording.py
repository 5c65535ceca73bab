"""The words that the corpus is made of, in Spanish and English.

`@n@` and `@m@` become small numbers, `@see@` a link to a runbook. Clients' notes also draw from
the sentences that ask for their own values, as `{{app.url}}`.
"""

TRADES = """Panadería Ferretería Gestoría Clínica Academia Imprenta Bodega Floristería Asesoría Librería
Carpintería Óptica Farmacia Guardería Cerrajería Tintorería Joyería Relojería Zapatería Peluquería""".split()

PLACES = """Aljibe Alameda Azahar Barranco Candil Cierzo Encina Espliego Garza Ginesta
Jara Lebeche Madroño Nopal Olmeda Poniente Retama Salina Tejo Vereda""".split()

PEOPLE = """Amparo Benito Casilda Damián Elvira Fermín Graciela Hilario Inés Jacinto
Leocadia Marcelo Noelia Octavio Paloma Quirino Rosario Silvano Teodora Úrsula""".split()

SUBJECTS = """correo certificados copias colas disco memoria accesos avisos facturas permisos
relojes nombres réplicas versiones registros claves esquemas horarios cuotas respaldo""".split()

TASKS = "revisar ampliar recuperar".split()

HEADINGS = {
    "es": [
        "Qué hace cada flujo",
        "Datos que entran",
        "Datos que salen",
        "Horario de los trabajos",
        "Quién puede aprobar",
        "Cuando algo se para",
        "Límites acordados",
        "Copias y pruebas",
        "Cambios recientes",
        "Dependencias de fuera",
        "Lo que falta",
        "Señales de que va bien",
        "Antes de empezar",
        "Cómo deshacerlo",
        "Preguntas que se repiten",
        "Volumen de trabajo",
    ],
    "en": [
        "What each flow does",
        "Data coming in",
        "Data going out",
        "When the jobs run",
        "Who may approve",
        "When something stops",
        "Limits we agreed on",
        "Backups and drills",
        "Recent changes",
        "What we depend on",
        "Still to do",
        "Signs that all is well",
        "Before you begin",
        "How to undo it",
        "Questions that come back",
        "How much work there is",
    ],
}

SENTENCES = {
    "es": [
        "Cada noche un flujo recoge *@n@ ficheros* del correo, los ordena por fecha y deja un resumen de @m@ líneas en la carpeta compartida.",
        "Si un trabajo tarda más de @m@ segundos, Windmill lo corta y lo intenta otra vez; a la tercera avisa por correo y espera a una persona.",
        "La tabla `pedidos` crece unas **@m@ filas** por semana, así que conviene archivar lo viejo cada @n@ meses; el modo de hacerlo está en @see@.",
        "Redis solo guarda la cola y los cerrojos: perderlo cuesta repetir @n@ trabajos, no perder datos.",
        "El formulario de entrada comprueba el importe, la fecha y el @n@.º campo; lo que no cuadra va a la bandeja de dudas, nunca a la basura.",
        "Para cambiar una plantilla se copia la actual, se prueba con @m@ casos reales y se publica *fuera de horas*; véase @see@.",
        "Los informes salen los lunes a las @n@:15 y nadie los espera antes, por lo que un retraso corto no es una urgencia.",
        "El proveedor admite @m@ peticiones por minuto; por encima responde `429` y el flujo se frena solo durante @n@ minutos.",
        "Una aprobación caduca a los @n@ días. Quien la pidió recibe un aviso y puede volver a pedirla sin escribir nada de nuevo.",
        'Conviene mirar el panel "Trabajos" una vez al día: más de @n@ en rojo & ninguno en cola suele ser una credencial vencida.',
    ],
    "en": [
        "Every night a flow fetches *@n@ files* from the mailbox, sorts them by date and leaves a summary of @m@ lines in the shared folder.",
        "A job that takes more than @m@ seconds is stopped by Windmill and tried again; after the third time it sends a mail and waits for a person.",
        "The table `orders` gains about **@m@ rows** a week, so old ones should be archived every @n@ months; how to do that is told in @see@.",
        "Redis holds nothing but the queue and the locks: losing it means doing @n@ jobs over, not losing data.",
        "The entry form checks the amount, the date and field number @n@; what does not add up goes to the tray of doubts, never to the bin.",
        "To change a template, copy the one in use, try it on @m@ real cases and publish it *outside office hours*; see @see@.",
        "Reports go out on Mondays at @n@:15 and nobody looks for them earlier, so a short delay is no emergency.",
        "The supplier takes @m@ requests a minute; above that it answers `429` and the flow holds back for @n@ minutes by itself.",
        "An approval lapses after @n@ days. Whoever asked for it is told, and may ask again without typing anything anew.",
        'Look at the panel "Jobs" once a day: more than @n@ in red & none in the queue is most often an expired credential.',
    ],
}

OWN_SENTENCES = {
    "es": [
        "La gente de {{tenant.name}} entra por <{{app.url}}>; dentro de {{host.name}} responde el puerto {{app.port}}.",
        "PostgreSQL escucha en `127.0.0.1:{{postgres.port}}` y Redis en `127.0.0.1:{{redis.port}}`; ninguno de los dos sale de la máquina.",
        "Ante una duda se llama a {{contact.name}}, que conoce los @n@ flujos y decide qué puede esperar.",
    ],
    "en": [
        "People at {{tenant.name}} come in through <{{app.url}}>; inside {{host.name}} it is port {{app.port}} that answers.",
        "PostgreSQL listens on `127.0.0.1:{{postgres.port}}` and Redis on `127.0.0.1:{{redis.port}}`; neither can be reached from outside.",
        "When in doubt call {{contact.name}}, who knows the @n@ flows and decides what can wait.",
    ],
}

AGENCY_SENTENCES = {
    "es": [
        "En {{agency.name}} se prueba primero en {{base.name}}, que responde en {{base.url}}, y solo después en un cliente.",
        "La base de datos de pruebas está en `127.0.0.1:{{base.postgres.port}}` y admite @n@ conexiones a la vez.",
    ],
    "en": [
        "At {{agency.name}} everything is tried on {{base.name}} first, which answers at {{base.url}}, and on a client only then.",
        "The database for trials is at `127.0.0.1:{{base.postgres.port}}` and takes @n@ connections at a time.",
    ],
}

STEPS = {
    "es": [
        "Mira que la cola tenga menos de @m@ trabajos",
        "Apunta la hora y quién lo pidió",
        "Abre el flujo y pulsa **Probar** con el caso @n@",
        "Compara el total con el de ayer",
        "Deja pasar @n@ minutos antes de repetir",
        "Sigue con @see@ si no cambia nada",
        "Guarda la salida en `notas/@m@.txt`",
        "Avisa al cliente de que ya está",
    ],
    "en": [
        "See that the queue holds fewer than @m@ jobs",
        "Write down the time and who asked",
        "Open the flow and press **Test** with case @n@",
        "Compare the total with yesterday's",
        "Let @n@ minutes go by before trying again",
        "Go on with @see@ if nothing changes",
        "Keep the output in `notes/@m@.txt`",
        "Tell the client that it is done",
    ],
}

LISTINGS = [
    '```sh\nfor dia in $(seq 1 @n@); do\n  wmill flow run u/flujos/resumen --data "{\\"dia\\": $dia}" || break\ndone\n```',
    "```sql\nSELECT estado, count(*) AS cuantos\n  FROM pedidos\n WHERE importe >= @m@ AND creado > now() - interval '@n@ days'\n GROUP BY estado ORDER BY cuantos DESC;\n```",
    '```ts\nexport async function main(lineas: string[], tope = @m@) {\n  const buenas = lineas.filter((l) => l.length > @n@ && l < "z");\n  return { buenas: buenas.slice(0, tope), resto: lineas.length - buenas.length };\n}\n```',
    "```ini\n[cola]\ntrabajadores = @n@\nespera = @m@ms\nal_fallar = avisar & parar\n```",
]
