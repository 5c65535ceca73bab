internal import PuertoCore

extension YAMLMap {
    /// Reads a text of one line for people.
    package mutating func line(_ key: String, limit: Int = 200) throws -> String {
        try parsed(key) { try String.line($0, called: key, limit: limit) }
    }

    package mutating func optionalLine(_ key: String, limit: Int = 200) throws -> String? {
        try optionalParsed(key) { try String.line($0, called: key, limit: limit) }
    }

    package mutating func int(_ key: String, in range: ClosedRange<Int>) throws -> Int {
        try YAMLMap.int(value(key), in: range)
    }

    package mutating func optionalInt(_ key: String, in range: ClosedRange<Int>) throws -> Int? {
        try optional(key).map { try YAMLMap.int($0, in: range) }
    }

    package static func int(_ value: YAMLValue, in range: ClosedRange<Int>) throws -> Int {
        let number = try value.int()
        guard range.contains(number) else {
            throw value.invalid(
                "'\(value.name)' is \(number)",
                hint: "from \(range.lowerBound) to \(range.upperBound)"
            ).spanish(
                "'\(value.name)' es \(number)", hint: "de \(range.lowerBound) a \(range.upperBound)"
            )
        }
        return number
    }
}
