package import PuertoCore

/// Reads `puerto.yaml`.
package enum ConfigurationFile {
    /// Reads the file's bytes. Throws `notFound` or `io` with the path.
    package static func bytes(of path: String) throws -> [UInt8] { try TextFile.bytes(of: path) }

    /// Parses the configuration. Throws `PuertoErrors` with `file:line`. `isTimeZone` says whether
    /// a name is in the time zone database.
    ///
    /// A rule that is newer than a workspace throws nothing for what the file could say before: it
    /// leaves a remark, and refuses where the value is used.
    package static func parse(
        _ bytes: [UInt8], file: String, isTimeZone: (String) -> Bool = { _ in true }
    ) throws -> Configuration {
        var root = try YAMLMap(parsing: bytes, file: file)
        var errors = ErrorCollector()
        var remarks: [PuertoError] = []
        let agency = try errors.attempt { try Self.agency(&root, isTimeZone) }
        let url = try errors.attempt { try Self.url(&root) }
        let hosts = try errors.attempt { try Self.hosts(&root) }
        let ports = try errors.attempt { try Self.ports(&root) }
        let plans = try errors.attempt { try Self.plans(&root, agency?.currency, &remarks) }
        let engine = try errors.attempt { try Self.engine(&root) }
        let web = try errors.attempt { try Self.web(&root) }
        let history = try errors.attempt { try Self.history(&root) }
        let jobDays = try errors.attempt { try Self.jobDays(&root) }
        _ = try errors.attempt { try root.finish() }
        try errors.finish()
        guard let agency, let url, let hosts, let ports, let plans, let engine, let web,
            let history, let jobDays
        else {
            throw PuertoError(.invalid, "the configuration is not complete", place: file).spanish(
                "la configuración no está completa")
        }
        return Configuration(
            agency: agency, url: url, hosts: hosts, ports: ports, plans: plans, engine: engine,
            web: web?.settings, passkeys: web?.passkeys ?? PasskeyPolicy(), historyExport: history,
            jobDays: jobDays, remarks: remarks)
    }
}

extension ConfigurationFile {
    /// Returns the language of `agency.locale` as far as it is there in a file that cannot be read:
    /// its errors are told in it.
    package static func language(of bytes: [UInt8]) -> Language? {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split(separator: "locale:").dropFirst().lazy.compactMap { rest in
            let word = rest.drop { " \"'".contains($0) }.prefix { $0.isLetter || $0 == "-" }
            return LanguageTag(rawValue: String(word))?.language
        }.first
    }
}

extension ConfigurationFile {
    private static func url(_ root: inout YAMLMap) throws -> AppURL {
        let domain = try root.optionalParsed("domain", AppURL.init(domain:))
        guard let value = root.optional("url") else { return domain ?? .local }
        guard domain == nil else {
            throw value.invalid("both 'url' and 'domain' are given", hint: "keep one of them")
                .spanish("están 'url' y 'domain'", hint: "deja uno de los dos")
        }
        guard var map = try? value.map() else {
            return try YAMLMap.parse(value, AppURL.init(template:))
        }
        let url = try map.parsed("domain", AppURL.init(domain:))
        try map.finish()
        return url
    }

    private static func hosts(_ root: inout YAMLMap) throws -> [Host] {
        let values = try root.list("hosts")
        guard !values.isEmpty else { return [Host(name: try Slug("local"), address: "localhost")] }
        var seen = Doubles(.host)
        return try values.map { value in
            var map = try value.map()
            let name = try map.parsed("name", Slug.init(_:))
            try seen.add(name.text, map.value("name"))
            let address = try map.parsed("address", String.address)
            try map.finish()
            return Host(name: name, address: address)
        }
    }
}
