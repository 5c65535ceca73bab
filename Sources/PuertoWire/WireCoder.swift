internal import FoundationEssentials

/// Turns operations and answers into JSON (RFC 8259) and back.
package enum WireCoder {
    /// Throws only for a number that JSON does not have, which no operation holds.
    package static func bytes(of value: some Encodable) throws -> [UInt8] {
        Array(try JSONEncoder().encode(value))
    }

    /// Throws when the bytes are no JSON of this type.
    package static func read<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws
        -> Value
    {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
