/// The ways in which one Unicode scalar is written in a text.
struct EscapedScalar {
    private let scalar: Unicode.Scalar
    private let plain: [UInt8]

    init(_ scalar: Unicode.Scalar) {
        self.scalar = scalar
        plain = Array(String(scalar).utf8)
    }

    /// The ends of the scalar's forms that begin at a place of the text.
    func ends(in bytes: [UInt8], at start: Int) -> [Int] {
        let text = bytes[start...]
        guard let first = text.first else { return [] }
        var ends: [Int] = []
        if text.starts(with: plain) { ends.append(start + plain.count) }
        switch first {
        case UInt8(ascii: "\\"): ends += afterBackslashes(text)
        case UInt8(ascii: "%"): ends += percentEncoded(text)
        case UInt8(ascii: "&"): ends += asHTML(text)
        case UInt8(ascii: "+"): if scalar == " " { ends.append(start + 1) }
        case UInt8(ascii: "'"):
            // SQL doubles a quote.
            if scalar == "'", text.dropFirst().first == first { ends.append(start + 2) }
        default: break
        }
        return ends
    }
}

extension EscapedScalar {
    /// The forms after one backslash or more: a text that is escaped twice has several.
    private func afterBackslashes(_ text: ArraySlice<UInt8>) -> [Int] {
        var ends: [Int] = []
        var rest = text
        while rest.first == UInt8(ascii: "\\"), text.count - rest.count < Self.mostBackslashes {
            rest = rest.dropFirst()
            if rest.starts(with: plain) { ends.append(rest.startIndex + plain.count) }
            guard let letter = rest.first else { break }
            if Self.letters[scalar] == letter { ends.append(rest.startIndex + 1) }
            ends += numbered(rest.dropFirst(), letter)
        }
        return ends
    }

    /// The most backslashes that are read as the escape of one scalar.
    static let mostBackslashes = 16

    private static let letters: [Unicode.Scalar: UInt8] = [
        "\n": UInt8(ascii: "n"), "\r": UInt8(ascii: "r"), "\t": UInt8(ascii: "t"),
        "\u{8}": UInt8(ascii: "b"), "\u{C}": UInt8(ascii: "f"), "\u{B}": UInt8(ascii: "v"),
        "\u{7}": UInt8(ascii: "a"), "\u{1B}": UInt8(ascii: "e"), "\0": UInt8(ascii: "0"),
    ]

    /// `\u00e9`, in two halves beyond the first plane; `\u{e9}`; `\U000000e9`; `\xc3\xa9`; `\xe9`.
    private func numbered(_ text: ArraySlice<UInt8>, _ letter: UInt8) -> [Int] {
        switch letter {
        case UInt8(ascii: "u"):
            let units = String(scalar).utf16.map { Int($0) }
            return [
                Self.end(of: units, in: text, "\\u", digits: 4),
                Self.end(of: Int(scalar.value), in: text),
            ].compactMap { $0 }
        case UInt8(ascii: "U"):
            return [Self.end(of: [Int(scalar.value)], in: text, "", digits: 8)].compactMap { $0 }
        case UInt8(ascii: "x"):
            // Python's form of a letter below 256, and of its bytes.
            return [
                Self.end(of: plain.map { Int($0) }, in: text, "\\x", digits: 2),
                Self.end(of: [Int(scalar.value)], in: text, "", digits: 2),
            ].compactMap { $0 }
        default: return []
        }
    }

    /// Reads numbers of as many digits, with backslashes and a letter between two of them.
    private static func end(
        of numbers: [Int], in text: ArraySlice<UInt8>, _ between: String, digits: Int
    ) -> Int? {
        var rest = text
        for (index, number) in numbers.enumerated() {
            if index > 0 {
                rest = rest.drop { $0 == UInt8(ascii: "\\") }
                guard rest.first == between.utf8.last else { return nil }
                rest = rest.dropFirst()
            }
            let part = rest.prefix(digits)
            guard part.count == digits, value(of: part, radix: 16) == number else { return nil }
            rest = rest.dropFirst(digits)
        }
        return rest.startIndex
    }

    /// `{e9}`, after its `\u`.
    private static func end(of number: Int, in text: ArraySlice<UInt8>) -> Int? {
        guard text.first == UInt8(ascii: "{") else { return nil }
        let digits = text.dropFirst().prefix(9).prefix { $0 != UInt8(ascii: "}") }
        let rest = text[digits.endIndex...]
        guard rest.first == UInt8(ascii: "}"), value(of: digits, radix: 16) == number else {
            return nil
        }
        return rest.startIndex + 1
    }

    private static func value(of digits: ArraySlice<UInt8>, radix: Int) -> Int? {
        Int(String(decoding: digits, as: UTF8.self), radix: radix)
    }

    /// `%C3%A9`, in which the percent sign may be encoded itself.
    private func percentEncoded(_ text: ArraySlice<UInt8>) -> [Int] {
        var places: Set<Int> = [text.startIndex]
        for byte in plain {
            places = places.reduce(into: []) { $0.formUnion(Self.ends(of: byte, text[$1...])) }
        }
        return Array(places)
    }

    private static func ends(of byte: UInt8, _ text: ArraySlice<UInt8>) -> [Int] {
        guard text.first == UInt8(ascii: "%") else { return [] }
        var ends: [Int] = []
        var rest = text.dropFirst()
        for _ in 0..<4 {
            let digits = rest.prefix(2)
            if value(of: digits, radix: 16) == Int(byte) { ends.append(digits.endIndex) }
            guard digits.elementsEqual("25".utf8) else { break }
            rest = rest.dropFirst(2)
        }
        return ends
    }

    /// `&quot;`, `&#34;` or `&#x22;`, of which the ampersand may be `&amp;` itself.
    private func asHTML(_ text: ArraySlice<UInt8>) -> [Int] {
        var ends: [Int] = []
        var rest = text.dropFirst()
        for _ in 0..<4 {
            let word = rest.prefix(10).prefix { $0 != UInt8(ascii: ";") }
            let end = word.endIndex
            guard end < rest.endIndex, rest[end] == UInt8(ascii: ";") else { return ends }
            if isNamed(String(decoding: word, as: UTF8.self)) { ends.append(end + 1) }
            guard word.elementsEqual("amp".utf8) else { return ends }
            rest = rest[(end + 1)...]
        }
        return ends
    }

    private func isNamed(_ word: String) -> Bool {
        let names: [Unicode.Scalar: String] = [
            "&": "amp", "<": "lt", ">": "gt", "\"": "quot", "'": "apos", "\u{A0}": "nbsp",
        ]
        if names[scalar] == word { return true }
        guard word.first == "#" else { return false }
        let digits = word.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let number = isHexadecimal ? Int(digits.dropFirst(), radix: 16) : Int(digits)
        return number == Int(scalar.value)
    }
}
