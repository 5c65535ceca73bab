internal import PuertoCore

/// Reads a form or a query (URL Living Standard, `application/x-www-form-urlencoded`).
enum FormText {
    /// The names and values in their order. Throws a 400 for a broken escape, bytes that are not
    /// UTF-8, a name that is there twice, and more than 50 fields.
    static func fields(_ bytes: [UInt8]) throws -> [(name: String, value: FieldValue)] {
        try fields(in: bytes.split(separator: UInt8(ascii: "&")))
    }

    /// The names and values of a query, as of a form. nginx cannot escape the address that it adds
    /// as `next`: where that has a query of its own, it is the rest of the text.
    static func query(_ bytes: [UInt8]) throws -> [(name: String, value: FieldValue)] {
        var parts = bytes.split(separator: UInt8(ascii: "&"))
        let next = parts.firstIndex { part in
            part.starts(with: "next=".utf8) && part.contains(UInt8(ascii: "?"))
        }
        if let next { parts[next...] = [bytes[parts[next].startIndex...]] }
        return try fields(in: parts)
    }

    private static func fields(in parts: [ArraySlice<UInt8>]) throws
        -> [(name: String, value: FieldValue)]
    {
        var fields: [(name: String, value: FieldValue)] = []
        for part in parts {
            let halves = part.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try decoded(halves[0])
            guard !fields.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
                throw Problem(400, english: "a name is there twice")
            }
            fields.append((name, .text(halves.count == 2 ? try decoded(halves[1]) : "")))
            guard fields.count <= 50 else { throw Problem(400, english: "too many fields") }
        }
        return fields
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) throws -> String {
        var text: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): text.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(Hex.value),
                    let low = rest.popFirst().flatMap(Hex.value)
                else {
                    throw Problem(400, english: "a percent sign needs two hex digits after it")
                }
                text.append(high << 4 | low)
            default: text.append(byte)
            }
        }
        guard let string = String(validating: text, as: UTF8.self) else {
            throw Problem(400, english: "the text is not UTF-8")
        }
        return string
    }
}
