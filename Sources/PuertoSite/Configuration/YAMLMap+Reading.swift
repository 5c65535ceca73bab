package import PuertoCore

extension YAMLMap {
    package mutating func string(_ key: String) throws -> String { try value(key).text() }

    package mutating func optionalString(_ key: String) throws -> String? {
        try optional(key)?.text()
    }

    package mutating func int(_ key: String) throws -> Int { try value(key).int() }

    package mutating func optionalInt(_ key: String) throws -> Int? { try optional(key)?.int() }

    package mutating func map(_ key: String) throws -> YAMLMap { try value(key).map() }

    package mutating func optionalMap(_ key: String) throws -> YAMLMap? { try optional(key)?.map() }

    /// The values of a list; empty when the key is missing.
    package mutating func list(_ key: String) throws -> [YAMLValue] {
        try optional(key)?.list() ?? []
    }

    /// Parses a value into a type; the type's error gets the line.
    package mutating func parsed<Value>(_ key: String, _ parse: (String) throws -> Value) throws
        -> Value
    {
        try YAMLMap.parse(value(key), parse)
    }

    /// Parses a value into a type; `nil` when the key is missing.
    package mutating func optionalParsed<Value>(
        _ key: String, _ parse: (String) throws -> Value
    ) throws -> Value? {
        try optional(key).map { try YAMLMap.parse($0, parse) }
    }

    /// Reads one of the type's raw values; the error for any other hints at the nearest one.
    package mutating func enumeration<Value>(_ key: String, of type: Value.Type = Value.self) throws
        -> Value where Value: CaseIterable & RawRepresentable, Value.RawValue == String
    {
        try YAMLMap.parse(value(key), YAMLMap.enumeration(key))
    }

    package mutating func optionalEnumeration<Value>(
        _ key: String, of type: Value.Type = Value.self
    ) throws -> Value? where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
        try optional(key).map { try YAMLMap.parse($0, YAMLMap.enumeration(key)) }
    }

    /// Reads a value that a file may take away: a missing key says nothing, and an empty text says
    /// that there is none.
    package mutating func declared<Value: Hashable & Sendable>(
        _ key: String, _ parse: (String) throws -> Value
    ) throws -> Declared<Value> {
        guard let value = optional(key) else { return .unsaid }
        return try YAMLMap.parse(value) { $0.isEmpty ? .none : .value(try parse($0)) }
    }

    package mutating func declaredEnumeration<Value>(_ key: String) throws -> Declared<Value>
    where Value: CaseIterable & RawRepresentable & Hashable & Sendable, Value.RawValue == String {
        try declared(key, YAMLMap.enumeration(key))
    }
}

extension YAMLMap {
    static func parse<Value>(_ value: YAMLValue, _ parse: (String) throws -> Value) throws -> Value
    {
        let text = try value.text()
        do {
            return try parse(text)
        } catch let error as PuertoError {
            throw error.at(value.place)
        }
    }

    private static func enumeration<Value>(_ key: String) -> (String) throws -> Value
    where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
        { text in
            if let value = Value(rawValue: text) { return value }
            let all = Value.allCases.map(\.rawValue)
            let known = "one of \(all.joined(separator: ", "))"
            throw PuertoError(
                .invalid, "'\(key)' is \(PuertoError.quote(text))",
                hint: text.nearest(in: all).map { "did you mean '\($0)'? \(known)" } ?? known
            ).spanish(
                "'\(key)' es \(PuertoError.quote(text))",
                hint: text.nearest(in: all).map {
                    "¿querías decir '\($0)'? uno de \(all.joined(separator: ", "))"
                } ?? "uno de \(all.joined(separator: ", "))")
        }
    }
}
