extension FindingText {
    /// The beginnings of findings, after which another one follows.
    static let starts: [(String, String)] = [
        ("application: ", "aplicación: "), ("PostgreSQL: ", "PostgreSQL: "), ("Redis: ", "Redis: "),
        ("hangs: ", "no reacciona: "), ("does not answer: ", "no responde: "),
        ("puerto.yaml requires it: ", "puerto.yaml lo exige: "),
        ("data services: not asked: ", "servicios de datos: no se les preguntó: "),
        ("PostgreSQL answered: ", "PostgreSQL respondió: "),
        ("PostgreSQL does not let Puerto in: ", "PostgreSQL no deja entrar a Puerto: "),
        ("internal error: ", "error interno: "),
    ]

    /// Values that are words.
    static let values: [(String, String)] = [
        ("other machines", "otras máquinas"),
        (
            "other machines and clients' containers",
            "otras máquinas y los contenedores de los clientes"
        ),
        ("created", "creado"), ("running", "en marcha"), ("paused", "en pausa"),
        ("restarting", "reiniciándose"), ("removing", "eliminándose"), ("exited", "detenido"),
        ("dead", "inservible"), ("any amount", "cualquier cantidad"),
        ("any number of", "cualquier número de"), ("not set", "sin definir"),
        ("unset", "sin definir"),
        ("the volume {}, read-only", "el volumen {}, solo lectura"),
        ("the volume {}", "el volumen {}"), ("{}, writable", "{}, con escritura"),
        ("this client's", "el de este cliente"), ("not Puerto's", "ajeno a Puerto"),
        (
            "that of '{}', a client of the workspace {} on this machine",
            "el de '{}', cliente del espacio de trabajo {} en esta máquina"
        ),
        ("that of '{}'", "el de '{}'"), ("a process of user {}", "un proceso del usuario {}"),
        ("the network {} and its port {}", "la red {} y su puerto {}"),
        ("the network {}", "la red {}"), ("its port {}", "su puerto {}"),
        ("another PostgreSQL", "otro PostgreSQL"),
        ("a Redis without a password", "un Redis sin contraseña"),
        ("no worker has run since {}", "ningún trabajador ha funcionado desde {}"),
        ("no worker runs", "no funciona ningún trabajador"),
        ("no worker has ever run", "ningún trabajador ha funcionado todavía"),
        ("no firewall keeps them away", "ningún cortafuegos lo impide"),
        ("the firewall is there", "el cortafuegos está"),
        ("the firewall was seen last {} s ago", "el cortafuegos se vio por última vez hace {} s"),
        (
            "'{}', which speaks of a firewall, is not root's alone",
            "'{}', que habla de un cortafuegos, no es solo de root"
        ),
        (
            "the firewall is for other addresses, {}",
            "el cortafuegos es para otras direcciones, {}"
        ), ("the firewall is another version's", "el cortafuegos es de otra versión"),
        ("its place differs: {}", "su lugar difiere: {}"),
        (
            "the engine has seen {} changes by this workspace, its records {}",
            "el motor vio {} cambios de este espacio de trabajo, y sus registros, {}"
        ),
    ]
}
