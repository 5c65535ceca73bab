import PuertoCore

/// The names of columns and of lines, in the language that is spoken. A name that a person types
/// or that a program has (`SLUG`, `PostgreSQL`, a fingerprint's column of `--json`) may stay.
enum Headings {
    static func word(_ title: String) -> String {
        guard Spoken.language == .es, let word = spanish[title.uppercased()] else { return title }
        return title == title.uppercased() ? word : word.lowercased()
    }

    static let spanish = [
        "ACTION": "ACCIÓN", "ACTIONS": "ACCIONES", "ACTOR": "AUTOR", "ADDED": "AÑADIDO",
        "AGE": "EDAD", "APP": "APLICACIÓN", "ATTEMPT": "INTENTO", "AUTHENTICATOR": "AUTENTICADOR",
        "BY": "AUTOR", "CLIENT": "CLIENTE", "CONTACT": "CONTACTO", "CONTAINER": "CONTENEDOR",
        "CONTAINERS": "CONTENEDORES", "CPUS": "CPU", "CREATED": "CREADO", "DASHBOARD": "PANEL",
        "DETAIL": "DETALLE", "DISK": "DISCO", "ENDED": "TERMINADO", "ENDS": "TERMINA",
        "ERROR": "ERROR", "EXIT": "SALIDA", "EXPIRES": "CADUCA", "FIELD": "CAMPO",
        "FINGERPRINT": "HUELLA", "FOUND": "HALLADO", "FROM": "DESDE", "HANDED OVER": "ENTREGADO",
        "HEALTH": "SALUD", "HOST": "MÁQUINA", "HOST NAME": "NOMBRE DE MÁQUINA", "ID": "ID",
        "JOB": "TRABAJO", "KEPT": "GUARDADO", "KIND": "TIPO", "LOCALE": "IDIOMA",
        "MADE": "HECHO", "MEASURED": "MEDIDO", "MEMORY": "MEMORIA", "MENDS IT": "LO ARREGLA",
        "MS": "MS", "NAME": "NOMBRE", "OBJECT": "OBJETO", "OBSERVED": "OBSERVADO",
        "OPENED": "ABIERTO",
        "OPERATOR": "OPERADOR", "OUTCOME": "RESULTADO", "PAGE": "PÁGINA",
        "PASSWORD SET": "CONTRASEÑA PUESTA", "PLAN": "PLAN", "PORTS": "PUERTOS",
        "POSTGRES": "POSTGRES", "PRICE": "PRECIO", "READ": "LEÍDO", "RECEIPT": "RECIBO",
        "REDIS": "REDIS", "RESTARTS": "REINICIOS", "ROLE": "ROL", "ROTATE BY": "CAMBIAR ANTES DE",
        "SEQ": "N.º", "SERVICE": "SERVICIO", "SET": "PUESTO", "SIDE": "LADO", "SINCE": "DESDE",
        "SLOT": "RANURA", "SLUG": "CLIENTE", "STACK": "PILA", "STARTED": "EMPEZADO",
        "STATE": "ESTADO", "STATUS": "ESTADO", "STEP": "PASO", "TAGS": "ETIQUETAS", "WAY": "POR",
        "TIME": "HORA", "UNCOUNTED": "SIN CONTAR", "URL": "DIRECCIÓN", "USED": "USADO",
        "VALUE": "VALOR",
        "VERSION": "VERSIÓN", "VIEWS LEFT": "LECTURAS QUE QUEDAN", "VOLUMES": "VOLÚMENES",
        "WHAT": "QUÉ", "WITH": "CON",
    ]
}
