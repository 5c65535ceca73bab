/// Reads a flat JSON object (RFC 8259) strictly, so that no other reader can understand it
/// differently: a name is there once, text is UTF-8 without lone surrogates, numbers are whole, and
/// nothing is nested.
package enum JSONText {
    /// Returns the names and values in their order. Throws `invalid`.
    package static func object(_ bytes: [UInt8]) throws -> [(name: String, value: FieldValue)] {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw PuertoError(.invalid, "the body is not UTF-8")
        }
        do {
            var reader = try JSONReader(bytes)
            var fields: [(name: String, value: FieldValue)] = []
            try reader.object(most: 50) { fields.append(($0, try value(&$1))) }
            try reader.end()
            return fields
        } catch let fault as JSONReader.Fault {
            throw PuertoError(
                .invalid,
                "the body must be a JSON object of plain values: \(fault.what) at byte "
                    + "\(fault.place)")
        }
    }

    private static func value(_ reader: inout JSONReader) throws -> FieldValue {
        switch reader.next {
        case UInt8(ascii: "\""): return .text(try reader.string())
        case UInt8(ascii: "t"): return try word("true", .flag(true), &reader)
        case UInt8(ascii: "f"): return try word("false", .flag(false), &reader)
        case let byte? where byte == UInt8(ascii: "-") || byte.isDigit:
            return .number(try reader.number())
        default:
            throw reader.bad("a value that is neither text, whole number, true nor false")
        }
    }

    private static func word(_ text: String, _ value: FieldValue, _ reader: inout JSONReader)
        throws -> FieldValue
    {
        guard reader.bytes[reader.place...].starts(with: text.utf8) else {
            throw reader.bad("an unknown word")
        }
        reader.place += text.utf8.count
        return value
    }
}
