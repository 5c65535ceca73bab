extension FindingText {
    /// Findings on servers' answers and on their data.
    static let servers: [(String, String)] = [
        ("it takes the password", "acepta la contraseña"),
        ("it does not take the password", "no acepta la contraseña"),
        (
            "{} takes the password of {}, not the recorded one: an older database?",
            "{} acepta la contraseña de {}, y no la registrada: ¿una base de datos anterior?"
        ),
        ("it has no container", "no tiene contenedor"),
        ("the stack has no such service", "el sistema no tiene ese servicio"),
        ("its container is {}", "su contenedor está {}"),
        ("its container is gone", "su contenedor ya no existe"),
        (
            "its container has no network of its own stack alone",
            "su contenedor no tiene ninguna red que sea solo de su sistema"
        ), ("its password cannot be opened", "su contraseña no se puede abrir"),
        (
            "its container has no address on the network {}",
            "su contenedor no tiene dirección en la red {}"
        ), ("no worker is alive", "ningún trabajador está activo"),
        ("its database does not answer", "su base de datos no responde"),
        ("does not answer in time", "no responde a tiempo"),
        ("answers with status {}", "responde con el estado {}"),
        ("is built without management of users", "se compiló sin gestión de usuarios"),
        ("is built without logins", "se compiló sin inicios de sesión"),
        (
            "answers with something that is not Windmill's",
            "responde con algo que no es de Windmill"
        ), ("timeout expired", "se agotó el tiempo"),
        ("no answer within {} s", "sin respuesta en {} s"),
        ("no connection", "sin conexión"), ("the connection was closed", "se cerró la conexión"),
        ("the server closed the connection", "el servidor cerró la conexión"),
        (
            "connection to {} port {} failed: {}", "no hubo conexión con {}, puerto {}: {}"
        ),
        (
            "the way to {} leads through another network, and was sent no password",
            "el camino a {} pasa por otra red, y no se le envió la contraseña"
        ),
        (
            "it does not speak PostgreSQL's protocol, and was sent no password",
            "no habla el protocolo de PostgreSQL, y no se le envió la contraseña"
        ),
        (
            "it does not ask for SCRAM-SHA-256, and was sent no password",
            "no pide SCRAM-SHA-256, y no se le envió la contraseña"
        ),
        (
            "it lets in without a password, and was sent none",
            "deja entrar sin contraseña, y no se le envió"
        ),
        (
            "it asks for the password in clear text, and was sent none",
            "pide la contraseña sin cifrar, y no se le envió"
        ),
        (
            "it asks for the password as MD5, and was sent none",
            "pide la contraseña en MD5, y no se le envió"
        ),
        (
            "it asks for a proof of only {} rounds, and was sent none",
            "pide una prueba de solo {} rondas, y no se le envió"
        ),
        (
            "it asks for something else than SCRAM-SHA-256 ({}), and was sent no password",
            "pide otra cosa que SCRAM-SHA-256 ({}), y no se le envió la contraseña"
        ),
        (
            "libpq does not connect where it is told to; is PGHOSTADDR set? It was sent no password",
            "libpq no se conecta adonde debe; ¿está definida PGHOSTADDR? No se le envió la contraseña"
        ),
        ("it does not let Puerto in: {}", "no deja entrar a Puerto: {}"),
        ("no memory for a connection", "no hay memoria para una conexión"),
        ("no socket for libpq: {}", "no hay socket para libpq: {}"),
        (
            "PostgreSQL does not say which cluster it is", "PostgreSQL no dice qué clúster es"
        ),
        (
            "it should run and does not, and {} attempts to bring it back have not helped",
            "debería funcionar y no funciona, y {} intentos de recuperarlo no han servido"
        ),
        ("files are missing, as of {}", "faltan archivos, como los de {}"),
        ("missing, with the data of {}, filled since {}", "falta, con los datos de {} desde el {}"),
        ("missing, with the data of {}", "falta, con los datos de {}"),
        (
            "empty, without the data of {}, filled since {}",
            "está vacío, sin los datos de {} que tenía desde el {}"
        ), ("empty, without the data of {}", "está vacío, sin los datos de {}"),
        (
            "holds data of PostgreSQL {}, and the image is PostgreSQL {}",
            "tiene datos de PostgreSQL {}, y la imagen es PostgreSQL {}"
        ),
        (
            "holds another database (system identifier {}, recorded is {})",
            "tiene otra base de datos (identificador {}, y consta {})"
        ),
    ]

    /// Findings on the workspace, its history and its queue.
    static let workspaces: [(String, String)] = [
        (
            "this workspace is a copy: its clients have no stacks here",
            "este espacio de trabajo es una copia: sus clientes no tienen sistema aquí"
        ),
        (
            "a copy: its clients have no stacks here",
            "es una copia: sus clientes no tienen sistema aquí"
        ),
        (
            "{}: moved, copied, or an older database?",
            "{}: ¿se movió, se copió, o es una base de datos anterior?"
        ),
        (
            "the engine calls it '{}', the records '{}': an older database?",
            "el motor lo llama '{}' y los registros '{}': ¿una base de datos anterior?"
        ),
        (
            "the world knows client {} ('{}'), the records do not: an older database?",
            "existe el cliente {} ('{}') y los registros no lo tienen: ¿una base de datos anterior?"
        ),
        (
            "epoch {} was due at {}: no worker runs, and no verb has written",
            "la época {} debía cerrarse el {}: no funciona ningún trabajador, y ninguna orden ha escrito"
        ),
        (
            "is at epoch {}, and '{}' is of a later one: an older database was put back",
            "está en la época {}, y '{}' es de una posterior: se repuso una base de datos anterior"
        ),
        (
            "has no head of epoch {}, begun {}",
            "no tiene la cabeza de la época {}, que empezó el {}"
        ),
        ("is missing, which has the key of epoch {}", "falta, y tiene la clave de la época {}"),
        (
            "is not of epoch {}, which is the history's: an older database or key file was put back, "
                + "or the history is another one",
            "no es de la época {}, que es la del historial: se repuso una base de datos o un archivo "
                + "de claves anterior, o el historial es otro"
        ), ("{} is {}, the history says {}", "{} es {}, y el historial dice {}"),
        ("1 job waits since {}: {}", "1 trabajo espera desde {}: {}"),
        ("{} jobs wait since {}: {}", "{} trabajos esperan desde {}: {}"),
    ]

    /// Commands with words about them.
    static let mends: [(String, String)] = [
        (
            "puerto tenant recover N, where the engine knows its client; else move it away and keep it: "
                + "it holds the secrets of a stack",
            "puerto tenant recover N, si el motor conoce su cliente; si no, llévala a otro sitio y "
                + "guárdala: tiene los secretos de un sistema"
        ),
        (
            "nothing, unless it takes over: puerto workspace moved",
            "nada, salvo que tome el relevo: puerto workspace moved"
        ),
        (
            "puerto workspace moved, or puerto workspace copied",
            "puerto workspace moved, o puerto workspace copied"
        ), ("{} says how to restore it", "{} dice cómo restaurarlo"),
        (
            "{} starts without them; {} restores a copy then",
            "{} arranca sin ellos; después, {} dice cómo restaurar una copia"
        ), ("{} takes the database that is there", "{} toma la base de datos que hay"),
        (
            "stay with an image of PostgreSQL {}; a dump and its restore move the data: {}",
            "sigue con una imagen de PostgreSQL {}; los datos pasan de una a otra con un volcado y su "
                + "restauración: {}"
        ),
        (
            "ss -ltnp {} names it: end it, then puerto reconcile {}",
            "ss -ltnp {} dice cuál es: ciérralo y después puerto reconcile {}"
        ),
        (
            "end that, or puerto tenant edit {} --slot N, then puerto reconcile {}",
            "termínala, o puerto tenant edit {} --slot N y después puerto reconcile {}"
        ), ("docker stop {}, and find out who made it", "docker stop {}, y averigua quién lo hizo"),
        (
            "puerto doctor {}, in the workspace that was copied",
            "puerto doctor {}, en el espacio de trabajo copiado"
        ),
        ("puerto doctor {}, in the workspace {}", "puerto doctor {}, en el espacio de trabajo {}"),
        ("puerto doctor {}, on '{}'", "puerto doctor {}, en '{}'"),
        (
            "puerto build begins an epoch, and the history says so",
            "puerto build empieza una época, y el historial lo dice"
        ), ("{}, with the right one", "{}, con el correcto"),
        (
            "put a backup of puerto.db back, or puerto tenant edit {}",
            "restaura una copia de puerto.db, o puerto tenant edit {}"
        ),
        (
            "puerto shell {} postgres, and in pg_hba.conf: {}",
            "puerto shell {} postgres, y en pg_hba.conf: {}"
        ),
    ]
}
