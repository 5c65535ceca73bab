/// Reads JSON (RFC 8259) value by value and strictly: a name is there once in an object, text is
/// UTF-8 without lone surrogates, and numbers are whole. A decoder that asks each type what it can
/// read takes longer than all the rest of a small answer.
package struct JSONReader {
    let bytes: [UInt8]
    var place = 0

    /// A fault of the text, and the byte where it is.
    package struct Fault: Error {
        let what: String
        let place: Int
    }

    /// Throws a `Fault` for anything but UTF-8.
    package init(_ bytes: [UInt8]) throws {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Fault(what: "no UTF-8", place: 0)
        }
        self.bytes = bytes
    }
}

extension JSONReader {
    /// Reads an object, whose names are unknown to this reader: `member` reads each value.
    package mutating func object(
        most: Int = .max, _ member: (String, inout JSONReader) throws -> Void
    ) throws {
        skipSpace()
        guard take("{") else { throw bad("no '{'") }
        skipSpace()
        if take("}") { return }
        var names: [String] = []
        repeat {
            skipSpace()
            let name = try string()
            // Compared by bytes: canonically equal texts are different names.
            guard !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else {
                throw bad("a name is there twice")
            }
            names.append(name)
            skipSpace()
            guard take(":") else { throw bad("no ':'") }
            skipSpace()
            try member(name, &self)
            // Each name is compared with all before it.
            guard names.count <= most else { throw bad("too many names") }
            skipSpace()
        } while take(",")
        guard take("}") else { throw bad("no '}'") }
    }

    package mutating func list<Value>(_ element: (inout JSONReader) throws -> Value) throws
        -> [Value]
    {
        skipSpace()
        guard take("[") else { throw bad("no '['") }
        skipSpace()
        if take("]") { return [] }
        var values: [Value] = []
        repeat {
            skipSpace()
            values.append(try element(&self))
            skipSpace()
        } while take(",")
        guard take("]") else { throw bad("no ']'") }
        return values
    }

    /// Returns a member that has to be there. Throws a `Fault` for one that is missing or unknown.
    package func needed<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw bad("a value that is missing or unknown") }
        return value
    }

    /// Throws when anything follows the value.
    package mutating func end() throws {
        skipSpace()
        guard place == bytes.count else { throw bad("something follows the object") }
    }
}

extension JSONReader {
    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    package func bad(_ what: String) -> Fault { Fault(what: what, place: place) }

    mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        place += 1
        return true
    }

    package mutating func number() throws -> Int {
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

extension JSONReader {
    package mutating func string() throws -> String {
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
