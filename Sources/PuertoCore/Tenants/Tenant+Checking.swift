extension Tenant {
    /// Throws `invalid` unless pages and commands may carry every text of the record.
    package func check() throws {
        _ = try String.line(name, called: "name")
        if let name = contact.name { _ = try String.line(name, called: "contact name") }
        if let email = contact.email { _ = try String.recordedEmail(email) }
        for name in containers.all { _ = try String.container(name) }
        for dashboard in dashboards {
            _ = try String.line(dashboard.title, called: "dashboard title")
            _ = try String.path(dashboard.path)
        }
        for (index, tag) in tags.enumerated() {
            _ = try String.word(tag, called: "tag")
            guard !tags[..<index].contains(tag) else {
                throw PuertoError(.invalid, "tag '\(tag)' is there twice", hint: "keep one")
                    .spanish("la etiqueta '\(tag)' está dos veces", hint: "deja una")
            }
        }
        try checkOwnContainers()
    }

    private func checkOwnContainers() throws {
        let (windmill, postgres, redis) =
            (containers.windmill, containers.postgres, containers.redis)
        guard windmill == postgres || windmill == redis || postgres == redis else { return }
        throw PuertoError(
            .invalid,
            "two services share the container name '\(redis == windmill ? redis : postgres)'",
            hint: "give each its own"
        ).spanish(
            "dos servicios comparten el nombre de contenedor "
                + "'\(redis == windmill ? redis : postgres)'",
            hint: "da a cada uno el suyo")
    }
}

extension Containers {
    /// All names, in the order windmill, postgres, redis.
    package var all: [String] { [windmill, postgres, redis] }
}
