internal import Glibc
internal import PuertoCore

/// The variables that a web server has started the program with, as bytes. Nothing is repaired, so
/// that no two different values become equal.
package struct Environment: Sendable {
    private let entries: [Entry]

    package struct Entry: Sendable {
        package let name: String
        package let value: [UInt8]
    }

    /// Lines are `NAME=value`; a name that is not ASCII is left out. fcgiwrap sets a variable twice
    /// for a field that was sent twice.
    package init(_ lines: [[UInt8]]) {
        entries = lines.compactMap { line in
            guard let cut = line.firstIndex(of: UInt8(ascii: "=")), cut > 0,
                line[..<cut].allSatisfy(Environment.isName)
            else { return nil }
            let name = String(decoding: line[..<cut], as: UTF8.self)
            return Entry(name: name, value: Array(line[(cut + 1)...]))
        }
    }

    /// Takes the variables of the process and clears them, so that SQLite and other libraries see
    /// nothing that a client may have sent.
    package static func taken() -> Environment {
        var lines: [[UInt8]] = []
        var next = environ
        while let line = next.pointee {
            lines.append(Array(UnsafeRawBufferPointer(start: line, count: strlen(line))))
            next += 1
        }
        clearenv()
        return Environment(lines)
    }
}

extension Environment {
    /// Tells whether one of these names is there twice: then its value is ambiguous.
    func hasDouble(_ names: [String]) -> Bool {
        names.contains { name in entries.count { $0.name == name } > 1 }
    }

    /// The value as bytes; `nil` if it is missing.
    package func value(_ name: String) -> [UInt8]? { entries.first { $0.name == name }?.value }

    /// The value in printable ASCII; `nil` if it is missing, empty or anything else.
    package func word(_ name: String) -> String? {
        guard let value = value(name), !value.isEmpty,
            value.allSatisfy(\.isGraphic)
        else { return nil }
        return String(decoding: value, as: UTF8.self)
    }

    /// The value as an absolute path in UTF-8; `nil` if it is missing or anything else.
    package func folder(_ name: String) -> String? {
        guard let value = value(name), value.first == UInt8(ascii: "/") else { return nil }
        return String(validating: value, as: UTF8.self)
    }

    /// The variables with this prefix, without the prefix.
    func all(_ prefix: String) -> [Entry] {
        entries.filter { $0.name.utf8.starts(with: prefix.utf8) }.map {
            Entry(name: String($0.name.dropFirst(prefix.utf8.count)), value: $0.value)
        }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || byte == UInt8(ascii: "_")
    }
}
