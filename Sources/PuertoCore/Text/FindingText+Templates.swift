extension FindingText {
    /// The findings with their Spanish words; the first one that fits is taken.
    static let all = [advice, stacks, rights, places, servers, workspaces, mends].flatMap { $0 }

    private static let advice: [(String, String)] = [
        (
            "Docker {} lets other machines of the network reach clients' containers, which "
                + "engine.firewall in puerto.yaml accepts; puerto config firewall keeps them out",
            "Docker {} deja que otras máquinas de la red alcancen los contenedores de los clientes, y "
                + "engine.firewall lo acepta en puerto.yaml; puerto config firewall lo impide"
        ),
        (
            "{} reach what listens on all addresses here, ports {}: let it listen on 127.0.0.1 where "
                + "it can",
            "{} alcanzan lo que escucha aquí en todas las direcciones, puertos {}: que escuche en "
                + "127.0.0.1 donde se pueda"
        ),
    ]

    private static let stacks: [(String, String)] = [
        ("missing", "falta"),
        ("gone since it was adopted", "ya no existe; cuando se adoptó, sí"),
        ("has the image {}, adopted was {}", "tiene la imagen {}, y se adoptó con {}"),
        ("container {}: gone", "contenedor {}: ya no existe"),
        ("container {}: {}", "contenedor {}: {}"),
        ("containers: not looked at: {}", "contenedores: sin mirar: {}"),
        ("{}: not asked: {}", "{}: no se le preguntó: {}"),
        ("not what is recorded", "no es lo que está registrado"),
        ("edited by hand", "cambiado a mano"),
        ("not what the record comes to by now", "ya no es lo que pide el registro"),
        ("its rotation did not come to its end", "su cambio quedó a medias"),
        ("no job has made it ready yet", "ningún trabajo lo ha dejado listo todavía"),
        ("not recorded", "sin registrar"),
        (
            "missing; the container of this name is {}",
            "falta; el contenedor que tiene ese nombre es {}"
        ), ("mode {}, recorded is {}", "permisos {}, y constan {}"),
        ("a second container of {}, {}", "un segundo contenedor de {}, {}"),
        ("no service of this stack, {}", "no es un servicio de este sistema, {}"),
        ("belongs to no recorded client, {}", "no es de ningún cliente registrado, {}"),
        ("no client has this name", "ningún cliente se llama así"),
        (
            "a folder, which the engine made in the place of a missing file",
            "una carpeta, que el motor creó en el lugar de un archivo que falta"
        ),
        (
            "recorded as {}, but Puerto never made its stack",
            "consta como {}, pero Puerto nunca montó su sistema"
        ),
        ("running, recorded is {}", "está en marcha, y consta {}"),
        ("there, recorded is {}", "existe, y consta {}"),
        ("is called {}", "se llama {}"), ("paused", "en pausa"),
        (
            "{}, exit code {}, ended by the kernel for lack of memory ({} MiB), restarted {} times",
            "{}, código de salida {}, lo cerró el sistema por falta de memoria ({} MiB), reiniciado {} veces"
        ),
        (
            "{}, exit code {}, ended by the kernel for lack of memory ({} MiB)",
            "{}, código de salida {}, lo cerró el sistema por falta de memoria ({} MiB)"
        ),
        (
            "{}, exit code {}, restarted {} times",
            "{}, código de salida {}, reiniciado {} veces"
        ), ("{}, exit code {}", "{}, código de salida {}"),
        ("runs an image without its name {}", "usa una imagen que perdió el nombre {}"),
        ("runs an older build of {}", "usa una compilación anterior de {}"),
        (
            "runs another command than the stack file's",
            "ejecuta otra orden que la del archivo de su sistema"
        ), ("runs without its port {}", "funciona sin su puerto {}"),
        ("runs {}, recorded is {}", "usa {}, y consta {}"),
        ("was not made by Compose", "no lo hizo Compose"),
        ("stays with {}; puerto.yaml names {}", "sigue con {}; puerto.yaml dice {}"),
        (
            "the stack has no such service, or has it already",
            "el sistema no tiene ese servicio, o ya lo tiene"
        ), ("secrets/{} is another one now", "secrets/{} es ahora otro"),
        (
            "it starts after the stock password is gone",
            "arranca cuando ya no hay contraseña de fábrica"
        ),
        ("not what a build makes", "no es lo que hace puerto build"),
        ("claimed by no record", "no es de ningún registro"),
    ]

    private static let rights: [(String, String)] = [
        ("publishes none, recorded is {}", "no publica ningún puerto, y consta {}"),
        ("publishes {}, recorded is none", "publica {}, y no consta ninguno"),
        ("publishes {}, recorded is {}", "publica {}, y consta {}"),
        ("is not attached to its network {}", "no está en su red {}"),
        (
            "is attached to the network {}, which is not its own",
            "está en la red {}, que no es suya"
        ), ("lacks {} at {}", "le falta {} en {}"),
        ("has {} at {}, recorded is {}", "tiene {} en {}, y consta {}"),
        ("has {} at {} in addition", "tiene además {} en {}"),
        ("may take {} of memory, recorded is {}", "puede usar {} de memoria, y constan {} MiB"),
        (
            "may take all processors, recorded is {}",
            "puede usar todos los procesadores, y constan {}"
        ),
        (
            "may take {} processors, recorded is all", "puede usar {} procesadores, y constan todos"
        ),
        ("may take {} processors, recorded is {}", "puede usar {} procesadores, y constan {}"),
        ("may start {} processes, recorded is {}", "puede abrir {} procesos, y constan {}"),
        (
            "restart policy '{}', recorded is unless-stopped",
            "política de reinicio '{}', y consta unless-stopped"
        ),
        (
            "security options none, recorded is no-new-privileges",
            "sin opciones de seguridad, y consta no-new-privileges"
        ),
        (
            "security options {}, recorded is no-new-privileges",
            "opciones de seguridad {}, y consta no-new-privileges"
        ), ("is privileged", "tiene todos los privilegios"),
        (
            "has the capabilities the engine's usual ones and none, recorded is none",
            "tiene las capacidades habituales del motor, y no consta ninguna"
        ),
        (
            "has the capabilities the engine's usual ones and none, recorded is {}",
            "tiene las capacidades habituales del motor, y consta {}"
        ),
        (
            "has the capabilities the engine's usual ones and {}, recorded is none",
            "tiene las capacidades habituales del motor y {}, y no consta ninguna"
        ),
        (
            "has the capabilities the engine's usual ones and {}, recorded is {}",
            "tiene las capacidades habituales del motor y {}, y consta {}"
        ),
        ("has the capabilities none, recorded is {}", "no tiene capacidades, y consta {}"),
        (
            "has the capabilities {}, recorded is none",
            "tiene las capacidades {}, y no consta ninguna"
        ),
        (
            "has the capabilities {}, recorded is {}", "tiene las capacidades {}, y consta {}"
        ), ("has the addresses none, recorded is {}", "no tiene direcciones, y consta {}"),
        ("has the addresses {}, recorded is {}", "tiene las direcciones {}, y consta {}"),
        ("leads outside", "lleva al exterior"), ("is internal", "es interna"),
        ("{} is {}, recorded is {}", "{} es {}, y consta {}"),
    ]

    private static let places: [(String, String)] = [
        (
            "the container {} is attached to it and is {}", "el contenedor {} está en ella y es {}"
        ),
        (
            "is in this stack's Compose project and is {}, {}",
            "está en el proyecto de Compose de este sistema y es {}, {}"
        ),
        (
            "reaches port {} of this machine at {}: the firewall does not hold",
            "alcanza el puerto {} de esta máquina en {}: el cortafuegos no lo impide"
        ),
        (
            "reaches {} of '{}' at {}, by a network of both",
            "alcanza {} de '{}' en {}, por una red de ambos"
        ),
        (
            "reaches {} of '{}' at {}: the engine's firewall rules are gone",
            "alcanza {} de '{}' en {}: ya no están las reglas del cortafuegos del motor"
        ),
        (
            "meets this machine's route {}, as of a VPN",
            "coincide con la ruta {} de esta máquina, como la de una VPN"
        ), ("'{}' runs without {}", "'{}' funciona sin {}"),
        ("127.0.0.1:{} is not published", "127.0.0.1:{} no está publicado"),
        (
            "127.0.0.1:{} is served by a stranger, {}, and not by this client's container: the "
                + "container {}, {}",
            "en 127.0.0.1:{} atiende un extraño, {}, y no el contenedor de este cliente: el "
                + "contenedor {}, {}"
        ),
        (
            "127.0.0.1:{} is served by a stranger, {}, and not by this client's container",
            "en 127.0.0.1:{} atiende un extraño, {}, y no el contenedor de este cliente"
        ),
        ("127.0.0.1:{}: {}", "127.0.0.1:{}: {}"),
        (
            "secrets are mounted from '{}', where the workspace was: fails at its next start",
            "sus secretos se montan desde '{}', donde estaba el espacio de trabajo: fallará al arrancar"
        ),
        (
            "Docker {} lets other machines reach containers: {}",
            "Docker {} deja que otras máquinas alcancen los contenedores: {}"
        ),
        (
            "whether clients reach each other: only root may enter their networks",
            "si unos clientes alcanzan a otros: solo root puede entrar en sus redes"
        ),
        (
            "whether clients reach this machine's own ports: only root may enter their networks",
            "si los clientes alcanzan los puertos de esta máquina: solo root puede entrar en sus redes"
        ),
        (
            "whether clients reach this machine's own ports: {}",
            "si los clientes alcanzan los puertos de esta máquina: {}"
        ),
        (
            "the base system's stack is not Puerto's, which only probes it",
            "el sistema base no lo lleva Puerto, que solo lo sondea"
        ), ("on '{}', and this machine is '{}'", "está en '{}', y esta máquina es '{}'"),
    ]
}
