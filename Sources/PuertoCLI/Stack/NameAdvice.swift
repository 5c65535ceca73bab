import PuertoCore

/// Advice about host names: their risks, and those that a browser may not resolve.
struct NameAdvice {
    let configuration: PuertoCore.Configuration
    let tenants: [Tenant]

    /// The hosts on which tenants share a name, each in words for the operator.
    var risks: [String] {
        configuration.hosts.compactMap { host in
            guard case .shared(let name) = configuration.url.names(on: host),
                tenants.count(where: { $0.host == host.name }) > 1
            else { return nil }
            let other =
                name.isMachine
                ? AppURL.newWorkspaces
                : Spoken.say(
                    "una plantilla con {slug} en su nombre, como https://{slug}.example.com",
                    "a template with {slug} in its host name, as https://{slug}.example.com")
            return Spoken.say(
                "los clientes de '\(host.name)' comparten el nombre '\(name.text)': un navegador manda "
                    + "las cookies de un nombre a todos sus puertos y rutas, y el servidor de cada uno "
                    + "recibe las sesiones de sus visitantes en los otros; con 'url' en puerto.yaml cada "
                    + "uno tiene su nombre: \(other)",
                "the tenants of '\(host.name)' share the host name '\(name.text)': a browser "
                    + "sends the cookies of a name to all of its ports and paths, so each of their "
                    + "servers gets its visitors' sessions at the others; 'url' in puerto.yaml can "
                    + "give each a name of its own: \(other)")
        }
    }

    /// The names below `localhost` that operators open, the portal's first.
    var localNames: [String] {
        let portal = configuration.web?.hostName ?? .portal
        let apps = tenants.filter { $0.status != .archived }.map { tenant in
            let host = configuration.hosts.first { $0.name == tenant.host }
            return HostName(of: configuration.url.url(of: tenant, host: host))
        }
        var seen: Set<HostName> = []
        return ([portal] + apps).filter { $0.isBelowLocalhost && seen.insert($0).inserted }
            .map(\.text)
    }

    /// The lines of `/etc/hosts` for names that are not in its text yet.
    static func lines(for names: [String], in hosts: String) -> [String] {
        let known = hosts.split(separator: "\n").flatMap { line -> [String] in
            let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }
            guard let address = words.first, address == "::1" || address.hasPrefix("127.") else {
                return []
            }
            return words.dropFirst().map { $0.lowercased() }
        }
        let missing = names.filter { !known.contains($0) }
        // More names in a line are hard to read.
        return stride(from: 0, to: missing.count, by: 8).map { start in
            "127.0.0.1 " + missing[start..<min(start + 8, missing.count)].joined(separator: " ")
        }
    }
}
