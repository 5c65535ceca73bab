/// Reads a flat JSON object (RFC 8259) strictly, so that no other reader can understand it
/// differently: a name is there once, text is UTF-8 without lone surrogates, numbers are whole, and
/// nothing is nested.
package struct JSONText {
    private let bytes: [UInt8]
    private var place = 0

    /// Returns the names and values in their order. Throws `invalid`.
    package static func object(_ bytes: [UInt8]) throws -> [(name: String, value: FieldValue)] {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw PuertoError(.invalid, "the body is not UTF-8")
        }
        var reader = JSONText(bytes: bytes)
        reader.skipSpace()
        let fields = try reader.object()
        reader.skipSpace()
        guard reader.place == bytes.count else { throw reader.bad("something follows the object") }
        return fields
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }
}

extension JSONText {
    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private func bad(_ what: String) -> PuertoError {
        PuertoError(
            .invalid,
            "the body must be a JSON object of plain values: \(what) at byte \(place)")
    }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        place += 1
        return true
    }

    private mutating func object() throws -> [(name: String, value: FieldValue)] {
        guard take("{") else { throw bad("no '{'") }
        var fields: [(name: String, value: FieldValue)] = []
        skipSpace()
        if take("}") { return [] }
        repeat {
            skipSpace()
            let name = try string()
            // Compared by bytes: canonically equal texts are different names.
            guard !fields.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
                throw bad("a name is there twice")
            }
            skipSpace()
            guard take(":") else { throw bad("no ':'") }
            skipSpace()
            fields.append((name, try value()))
            // Each name is compared with all before it.
            guard fields.count <= 50 else { throw bad("too many names") }
            skipSpace()
        } while take(",")
        guard take("}") else { throw bad("no '}'") }
        return fields
    }

    private mutating func value() throws -> FieldValue {
        switch next {
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case let byte? where byte == UInt8(ascii: "-") || byte.isDigit:
            return .number(try number())
        default: throw bad("a value that is neither text, whole number, true nor false")
        }
    }

    private mutating func word(_ text: StaticString, _ value: FieldValue) throws -> FieldValue {
        let letters = text.withUTF8Buffer { Array($0) }
        guard bytes[place...].starts(with: letters) else { throw bad("an unknown word") }
        place += letters.count
        return value
    }

    private mutating func number() throws -> Int {
        let start = place
        _ = take("-")
        while let byte = next, byte.isDigit { place += 1 }
        let digits = bytes[start..<place].drop { $0 == UInt8(ascii: "-") }
        let isPlain = digits.count == 1 || digits.first != 0x30
        if let byte = next, [0x2E, 0x45, 0x65].contains(byte) { throw bad("no whole number") }
        guard !digits.isEmpty, isPlain,
            let number = Int(String(decoding: bytes[start..<place], as: UTF8.self))
        else { throw bad("no whole number") }
        return number
    }
}

extension JSONText {
    private mutating func string() throws -> String {
        guard take("\"") else { throw bad("no text") }
        var text: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
            case 0..<0x20: throw bad("a control character in a text")
            default: text.append(byte)
            }
        }
        throw bad("a text without end")
    }

    private mutating func escape() throws -> Character {
        guard let byte = next else { throw bad("a text without end") }
        place += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return Character(try scalar())
        default: throw bad("an unknown escape")
        }
    }

    private mutating func scalar() throws -> Unicode.Scalar {
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800...0xDBFF).contains(first), take("\\"), take("u") else {
            throw bad("half of a surrogate pair")
        }
        let second = try unit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw bad("half of a surrogate pair") }
        return scalar
    }

    private mutating func unit() throws -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Hex.value(of: byte) else {
                throw bad("an unknown escape")
            }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }
}
