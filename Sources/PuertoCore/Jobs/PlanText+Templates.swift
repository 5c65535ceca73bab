extension PlanText.Line {
    /// Lines with values in the middle, in English and Spanish; `{}` stands for a value. The first
    /// one that fits is taken.
    static let templates = [
        (
            "processors: {} CPU of the plan '{}', and its services need {} CPU: {}",
            "procesadores: {} CPU del plan '{}', y sus servicios necesitan {} CPU: {}"
        ),
        (
            "memory: {} MiB of the plan '{}', and its services need {} MiB: {}",
            "memoria: {} MiB del plan '{}', y sus servicios necesitan {} MiB: {}"
        ),
        ("processors: {} CPU of the plan '{}': {}", "procesadores: {} CPU del plan '{}': {}"),
        ("memory: {} MiB of the plan '{}': {}", "memoria: {} MiB del plan '{}': {}"),
        (
            "memory: {} MiB at most, profile {} of the client's own",
            "memoria: {} MiB como mucho, perfil {} propio del cliente"
        ),
        ("memory: {} MiB at most, profile {}", "memoria: {} MiB como mucho, perfil {}"),
        (
            "careful: the limits of {} clients add up to {} MiB of memory, and this machine has {} MiB",
            "cuidado: los límites de {} clientes suman {} MiB de memoria, y esta máquina tiene {} MiB"
        ),
        ("image.{}: {}", "imagen de {}: {}"),
        (
            "image {} is older than {}, which ran last",
            "la imagen {} es más antigua que {}, la última que funcionó"
        ),
        (
            "image {} differs from {}, which ran last: it may be older",
            "la imagen {} difiere de {}, la última que funcionó: puede ser más antigua"
        ),
        ("take volume {} as it is: {}", "tomar el volumen {} como está: {}"),
        (
            "containers made by Compose {} are made anew by Compose {}: the system does not answer "
                + "meanwhile",
            "los contenedores que hizo Compose {} los rehace Compose {}: mientras tanto el sistema no "
                + "responde"
        ),
        (
            "kept: {}; {} has not taken the recorded password, which is another one",
            "se conserva: {}; {} no ha aceptado la contraseña registrada, que es otra"
        ),
        ("unpause container {}", "reanudar el contenedor {}"),
        ("rename container {} to {}", "cambiar el nombre del contenedor {} a {}"),
        ("take container {} off network {}", "sacar el contenedor {} de la red {}"),
        ("network {} is no longer of this stack", "la red {} ya no es de este sistema"),
    ]

    /// The line that removes a container for a reason, which is a finding.
    static func removal(_ text: String) -> String? {
        let mark = "remove container "
        guard text.hasPrefix(mark), let colon = text.firstRange(of: ": ") else { return nil }
        let name = text[..<colon.lowerBound].dropFirst(mark.count)
        let reason = FindingText.words(String(text[colon.upperBound...]), .es)
        return "quitar el contenedor \(name): \(reason)"
    }

    /// The line that names the state which a job records.
    static func status(_ text: String) -> String? {
        let mark = "status: "
        guard text.hasPrefix(mark) else { return nil }
        let name = String(text.dropFirst(mark.count))
        return "estado: " + (Tenant.Status(rawValue: name)?.word(.es) ?? name)
    }
}
