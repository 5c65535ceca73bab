internal import PuertoCore

/// A mapping that is read key by key; `finish()` then refuses the keys that were not read.
package struct YAMLMap: Sendable {
    package let name: String
    package let file: String
    package let line: Int
    private let entries: [YAMLEntry]
    private var known: [String] = []

    init(entries: [YAMLEntry], name: String, file: String, line: Int) {
        self.entries = entries
        self.name = name
        self.file = file
        self.line = line
    }

    /// Reads a document whose root is a mapping; an empty document is an empty mapping.
    ///
    /// `firstLine` is the line of `file` that the text begins on.
    package init(parsing text: String, file: String, firstLine: Int = 1) throws {
        let root = try YAMLParser(file: file, firstLine: firstLine).root(of: text)
        self =
            root.isAbsent
            ? YAMLMap(entries: [], name: "", file: file, line: firstLine)
            : try root.map()
    }

    /// Reads a document from bytes; throws `invalid` with the line when they are not UTF-8.
    package init(parsing bytes: [UInt8], file: String, firstLine: Int = 1) throws {
        let text = try YAMLParser(file: file, firstLine: firstLine).text(of: bytes)
        try self.init(parsing: text, file: file, firstLine: firstLine)
    }

    /// The `file:line` of the mapping itself.
    package var place: String { "\(file):\(line)" }

    /// The `file:line` of a key, or of the mapping when it has no such key.
    package func place(of key: String) -> String { "\(file):\(line(of: key))" }

    package func line(of key: String) -> Int {
        entries.first { $0.key == key }?.line ?? line
    }

    package var keys: [String] { entries.map(\.key) }
}

extension YAMLMap {
    /// The value of a key; `nil` when the key is missing or has no value.
    package mutating func optional(_ key: String) -> YAMLValue? {
        known.append(key)
        guard let value = entries.first(where: { $0.key == key })?.value, !value.isAbsent else {
            return nil
        }
        return value
    }

    package mutating func value(_ key: String) throws -> YAMLValue {
        guard let value = optional(key) else {
            throw PuertoError(
                .invalid, "'\(key)' is missing\(name.isEmpty ? "" : " in '\(name)'")",
                hint: "add '\(key):'", place: place(of: key)
            ).spanish(
                "falta '\(key)'\(name.isEmpty ? "" : " en '\(name)'")", hint: "añade '\(key):'")
        }
        return value
    }

    /// Throws an error for each key that was not read, with the nearest known one.
    package func finish() throws {
        var errors = ErrorCollector()
        for entry in entries where !known.contains(entry.key) {
            let hint =
                entry.key.nearest(in: known).map { "did you mean '\($0)'?" }
                ?? "known here: \(known.joined(separator: ", "))"
            errors.add(
                PuertoError(
                    .invalid, "unknown key \(PuertoError.quote(entry.key))", hint: hint,
                    place: "\(file):\(entry.line)"
                ).spanish(
                    "clave desconocida \(PuertoError.quote(entry.key))",
                    hint: entry.key.nearest(in: known).map { "¿querías decir '\($0)'?" }
                        ?? "aquí valen: \(known.joined(separator: ", "))"))
        }
        try errors.finish()
    }
}
